"""What happens by itself to pairs: a round begins, exactly once, and its people are asked whether they met."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from bot.longwork import Calculation, Long
from bot.pairing import ask_all, begin_round, drawing, entrants, seed_of
from community.calendar import Slot as Occurrence
from community.courses import Course
from community.group_roles import Closed
from community.pairs import Entrant, Pairing
from community.settings import Module
from storage.pairs import ASKING, PAIRS
from storage.work import Work

__all__ = ["ASKING", "DRAWING", "PAIRS", "ask_whether_they_met", "closed_days"]


def closed_days(work: Work, course: Course) -> Closed:
    """On which days the organisation of a course is closed."""
    centre = work.organisations.get(course.organisation)
    return centre.is_closed_on if centre else lambda _: False


def order(work: Work, number: int, now: datetime) -> Calculation | None:
    """What is to be drawn for the round that is due, unless the course rests."""
    found = _due(work, work.pairs.get(number), now)
    return drawing(work, *found[:2], found[2].key, now) if found else None


def open_round(work: Work, number: int, ordered: Calculation | None, found: Any, now: datetime) -> None:
    """Begin the round that was drawn, if it still is what is due, for whom it was drawn; and set the timer anew."""
    pairing = work.pairs.get(number, lock=True)
    due = _due(work, pairing, now)
    if pairing is None or not _goes_on(work, pairing):
        work.timers.set(PAIRS, number, None)
    elif due is None:
        work.pairs.save(pairing)
    elif isinstance(ordered, partial) and _is_as_drawn(work, due, ordered, now):
        _begin(work, due, ordered.args[0], found, now)
    else:
        work.timers.set(PAIRS, number, now)  # somebody came, left or paused meanwhile: it is drawn anew


_Due: TypeAlias = tuple[Course, Pairing, Occurrence]


def _due(work: Work, pairing: Pairing | None, now: datetime) -> _Due | None:
    """The round that begins now, if one does; what lies before it is passed over."""
    course = work.courses.get(pairing.course) if pairing else None
    if pairing is None or course is None or not course.is_open:
        return None
    due = pairing.open_due(now, closed=closed_days(work, course))
    return (course, pairing, due) if due is not None and course.settings.has(Module.PAIRS) else None


def _goes_on(work: Work, pairing: Pairing) -> bool:
    course = work.courses.get(pairing.course)
    return course is not None and course.is_open


def _is_as_drawn(work: Work, due: _Due, ordered: "partial[Any]", now: datetime) -> bool:
    course, pairing, occurrence = due
    there = entrants(work, course, (), now)
    drawn = {each.id: each.standing for each in ordered.args[0]}
    same_round = ordered.keywords["seed"] == seed_of(pairing, occurrence.key)
    return same_round and drawn == {each.id: each.standing for each in there}


def _begin(work: Work, due: _Due, there: Sequence[Entrant], found: Any, now: datetime) -> None:
    course, pairing, occurrence = due
    last = work.pairs.latest(pairing.id)
    if last is not None:
        work.pairs.asked(last.id, None)
    begin_round(work, course, pairing, occurrence.key, found, there, now, pairing.asks_at(occurrence, now))
    work.pairs.save(pairing)


SMALL = 100
"""Pairs of so many people are drawn within milliseconds."""


def _is_small(ordered: Calculation) -> bool:
    return isinstance(ordered, partial) and len(ordered.args[0]) <= SMALL


DRAWING = Long(order, open_round, _is_small)
"""Drawn outside of every transaction, as groups are: nobody waits for it."""


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
