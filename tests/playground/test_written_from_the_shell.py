"""A conversation of a kept playground becomes a page at the command line; nothing has to run for it."""

import re
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import TelegramServer
from bot.clock import Clock, ScaledClock
from bot.playground.community import Community
from bot.playground.house import House
from bot.playground.memory import Memory
from bot.playground.written import page_of
from bot.shell.speech import Stopped

GROUP = "English for seniors"
NO_TEA = f"Ben has no conversation Tea in this playground where something was said. There is: {GROUP} (Telegram)."


@pytest.fixture
async def kept(tmp_path: Path) -> Path:
    """Where a playground was kept in which Ben, then Ida, then Aino said something."""
    clock = ScaledClock(Clock().now(), 0.0)
    telegram = TelegramServer(clock=lambda: clock.now().timestamp(), deadlines=time.time)
    house = House(tmp_path, Community.read(), clock, telegram, DiscordServer(clock))
    async with house.telegram, house.discord:
        await house.furnish()
        await say(house)
        Memory(house).farewell()
    return tmp_path


async def say(house: House) -> None:
    aino, ben, ida = (house.personas[name] for name in ("aino", "ben", "ida"))
    assert aino.telegram is not None
    assert ben.telegram is not None
    assert ida.discord is not None
    await ben.telegram.send(next(iter(house.telegram.world.groups.values())), "A word to the group")
    house.clock.jump(house.clock.now() + timedelta(minutes=1))
    await ida.discord.send(next(iter(house.discord.guilds.values())).channels[1], "A word to the channel")
    await aino.telegram.start(house.telegram_bot)


@pytest.mark.parametrize(
    ("chosen", "named", "whose", "said"),
    [
        ({}, "english (Discord)", "Maria", "A word to the channel"),
        ({"chat": "#English"}, "english (Discord)", "Maria", "A word to the channel"),
        ({"chat": GROUP}, f"{GROUP} (Telegram)", "Dina", "A word to the group"),
        ({"who": "Ben"}, f"{GROUP} (Telegram)", "Ben", "A word to the group"),
        ({"who": "aino", "chat": "Talkoot"}, "Talkoot (Telegram)", "Aino", "/start"),
    ],
)
async def test_the_wanted_conversation_is_chosen(
    kept: Path, chosen: dict[str, str], named: str, whose: str, said: str
) -> None:
    found, page = await page_of(kept, **chosen)
    assert (found.named, found.persona.name) == (named, whose)
    assert said in re.sub(r"<[^>]+>", "", page)
    assert "<script" not in page


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"who": "Zoe"}, "Nobody is called zoe here. There are maria, dina"),
        ({"who": "Ben", "chat": "Tea"}, NO_TEA),
        ({"who": "Ben", "chat": "english"}, "Ben has no conversation english"),
    ],
)
async def test_what_is_not_there_is_answered_with_what_is(kept: Path, chosen: dict[str, str], said: str) -> None:
    with pytest.raises(Stopped, match=re.escape(said)):
        await page_of(kept, **chosen)


async def test_an_empty_folder_has_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="No playground is kept in"):
        await page_of(tmp_path)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ["--keep", "{kept}", "--transcript", "out.html"],
            0,
            "english (Discord), as Maria sees it, is written to out.html.",
        ),
        (["--transcript", "out.html"], 2, "say where with --keep DIR"),
        (["--keep", "{kept}", "--transcript", "out.html", "--reset"], 2, "--transcript changes nothing"),
        (["--as", "Ben"], 2, "they need --transcript OUT.html"),
    ],
)
def test_the_command_says_what_it_wrote_or_what_it_lacks(
    kept: Path, tmp_path_factory: pytest.TempPathFactory, words: list[str], code: int, said: str
) -> None:
    here = tmp_path_factory.mktemp("here")
    command = [sys.executable, "-m", "bot", "playground", *(each.format(kept=kept) for each in words)]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        command,
        cwd=here,
        env={"PYTHONPATH": root, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert (here / "out.html").exists() == (code == 0)
