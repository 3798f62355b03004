"""Two bots on one PostgreSQL database: one speaks, the other waits and takes over; nothing comes twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from adapters.playground.telegram import Bot as LocalBot
from adapters.playground.telegram import Group, Limits, Person, TelegramServer
from bot.letterbox import fold
from community.chat.address import Bot, Place, Platform
from community.chat.message import Message, Span, Text
from community.letters import Letter, LetterState, Priority
from storage.database import address
from storage.engine import Store
from storage.vault import Vault
from tests.simulation.bot_process import BotProcess, write_config
from tests.simulation.courses import found_course, schedule

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

TOKEN = "4100001:" + "invented-token-of-a-test-and-no-more"
READERS = 30
IN_FLIGHT = 24
"""So many letters a sender may have on their way when it is killed: each may be repeated, for nobody knows."""


@dataclass
class Pair:
    """Two processes, a group with a course, and people to write to."""

    url: str
    store: Store
    server: TelegramServer
    local: LocalBot
    bot: Bot
    group: Group
    people: list[Person]
    first: BotProcess
    second: BotProcess

    def write(self, count: int) -> list[str]:
        """Letters to everybody in turn, as somebody else's transaction writes them."""
        texts = [f"letter {number}" for number in range(count)]
        letters = [
            Letter(
                bot=self.bot,
                place=Place(self.bot, str(self.people[number % READERS].id), private=True),
                priority=Priority.PERSON,
                body=fold(Message((Text((Span(text),)),))),
            )
            for number, text in enumerate(texts)
        ]
        self.store.now_run(lambda work: work.outbox.add_all(letters, datetime.now(UTC)))
        return texts

    def arrived(self) -> Counter[str]:
        chats = [person.private(self.local) for person in self.people]
        return Counter(message.text for chat in chats for message in chat.messages if message.text.startswith("letter"))

    def posted(self) -> Counter[str]:
        """The prompts that stand in the group, by their first line."""
        return Counter(each.text.split("\n")[0] for each in self.group.messages if each.text.startswith("Prompt"))

    async def until_arrived(self, count: int, within: float = 30.0) -> None:
        async with asyncio.timeout(within):
            while len(self.arrived()) < count:  # noqa: ASYNC110  what is awaited happens in another process
                await asyncio.sleep(0.02)

    async def until_settled(self, within: float = 30.0) -> None:
        async with asyncio.timeout(within):
            while (await self.store.read(lambda work: work.outbox.counts()))[LetterState.WAITING]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    def in_order(self) -> bool:
        """Whether everybody reads in the order in which it was written, repeats aside."""
        for person in self.people:
            texts = [each.text for each in person.private(self.local).messages if each.text.startswith("letter")]
            numbers = [int(text.split()[-1]) for text in dict.fromkeys(texts)]
            if numbers != sorted(numbers):
                return False
        return True

    def cut_off_the_owner(self) -> None:
        """The database loses sight of whoever owns the bot, as when a line breaks."""
        plain = address(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'talkoot owner'"
                " AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"
            ).fetchall()
        assert len(ended) == 1


@asynccontextmanager
async def pair(url: str, folder: Path, before: Callable[[Pair], object] = lambda _: None) -> AsyncIterator[Pair]:
    vault = Vault.at(folder / "simulation.key", create=True)
    store = Store.open(url, vault)
    async with TelegramServer(limits=Limits(enabled=False)) as server:
        local = server.add_bot(TOKEN, username="valo_bot")
        people = [server.add_user(f"Learner {number}") for number in range(READERS)]
        for person in people:
            await person.start(local)
        group = server.add_group("English for seniors", admins=[people[0]], members=people[1:], bots=[local])
        bot = Bot(Platform.TELEGRAM, str(local.id))
        store.now_run(lambda work: work.bots.ensure(bot, "valo_bot", "https://t.me/valo_bot"))
        section = {"token": TOKEN, "api_base": server.base, "file_base": server.file_base}
        config = write_config(folder, url, folder / "simulation.key", telegram=section)
        both = Pair(url, store, server, local, bot, group, people, BotProcess(config), BotProcess(config))
        before(both)
        try:
            await both.first.start()
            await both.first.ready()
            await both.second.start()
            await both.second.stands_by()
            yield both
        finally:
            for process in (both.first, both.second):
                process.resume()
                await process.kill()
            store.close()


