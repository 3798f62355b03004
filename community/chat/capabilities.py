"""What a platform can do: limits and levels. Asked by the dialog and the wording, never by a command."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Numbers are the platform's own, lengths in UTF-16 units."""

    text: int
    buttons_per_row: int
    button_label: int
    token_bytes: int
    fields_per_page: int
    """How many questions fit on one page: 1 where questions are asked one by one, 5 in a modal."""
    forms_open_on_press: bool
    """A press may open a form at once (a modal)."""
    sees_deletions: bool
    private_replies: bool
    """A reply in a group can be shown to one person alone."""
    idempotent: bool
    """Sending the same letter twice shows one message."""
    starts_by_link: bool
    """A link can open the private chat with a payload for `/start`."""
    reads_replies: bool = False
    """Replies between people reach us with their words (privacy mode off, message content on)."""
    spaced_commands: bool = False
    """Commands of two words are written with a space (`/course new`), else with `_`."""
    writes_first: bool = False
    """We may write to a person who has never opened a private chat with us."""
    picks_chats: bool = False
    """A person can pick one of their chats for us in one tap, in the private chat."""
    reads_history: bool = False
    """What was missed is read back from the chats, from the newest message seen in each."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a platform lets one bot account write. The courier keeps to it."""

    per_second: float
    """Messages a second for the whole account."""
    chat_interval: float
    """Seconds between two messages in one chat; 0 where the platform says it call by call."""
    group_per_minute: int | None
    """Messages a minute in one group; None where there is no such limit."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How we stand in one chat."""

    present: bool
    writes: bool = False
    reacts: bool = False
    has_threads: bool = False
    """The chat has topics or threads at all."""
    opens_threads: bool = False
    hears_replies: bool = False
    """What people reply to each other reaches us with its words."""
    hears_leaving: bool = False
    """The platform tells us who leaves."""
