"""Telegram as one person sees it: chats, the open conversation, and what can be done there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.playground.telegram import Message, PrivateChat
from adapters.playground.telegram import Person as User
from adapters.playground.telegram.state import Chat
from adapters.playground.telegram.world import Event
from bot.playground.house import House, Persona
from bot.playground.pages import page, piece
from bot.playground.telegram.acts import Acts
from bot.playground.telegram.text import formatted
from bot.playground.window import Fragment, Given, Reply, Upload

PAGE = 60
"""Messages that are shown at once; earlier ones come when somebody scrolls up."""


@dataclass(frozen=True)
class Row:
    """A line in the list of chats."""

    key: str
    title: str
    kind: str
    last: str
    open: bool


@dataclass(frozen=True)
class Bubble:
    """A message as it looks."""

    message: Message
    mine: bool
    persona: Persona
    text: Any
    at: datetime

    @property
    def id(self) -> str:
        return f"telegram-{key_of(self.message.chat)}-{self.message.id}"


def key_of(chat: Chat) -> str:
    """What stands for a chat in addresses: a private chat is named by its bot."""
    return f"bot{chat.bot.id}" if isinstance(chat, PrivateChat) else str(chat.id)


class TelegramWindow:
    """The window of Telegram."""

    name = "telegram"

    def __init__(self, house: House) -> None:
        self.house = house
        self.world = house.telegram.world
        self._acts = Acts(house)

    def show(self, persona: Persona, chat: str) -> str:
        if persona.telegram is None:
            return page("telegram/none.html", persona=persona)
        here = self._chat(persona.telegram, chat)
        return page("telegram/window.html", **self._facts(persona, here))

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        assert persona.telegram is not None  # noqa: S101
        here = self._chat(persona.telegram, chat)
        shown, more = self._shown(persona, here, int(before))
        return page("telegram/earlier.html", bubbles=shown, more=more, chat=key_of(here))

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        return self.house.telegram.listen(listener)

    def fragments(self, persona: Persona, chat: str, changes: Collection[Event]) -> list[Fragment]:
        if persona.telegram is None:
            return []
        here = self._chat(persona.telegram, chat)
        mine = [change for change in changes if change.chat is not None and self._sees(persona.telegram, change.chat)]
        pieces: dict[str, Fragment] = {}
        for change in mine:
            if change.message is not None and change.chat is here:
                made = self._fragment(persona, change.message)
                pieces[made.id] = made
        if mine:
            facts = self._facts(persona, here)
            for part in ("chats", "composer"):
                pieces[part] = Fragment(f"telegram-{part}", piece("telegram/parts.html", part, facts))
        return list(pieces.values())

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        assert persona.telegram is not None  # noqa: S101
        return await self._acts.do(persona.telegram, self._chat(persona.telegram, chat), act, given)

    def file(self, persona: Persona, key: str) -> Upload:
        found = self.world.files[key]
        return Upload(found.name, found.content, found.mime)

    def _facts(self, persona: Persona, here: Chat) -> dict[str, Any]:
        user = persona.telegram
        assert user is not None  # noqa: S101
        shown, more = self._shown(persona, here, None)
        return {
            "persona": persona,
            "chats": [self._row(each, each is here) for each in self._chats(user)],
            "here": here,
            "chat": key_of(here),
            "title": _title(here),
            "private": isinstance(here, PrivateChat),
            "inside": isinstance(here, PrivateChat) or here.membership(user.account).inside,
            "bubbles": shown,
            "more": more,
            "menu": user.menu(here) if here.bots_here else [],
        }

    def _shown(self, persona: Persona, here: Chat, before: int | None) -> tuple[list[Bubble], bool]:
        """A page of messages, oldest first, and whether there are earlier ones."""
        found: list[Bubble] = []
        for message in reversed(here.log):
            if message.deleted or (before is not None and message.id >= before):
                continue
            if len(found) == PAGE:
                return found[::-1], True
            found.append(self._bubble(persona, message))
        return found[::-1], False

    def _fragment(self, persona: Persona, message: Message) -> Fragment:
        bubble = self._bubble(persona, message)
        html = None if message.deleted else piece("telegram/parts.html", "bubble", bubble)
        return Fragment(bubble.id, html, into="telegram-log", order=message.id)

    def _bubble(self, persona: Persona, message: Message) -> Bubble:
        assert persona.telegram is not None  # noqa: S101
        text = formatted(message.text, message.entities)
        at = datetime.fromtimestamp(message.date, UTC)
        return Bubble(message, message.author is persona.telegram.account, persona, text, at)

    def _chats(self, user: User) -> list[Chat]:
        groups = [group for group in self.world.groups.values() if group.migrated_to is None]
        return [user.private(self.house.telegram_bot), *groups]

    def _chat(self, user: User, key: str) -> Chat:
        chats = {key_of(chat): chat for chat in self._chats(user)}
        if key and key not in chats:
            raise LookupError(f"There is no chat {key} on the local Telegram.")
        return chats[key] if key else next(iter(chats.values()))

    def _sees(self, user: User, chat: Chat) -> bool:
        return chat.user is user.account if isinstance(chat, PrivateChat) else True

    def _row(self, chat: Chat, here: bool) -> Row:
        last = next((each.text for each in reversed(chat.log) if not each.deleted and each.text), "")
        return Row(key_of(chat), _title(chat), "bot" if isinstance(chat, PrivateChat) else "group", last[:60], here)


def _title(chat: Chat) -> str:
    return chat.bot.first_name if isinstance(chat, PrivateChat) else chat.title
