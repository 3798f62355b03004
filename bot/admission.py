"""Who is let into a chat that asks its administrators first: an admission waits, like a letter, until it may go."""

from datetime import datetime, timedelta

from community.chat.address import Account, Place
from community.courses import Course
from community.letters import Deed, Letter, Priority, Subject
from storage.work import Work

REQUEST_WAITS = timedelta(days=30)
"""How long a request to be let into a chat waits for who made it to join the course, or for a trainer."""


def waiting(work: Work, course: Course, person: int) -> list[Letter]:
    """The admissions that wait for somebody to take part in a course."""
    about = work.outbox.about(Subject("course", course.id))
    return [letter for letter in about if letter.deed is Deed.ADMIT and letter.reader == person and letter.not_before]


def let_in(work: Work, course: Course, person: int, now: datetime) -> None:
    """Somebody takes part in a course now: where they asked to be let into its chats, they are."""
    for letter in waiting(work, course, person):
        work.outbox.later(letter.id, now, letter.attempts, letter.doubts)
        work.touched.add("released")


def decide(work: Work, course: Course, person: int, now: datetime, *, yes: bool) -> bool:
    """A trainer decides about somebody at the door; False if nobody waits there (any more)."""
    found = waiting(work, course, person)
    for letter in found:
        work.outbox.drop(letter.id, now)
        if letter.only_for is not None:
            door(work, letter.place, letter.only_for, Deed.ADMIT if yes else Deed.DISMISS)
    return bool(found)


def door(
    work: Work,
    place: Place,
    account: Account,
    deed: Deed,
    *,
    course: Course | None = None,
    person: int | None = None,
    until: datetime | None = None,
) -> None:
    """Let somebody in or turn them away: at once, or (with a course) when they take part in it, until some day."""
    letter = Letter(bot=place.bot, place=place, priority=Priority.ANSWER, deed=deed, only_for=account)
    letter.reader, letter.not_before = person, until
    letter.subject = Subject("course", course.id) if course else None
    work.outbox.add(letter)
