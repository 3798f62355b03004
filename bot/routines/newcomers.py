"""Who has joined: the trainers hear of the first at once, and of those who follow within hours in one message."""

from datetime import datetime, timedelta

from bot.admission import let_in
from bot.audience import tell_staff
from bot.joining import newcomers
from community.courses import Course
from community.notices import Kind, Notice
from storage.work import Work

NEWCOMERS = "newcomers"
"""The kind of the timer that runs while more of them are gathered."""
GATHERED_FOR = timedelta(hours=3)


def announce(work: Work, course: Course, person: int, now: datetime) -> None:
    """Somebody has joined: who stands at the door of a chat is let in, and the trainers hear of it."""
    let_in(work, course, person, now)
    if work.timers.begin(NEWCOMERS, course.id, now + GATHERED_FOR):
        _tell(work, course, now, now, but=person)


def announce_gathered(work: Work, number: int, now: datetime) -> None:
    """Tell of who came since the last time; if nobody did, the next one is told at once again."""
    course, due = work.courses.get(number), work.timers.due(NEWCOMERS, number)
    since = (due or now) - GATHERED_FOR
    if course is None or not _some_untold(work, course, since, now):
        work.timers.set(NEWCOMERS, number, None)
        return
    _tell(work, course, since, now)
    work.timers.set(NEWCOMERS, number, now + GATHERED_FOR)


def _some_untold(work: Work, course: Course, since: datetime, now: datetime) -> bool:
    """The one who came at the very beginning, and alone, was told at once."""
    came = newcomers(work, course, since, now)
    return len(came) > 1 or any(membership.consented_at != since for membership, _ in came)


def _tell(work: Work, course: Course, since: datetime, until: datetime, *, but: int | None = None) -> None:
    facts: dict[str, int | str] = {"course": course.id, "since": since.isoformat(), "until": until.isoformat()}
    tell_staff(work, course, Notice(Kind.NEWCOMERS, facts), but=but)
