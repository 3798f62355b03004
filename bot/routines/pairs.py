"""What happens by itself to pairs: a round begins, exactly once, and its people are asked whether they met."""

from datetime import datetime

from bot.pairing import ask_all, begin_round
from community.courses import Course
from community.group_roles import Closed
from community.settings import Module
from storage.pairs import ASKING, PAIRS
from storage.work import Work

__all__ = ["ASKING", "PAIRS", "ask_whether_they_met", "closed_days", "open_round"]


def closed_days(work: Work, course: Course) -> Closed:
    """On which days the organisation of a course is closed."""
    centre = work.organisations.get(course.organisation)
    return centre.is_closed_on if centre else lambda _: False


def open_round(work: Work, number: int, now: datetime) -> None:
    """Begin the round that is due, unless the course rests, and set the timer anew."""
    pairing = work.pairs.get(number, lock=True)
    course = work.courses.get(pairing.course) if pairing else None
    if pairing is None or course is None or not course.is_open:
        work.timers.set(PAIRS, number, None)
        return
    due = pairing.open_due(now, closed=closed_days(work, course))
    if due is not None and course.settings.has(Module.PAIRS):
        last = work.pairs.latest(pairing.id)
        if last is not None:
            work.pairs.asked(last.id, None)
        begin_round(work, course, pairing, due.key, now, pairing.asks_at(due, now))
    work.pairs.save(pairing)


def ask_whether_they_met(work: Work, number: int, now: datetime) -> None:
    """Before the next round: one question, to be answered with one press. Where that is due as well, it is too late."""
    asked = work.pairs.round(number)
    pairing = work.pairs.get(asked.pairing) if asked else None
    course = work.courses.get(pairing.course) if pairing else None
    following = pairing.next_due() if pairing else None
    rests = course is None or not course.is_open or not course.settings.has(Module.PAIRS)
    rests = rests or (following is not None and following <= now)
    work.pairs.asked(number, None if rests else now)
    if asked is not None and course is not None and not rests:
        ask_all(work, course, asked)
