"""What a person is shown: blocks of meaning that each adapter renders in its platform's own way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from community.chat.address import Account, MessageRef, Platform


class Style(StrEnum):
    """How a stretch of text is set."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    LINK = "link"
    PERSON = "person"
    """Leads to where somebody can be written to, without ringing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; never parsed as markup, so a person's words stay their words."""

    text: str
    style: Style = Style.PLAIN
    url: str = ""
    """Of a link; of a person their accounts, of which each platform knows its own."""


def somebody(name: str, accounts: Iterable[Account]) -> Span:
    """A name that leads to its bearer, on whichever platform it is read."""
    return Span(name, Style.PERSON, " ".join(f"{each.platform}:{each.id}" for each in accounts))


def account_on(platform: Platform, span: Span) -> str:
    """The id of a person's account on this platform; empty if they have none there."""
    own = [each.removeprefix(f"{platform}:") for each in span.url.split() if each.startswith(f"{platform}:")]
    return own[0] if span.style is Style.PERSON and own else ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or several; line breaks are kept."""

    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words (a prompt, an answer), set apart from the bot's."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of label and value."""

    rows: tuple[tuple[str, str], ...]


class Tone(StrEnum):
    """How a button is meant: the main choice, an ordinary one, one that destroys."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Press:
    """A press is sent back to us as this token (at most 64 ASCII bytes; see `bot.tokens`)."""

    token: str


@dataclass(frozen=True, slots=True)
class Link:
    """A press opens an address outside."""

    url: str


@dataclass(frozen=True, slots=True)
class PrivateChat:
    """A press leads to the private chat with the bot, with a payload for `/start` where the platform has that."""

    payload: str


@dataclass(frozen=True, slots=True)
class Button:
    """A verb with an object, and what it does."""

    label: str
    action: Press | Link | PrivateChat
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Buttons:
    """Rows of buttons under the message."""

    rows: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class ReplyBox:
    """The message asks for a reply in words; where the platform can, the person's reply field opens."""

    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away; `content` is its bytes."""

    name: str
    content: bytes = field(repr=False)
    mime: str = "application/octet-stream"
    alt: str = ""
    """What a picture shows, for those who cannot see it; read aloud where the platform has a place for it."""
    seen: bool = False
    """Whether it is a picture to be looked at in the chat, at the size of a screen, more than a file to keep."""


@dataclass(frozen=True, slots=True)
class PickChat:
    """Lets a person pick one of their chats for us, where the platform can; `request` comes back with it.

    We are added to the chat with the rights that we need. In a private chat only; nothing else can be pressed there
    then. Where the platform cannot, nothing of it shows.
    """

    label: str
    request: int


Block: TypeAlias = Text | Quote | Facts | Buttons | ReplyBox | File | PickChat


@dataclass(frozen=True, slots=True)
class Message:
    """Blocks in reading order. `silent` asks the platform not to ring."""

    blocks: tuple[Block, ...]
    reply_to: MessageRef | None = None
    silent: bool = False

    def having(self, kind: type[Block]) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if isinstance(block, kind))
