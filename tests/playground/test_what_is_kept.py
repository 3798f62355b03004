"""A playground that is kept goes on where it ended, also after a sudden end."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from adapters.playground.discord import DiscordServer
from adapters.playground.discord import memory as of_discord
from adapters.playground.telegram import TelegramServer
from adapters.playground.telegram import memory as of_telegram
from bot.clock import Clock, ScaledClock
from bot.playground.community import Community
from bot.playground.house import House
from bot.playground.memory import TIME, WORLDS, Unreadable, remembered
from bot.playground.opening import open_house
from tests.playground.visiting import Visitor, before_term

ROOT = Path(__file__).parents[2]
slow = pytest.mark.slow


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[House]:
    async with open_house(folder, before_term(), keep=True) as house:
        await house.bot.serves.wait()
        await house.settled.wait()
        yield house


@slow
async def test_people_chats_messages_and_time_are_there_again(tmp_path: Path) -> None:
    async with kept(tmp_path) as house:
        aino, ida = house.personas["aino"].telegram, house.personas["ida"].discord
        assert aino is not None
        assert ida is not None
        group, guild = next(iter(house.telegram.world.groups.values())), next(iter(house.discord.guilds.values()))
        await aino.send(group, "Good morning")
        await ida.send(guild.channels[0], "Hello", files=[("a.txt", b"words")])
        house.clock.jump(house.clock.now() + timedelta(days=3))
        house.clock.run_at(60)
        then, port = house.clock.now(), house.discord.base
    async with kept(tmp_path) as house:
        assert timedelta(0) <= house.clock.now() - then < timedelta(hours=1)
        assert house.clock.speed == 60
        assert list(house.personas)[:6] == ["maria", "dina", "olav", "astrid", "aino", "ben"]
        group, guild = next(iter(house.telegram.world.groups.values())), next(iter(house.discord.guilds.values()))
        assert "Good morning" in [each.text for each in group.messages]
        post = guild.channels[0].latest
        assert post.text == "Hello"
        assert port not in post.message.attachments[0]["url"]
        assert house.discord.world.files.get(post.message.attachments[0]["url"]) == b"words"
        aino = house.personas["aino"].telegram
        assert aino is not None
        before = group.messages[-1].id
        assert (await aino.send(group, "Again")).id == before + 1
        await aino.start(house.telegram_bot)
        chat = aino.private(house.telegram_bot)
        await house.telegram.wait_for(lambda: chat.messages[-1].sender is house.telegram_bot, 20)
        dina = house.personas["dina"].discord
        assert dina is not None
        await house.discord.wait_for(lambda: house.discord_bot.connected, 20)
        outcome = await dina.slash(dina.dm(house.discord_bot), "help", of_bot=house.discord_bot)
        assert "/setup" in (await outcome.completed()).text


@slow
async def test_a_sudden_end_loses_a_second_at_most(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    async with playing(folder) as (process, visitor):
        await visitor.sees("The bot is running.", "Everything has arrived.")
        await until_kept(folder)
        visitor.who = "aino"
        assert await visitor.does("start", window="telegram") == {}
        assert await visitor.does("send", window="telegram", text="One thing that was said") == {}
        await until_kept(folder, b"One thing that was said")
        process.send_signal(signal.SIGKILL)
    async with playing(folder) as (_, visitor):
        await visitor.sees("The bot is running.")
        visitor.who = "aino"
        assert "One thing that was said" in await visitor.reads("as/aino/telegram")
        assert await visitor.does("send", window="telegram", text="/privacy") == {}
        await eventually(lambda: answered(visitor))


@asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[tuple[subprocess.Popen[str], Visitor]]:
    """The playground as a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TALKOOT_")}
    words = [sys.executable, "-m", "bot", "playground", "--port", "0", "--keep", str(folder)]
    with subprocess.Popen(  # noqa: ASYNC220 - it is killed for real
        words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        try:
            async with aiohttp.ClientSession() as session:
                yield process, Visitor(session, address)
        finally:
            process.terminate()
            await asyncio.to_thread(process.wait, 20)


async def answered(visitor: Visitor) -> bool:
    return "[/forgetme]" in await visitor.reads("as/aino/telegram")


async def until_kept(folder: Path, words: bytes = b"") -> None:
    async def is_kept() -> bool:
        return (folder / WORLDS).exists() and words in (folder / WORLDS).read_bytes()

    await eventually(is_kept)


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await true():  # noqa: ASYNC110 - asked over HTTP
            await asyncio.sleep(0.05)


async def test_every_part_of_the_platforms_is_kept_or_left_out_on_purpose(tmp_path: Path) -> None:
    house = House(tmp_path, Community.read(), *_servers())
    telegram, discord = house.telegram.world, house.discord.world
    assert set(vars(telegram)) == {*of_telegram.KEPT, *of_telegram.FORGOTTEN}
    assert set(vars(discord)) == {*of_discord.KEPT, *of_discord.FORGOTTEN}


def _servers() -> tuple[ScaledClock, TelegramServer, DiscordServer]:
    clock = ScaledClock(Clock().now(), 1.0)
    return clock, TelegramServer(check=False), DiscordServer(clock, validate=False)


class Order:
    """What an evil folder would hold."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("touch pwned",)


@pytest.mark.parametrize("content", [b"", b"nonsense", pickle.dumps({"form": 0}), pickle.dumps(Order())])
def test_a_damaged_or_strange_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / WORLDS).write_bytes(content)
    (tmp_path / TIME).write_text('{"at": "2026-11-30T00:00:00+00:00", "speed": 1, "farewell": true}')
    with pytest.raises(Unreadable, match="is damaged, or was made by another version of Talkoot"):
        remembered(tmp_path)


def test_nothing_is_kept_before_everybody_is_in_place(tmp_path: Path) -> None:
    assert remembered(tmp_path) is None
