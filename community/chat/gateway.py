"""The door to a platform: what an adapter offers the application, and what it asks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from community.chat.address import Account, Bot, MessageRef, Place
from community.chat.capabilities import Capabilities, Pace, Standing
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
class Open:
    """Open a thread of its own beside a place, and let these people in; where the platform can, call them once.

    `taken` are threads that belong to others already, though they may have the same name.
    """

    name: str
    members: tuple[Account, ...] = ()
    taken: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a thread another name."""

    name: str


@dataclass(frozen=True, slots=True)
class Close:
    """Put a thread away: what was said there stays to be read."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a thread away that nobody wants any more, and in which nobody has written."""


@dataclass(frozen=True, slots=True)
class Abandon:
    """Open no thread after all. One that a break in the line hides from us is taken away where it can be found."""

    opening: Open


@dataclass(frozen=True, slots=True)
class Admit:
    """Let somebody into a place: into a private thread, or into a chat that they asked to join."""

    account: Account
    again: bool = False
    """Who is inside already is not to notice anything."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The opposite of `Admit`."""

    account: Account


Arrangement: TypeAlias = Open | Abandon | Rename | Close | Remove | Admit | Dismiss


@dataclass(frozen=True, slots=True)
class Errand:
    """A letter that says nothing, but arranges something in a place."""

    key: str
    place: Place
    arrangement: Arrangement


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
    file: bool = False
    """It takes a file and nothing that is typed."""


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

    async def standing(self, place: Place) -> Standing:
        """How we stand in a chat, asked anew. Raises an `Undelivered` when the platform does not say."""

    async def fetch(self, attachment: str) -> bytes:
        """The content of an attachment by its id."""

    async def show_menus(self, menus: Menus, known: str) -> str:
        """Show the commands; does nothing when the digest equals `known`; returns the digest."""

    async def examine(self, places: Sequence[Place], now: datetime) -> Sequence[Finding]:
        """What is wrong with the token, the rights and the settings at the platform."""

    async def close(self) -> None: ...


@runtime_checkable
class OpensThreads(Protocol):
    """A gateway that can give a few people a place of their own beside a chat, and let people into places."""

    async def open_thread(self, beside: Place, key: str, opening: Open) -> Place:
        """Where the thread is that was opened; raises `NoThreads` where there can be none, with what to do about it.

        Done twice with one key, where the platform can tell, the same thread comes back.
        """

    async def rename_thread(self, thread: Place, name: str) -> None: ...

    async def close_thread(self, thread: Place) -> None:
        """One that is gone or closed already is left as it is."""

    async def remove_thread(self, thread: Place) -> None:
        """Delete it if that is allowed; else close it."""

    async def abandon_thread(self, beside: Place, opening: Open) -> None:
        """Remove what `open_thread` may have opened before we lost the line, if the platform can tell."""

    async def admit(self, place: Place, key: str, account: Account, *, again: bool = False) -> None:
        """Who is in already, or asked for nothing, is left as they are. Where there is no door, nothing is done."""

    async def dismiss(self, place: Place, account: Account) -> None: ...
