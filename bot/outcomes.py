"""What to do with a letter of which nobody knows whether it arrived, and how long to wait before a repeat."""

from community.letters import Deed, Letter, Priority
from community.notices import Kind

MOST_DOUBTS = 1
"""A letter in doubt is repeated so often; then it counts as sent."""

LONGEST = 300.0
PATIENCE = 8
"""So many failures in a row are borne before others may pass; together about two minutes."""

_ONCE_IS_ENOUGH = {
    Kind.CAME_LATE,
    Kind.GROUP_CHANGED,
    Kind.GROUP_GOES_ON,
    Kind.GROUP_GREETS,
    Kind.GREETING,
    Kind.CHAT_BACK,
    Kind.KNOCK,
    Kind.NEWCOMERS,
    Kind.PRESS_ANSWER,
    Kind.PRESS_REPLY,
    Kind.REPLY_HINT,
    Kind.WORDS_ALONE,
}
"""Missing one of these is better than reading it twice."""


def harmless(letter: Letter, *, idempotent: bool) -> bool:
    """Changes, reactions and deletions can be repeated as often as it takes; a thread where the platform finds it again."""
    return letter.deed is not Deed.POST and (letter.deed is not Deed.OPEN or idempotent)


def repeatable(letter: Letter) -> bool:
    """Whether a letter in doubt is sent once more."""
    return letter.notice is None or letter.notice.kind not in _ONCE_IS_ENOUGH


def steps_aside(letter: Letter) -> bool:
    """Whether a letter has failed so often that, where others arrive, the fault may be its own."""
    return letter.attempts >= PATIENCE


def retry_delay(letter: Letter) -> float:
    """Seconds before the next try: 0.5, 1, 2 and so on, five minutes at the most."""
    return float(min(0.5 * 2 ** max(0, letter.attempts - 1), LONGEST))


def may_go_elsewhere(letter: Letter) -> bool:
    """Whether another account of its reader may be told instead: not of what concerns the accounts themselves."""
    return letter.notice is not None and letter.reader is not None and letter.notice.kind is not Kind.LINKED


def waits_for_its_reader(letter: Letter) -> bool:
    """Whether it is kept for a private chat that is shut: an answer, or a notice to one person."""
    told = letter.notice is not None and letter.reader is not None
    return letter.place.private and (letter.priority is Priority.ANSWER or told)
