"""A courier at work between a store and a local Telegram: letters are written, and what arrives is looked at."""

import asyncio
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from structlog.testing import capture_logs

import bot.commands  # noqa: F401 - declares the vocabulary
from adapters.playground.telegram import Bot as LocalBot
from adapters.playground.telegram import Group, Limits, Person, TelegramServer
from adapters.telegram.gateway import TelegramGateway
from bot.clock import Clock
from bot.courier import Courier
from bot.letterbox import fold
from bot.marks import Marks
from community.chat.address import Account, Bot, Place, Platform
from community.chat.message import Message, Span, Text
from community.letters import Letter, LetterState, Priority
from storage.engine import Store
from storage.tables.system import letter as table
from storage.work import Work

T = TypeVar("T")

TOKEN = "4100001:" + "invented-token-of-a-test-and-no-more"


def words(text: str) -> bytes:
    return fold(Message((Text((Span(text),)),)))


async def until(fact: Callable[[], Any], within: float = 10.0) -> None:
    """Wait for an outcome."""
    async with asyncio.timeout(within):
        while not fact():  # noqa: ASYNC110  what is awaited is an outcome, not an event
            await asyncio.sleep(0.01)


@dataclass
class PostOffice:
    """The bot of the Valo Centre, its outbox, and people who have started it."""

    store: Store
    server: TelegramServer
    local: LocalBot
    gateway: TelegramGateway
    bot: Bot
    log: list[MutableMapping[str, Any]] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)

    def do(self, job: Callable[[Work], T]) -> T:
        return self.store.now_run(job)

    async def meet(self, *names: str) -> list[Person]:
        """People who have started the bot."""
        people = [self.server.add_user(name) for name in names]
        for person in people:
            await person.start(self.local)
        return people

    def known(self, person: Person) -> int:
        """The person as the bot knows them: they have spoken to it."""

        def job(work: Work) -> int:
            known = work.people.create(account(person), person.name, "en", self.clock.now())
            work.people.seen(account(person), self.bot, self.place(person), self.clock.now())
            return known.id

        return self.do(job)

    def group(self, title: str, *members: Person, **options: Any) -> Group:
        return self.server.add_group(title, members=list(members) or [self.server.add_user("Dina")], **options)

    def place(self, to: Person | Group) -> Place:
        return Place(self.bot, str(to.id), private=isinstance(to, Person))

    def letter(self, to: Person | Group, text: str, priority: Priority = Priority.PERSON, **more: Any) -> Letter:
        return Letter(bot=self.bot, place=self.place(to), priority=priority, **{"body": words(text)} | more)

    async def write(self, *letters: Letter) -> list[int]:
        """Put letters on their way, as commands and routines do."""
        return await self.store.run(lambda work: work.outbox.add_all(letters, datetime.now(UTC)))

    def state(self, number: int) -> LetterState | None:
        letter = self.store.now_read(lambda work: work.outbox.get(number))
        return letter.state if letter else None

    def state_of_row(self, number: int) -> str | None:
        """Like `state`, for a letter that cannot be read."""
        state = select(table.c.state).where(table.c.id == number)
        return self.store.now_read(lambda work: work.connection.execute(state).scalar())

    def waiting(self) -> int:
        return self.store.now_read(lambda work: work.outbox.counts())[LetterState.WAITING]

    def reads(self, reader: Person | Group) -> list[str]:
        """What the bot has written there, oldest first."""
        chat = reader if isinstance(reader, Group) else reader.private(self.local)
        return [message.text for message in chat.messages if message.sender is self.local]

    async def arrives(self, reader: Person | Group, *texts: str, within: float = 10.0) -> None:
        """Wait until these stand there, and nothing else."""
        with suppress(TimeoutError):
            await until(lambda: len(self.reads(reader)) >= len(texts), within)
        assert self.reads(reader) == list(texts)

    def courier(self, *, limits: bool = False, epoch: int | None = None) -> Courier:
        own = self.do(lambda work: work.bots.take(self.bot)) if epoch is None else epoch
        return Courier(self.store, self.gateway, self.bot, self.clock, Marks(self.store, self.bot, own), limits)

    @asynccontextmanager
    async def sending(self, *, limits: bool = False, to_its_end: bool = False) -> AsyncIterator[asyncio.Task[None]]:
        """The courier sends meanwhile; `to_its_end`: it is expected to end by itself."""
        courier = self.courier(limits=limits)
        self.store.listen("outbox", courier.wake)
        self.store.listen("released", courier.look_again)
        task = asyncio.create_task(courier.run())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.wait({task})
            if not (to_its_end or task.cancelled()):
                task.result()


@asynccontextmanager
async def opened(store: Store, limits: Limits | None = None) -> AsyncIterator[PostOffice]:
    async with TelegramServer(limits=limits or Limits(enabled=False)) as server:
        local = server.add_bot(TOKEN, username="valo_bot", name="Valo Centre")
        gateway = TelegramGateway(TOKEN, server.base, server.base)
        identity = await gateway.connect()
        await store.run(lambda work: work.bots.ensure(identity.bot, identity.name, identity.link))
        with capture_logs() as entries:
            try:
                yield PostOffice(store, server, local, gateway, identity.bot, entries)
            finally:
                await gateway.close()
        assert server.violations == []


def account(person: Person) -> Account:
    return Account(Platform.TELEGRAM, str(person.id))
