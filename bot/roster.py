"""Who takes part in a course, as its trainers see it: how each is doing, and who cannot be reached and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum, auto

from bot.namesakes import told_apart
from community.chat.address import Platform
from community.courses import Course, Membership
from community.entrance import Application
from community.people import Person
from storage.figures import QUIET_AFTER
from storage.work import Work


class Doing(StrEnum):
    """How somebody takes part."""

    ACTIVE = auto()
    QUIET = auto()
    PAUSED = auto()


class Shut(StrEnum):
    """Why nothing private reaches somebody."""

    BLOCKED = auto()  # they blocked us on Telegram
    NO_MESSAGES = auto()  # they take no direct messages on Discord, or left every server that we share
    NEVER_WROTE = auto()  # we know no private chat of theirs


@dataclass(frozen=True, slots=True)
class Row:
    """One learner."""

    membership: Membership
    person: Person
    doing: Doing
    last: date | None
    """The day of their last own act, as far as we know."""
    group: str
    shut: Shut | None = None


A_PAGE = 20
"""So many learners fit into one message."""


def roster(work: Work, course: Course, page: int, now: datetime) -> tuple[list[Row], int]:
    """One page of the learners of a course in the order they came, and how many they are together."""
    everybody, names = work.courses.members(course.id), _names(work, course)
    last = work.figures.last_acts(course.id)
    rows = [
        Row(
            membership=taken,
            person=replace(person, name=names[person.id]),
            doing=_doing(taken, last.get(person.id), now),
            last=last[person.id].date() if person.id in last else None,
            group=_group(work, course.id, person.id),
            shut=shut(work, person.id),
        )
        for taken, person in everybody[page * A_PAGE : (page + 1) * A_PAGE]
    ]
    return rows, len(everybody)


def queue(work: Work, course: Course) -> Sequence[tuple[Application, Person]]:
    """Who wants to come in."""
    found, names = (
        [(each, work.people.get(each.person)) for each in work.applications.open(course.id)],
        _names(work, course),
    )
    return [(each, replace(person, name=names[person.id])) for each, person in found if person]


def _names(work: Work, course: Course) -> dict[int, str]:
    """Of those who take part and those who would like to; namesakes with the numbers by which they can be named."""
    inside = [person for _, person in work.courses.members(course.id)]
    outside = [work.people.get(each.person) for each in work.applications.open(course.id)]
    return told_apart({person.id: person.name for person in [*inside, *outside] if person})


def shut(work: Work, person: int) -> Shut | None:
    """None for who can be written to on some way."""
    ways = work.people.contacts(person)
    if not ways:
        return Shut.NEVER_WROTE
    if any(each.reachable for each in ways):
        return None
    return Shut.BLOCKED if ways[0].bot.platform is Platform.TELEGRAM else Shut.NO_MESSAGES


def _doing(taken: Membership, last: datetime | None, now: datetime) -> Doing:
    if taken.is_paused(now):
        return Doing.PAUSED
    since = max(filter(None, (last, taken.consented_at)))
    return Doing.ACTIVE if now - since <= QUIET_AFTER else Doing.QUIET


def _group(work: Work, course: int, person: int) -> str:
    group = work.groups.of_person(course, person)
    return group.name if group else ""
