"""What arrives from a chat: an arrival, and what happened. Made by an adapter's intake, read by the desk."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from community.chat.address import Account, Bot, MessageRef, Place
from community.chat.capabilities import Standing


@dataclass(frozen=True, slots=True)
class Handle:
    """A right to answer one press or command directly, until it expires. `data` is the adapter's own."""

    data: str
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that somebody sent, not fetched yet. `id` is what the adapter fetches it by."""

    id: str
    name: str
    mime: str
    size: int

    def written(self) -> str:
        """As one line, for the answers of a draft."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Attachment":
        """What `written` gave; ValueError for anything else."""
        try:
            return cls(**json.loads(line))
        except TypeError as error:
            raise ValueError("this is no file") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who, where and when; the same for everything that arrives."""

    bot: Bot
    id: str
    at: datetime
    place: Place
    account: Account | None = None
    name: str = ""
    language: str = ""
    admin: bool | None = None  # None: the platform did not say; ask the gateway
    anonymous: bool = False
    place_title: str = ""
    handle: Handle | None = None
    standings: Mapping[Place, Standing] | None = None  # None: the platform was not asked
    fetched: Mapping[str, Any] = field(default_factory=dict)
    """What was in the files that came with it, by their ids, as far as they were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """Something that happened in a chat."""

    arrival: Arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Inbound):
    """A command: by slash with `args`, or typed, with the rest of the line in `typed`. `addressed`: to us by name."""

    path: str
    args: Mapping[str, str] = field(default_factory=dict)
    typed: str = ""
    addressed: bool = False
    message: MessageRef | None = None
    reply_to: MessageRef | None = None
    files: Mapping[str, Attachment] = field(default_factory=dict)
    """By the names of the questions they answer; under "" one that came without such a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(Inbound):
    """A button of ours."""

    token: str
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Inbound):
    """A form (a modal) came back."""

    token: str
    values: Mapping[str, str]
    message: MessageRef | None = None
    files: Mapping[str, Attachment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Inbound):
    """A message in words. `blank`: there are words that we may not see. `edited`: a change of an earlier message.

    `text` is carried only in private chats and in replies to a message of ours; other group talk arrives as
    `Talked`, without words.
    """

    text: str
    message: MessageRef
    reply_to: MessageRef | None = None
    reply_tokens: tuple[str, ...] = ()
    """What the buttons of the message of ours carry that this replies to, where the platform shows it."""
    blank: bool = False
    edited: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked(Inbound):
    """Somebody wrote something in a group that is not for us: counted at most. `reply_to` is kept, words are not."""

    message: MessageRef
    reply_to: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Inbound):
    """Messages were deleted (Discord tells, Telegram does not)."""

    messages: tuple[MessageRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotJoined(Inbound):
    """We were added to a chat, and to the others that come with it; or (not `anew`) hear that we are in them."""

    also: tuple[Place, ...] = ()
    anew: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BotLeft(Inbound):
    """We were removed from a chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachabilityChanged(Inbound):
    """The person blocked or unblocked us."""

    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMoved(Inbound):
    """The chat has a new id (a Telegram group became a supergroup)."""

    to: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsChanged(Inbound):
    """What we may do in a chat is another; None where the platform did not say."""

    writes: bool | None = None
    opens_threads: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn(Inbound):
    """Somebody is in a chat now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOut(Inbound):
    """Somebody is not in a chat any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksToComeIn(Inbound):
    """Somebody asks to be let into a chat, by a link of this name."""

    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPicked(Inbound):
    """Somebody chose one of their chats, where we had asked for one; `request` is what we asked for."""

    request: int
    chat: Place
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggesting(Inbound):
    """A person is typing an option and wants suggestions. Never enters the inbox."""

    path: str
    option: str
    partial: str
    args: Mapping[str, str] = field(default_factory=dict)


Event: TypeAlias = (
    Called
    | Pressed
    | Filled
    | Said
    | Talked
    | Removed
    | BotJoined
    | BotLeft
    | ReachabilityChanged
    | PlaceMoved
    | RightsChanged
    | CameIn
    | WentOut
    | AsksToComeIn
    | ChatPicked
    | Suggesting
)
