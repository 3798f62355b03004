"""What the page asks of a window: of Telegram's, of Discord's, and of the panel beside them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.playground.house import Persona

Change = Any
"""What happened, in the terms of the window that tells of it."""


class NotPossible(Exception):
    """What a person tried and the app would not let them do; the text is shown to them."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page as it is now: an element with this id, replaced where it stands, or else put into `into`.

    Elements in a list stand in the order of `order`. Without `html` the element goes.
    """

    id: str
    html: str | None
    into: str = ""
    order: float = 0.0


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person chose."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Given:
    """What came with an act: the fields of its form."""

    fields: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, Collection[str]] = field(default_factory=dict)
    """All values of fields that may have more than one."""
    files: Mapping[str, Upload] = field(default_factory=dict)
    uploads: Mapping[str, Collection[Upload]] = field(default_factory=dict)
    """All files of fields that may have more than one."""

    def __getitem__(self, name: str) -> str:
        if name not in self.fields:
            raise NotPossible(f"The form lacks {name}.")
        return self.fields[name]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person's own screen shows after an act, beside what changes for everybody."""

    note: str = ""
    """A short notice that goes by itself."""
    alert: str = ""
    """A notice that has to be closed."""
    open: str = ""
    """The chat that is open from now on."""
    dialog: str = ""
    """A form that opens, as HTML."""
    go: str = ""
    """The page that opens instead of this one."""
    data: Any = None
    """An answer for a script, such as completions."""


class Window(Protocol):
    """One of the windows of a person's page."""

    name: str

    def show(self, persona: Persona, chat: str) -> str:
        """The whole window as HTML, with this chat open (the first one when it names none)."""

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        """The messages before this one, as HTML."""

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Tell of every change from now on; the returned function ends it."""

    def fragments(self, persona: Persona, chat: str, changes: Collection[Change]) -> list[Fragment]:
        """What these changes mean for somebody who has this chat open."""

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        """Carry out what a person does. Raises `NotPossible`."""

    def file(self, persona: Persona, key: str) -> Upload:
        """A file that stands in a chat. Raises `LookupError`."""
