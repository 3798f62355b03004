"""A conversation of a kept playground, written as a page from the shell; the playground may be open meanwhile."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import TelegramServer
from bot.clock import ScaledClock
from bot.playground.community import Community
from bot.playground.discord.places import private_chat, servers
from bot.playground.discord.window import DiscordWindow
from bot.playground.house import House, Persona, UnknownPersona
from bot.playground.memory import Remembered, remembered
from bot.playground.telegram.places import inside, places
from bot.playground.telegram.window import TelegramWindow
from bot.playground.transcript import transcript
from bot.playground.window import Window
from bot.shell.speech import Exit, Stopped


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat as one person has it open."""

    title: str
    persona: Persona
    window: Window
    key: str
    private: bool
    last: datetime
    """When something was said there last."""

    @property
    def named(self) -> str:
        """Such as `English for seniors (Telegram)`."""
        return f"{self.title} ({self.window.name.title()})"


async def page_of(folder: Path, *, chat: str = "", who: str = "") -> tuple[Conversation, str]:
    """What was said, as a page; of several chats that fit, the one where the last word was said."""
    before = remembered(folder)
    if before is None:
        raise Stopped(f"No playground is kept in {folder}; nothing was written.", Exit.WRONG_USE)
    house = _house(folder, before)
    async with house.telegram, house.discord:
        before.bring_back(house)
        found = _wanted(house, who, chat)
        return found, transcript(found.window, found.persona, found.key)[1]


def _house(folder: Path, before: Remembered) -> House:
    """Where nothing runs and nothing is changed."""
    clock = ScaledClock(before.at, 0.0)
    telegram = TelegramServer(clock=lambda: clock.now().timestamp(), deadlines=time.time)
    return House(folder, Community.read(), clock, telegram, DiscordServer(clock))


def _wanted(house: House, who: str, chat: str) -> Conversation:
    personas = [_called(house, who)] if who else list(house.personas.values())
    known = [each for persona in personas for each in conversations(house, persona)]
    name = chat.casefold().lstrip("#@")
    fitting = [each for each in known if (each.title.casefold() == name if chat else not each.private)]
    if not fitting:
        raise Stopped(_missing(known, who, chat), Exit.WRONG_USE)
    return max(fitting, key=lambda each: each.last)


def _called(house: House, who: str) -> Persona:
    try:
        return house.persona(who.casefold())
    except UnknownPersona as unknown:
        raise Stopped(str(unknown), Exit.WRONG_USE) from None


def _missing(known: list[Conversation], who: str, chat: str) -> str:
    there = ", ".join(dict.fromkeys(each.named for each in known)) or "nothing"
    whose = f"{who.title()} has" if who else "There is"
    what = f"no conversation {chat}" if chat else "no conversation of a group or channel"
    return f"{whose} {what} in this playground where something was said. There is: {there}."


def conversations(house: House, persona: Persona) -> Iterator[Conversation]:
    """Every chat that this person reads and where something was said."""
    return chain(_on_telegram(house, persona), _on_discord(house, persona))


def _on_telegram(house: House, persona: Persona) -> Iterator[Conversation]:
    user = persona.telegram
    if user is None:
        return
    window = TelegramWindow(house)
    for each in places(house.telegram.world, user, house.telegram_bot):
        last = next(each.newest_first(), None) if inside(user, each.chat) else None
        if last is not None:
            at = datetime.fromtimestamp(last.date, UTC)
            yield Conversation(each.title, persona, window, each.key, each.private, at)


def _on_discord(house: House, persona: Persona) -> Iterator[Conversation]:
    user = persona.discord
    if user is None:
        return
    window = DiscordWindow(house)
    rooms = chain.from_iterable(server.rooms for server in servers(house, user))
    for each in (private_chat(user, house.discord_bot), *rooms):
        seen = user.screen(each.channel, 1)
        if seen:
            at = datetime.fromisoformat(seen[-1].message.timestamp)
            yield Conversation(each.name, persona, window, each.key, each.private, at)
