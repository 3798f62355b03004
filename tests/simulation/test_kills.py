"""Nothing lost, nothing doubled: 500 answers while the bot is killed five times, on each platform and database."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters.playground.discord import DiscordServer
from adapters.playground.discord import Limits as DiscordLimits
from adapters.playground.telegram import Limits, TelegramServer
from community.chat.address import Account, Bot, Place, Platform
from storage.engine import Store
from storage.vault import Vault
from tests.simulation.bot_process import BotProcess, write_config
from tests.simulation.courses import found_course, schedule

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

PROMPTS = 10
LEARNERS = 50
KILLS = 5
TELEGRAM_TOKEN = "4100001:" + "invented-token-of-a-test-and-no-more"
DISCORD_TOKEN = "invented.token.of-a-test"


@dataclass
class World:
    """One platform with a group of learners, as the simulation needs it."""

    section: dict[str, dict[str, object]]
    place: Place
    learners: list[tuple[Account, str]]
    prompts: Callable[[], dict[str, list[Any]]]
    """The prompts that stand in the chat, by their text; each with all its copies."""
    answer: Callable[[int, Any, str], Awaitable[Any]]
    """A learner replies to a prompt; returns their message."""
    acknowledged: Callable[[Any], bool]


def _texts() -> list[str]:
    return [f"Prompt number {number}: what helped you?" for number in range(PROMPTS)]


def _standing(messages: list[Any], text_of: Callable[[Any], str]) -> dict[str, list[Any]]:
    return {text: [each for each in messages if text_of(each).startswith(text)] for text in _texts()}


@asynccontextmanager
async def telegram() -> AsyncIterator[World]:
    async with TelegramServer(limits=Limits(enabled=False)) as server:
        bot = server.add_bot(TELEGRAM_TOKEN, username="valo_bot")
        people = [server.add_user(f"Learner {number}") for number in range(LEARNERS)]
        group = server.add_group("English for seniors", admins=[people[0]], members=people[1:], bots=[bot])
        place = Place(Bot(Platform.TELEGRAM, str(bot.id)), str(group.id))
        yield World(
            section={"telegram": {"token": TELEGRAM_TOKEN, "api_base": server.base, "file_base": server.file_base}},
            place=place,
            learners=[(Account(Platform.TELEGRAM, str(person.id)), person.name) for person in people],
            prompts=lambda: _standing(group.messages, lambda message: message.text or ""),
            answer=lambda who, prompt, text: people[who].send(group, text, reply_to=prompt),
            acknowledged=lambda message: bool(message.reactions),
        )


@asynccontextmanager
async def discord() -> AsyncIterator[World]:
    async with DiscordServer(limits=DiscordLimits.off()) as server:
        bot = server.add_bot(DISCORD_TOKEN)
        owner = server.add_user("Dina")
        people = [server.add_user(f"Learner {number}") for number in range(LEARNERS)]
        guild = server.add_guild("Fjord Centre", owner=owner, members=people)
        channel = guild.channel("general")
        yield World(
            section={
                "discord": {
                    "token": DISCORD_TOKEN,
                    "api_base": server.api_base,
                    "gateway": server.gateway,
                    "cdn": server.cdn,
                    "message_content": True,
                }
            },
            place=Place(Bot(Platform.DISCORD, str(bot.id)), str(channel.id)),
            learners=[(Account(Platform.DISCORD, str(person.id)), person.name) for person in people],
            prompts=lambda: _standing(channel.messages, lambda post: post.text),
            answer=lambda who, prompt, text: people[who].send(channel, text, reply_to=prompt),
            acknowledged=lambda post: bool(post.reactions),
        )


WORLDS = {"telegram": telegram, "discord": discord}


@pytest.mark.parametrize("platform", sorted(WORLDS))
async def test_500_answers_survive_five_kills(platform: str, database_url: str, tmp_path: Path) -> None:
    vault = Vault.at(tmp_path / "simulation.key", create=True)
    chance = random.Random(20261123)
    async with WORLDS[platform]() as world:
        store = Store.open(database_url, vault)
        course = found_course(store, world.place, world.learners)
        series = {text: schedule(store, course, text, 2 + 2 * number) for number, text in enumerate(_texts())}
        store.close()  # an embedded database has one writer
        process = BotProcess(write_config(tmp_path, database_url, tmp_path / "simulation.key", **world.section))
        await process.start()
        sent: dict[tuple[int, str], Any] = {}
        killing = asyncio.create_task(_kill_at_random(process, chance))
        await _answer_everything(world, sent, chance)
        await killing
        await _until(lambda: all(world.acknowledged(message) for message in sent.values()), 60)
        await process.ready()
        assert await process.stop() == 0

        store = Store.open(database_url, vault)
        kept = _kept(store, series)
        copies = {text: len(messages) for text, messages in world.prompts().items()}
        store.close()
    assert len(sent) == PROMPTS * LEARNERS
    assert kept == Counter(f"{who} answers: {text}" for who, text in sent)
    assert process.starts == KILLS + 1
    assert not process.errors
    most = 2 if platform == "telegram" else 1
    assert all(1 <= count <= most for count in copies.values()), copies


async def _kill_at_random(process: BotProcess, chance: random.Random) -> None:
    for _ in range(KILLS):
        await process.ready()
        await asyncio.sleep(chance.uniform(0.3, 4.0))
        await process.kill()
        await process.start()


async def _answer_everything(world: World, sent: dict[tuple[int, str], Any], chance: random.Random) -> None:
    """Everybody answers every prompt once it stands there, at their own pace."""
    open_ends = {(who, text) for who in range(LEARNERS) for text in _texts()}
    while open_ends:
        standing = {text: messages for text, messages in world.prompts().items() if messages}
        ready = sorted(end for end in open_ends if end[1] in standing)
        for who, text in chance.sample(ready, min(len(ready), 10)):
            message = await world.answer(who, standing[text][0], f"{who} answers: {text}")
            sent[who, text] = message
            open_ends.remove((who, text))
        await asyncio.sleep(0.2)


def _kept(store: Store, series: dict[str, int]) -> Counter[str]:
    def read(work: Any) -> Counter[str]:
        slots = [slot for number in series.values() for slot in work.prompts.slots_of(number)]
        assert len(slots) == PROMPTS
        return Counter(answer.text for slot in slots for answer in work.prompts.answers(slot.id))

    return store.now_read(read)


async def _until(met: Callable[[], bool], within: float) -> None:
    deadline = asyncio.get_running_loop().time() + within
    while not met():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.2)
