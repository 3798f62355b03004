"""Letters: what is on its way to a person or a place, and how urgent it is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from community.chat.address import Account, Bot, MessageRef, Place
from community.chat.inbound import Handle
from community.notices import Notice


class Priority(IntEnum):
    """Who goes first when the platform lets only so many pass."""

    ANSWER = 0
    PERSON = 1
    GROUP = 2
    BULK = 3


class LetterState(StrEnum):
    """A letter waits, was sent, is buried (will never arrive), or was dropped (no longer wanted)."""

    WAITING = "waiting"
    SENT = "sent"
    BURIED = "buried"
    DROPPED = "dropped"


class Deed(StrEnum):
    """What a letter does in the chat."""

    POST = "post"
    CHANGE = "change"
    NOTE = "note"  # at the press whose `handle` this is, and nowhere else
    COUNTED = "counted"  # set our reaction on `target`
    UNCOUNTED = "uncounted"  # take it away
    ERASE = "erase"
    OPEN = "open"  # a thread beside `place`, for the group that `subject` names
    RENAME = "rename"  # the thread that `place` is, as the group is called now
    CLOSE = "close"  # the thread that `place` is
    REMOVE = "remove"  # a thread that was opened for nobody
    ADMIT = "admit"  # let `only_for` into `place`
    KEEP_IN = "keep_in"  # the same, without a sign for who is inside already
    DISMISS = "dismiss"  # and out again


ARRANGING = frozenset({Deed.OPEN, Deed.RENAME, Deed.CLOSE, Deed.REMOVE, Deed.ADMIT, Deed.KEEP_IN, Deed.DISMISS})
"""Deeds that say nothing, but arrange something in a chat."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message stands for, so that a reply to it finds its way: a slot, an answer, a draft's question."""

    kind: str
    id: int


@dataclass(slots=True, kw_only=True)
class Letter:
    """Either a notice, worded when delivered, or the body of an answer, kept encrypted until it is sent."""

    bot: Bot
    place: Place
    priority: Priority
    id: int = 0
    reader: int | None = None
    """The person whose language and zone it is worded in; None: those of the place."""
    notice: Notice | None = None
    body: bytes | None = field(default=None, repr=False)
    deed: Deed = Deed.POST
    target: MessageRef | None = None
    """The message that is changed, reacted to, erased, or (for a post) replied to."""
    subject: Subject | None = None
    handle: Handle | None = None
    update: bool = False
    only_for: Account | None = None
    """Whose eyes it is for; whom `ADMIT`, `KEEP_IN` and `DISMISS` are about."""
    fallback: Place | None = None
    """Where it goes when `place` or `handle` fails; tried once."""
    until: datetime | None = None
    """After this nobody wants it any more who could not be reached before; None: it is wanted at any time."""
    not_before: datetime | None = None
    attempts: int = 0
    """How often it surely did not arrive, for the growing delay between tries."""
    doubts: int = 0
    """How often nobody knew whether it had arrived."""
    state: LetterState = LetterState.WAITING
    sent_as: MessageRef | None = None
