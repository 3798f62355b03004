"""A small Fjord Centre on the local Discord, and a real discord.py bot that talks to it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
import pytest
import yarl
from discord import app_commands

from adapters.playground.discord import DiscordServer, Limits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.playground.discord.people import Person
    from adapters.playground.discord.places import Channel, Guild
    from adapters.playground.discord.world import BotAccount

TOKEN = "invented.token.of.a.test"


@dataclass
class Fjord:
    """The server, its people and their room."""

    server: DiscordServer
    bot: BotAccount
    aino: Person
    ben: Person
    guild: Guild
    general: Channel


@asynccontextmanager
async def fjord_centre(**settings: Any) -> AsyncIterator[Fjord]:
    settings.setdefault("limits", Limits.off())
    async with DiscordServer(**settings) as server:
        bot = server.add_bot(TOKEN)
        aino, ben = server.add_user("Aino", locale="fi"), server.add_user("Ben", locale="en-GB")
        guild = server.add_guild("Fjord Centre", owner=aino, members=[ben], locale="en-GB")
        yield Fjord(server, bot, aino, ben, guild, guild.channel("general"))


class Helper(discord.Client):
    """The real client with a command tree; tests hang their answers on it."""

    def __init__(self, **settings: Any) -> None:
        intents = settings.pop("intents", None) or discord.Intents.all() ^ discord.Intents(presences=True)
        super().__init__(intents=intents, max_messages=None, guild_ready_timeout=0.1, **settings)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.raw: list[tuple[str, Any]] = []
        self.arrived = asyncio.Event()
        self.ended: asyncio.Task[None] | None = None

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The client would wait five seconds before every further session."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message)

    async def on_socket_event_type(self, name: str) -> None:
        self.raw.append((name, None))

    async def on_ready(self) -> None:
        self.arrived.set()


def point_at(server: DiscordServer, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(discord.http.Route, "BASE", server.api_base)
    patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway))
    patch.setattr(discord.asset.Asset, "BASE", server.cdn)


@asynccontextmanager
async def running(client: Helper, server: DiscordServer, token: str = TOKEN) -> AsyncIterator[Helper]:
    """The client, connected; its task is awaited at the end so that nothing leaks into the next test."""
    with pytest.MonkeyPatch.context() as patch:
        point_at(server, patch)
        task = asyncio.create_task(client.start(token))
        arrived = asyncio.create_task(client.arrived.wait())
        try:
            await asyncio.wait({task, arrived}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
            client.ended = task
            yield client
        finally:
            arrived.cancel()
            await client.close()
            await asyncio.gather(task, return_exceptions=True)
