"""A message as one person sees it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from adapters.playground.telegram import Message, PrivateChat
from adapters.playground.telegram import Person as User
from adapters.playground.telegram.wire import poll_json
from adapters.playground.telegram.world import World
from bot.playground.house import Persona
from bot.playground.telegram.places import id_of, order_of
from bot.playground.telegram.services import gist, speaker, told
from bot.playground.telegram.text import formatted

_PAYLOAD = re.compile(r"(/start) \S+")
PALETTE = ("👍", "❤", "👏", "🎉", "😁", "🤔", "😢", "🙏")
"""A small part of the reactions that Telegram knows."""


@dataclass(frozen=True)
class Reaction:
    """Everybody who reacted with the same emoji."""

    emoji: str
    names: Sequence[str]
    mine: bool


@dataclass(frozen=True)
class Choice:
    """An answer of a poll."""

    number: int
    text: str
    count: int
    mine: bool
    names: Sequence[str]


@dataclass(frozen=True)
class Bubble:
    """What its piece of the page needs to know."""

    message: Message
    persona: Persona
    user: User
    world: World
    new_day: bool
    """Whether the date stands above it."""
    live: bool
    """Whether one can still do something with it: not in a group that moved, not from outside."""

    @property
    def id(self) -> str:
        return id_of(self.message)

    @property
    def order(self) -> int:
        return order_of(self.message)

    @property
    def mine(self) -> bool:
        return self.message.author is self.user.account

    @property
    def who(self) -> str:
        return speaker(self.message)

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.message.date, UTC)

    @property
    def text(self) -> Any:
        if isinstance(self.message.chat, PrivateChat) and (payload := _PAYLOAD.fullmatch(self.message.text)):
            return formatted(payload[1], self.message.entities)  # the app hides what a link hands to the bot
        return formatted(self.message.text, self.message.entities)

    @property
    def told(self) -> str:
        return told(self.message) if self.message.service else ""

    @property
    def answered(self) -> Message | None:
        """The message it replies to; the first of a topic, which every message there answers, is not worth a quote."""
        found = self.message.reply_to
        return None if found is None or "forum_topic_created" in found.service else found

    @property
    def answered_id(self) -> str:
        return id_of(self.answered) if self.answered is not None and not self.answered.deleted else ""

    @property
    def answered_words(self) -> str:
        assert self.answered is not None  # noqa: S101 - asked for only then
        return "Deleted message" if self.answered.deleted else self.message.quote or gist(self.answered)

    @property
    def answered_who(self) -> str:
        return speaker(self.answered) if self.answered is not None else ""

    @property
    def gist(self) -> str:
        return gist(self.message)

    @property
    def versions(self) -> list[tuple[datetime, str]]:
        """What it said since when, the newest last."""
        before = [(edit.date, edit.text) for edit in self.message.edits]
        now = (self.message.edit_date or self.message.date, self.message.text)
        return [(datetime.fromtimestamp(at, UTC), text) for at, text in (*before, now)]

    @property
    def asks(self) -> bool:
        return self.live and self.user.is_asked_by(self.message)

    @property
    def placeholder(self) -> str:
        return str((self.message.markup or {}).get("input_field_placeholder", ""))

    @property
    def file(self) -> str:
        """The address under which its file is served."""
        media: Any = next(iter(self.message.media.values()))
        held = media[-1] if isinstance(media, list) else media
        return f"/as/{self.persona.key}/telegram/file/{held['file_id']}"

    @property
    def reactions(self) -> list[Reaction]:
        by_emoji: dict[str, list[int]] = {}
        for number, emojis in self.message.reactions.items():
            for emoji in emojis:
                by_emoji.setdefault(emoji, []).append(number)
        return [Reaction(emoji, self._names(numbers), self.user.id in numbers) for emoji, numbers in by_emoji.items()]

    @property
    def chosen(self) -> Sequence[str]:
        return self.message.reactions.get(self.user.id, [])

    @property
    def voted(self) -> bool:
        return self.message.poll is not None and self.user.id in self.message.poll.votes

    @cached_property
    def choices(self) -> list[Choice]:
        poll = self.message.poll
        assert poll is not None  # noqa: S101 - asked for only then
        found = []
        for number, option in enumerate(poll_json(poll)["options"]):
            voters = [voter for voter, choice in poll.votes.items() if number in choice]
            names = [] if poll.anonymous else self._names(voters)
            found.append(Choice(number, option["text"], len(voters), self.user.id in voters, names))
        return found

    def leads_out(self, button: Any) -> bool:
        """Whether a button is a link that leaves the local Telegram."""
        return "url" in button and urlsplit(button["url"]).netloc != "t.me"

    def _names(self, numbers: Sequence[int]) -> list[str]:
        return [self.world.accounts[number].first_name for number in numbers]
