"""A local Telegram with one bot, three people and a group, and python-telegram-bot talking to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import telegram

from adapters.playground.telegram import Bot, Group, Limits, Person, TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "700001:invented-token-of-the-local-bot"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Scene:
    """What most of the tests need."""

    server: TelegramServer
    clock: Clock
    bot: Bot
    client: telegram.Bot
    aino: Person
    ben: Person
    carla: Person
    group: Group
    offset: int = 0

    async def updates(self, wait: float = 0, kinds: list[str] | None = None) -> list[telegram.Update]:
        """What is new for the bot, confirmed with the next look."""
        found = await self.client.get_updates(offset=self.offset, timeout=int(wait), allowed_updates=kinds)
        self.offset = found[-1].update_id + 1 if found else self.offset
        return list(found)

    async def texts(self) -> list[str | None]:
        return [update.message.text for update in await self.updates() if update.message and update.message.text]


def client_of(server: TelegramServer, token: str = TOKEN) -> telegram.Bot:
    return telegram.Bot(token, base_url=f"{server.base}/bot", base_file_url=f"{server.file_base}/bot")


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    clock = Clock()
    server = TelegramServer(clock=clock, limits=Limits(enabled=False))
    async with server:
        bot = server.add_bot(TOKEN, username="talkoot_bot", name="Talkoot")
        aino = server.add_user("Aino", language_code="fi", username="aino")
        ben, carla = server.add_user("Ben", language_code="en"), server.add_user("Carla")
        group = server.add_group("English for seniors", admins=[aino], members=[ben])
        async with client_of(server) as client:
            made = Scene(server, clock, bot, client, aino, ben, carla, group)
            await made.updates()
            yield made
    assert server.violations == []
