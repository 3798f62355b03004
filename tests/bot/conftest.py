"""An operator at the command line, in an empty folder or where Talkoot is set up; and an installation to be looked at."""

import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import TelegramServer
from bot.cli import main
from storage.engine import Store
from storage.vault import Vault
from tests.bot.clinic import DISCORD_TOKEN, TELEGRAM_TOKEN, Clinic
from tests.bot.shell import Said, Shell
from tests.valo import Valo


@pytest.fixture
def talkoot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """The command in an empty folder; nobody sits at the terminal."""
    for name in list(os.environ):
        if name.startswith("TALKOOT_") or name == "CREDENTIALS_DIRECTORY":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["talkoot", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return command


@pytest.fixture
def founded(talkoot: Shell) -> Shell:
    """The command in a folder where Talkoot is set up for one organisation."""
    assert talkoot("init", "--organisation", "Valo Centre", "--language", "en", "--zone", "Europe/Helsinki").code == 0
    return talkoot


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(Store.open(f"sqlite:///{tmp_path}/talkoot.db", Vault.at(tmp_path / "talkoot.key")))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


@pytest.fixture
def clinic(sqlite_url: str, vault: Vault, tmp_path: Path) -> Clinic:
    assert vault
    return Clinic(sqlite_url, tmp_path)


@pytest.fixture
def valo(clinic: Clinic, open_store: Callable[..., Store]) -> Valo:
    return Valo(open_store(clinic.url))


@pytest.fixture
async def telegram(clinic: Clinic) -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        clinic.sections["telegram"] = {"token": TELEGRAM_TOKEN, "api_base": server.base}
        yield server


@pytest.fixture
async def discord(clinic: Clinic) -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        addresses = {"api_base": server.api_base, "gateway": server.gateway, "cdn": server.cdn}
        clinic.sections["discord"] = {"token": DISCORD_TOKEN, **addresses}
        yield server
