"""Pauses: nothing private comes while one lasts, and a word when it is over."""

from dataclasses import replace
from datetime import datetime

from bot.audience import tell_person
from community.notices import Kind, Notice
from storage.work import Work

PAUSES = "pause"
"""The kind of the timer of a membership that is paused."""


def pause(work: Work, person: int, until: datetime | None, now: datetime) -> int:
    """Pause somebody in every course they take part in, or end it; returns in how many courses."""
    mine = work.courses.memberships(person)
    for each in mine:
        work.courses.save_membership(replace(each, paused_until=until))
        work.timers.set(PAUSES, each.id, until)
    if until is not None:
        work.pairs.missed(person, now)
    return len(mine)


def end_pause(work: Work, number: int, now: datetime) -> None:
    """A pause is over: one word, also to who paused in several courses."""
    paused = work.courses.member(number)
    ends = paused.paused_until if paused else None
    if paused is None or ends is None or not paused.is_current:
        work.timers.set(PAUSES, number, None)
    elif ends > now:
        work.timers.set(PAUSES, number, ends)
    else:
        _come_back(work, paused.person, now)


def _come_back(work: Work, person: int, now: datetime) -> None:
    for each in work.courses.memberships(person):
        if each.paused_until is not None and each.paused_until <= now:
            work.courses.save_membership(replace(each, paused_until=None))
            work.timers.set(PAUSES, each.id, None)
    tell_person(work, person, Notice(Kind.PAUSE_OVER))
