"""What somebody sees at the command line who opens the playground, and what is refused there."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "700000001:AAvalocentre_0123456789-abcdefghijkl"

Said = subprocess.CompletedProcess[str]
Shell = Callable[..., Said]


@pytest.fixture
def talkoot(tmp_path: Path) -> Shell:
    """The command in an empty folder, with nothing set."""

    def command(*words: str, **environment: str) -> Said:
        return subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=tmp_path,
            env={**_nothing_set(), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return command


def _nothing_set() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TALKOOT_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def test_a_token_in_the_settings_keeps_it_shut(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'[telegram]\ntoken = "{TOKEN}"\n')
    said = talkoot("playground")
    assert said.returncode == 3
    assert said.stderr == (
        "The playground never meets real chats, and a bot's token is set in config.toml."
        " Take it away for this, or start your bots with talkoot run.\n"
    )


@pytest.mark.parametrize("name", ["TALKOOT_TELEGRAM__TOKEN", "TALKOOT_DISCORD__BOTS__FJORD__TOKEN"])
def test_a_token_in_the_environment_keeps_it_shut(talkoot: Shell, name: str) -> None:
    said = talkoot("playground", **{name: TOKEN})
    assert said.returncode == 3
    assert f"a bot's token is set in {name}." in said.stderr


def test_a_secret_file_with_a_token_keeps_it_shut(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "discord__token").write_text(TOKEN)
    said = talkoot("--secrets-dir", "secrets", "playground")
    assert said.returncode == 3
    assert "token is set in secrets/discord__token." in said.stderr


def test_without_tokens_running_opens_the_playground(talkoot: Shell) -> None:
    with _door(8765):
        said = talkoot("run")
    assert "No bot has a token: set telegram.token or discord.token. Until then, this is the playground." in said.stdout
    assert said.returncode == 1
    assert said.stderr == (
        "Port 8765 is in use already, perhaps by another playground: look at http://127.0.0.1:8765/,"
        " or choose another port with --port.\n"
    )


def _door(port: int) -> socket.socket:
    """Taken by us, unless it was taken before."""
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        return socket.socket()


@pytest.mark.slow
def test_it_says_where_it_is_and_ends_when_told(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "bot", "playground", "--port", "0", "--keep", "kept"]
    with subprocess.Popen(words, cwd=tmp_path, env=_nothing_set(), stdout=subprocess.PIPE, text=True) as playing:
        assert playing.stdout is not None
        told = [playing.stdout.readline() for _ in range(5)]
        second = subprocess.run(
            [*words], cwd=tmp_path, env=_nothing_set(), capture_output=True, text=True, check=False, timeout=60
        )
        playing.terminate()
        assert playing.wait(20) == 0
    assert told[0].startswith("The playground is open: http://127.0.0.1:")
    assert "Real chats: put a token into config.toml" in told[2]
    assert told[3:] == ["What happens is kept in kept.\n", "Ctrl-C closes it.\n"]
    assert second.returncode == 1
    assert second.stderr.startswith(f"Another playground uses {tmp_path}/kept: close it first")


def test_a_folder_with_other_things_is_left_alone(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    for words in (("--keep", "."), ("--keep", ".", "--reset", "--yes")):
        said = talkoot("playground", "--port", "0", *words)
        assert said.returncode == 2
    assert [each.name for each in tmp_path.iterdir()] == ["letters.txt"]


def test_starting_over_needs_a_folder(talkoot: Shell) -> None:
    said = talkoot("playground", "--reset")
    assert (said.returncode, said.stderr) == (2, "There is nothing to start over: --reset needs --keep DIR.\n")
