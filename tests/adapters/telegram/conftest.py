"""A bot on a local Telegram, and a host that keeps what it is given."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from adapters.playground.telegram import Bot as LocalBot
from adapters.playground.telegram import Group, Limits, Person, TelegramServer
from adapters.playground.telegram.checks import SCHEMA_PATH, Schema, load_schema
from adapters.telegram.gateway import TelegramGateway
from community.chat.address import Account, Bot, Place, Platform
from community.chat.form import Option, Page
from community.chat.gateway import Host, Raw
from community.chat.inbound import Called, Event, Pressed, Suggesting

TOKEN = "700700:tests-only-no-real-token-AAAAAAAAAAAA"


@dataclass
class Keeper(Host):
    """Keeps updates as the application does: each id once, the mark with the batch."""

    gateway: TelegramGateway
    raws: dict[str, Raw] = field(default_factory=dict)
    marked: Mapping[str, str] = field(default_factory=dict)
    batches: int = 0
    before_keeping: Callable[[], Any] = lambda: None

    async def mark(self, bot: Bot) -> Mapping[str, str]:  # noqa: ARG002
        return self.marked

    async def keep(self, bot: Bot, batch: Sequence[Raw], mark: Mapping[str, str]) -> None:  # noqa: ARG002
        self.before_keeping()
        self.batches += 1
        for raw in batch:
            self.raws.setdefault(raw.id, raw)
        self.marked = dict(mark)

    async def page_for(self, event: Pressed | Called) -> Page | None:  # noqa: ARG002
        return None

    async def suggest(self, event: Suggesting) -> Sequence[Option]:  # noqa: ARG002
        return ()

    async def places_of(self, bot: Bot) -> Mapping[Place, str]:  # noqa: ARG002
        return {}

    @property
    def events(self) -> list[Event]:
        found: list[Event] = []
        for raw in self.raws.values():
            with suppress(ValueError):
                found.extend(self.gateway.read(raw.payload))
        return found

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.gateway.receive(self))
        try:
            yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def until(self, seen: Callable[[], Any], within: float = 5.0) -> None:
        async with asyncio.timeout(within):
            while not seen():  # noqa: ASYNC110  what is awaited is an outcome, not an event
                await asyncio.sleep(0.01)


@dataclass
class Town:
    """The Valo Centre's bot with Aino, Ben and a group of theirs."""

    server: TelegramServer
    bot: LocalBot
    aino: Person
    ben: Person
    group: Group
    gateway: TelegramGateway
    keeper: Keeper

    @property
    def place(self) -> Place:
        return Place(Bot(Platform.TELEGRAM, str(self.bot.id)), str(self.group.id))

    def private(self, person: Person) -> Place:
        return self.gateway.private_place(self.account(person))

    def account(self, person: Person) -> Account:
        return Account(Platform.TELEGRAM, str(person.id))


@asynccontextmanager
async def opened(limits: Limits, **options: Any) -> AsyncIterator[Town]:
    async with TelegramServer(limits=limits) as server:
        bot = server.add_bot(TOKEN, username="valo_bot", name="Valo Centre")
        aino = server.add_user("Aino", last_name="Lehto", language_code="fi")
        ben = server.add_user("Ben", language_code="en-GB")
        group = server.add_group("English for seniors", admins=[aino], members=[ben])
        gateway = TelegramGateway(TOKEN, server.base, server.base, **{"poll_seconds": 2} | options)
        await gateway.connect()
        try:
            yield Town(server, bot, aino, ben, group, gateway, Keeper(gateway))
        finally:
            await gateway.close()
        assert server.violations == []


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with opened(Limits(enabled=False)) as town:
        yield town


@pytest.fixture
async def paced_town() -> AsyncIterator[Town]:
    """The same with Telegram's own limits."""
    async with opened(Limits(chat_burst=1)) as town:
        yield town


@pytest.fixture
async def impatient_town() -> AsyncIterator[Town]:
    """The same with a bot that takes a poll of more than a second for a dead connection."""
    async with opened(Limits(enabled=False), poll_seconds=0.5, grace_seconds=0.5) as town:
        yield town


@pytest.fixture(scope="session")
def schema() -> Schema:
    found = load_schema()
    if found is None:
        pytest.skip(f"NOTICE: {SCHEMA_PATH.name} is not here: shapes are not compared with the published schema")
    return found
