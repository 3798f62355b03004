"""Rounds of pairs as the application sees them: who enters one, and what somebody reads of their meeting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial, reduce
from operator import and_
from typing import TypeAlias
from zlib import crc32

from bot.audience import tell_people, tell_person
from bot.grouping.gathering import free_hours, learners, wishes_among
from community.chat.address import Account
from community.courses import Course, Membership
from community.group_roles import monday_of
from community.matching import Candidate, Outcome, Reason, State
from community.notices import Kind, Notice
from community.pairs import (
    Entrant,
    Pairing,
    PairMember,
    PairRound,
    PairSeat,
    Part,
    Rounds,
    draw,
    history,
    silent_rounds,
)
from community.people import Contact, Person
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom somebody meets, as that person reads of them."""

    name: str
    accounts: tuple[Account, ...]
    """Those on platforms that both are on."""
    zone: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pair or trio, as one of its people reads of it."""

    course: Course
    round: PairRound
    seat: PairSeat
    partners: tuple[Partner, ...]
    begins: str
    """Who writes first; empty for the reader."""
    common: int | None
    """The hours of a week in which all are free; None where not all have said when they are."""
    monday: datetime
    until: datetime | None
    """When the next round begins; None if none is planned."""


def entrants(work: Work, course: Course, rounds: Rounds, now: datetime) -> list[Entrant]:
    """Everybody who takes part, with what a round has to know of them."""
    members, people = work.pairs.members(course.id), learners(work, course)
    silent, ways = silent_rounds(members, rounds), work.people.contacts_of([each.person for each in members])
    return [
        _entrant(each, people.get(each.person), ways.get(each.person, []), silent[each.person], now) for each in members
    ]


def _entrant(
    member: PairMember, taking: tuple[Membership, Person] | None, ways: list[Contact], silent: int, now: datetime
) -> Entrant:
    """Of who left the course nothing counts but that."""
    spoken = (taking[1].languages or (taking[1].language,)) if taking else ()
    return Entrant(
        Candidate(member.person, frozenset(spoken)),
        frozenset(account.platform for account in _reached_on(ways)),
        in_course=taking is not None,
        paused=taking is not None and taking[0].is_paused(now),
        part=member.part,
        silent_rounds=silent,
    )


def reached_on(work: Work, person: int) -> list[Account]:
    """The accounts on which somebody can be written to, one of each platform, the one last used first."""
    return _reached_on(work.people.contacts(person))


def _reached_on(ways: Iterable[Contact]) -> list[Account]:
    found: dict[str, Account] = {}
    for contact in ways:
        if contact.reachable:
            found.setdefault(contact.account.platform, contact.account)
    return list(found.values())


Drawing: TypeAlias = "partial[Mapping[int, Outcome]]"


def drawing(work: Work, course: Course, pairing: Pairing, key: str, now: datetime) -> Drawing:
    """What is to be calculated for a round: looked up at once, and drawn outside of the transaction."""
    rounds = work.pairs.rounds(pairing.id)
    there = entrants(work, course, rounds, now)
    wishes = wishes_among(work, course, {each.id for each in there})
    return partial(
        draw, there, [each for each in wishes if not each.together], history(rounds), seed=seed_of(pairing, key)
    )


def seed_of(pairing: Pairing, key: str) -> int:
    return crc32(f"{pairing.id} {key}".encode())


def begin_round(
    work: Work,
    course: Course,
    pairing: Pairing,
    key: str,
    found: Mapping[int, Outcome],
    there: Sequence[Entrant],
    now: datetime,
    asks_at: datetime,
) -> PairRound:
    """Keep what was drawn, and tell everybody what it brings them."""
    begun = work.pairs.open_round(pairing, key, now, asks_at, found)
    brought: dict[int, Notice] = {}
    for each in there:
        if each.falls_silent:
            work.pairs.take(course.id, each.id, Part.SILENT, now)
            tell_person(work, each.id, Notice(Kind.PAIR_SILENT, {"course": course.id, "person": each.id}))
        elif not each.in_course:
            work.pairs.take(course.id, each.id, Part.OUT, now)
        elif found[each.id].state is not State.PAUSED:
            brought[each.id] = Notice(Kind.PAIR, {"round": begun.id, "person": each.id})
    tell_people(work, brought, [each.place for each in work.courses.places(course.id)])
    return begun


def ask_all(work: Work, course: Course, asked: PairRound) -> None:
    """Ask everybody who met somebody, or was to, and has said nothing yet."""
    for seat in work.pairs.seats(asked.id):
        membership = work.courses.membership(course.id, seat.person)
        if seat.pair is not None and seat.answered_at is None and membership and membership.is_current:
            tell_person(work, seat.person, Notice(Kind.PAIR_MET, {"round": asked.id, "person": seat.person}))


def meeting_of(work: Work, number: int, person: int) -> Meeting | None:
    """What a round brought somebody, if it is still under way; None if it is over, or they were not in it."""
    found, seat = work.pairs.round(number), work.pairs.seat(number, person)
    pairing = work.pairs.get(found.pairing) if found else None
    course = work.courses.get(pairing.course) if pairing else None
    reader = work.people.get(person)
    if found is None or seat is None or pairing is None or course is None or reader is None:
        return None
    if work.pairs.latest(pairing.id) != found:
        return None
    together = _together(work, course, found, seat)
    others = [each for each in together if each.id != person]
    first = together[found.id % len(together)] if others else reader
    return Meeting(
        course,
        found,
        seat,
        tuple(_partner(work, reader, each) for each in others),
        first.name if first.id != person else "",
        _common(together, found.opened_at),
        found.opened_at,
        pairing.next_due(),
    )


def _together(work: Work, course: Course, found: PairRound, seat: PairSeat) -> list[Person]:
    """The people of a meeting who are still in the course, by their numbers, and the one whose seat it is."""
    if seat.pair is None:
        return []
    numbers = sorted(each.person for each in work.pairs.seats(found.id) if each.pair == seat.pair and each.person)
    there = [one for one in numbers if one == seat.person or _is_in(work, course, one)]
    return [person for number in there if (person := work.people.get(number))]


def _is_in(work: Work, course: Course, person: int) -> bool:
    membership = work.courses.membership(course.id, person)
    return membership is not None and membership.is_current


def _partner(work: Work, reader: Person, other: Person) -> Partner:
    shared = {each.platform for each in work.people.accounts(reader.id)}
    accounts = tuple(each for each in reached_on(work, other.id) if each.platform in shared)
    return Partner(other.name, accounts, other.zone)


def _common(together: list[Person], at: datetime) -> int | None:
    """Hours are compared as the clocks stand in this week."""
    if len(together) < 2 or not all(each.hours and each.zone for each in together):
        return None
    masks = (free_hours(each, monday_of(at.date())) or 0 for each in together)
    return reduce(and_, masks)


def why_alone(meeting: Meeting) -> Reason:
    """Why somebody meets nobody in a round."""
    return meeting.seat.reasons[0] if meeting.seat.reasons else Reason.NOBODY_ELSE