@pytest.fixture
async def processes(postgresql_url: str, tmp_path: Path) -> AsyncIterator[Pair]:
    async with pair(postgresql_url, tmp_path) as both:
        yield both


async def test_every_slot_opens_once_and_every_letter_is_sent_once(postgresql_url: str, tmp_path: Path) -> None:
    prompts = [f"Prompt {number}" for number in range(30)]
    series: list[int] = []

    def plan(both: Pair) -> None:
        """The sweep would find these in a minute; known at the start, they wake both processes in the same moment."""
        course = found_course(both.store, Place(both.bot, str(both.group.id)), [])
        series.extend(schedule(both.store, course, text, 12) for text in prompts)

    async with pair(postgresql_url, tmp_path, plan) as processes:
        texts = processes.write(300)
        await processes.until_arrived(len(texts))
        async with asyncio.timeout(30):
            while len(processes.posted()) < len(prompts):  # noqa: ASYNC110  what is awaited happens in another process
                await asyncio.sleep(0.05)
        await asyncio.sleep(1.0)

        assert processes.arrived() == Counter(texts)
        assert processes.posted() == Counter(prompts)
        slots = processes.store.now_read(lambda work: [len(work.prompts.slots_of(number)) for number in series])
        assert slots == [1] * len(prompts)
        assert not processes.first.errors + processes.second.errors


async def test_the_other_takes_over_when_the_sender_is_killed(processes: Pair) -> None:
    texts = processes.write(900)
    await processes.until_arrived(100)
    await processes.first.kill()
    await processes.until_arrived(len(texts))
    await processes.until_settled()

    arrived = processes.arrived()
    assert set(arrived) == set(texts)
    assert sum(arrived.values()) - len(texts) <= IN_FLIGHT
    assert max(arrived.values()) <= 2
    assert processes.in_order()


async def test_a_sender_that_was_frozen_for_a_while_goes_on_and_repeats_nothing(processes: Pair) -> None:
    texts = processes.write(900)
    await processes.until_arrived(100)
    processes.first.pause()
    await asyncio.sleep(3.0)
    processes.first.resume()
    await processes.until_arrived(len(texts))
    await processes.until_settled()

    assert processes.arrived() == Counter(texts)
    assert processes.in_order()


async def test_a_sender_that_was_replaced_while_it_was_frozen_sends_nothing_any_more(processes: Pair) -> None:
    texts = processes.write(900)
    await processes.until_arrived(100)
    processes.first.pause()
    processes.cut_off_the_owner()
    await processes.second.ready(within=3.0)
    await processes.until_arrived(300)
    processes.first.resume()
    await processes.until_arrived(len(texts))
    await processes.until_settled()
    arrived = processes.arrived()
    await asyncio.sleep(1.0)

    assert processes.arrived() == arrived
    assert set(arrived) == set(texts)
    assert sum(arrived.values()) - len(texts) <= IN_FLIGHT
    assert max(arrived.values()) <= 2


async def test_a_sender_that_was_only_cut_off_hands_over_and_is_there_when_it_is_needed_again(processes: Pair) -> None:
    texts = processes.write(900)
    await processes.until_arrived(100)
    processes.cut_off_the_owner()
    await processes.second.ready(within=3.0)
    await processes.until_arrived(len(texts))
    await processes.until_settled()

    assert processes.arrived() == Counter(texts)
    assert processes.in_order()
    await processes.second.kill()
    later = processes.write(1000)[len(texts) :]
    await processes.until_arrived(len(texts) + len(later), 5.0)
