"""The Valo Centre on a local Discord, an application that notes what it is handed, and the gateway between them."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adapters.discord.gateway import DiscordGateway
from adapters.playground.discord import DiscordServer, Limits
from community.chat.address import MessageRef, Place
from community.chat.gateway import Parcel, Post
from community.chat.inbound import BotJoined
from community.chat.message import Message, Span, Text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from adapters.playground.discord.people import Person
    from adapters.playground.discord.places import Channel, Guild
    from adapters.playground.discord.world import BotAccount
    from community.chat.address import Bot
    from community.chat.form import Option, Page
    from community.chat.gateway import Act, Raw
    from community.chat.inbound import Called, Event, Handle, Pressed, Suggesting

TOKEN = "invented.token.of.a.test"


class Inbox:
    """A host that keeps in memory, without doubles, as the real one does in its database."""

    def __init__(self) -> None:
        self.kept: dict[str, Raw] = {}
        self.marks: dict[str, str] = {}
        self.places: dict[Place, str] = {}
        self.page: Callable[[Pressed | Called], Page | None] = lambda _: None
        self.options: Sequence[Option] = ()
        self.asked: list[Suggesting] = []
        self.failures = 0
        self.slow = 0.0
        self.came = asyncio.Event()

    async def mark(self, bot: Bot) -> Mapping[str, str]:  # noqa: ARG002
        return dict(self.marks)

    async def keep(self, bot: Bot, batch: Sequence[Raw], mark: Mapping[str, str]) -> None:  # noqa: ARG002
        await asyncio.sleep(self.slow)
        if self.failures:
            self.failures -= 1
            raise OSError("the database is away")
        for raw in batch:
            self.kept.setdefault(raw.id, raw)
        self.marks = dict(mark)
        self.came.set()

    async def page_for(self, event: Pressed | Called) -> Page | None:
        return self.page(event)

    async def suggest(self, event: Suggesting) -> Sequence[Option]:
        self.asked.append(event)
        return self.options

    async def places_of(self, bot: Bot) -> Mapping[Place, str]:  # noqa: ARG002
        return dict(self.places)


@dataclass
class Valo:
    """The server, its people, their room, and the door of the bot."""

    server: DiscordServer
    account: BotAccount
    aino: Person
    ben: Person
    guild: Guild
    room: Channel
    gateway: DiscordGateway
    inbox: Inbox = field(default_factory=Inbox)

    @property
    def place(self) -> Place:
        return Place(self.bot, str(self.room.id))

    @property
    def bot(self) -> Bot:
        return self.gateway._known.bot

    def ref(self, message_id: object) -> MessageRef:
        return MessageRef(self.place, str(message_id))

    @property
    def events(self) -> list[Event]:
        """What came in, besides word of the servers that we are in already."""
        return [event for event in self.everything if not isinstance(event, BotJoined) or event.anew]

    @property
    def everything(self) -> list[Event]:
        found: list[Event] = []
        for raw in self.inbox.kept.values():
            with suppress(ValueError):
                found += self.gateway.read(raw.payload)
        return found

    def of_kind(self, *kinds: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kinds)]

    async def arrives(self, *kinds: type, count: int = 1, patience: float = 10.0) -> list[Any]:
        """Wait until so many events of a kind are in the inbox."""
        async with asyncio.timeout(patience):
            while len(found := self.of_kind(*kinds)) < count:
                self.inbox.came.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.inbox.came.wait(), 0.2)
        return found

    async def posts(self, text: str, *, key: str = "letter-1", **more: Any) -> MessageRef:
        return await self.delivers_message(said(text, **more), key=key)

    async def delivers_message(self, message: Message, *, key: str = "letter-1") -> MessageRef:
        ref = await self.delivers(Post(message), key=key)
        assert ref is not None
        return ref

    async def delivers(
        self, act: Act, *, key: str = "letter-1", handle: Handle | None = None, update: bool = False
    ) -> MessageRef | None:
        refs = await self.gateway.deliver(Parcel(key, self.place, act, handle, update))
        return refs[-1] if refs else None

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[asyncio.Task[None]]:
        """The gateway receives, and is connected when the block begins."""
        task = asyncio.create_task(self.gateway.receive(self.inbox))
        try:
            await self.server.wait_for(lambda: self.account.connected or task.done())
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def another_gateway(self, **settings: Any) -> DiscordGateway:
        """The same bot, started anew."""
        return gateway_to(self.server, **settings)


def gateway_to(server: DiscordServer, token: str = TOKEN, **settings: Any) -> DiscordGateway:
    return DiscordGateway(token, server.api_base, server.gateway, server.cdn, **settings)


@asynccontextmanager
async def valo_centre(
    *,
    limits: Limits | None = None,
    intents: Sequence[str] = (),
    server_settings: Mapping[str, Any] | None = None,
    **settings: Any,
) -> AsyncIterator[Valo]:
    async with DiscordServer(limits=limits or Limits.off(), **(server_settings or {})) as server:
        account = server.add_bot(TOKEN, intents=intents)
        aino, ben = server.add_user("Aino", locale="fi"), server.add_user("Ben", locale="en-GB")
        guild = server.add_guild("Valo Centre", owner=aino, members=[ben])
        gateway = gateway_to(server, **settings)
        await gateway.connect()
        valo = Valo(server, account, aino, ben, guild, guild.channel("general"), gateway)
        try:
            yield valo
        finally:
            await valo.gateway.close()
            await gateway.close()


def said(*texts: str, **more: Any) -> Message:
    return Message(tuple(Text((Span(text),)) for text in texts), **more)


def loads(raw: Raw) -> Any:
    return json.loads(raw.payload)
