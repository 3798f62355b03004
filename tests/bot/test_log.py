"""What stands in the log, and what never does."""

import asyncio
import io
import json
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot import log
from bot.redaction import HIDDEN, Redactor

TELEGRAM = "700000001:AAvalocentre_0123456789-abcdefghijkl"
DISCORD = "MTIwMDAwMDAwMDAwMDAwMDAw.GfJord.valo-centre_0123456789_abcdefghijklm"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """A log in JSON, and every logger as it was before afterwards."""
    root, factory = logging.getLogger(), logging.getLogRecordFactory()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    log.set_up("debug", "json", [TELEGRAM, DISCORD, "pass word/1"], stream=stream)
    yield stream
    root.handlers[:], root.level = before
    logging.setLogRecordFactory(factory)
    logging.captureWarnings(capture=False)
    for name in ("httpx", "httpcore", *log._OURS):
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()


@pytest.fixture
async def telegram() -> AsyncIterator[str]:
    """The address of a server that answers every request with the failure its path asks for."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        body = b'{"ok":false,"error_code":404,"description":"Not Found"}' if b"getMe" in head else b"no json"
        writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_no_token_reaches_any_handler_even_when_the_http_client_tells_everything(
    written: io.StringIO, telegram: str
) -> None:
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    foreign = io.StringIO()
    other = logging.StreamHandler(foreign)
    logging.getLogger().addHandler(other)
    bot = Bot(TELEGRAM, base_url=f"{telegram}/bot", request=HTTPXRequest(), get_updates_request=HTTPXRequest())
    for ask in (bot.get_me, bot.get_updates):
        try:
            await ask()
        except TelegramError as error:
            logging.getLogger("bot").exception("asking %s%s failed", f"{telegram}/bot{TELEGRAM}/", ask.__name__)
            log.logger("bot").error(
                "failed", error=error, address=f"{telegram}/file/bot{TELEGRAM}/a.jpg", exc_info=True
            )

    for output in (written.getvalue(), foreign.getvalue()):
        assert "HTTP/1.1 404" in output
        assert "Traceback" in output
        assert HIDDEN in output
        assert TELEGRAM not in output
        assert TELEGRAM.partition(":")[2] not in output


async def test_the_http_client_is_quiet_unless_somebody_asks_for_more(written: io.StringIO, telegram: str) -> None:
    bot = Bot(TELEGRAM, base_url=f"{telegram}/bot")
    with pytest.raises(TelegramError):
        await bot.get_me()
    assert "HTTP Request" not in written.getvalue()


def test_no_library_goes_into_details_for_they_may_be_words_of_people(written: io.StringIO) -> None:
    for library in ("discord.gateway", "discord.http", "some.other.library"):
        logging.getLogger(library).debug("WebSocket Event: %s", {"content": "My secret words"})
    logging.getLogger("adapters.discord.wire").debug("details of ours")
    log.logger("talkoot").debug("more of them")

    assert "secret" not in written.getvalue()
    assert "details of ours" in written.getvalue()
    assert "more of them" in written.getvalue()


def test_what_people_write_or_are_called_is_left_out(written: io.StringIO) -> None:
    log.logger("bot").info("answer kept", slot=7, text="I grew up in a village", name="Aino", payload={"a": 1})
    logging.getLogger("bot").info("seen", extra={"username": "aino_k", "chat": "-100"})

    ours, theirs = (json.loads(line) for line in written.getvalue().splitlines())
    assert (ours["event"], ours["slot"], theirs["chat"]) == ("answer kept", 7, "-100")
    assert "village" not in written.getvalue()
    assert "ino" not in written.getvalue()


def test_a_secret_inside_an_object_is_hidden_too(written: io.StringIO) -> None:
    class Request:
        def __repr__(self) -> str:
            return f"<Request to /bot{TELEGRAM}/getMe>"

    log.logger("bot").warning("odd", request=Request(), seen=[Request(), {"by": DISCORD}])
    assert HIDDEN in written.getvalue()
    assert TELEGRAM not in written.getvalue()
    assert DISCORD not in written.getvalue()


def test_a_traceback_of_a_library_is_kept_without_its_secrets(written: io.StringIO) -> None:
    def poll() -> None:
        raise ConnectionError(f"cannot reach https://api.telegram.org/bot{TELEGRAM}/getUpdates")

    try:
        poll()
    except ConnectionError:
        logging.getLogger("telegram.ext").exception("polling stopped")

    entry = json.loads(written.getvalue())
    assert entry["event"] == "polling stopped"
    assert "ConnectionError: cannot reach https://api.telegram.org/bot" in entry["exception"]
    assert TELEGRAM not in entry["exception"]


@pytest.mark.parametrize(
    "told",
    [
        "POST https://api.telegram.org/bot700000002:BBunknown_0123456789-abcdefghijklmn/getMe",
        "POST https://api.telegram.org/bot700000002%3ABBunknown_0123456789-abcdefghijklmn/getMe",
        "token=700000002:BBunknown_0123456789-abcdefghijklmn",
        "700000002:BBunknown_0123456789-abcdefghijklmn",
        "Authorization: Bot MTIwMDAwMDAwMDAwMDAwMDAx.GxUnkn.BBunknown_0123456789_abcdefghijk",
        "POST https://discord.com/api/v10/interactions/1200/BBunknown_abc/callback",
        "PATCH https://discord.com/api/v10/webhooks/1200/BBunknown_abc/messages/@original",
        "postgresql://talkoot:BBunknown_pw@db.example.org/talkoot",
        "redirected to https://local.example.org/?p=pass%20word%2F1",
    ],
)
def test_whatever_has_the_shape_of_a_secret_is_hidden(told: str) -> None:
    shown = Redactor(["pass word/1"]).text(told)
    assert HIDDEN in shown
    assert "BBunknown" not in shown
    assert "pass%20word" not in shown


def test_ordinary_texts_stay_as_they_are() -> None:
    text = "12:30 in /bots/list: version 3.11.14 at https://example.org/talk?x=1, mail aino@example.org"
    assert Redactor(["abc", ""]).text(text) == text


def test_on_a_pipe_the_log_is_json_lines() -> None:
    program = "from bot import log; log.set_up('info', 'auto', []); log.logger('x').info('started', bots=2)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(run.stderr)["event"] == "started"


def test_a_fault_before_there_is_a_log_is_kept_in_a_file_without_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    reference = log.incident(RuntimeError(f"/bot{TELEGRAM}/"))
    (kept,) = tmp_path.iterdir()
    assert str(kept) in reference
    assert "RuntimeError" in kept.read_text()
    assert TELEGRAM not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
