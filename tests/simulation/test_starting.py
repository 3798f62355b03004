"""Where the bot cannot start it says why; where it can only wait, it waits without haste and loses nothing."""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.playground.discord import DiscordServer
from adapters.playground.discord import Limits as DiscordLimits
from adapters.playground.telegram import Limits, TelegramServer
from bot.letterbox import fold
from community.chat.address import Bot, Place, Platform
from community.chat.message import Message, Span, Text
from community.letters import Letter, Priority
from storage import migrate
from storage.database import address, engine_for
from storage.engine import Store
from storage.vault import Vault
from tests.simulation.bot_process import BotProcess, write_config

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]

TOKEN = "4100001:" + "invented-token-of-a-test-and-no-more"
DISCORD_TOKEN = "invented.token.of-a-test"
DATABASE, SETTINGS = 4, 3
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a start ended that came to nothing."""

    code: int
    sentence: str


async def _started_in_vain(config: Path, house: Path = ROOT) -> Ended:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(config)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        cwd=config.parent,
        env={**os.environ, "PYTHONPATH": str(house)},
    )
    _, said = await asyncio.wait_for(process.communicate(), 20)
    lines = [line for line in said.decode().splitlines() if not line.startswith("{")]
    return Ended(process.returncode or 0, "\n".join(lines))


async def _until(met: Callable[[], object], within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while not met():  # noqa: ASYNC110  what is awaited happens in another process
            await asyncio.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _telegram(base: str) -> dict[str, object]:
    return {"token": TOKEN, "api_base": base, "file_base": f"{base}/file"}


def _config(folder: Path, url: str, **sections: Mapping[str, object]) -> Path:
    Vault.at(folder / "start.key", create=True)
    return write_config(folder, url, folder / "start.key", **sections)


def _write_to(folder: Path, url: str, bot: Bot, chat: int, words: str) -> None:
    """A letter that was on its way when the bot was last seen."""
    store = Store.open(url, Vault.at(folder / "start.key"))
    place = Place(bot, str(chat), private=True)
    letter = Letter(bot=bot, place=place, priority=Priority.PERSON, body=fold(Message((Text((Span(words),)),))))
    store.now_run(lambda work: work.bots.ensure(bot, "valo_bot", "https://t.me/valo_bot"))
    store.now_run(lambda work: work.outbox.add_all([letter], datetime.now(UTC)))
    store.close()


async def test_a_bot_that_starts_without_a_network_waits_for_both_platforms_and_loses_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with AsyncExitStack() as running:
        telegram = TelegramServer(limits=Limits(enabled=False))
        local = telegram.add_bot(TOKEN, username="valo_bot")
        port, other = _free_port(), _free_port()
        discord = DiscordServer(limits=DiscordLimits.off(), port=other)
        discord_bot = discord.add_bot(DISCORD_TOKEN)
        aino = telegram.add_user("Aino")
        await aino.start(local)
        here = f"http://127.0.0.1:{other}"
        sections: dict[str, Mapping[str, object]] = {
            "telegram": _telegram(f"http://127.0.0.1:{port}"),
            "discord": {
                "token": DISCORD_TOKEN,
                "api_base": f"{here}/api/v10",
                "gateway": f"ws://127.0.0.1:{other}/gateway",
                "cdn": f"{here}/cdn",
            },
        }
        process = BotProcess(_config(tmp_path, sqlite_url, **sections))
        _write_to(tmp_path, sqlite_url, Bot(Platform.TELEGRAM, str(local.id)), aino.id, "Written before.")
        await process.start()
        running.push_async_callback(process.stop)
        await asyncio.sleep(2.0)
        assert not process.errors

        await telegram.start(port)
        running.push_async_callback(telegram.stop)
        await discord.start()
        running.push_async_callback(discord.stop)

        await process.ready()
        chat = aino.private(local)
        await _until(lambda: len([each for each in chat.messages if each.sender is local]) >= 2)
        await _until(lambda: discord_bot.connected)
        said = [each.text for each in chat.messages if each.sender is local]
        assert said.count("Written before.") == 1
        assert [each for each in said if "Talkoot" in each]
        assert await process.stop() == 0
        assert not process.errors


async def test_a_wrong_token_is_said_once_and_tried_again_without_haste(sqlite_url: str, tmp_path: Path) -> None:
    async with TelegramServer(limits=Limits(enabled=False)) as telegram:
        local = telegram.add_bot(TOKEN, username="valo_bot")
        telegram.revoke(local)
        process = BotProcess(_config(tmp_path, sqlite_url, telegram=_telegram(telegram.base)))
        await process.start()
        await _until(lambda: process.errors)
        await asyncio.sleep(2.0)

        assert await process.stop() == 0

    assert len(process.errors) == 1  # each further try would say so again
    assert "put the right one into the settings" in process.errors[0]
    assert TOKEN not in process.errors[0]


async def test_without_any_token_in_a_named_file_nothing_starts(sqlite_url: str, tmp_path: Path) -> None:
    ended = await _started_in_vain(_config(tmp_path, sqlite_url))

    assert ended.code == SETTINGS
    assert "set telegram.token or discord.token" in ended.sentence


async def test_tables_of_a_newer_version_are_left_alone(database_url: str, tmp_path: Path) -> None:
    config = _config(tmp_path, database_url, telegram=_telegram("http://127.0.0.1:9"))
    _be_of_revision("9999", database_url)

    ended = await _started_in_vain(config)

    assert ended.code == DATABASE
    assert ended.sentence == "The tables were made by a newer Talkoot: install that version, or restore a backup."
    assert migrate.revision_of(database_url) == "9999"


async def test_tables_of_an_older_version_wait_until_somebody_says_migrate(sqlite_url: str, tmp_path: Path) -> None:
    newer = _newer_talkoot(tmp_path / "newer")
    config = _config(tmp_path, sqlite_url, telegram=_telegram("http://127.0.0.1:9"))
    before = migrate.revision_of(sqlite_url)

    ended = await _started_in_vain(config, newer)

    assert ended.code == DATABASE
    assert "older than this Talkoot" in ended.sentence
    assert "talkoot migrate" in ended.sentence
    assert migrate.revision_of(sqlite_url) == before


def _be_of_revision(revision: str, url: str) -> None:
    engine = engine_for(address(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    engine.dispose()


def _newer_talkoot(folder: Path) -> Path:
    """The Talkoot of tomorrow, which has one revision more."""
    for room in ("bot", "adapters", "community", "storage"):
        shutil.copytree(ROOT / room, folder / room)
    newest = migrate.revisions()[-1]
    (folder / "storage" / "migrations" / "versions" / "9998_later.py").write_text(
        f"revision = '9998'\ndown_revision = '{newest}'\n\n\ndef upgrade():\n    pass\n"
    )
    return folder


async def test_a_second_process_on_the_same_file_does_not_start_and_the_first_goes_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with TelegramServer(limits=Limits(enabled=False)) as telegram:
        local = telegram.add_bot(TOKEN, username="valo_bot")
        config = _config(tmp_path, sqlite_url, telegram=_telegram(telegram.base))
        first = BotProcess(config)
        await first.start()
        await first.ready()

        second = await _started_in_vain(config)

        assert second.code == DATABASE
        assert second.sentence.startswith("Another Talkoot uses this database file")
        aino = telegram.add_user("Aino")
        await aino.start(local)
        await _until(lambda: any(each.sender is local for each in aino.private(local).messages))
        assert await first.stop() == 0
        assert not first.errors


async def test_a_database_that_cannot_be_reached_at_the_start_is_said_in_a_sentence(tmp_path: Path) -> None:
    nowhere = f"postgresql://talkoot@127.0.0.1:{_free_port()}/talkoot"

    ended = await _started_in_vain(_config(tmp_path, nowhere, telegram=_telegram("http://127.0.0.1:9")))

    assert ended.code == DATABASE
    assert ended.sentence == "The database server does not answer: check that it runs and that database.url is right."


async def test_without_its_key_file_an_old_installation_does_not_start(sqlite_url: str, tmp_path: Path) -> None:
    config = _config(tmp_path, sqlite_url, telegram=_telegram("http://127.0.0.1:9"))
    (tmp_path / "start.key").unlink()

    ended = await _started_in_vain(config)

    assert ended.code == DATABASE
    assert "key" in ended.sentence
    assert not (tmp_path / "start.key").exists()
