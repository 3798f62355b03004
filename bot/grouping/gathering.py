"""What is known of the people of a course, as the matching of people understands it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import TypeAlias

from babel.core import get_global

from bot.namesakes import told_apart
from community.courses import Course, Membership
from community.group_roles import monday_of
from community.groups import Formation, Terms
from community.hours import FreeTime, free_times
from community.matching import Candidate, History, Outcome, Reason, Situation, State, Wish
from community.matching.hours import Window, week_mask
from community.people import Person
from storage.work import Work

People: TypeAlias = Mapping[int, tuple[Membership, Person]]


def learners(work: Work, course: Course) -> People:
    """Everybody who takes part now."""
    return {person.id: (membership, person) for membership, person in work.courses.members(course.id)}


def these(work: Work, course: Course, numbers: Collection[int]) -> People:
    """Those of these people who take part now."""
    found = ((work.courses.membership(course.id, number), work.people.get(number)) for number in numbers)
    return {person.id: (taken, person) for taken, person in found if taken and person and taken.is_current}


def names_of(people: People) -> dict[int, str]:
    """As these people are listed together: namesakes by the platform on which they came."""
    return told_apart(
        {one: person.name for one, (_, person) in people.items()}, lambda one: people[one][0].platform.title()
    )


def to_be_grouped(work: Work, course: Course, *, again: bool) -> People:
    """Those who are in no group; for a new phase everybody but the members of groups that are locked."""
    locked = {group.id for group in work.groups.of_course(course.id) if group.locked}
    stay = {
        person
        for group, members in work.groups.of_members(course.id).items()
        if not again or group in locked
        for person in members
    }
    return {number: each for number, each in learners(work, course).items() if number not in stay}


def aside(people: People, excluded: Collection[int], now: datetime) -> dict[int, Outcome]:
    """Who takes no part this time, and why."""
    paused = {
        number: Outcome(number, State.PAUSED, (Reason.ASKED_FOR_PAUSE,))
        for number, (membership, _) in people.items()
        if membership.is_paused(now)
    }
    out = {number: Outcome(number, State.EXCLUDED, (Reason.TRAINER_DECIDED,)) for number in excluded}
    return paused | {number: each for number, each in out.items() if number in people}


def situation(work: Work, course: Course, terms: Terms, people: People, now: datetime) -> Situation:
    """These people with their wishes, and who has been with whom: for a new phase also in the groups that there are."""
    wishes, history = tuple(wishes_among(work, course, people)), earlier(work, course, with_active=terms.again)
    return Situation(_candidates(work, course, people, now), terms.rules, wishes, history)


def bare_situation(work: Work, course: Course, people: People, now: datetime) -> Situation:
    """These people and what they have in common, and nothing that others must not read."""
    return Situation(_candidates(work, course, people, now), Terms.of(course.settings).rules)


def _candidates(work: Work, course: Course, people: People, now: datetime) -> tuple[Candidate, ...]:
    organisation = work.organisations.get(course.organisation)
    country, monday = organisation.country if organisation else "", monday_of(now.date())
    return tuple(candidate(membership, person, country, monday) for membership, person in people.values())


def candidate(membership: Membership, person: Person, country: str, monday: date) -> Candidate:
    return Candidate(
        id=person.id,
        languages=frozenset(person.languages or (person.language,)),
        hours=free_hours(person, monday),
        interests=frozenset(each.casefold().strip() for each in membership.interests),
        level=membership.level,
        country=country_of(person.zone) or country,
        platform=membership.platform,
        kinds=frozenset({membership.kind.casefold().strip()} - {""}),
    )


def free_hours(person: Person, monday: date) -> int | None:
    """The hours in which somebody is free, as the clocks stand in this week; None if they have not said."""
    return week_mask(map(_window, free_times(person.hours)), person.zone or "UTC", monday) if person.hours else None


def _window(each: FreeTime) -> Window:
    return Window(each.weekday, _clock(each.start), _clock(each.end))


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def country_of(zone: str) -> str:
    """The country that a zone lies in; empty if it is in none."""
    territory: str = get_global("zone_territories").get(zone, "")
    return territory if territory != "001" else ""


def earlier(work: Work, course: Course, *, with_active: bool) -> History:
    """Who has been in one group in this course before."""
    skipped = set() if with_active else set(work.groups.of_members(course.id))
    groups: dict[int, list[int]] = {}
    for seat in work.groups.seats(course.id):
        if seat.group not in skipped:
            groups.setdefault(seat.group, []).append(seat.person)
    return History().then(groups.values())


def wishes_among(work: Work, course: Course, people: Collection[int]) -> Iterator[Wish]:
    """What these people wish about each other, and what trainers wish for them."""
    for wish in work.wishes.of_course(course.id):
        if wish.person in people and wish.other in people:
            yield Wish(wish.person, wish.other, wish.together)


def formation_of(work: Work, course: Course) -> Formation | None:
    """The latest formation that got its yes."""
    return next(iter(work.formations.confirmed(course.id)), None)


def terms_of(work: Work, course: Course) -> Terms:
    """By which rules the groups are kept: those by which they were formed."""
    latest = formation_of(work, course)
    size = latest.terms.size if latest else 0
    return Terms.of(course.settings, size)
