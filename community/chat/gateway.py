"""The door to a platform: what an adapter offers the application, and what it asks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from community.chat.address import Account, Bot, MessageRef, Place
from community.chat.capabilities import Capabilities, Pace
from community.chat.form import Option, Page
from community.chat.inbound import Called, Event, Handle, Pressed, Suggesting
from community.chat.message import Message


@dataclass(frozen=True, slots=True)
class Raw:
    """One platform event as it came. `id` is unique per bot; events of one `lane` (a chat) are handled in order."""

    id: str
    lane: str
    payload: bytes = field(repr=False)


class Host(Protocol):
    """What the application does for a gateway that is receiving."""

    async def mark(self, bot: Bot) -> Mapping[str, str]:
        """Where receiving stopped (offset; session, resume address, sequence): as last given to `keep`."""

    async def keep(self, bot: Bot, batch: Sequence[Raw], mark: Mapping[str, str]) -> None:
        """Commit the batch and the new mark together; returns when both are safe. Waits while too much is pending."""

    async def page_for(self, event: Pressed | Called) -> Page | None:
        """The form that this press or command opens, worded for the person; None if it opens none."""

    async def suggest(self, event: Suggesting) -> Sequence[Option]:
        """At most 25 suggestions for the option being typed."""

    async def places_of(self, bot: Bot) -> Mapping[Place, str]:
        """The places of courses that this bot serves and the private chats that are in use.

        Each with the id of the newest message seen there ("" if none).
        """


@dataclass(frozen=True, slots=True)
class Post:
    """Write a message."""

    message: Message
    only_for: Account | None = None
    """Shown to this person alone where the platform can; the place is private otherwise."""


@dataclass(frozen=True, slots=True)
class Change:
    """Put new blocks into a message of ours; more messages may follow if they do not fit."""

    ref: MessageRef
    message: Message


@dataclass(frozen=True, slots=True)
class Note:
    """Say something at a press alone, to who pressed; what was pressed stays as it is.

    Raises `HandleExpired` when that is no longer possible, or when it does not fit there.
    """

    message: Message


class Sign(StrEnum):
    """Reactions we set: an answer counts; a reply to a peer counts."""

    COUNTED = "counted"
    HEARD = "heard"


@dataclass(frozen=True, slots=True)
class React:
    """Set one reaction of ours on a message; None takes it away."""

    ref: MessageRef
    sign: Sign | None


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete a message of ours; where that is refused, `instead` takes the place of its words."""

    ref: MessageRef
    instead: Message | None = None


Act: TypeAlias = Post | Change | Note | React | Erase


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter put into words, ready to hand over.

    `key` identifies the letter for platforms that can refuse a second copy. With a `handle` it answers a press or
    command directly (raises `HandleExpired` when that is no longer possible); `update` then replaces the message
    that was pressed instead of writing a new one.
    """

    key: str
    place: Place
    act: Act
    handle: Handle | None = None
    update: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that `talkoot check` should say: a key of its wording, whether it is all right, and facts."""

    key: str
    good: bool
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are on the platform: `name` as in t.me/<name>, `link` invites the bot or opens its private chat."""

    bot: Bot
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class MenuOption:
    """An option of a command in a menu. `choices` are fixed; `suggests` asks the host while typing."""

    name: str
    description: str
    required: bool = False
    whole_number: bool = False
    choices: Sequence[Option] = ()
    suggests: bool = False


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One command for the menus of one language: path in words ("prompt schedule")."""

    path: str
    description: str
    options: Sequence[MenuOption] = ()
    audience: str = "everyone"
    """everyone, or staff: shown to administrators of a chat where menus can tell them apart."""
    where: str = "anywhere"
    """anywhere, private or group."""
    opens_form: bool = False
    typed: str = ""
    """How it is spelled where commands are typed; empty: the path with `_` between its words."""


Menus: TypeAlias = Mapping[str, Sequence[MenuEntry]]
"""Language code -> entries; "" is the default language (English)."""


class Gateway(Protocol):
    """One bot account on one platform."""

    capabilities: Capabilities
    pace: Pace

    async def connect(self) -> Identity:
        """Check the token and learn who we are. Raises `TokenRefused` or `TryLater`."""

    async def receive(self, host: Host) -> None:
        """Take events in until cancelled; survives the platform's faults by itself. Raises `TokenRefused`."""

    def read(self, raw: bytes) -> Sequence[Event]:
        """What a stored payload means (pure). Raises ValueError for what cannot be read; unknown kinds are no events."""

    def private_place(self, account: Account) -> Place:
        """Where this person reads what is meant for them alone (pure)."""

    async def deliver(self, parcel: Parcel) -> Sequence[MessageRef]:
        """Hand over; returns where it stands, part by part, the one with the buttons last. Raises an `Undelivered`."""

    async def is_admin(self, place: Place, account: Account) -> bool: ...

    async def fetch(self, attachment: str) -> bytes:
        """The content of an attachment by its id."""

    async def show_menus(self, menus: Menus, known: str) -> str:
        """Show the commands; does nothing when the digest equals `known`; returns the digest."""

    async def examine(self, places: Sequence[Place], now: datetime) -> Sequence[Finding]:
        """What is wrong with the token, the rights and the settings at the platform."""

    async def close(self) -> None: ...
