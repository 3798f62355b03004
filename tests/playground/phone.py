"""Somebody with Telegram's window open, without a browser and without the bot's process."""

import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import telegram

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import Limits, Message, TelegramServer
from adapters.playground.telegram.world import Event
from bot.clock import ScaledClock
from bot.playground.community import Community
from bot.playground.house import TELEGRAM_TOKEN, House
from bot.playground.telegram.window import TelegramWindow
from bot.playground.window import Fragment, Given, Reply, Upload
from tests.playground.visiting import plain

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCHOOL = {
    "centres": [{"name": "Valo Centre"}],
    "people": [{"name": name, "on": ["telegram"]} for name in ("Dina", "Aino", "Ben", "Maria")],
    "groups": [
        {"title": "English for seniors", "admins": ["Dina"], "members": ["Aino", "Ben"]},
        {"title": "Workshop", "admins": ["Dina"], "members": ["Aino"], "topics": ["Homework"]},
    ],
}


@dataclass
class Phone:
    """One person's window, and the changes that it is told of."""

    town: "Town"
    name: str
    chat: str = ""
    changes: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.persona = self.town.house.personas[self.name.lower()]
        self.town.window.listen(self.changes.append)

    @property
    def html(self) -> str:
        return self.town.window.show(self.persona, self.chat)

    def opens(self, title: str) -> "Phone":
        """Press a line in the list of chats."""
        rows = re.findall(r'data-open="([^"]+)".*?class="name">([^<]+)<', self.html, re.DOTALL)
        self.chat = next(key for key, name in rows if name == title)
        _ = self.html
        self.changes.clear()
        return self

    def sees(self) -> str:
        return plain(self.html)

    def chats(self) -> list[str]:
        """The lines of the list of chats."""
        return [plain(row).strip() for row in re.findall(r'<li id="telegram-row.*?</li>', self.html, re.DOTALL)]

    def lines(self) -> list[str]:
        """The conversation, line by line, without what stands under each message."""
        found = re.findall(r'<li id="telegram-(?!row)[^>]*class="line.*?</li>', self.html, re.DOTALL)
        return [plain(re.sub(r'<p class="(meta|day)">.*?</p>', "", each, flags=re.DOTALL)).strip() for each in found]

    def news(self) -> list[Fragment]:
        """What the open page is told since the last time."""
        told, self.changes[:] = list(self.changes), []
        return self.town.window.fragments(self.persona, self.chat, told)

    async def does(self, act: str, *files: Upload, field: str = "file", **given: Any) -> Reply:
        several = {name: value if isinstance(value, list) else [str(value)] for name, value in given.items()}
        fields = {name: values[-1] for name, values in several.items() if values}
        reply = await self.town.window.do(
            self.persona, self.chat, act, Given(fields, several, {}, {field: files} if files else {})
        )
        if reply.open:
            self.chat = reply.open
        return reply

    async def says(self, text: str, **given: Any) -> Message:
        await self.does("send", text=text, **given)
        return self.last

    @property
    def last(self) -> Message:
        chat, topic = self.chat.partition(".")[::2]
        world, bot = self.town.house.telegram.world, self.town.house.telegram_bot
        assert self.persona.telegram is not None
        place = self.persona.telegram.private(bot) if chat.startswith("bot") or not chat else world.groups[int(chat)]
        return next(each for each in reversed(place.messages) if not topic or each.thread_id == int(topic))


@dataclass
class Town:
    """A house with a local Telegram alone, and its bot in the test's hand."""

    house: House
    window: TelegramWindow
    bot: telegram.Bot
    clock: ScaledClock

    def phone(self, name: str, title: str = "") -> Phone:
        phone = Phone(self, name)
        return phone.opens(title) if title else phone

    def later(self, days: int) -> None:
        self.clock.jump(self.clock.now().replace(day=self.clock.now().day + days))

    async def writes(self, phone: Phone, text: str, rows: Sequence[Sequence[tuple[str, str]]] = (), **how: Any) -> Any:
        """The bot, in the chat that is open there."""
        keyboard = [
            [{"text": label, ("url" if "//" in to else "callback_data"): to} for label, to in row] for row in rows
        ]
        markup = {"reply_markup": {"inline_keyboard": keyboard}} if rows else {}
        return await self.bot.send_message(phone.last.chat.id, text, api_kwargs=markup | how)


@asynccontextmanager
async def a_town(folder: Path) -> AsyncIterator[Town]:
    clock = ScaledClock(MONDAY, 0.0)
    server = TelegramServer(clock=lambda: clock.now().timestamp(), deadlines=time.time, limits=Limits(enabled=False))
    async with server:
        house = House(folder, Community.model_validate(SCHOOL), clock, server, DiscordServer(clock))
        await house.furnish()
        base, files = f"{server.base}/bot", f"{server.file_base}/bot"
        async with telegram.Bot(TELEGRAM_TOKEN, base_url=base, base_file_url=files) as bot:
            yield Town(house, TelegramWindow(house), bot, clock)
    assert server.violations == []
