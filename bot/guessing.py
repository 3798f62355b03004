"""Codes cannot be found by trying: who was wrong too often waits. A wrong code is refused and counted all the same."""

from bot.turn import Say, Turn
from bot.wording import errors
from community.errors import Rejected, TooManyCodes


def must_not_wait(turn: Turn) -> None:
    """Nobody's code is read, right or wrong, while they have to wait."""
    tried = turn.work.attempts.of(turn.person.id)
    if tried is not None and tried.must_wait(turn.now):
        raise TooManyCodes(until=tried.until)


def wrong(turn: Turn, error: Rejected) -> Say:
    """What is said to a wrong code. It is said and not raised: what is raised is undone, and this has to be counted."""
    tried = turn.work.attempts.wrong(turn.person.id, turn.now)
    over = TooManyCodes(until=tried.until) if tried.must_wait(turn.now) else error
    return Say(errors.refusal(turn.words, over))
