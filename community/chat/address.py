"""Who and where: a bot of ours, a person's account, a place to write to. Ids are opaque: only their adapter reads them."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Platform(StrEnum):
    """A chat network that Talkoot speaks."""

    TELEGRAM = "telegram"
    DISCORD = "discord"


@dataclass(frozen=True, slots=True, order=True)
class Bot:
    """An account of ours on a platform."""

    platform: Platform
    id: str


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """A person's account on a platform."""

    platform: Platform
    id: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where messages stand: a chat, or a thread in it, as one bot sees it."""

    bot: Bot
    chat: str
    thread: str = ""
    private: bool = False

    def moved_to(self, chat: str) -> "Place":
        return replace(self, chat=chat)


@dataclass(frozen=True, slots=True, order=True)
class MessageRef:
    """One message in a place."""

    place: Place
    id: str
