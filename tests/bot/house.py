"""A whole bot in this process, on a local Telegram: for what happens between an update and its answer."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from structlog.testing import capture_logs

from adapters.playground.telegram import Bot as LocalBot
from adapters.playground.telegram import Limits, Person, TelegramServer
from adapters.telegram.gateway import TelegramGateway
from bot.app import App
from bot.clock import Clock
from community.chat.address import Bot, Platform
from storage.engine import Store
from tests.bot.post_office import TOKEN


@dataclass
class House:
    """The bot of the Valo Centre, running or not, and the Telegram around it."""

    store: Store
    server: TelegramServer
    local: LocalBot
    clock: Clock = field(default_factory=Clock)
    log: list[MutableMapping[str, Any]] = field(default_factory=list)

    @property
    def bot(self) -> Bot:
        return Bot(Platform.TELEGRAM, str(self.local.id))

    @asynccontextmanager
    async def open(self, within: float = 10.0) -> AsyncIterator[App]:
        """The bot serves meanwhile."""
        app = App(self.store, [TelegramGateway(TOKEN, self.server.base, self.server.base)], self.clock, limits=False)
        running = asyncio.create_task(app.run())
        try:
            async with asyncio.timeout(within):
                await app.ready()
            yield app
        finally:
            running.cancel()
            await asyncio.wait({running})
            if not running.cancelled():
                running.result()

    def reads(self, person: Person) -> list[str]:
        """What the bot has written to somebody."""
        return [each.text for each in person.private(self.local).messages if each.sender is self.local]

    def errors(self) -> list[str]:
        return [entry["event"] for entry in self.log if entry["log_level"] == "error"]


@asynccontextmanager
async def built(store: Store, clock: Clock | None = None) -> AsyncIterator[House]:
    async with TelegramServer(limits=Limits(enabled=False)) as server:
        local = server.add_bot(TOKEN, username="valo_bot", name="Valo Centre")
        with capture_logs() as entries:
            yield House(store, server, local, clock or Clock(), entries)
