"""A proposal of groups: asked for, found, looked at, and changed by hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.grouping.gathering import People, aside, learners, situation, to_be_grouped
from bot.grouping.views import GroupView, view
from community.courses import Course
from community.groups import Formation, FormationState, Seat, Since
from community.matching import Formation as Found
from community.matching import Outcome, Reason, State, appraise, form
from storage.work import Work

PER_PAGE = 3
"""So many groups are shown at once."""
Groups = dict[int, list[int]]
"""Members by the number of their group, from 0; locked or not."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A formation with the people it is about, as they are now."""

    formation: Formation
    course: Course
    people: People
    seats: Mapping[int, Seat]

    @property
    def groups(self) -> Groups:
        found: Groups = {}
        for seat in self.seats.values():
            if seat.group is not None:
                found.setdefault(seat.group, []).append(seat.person)
        return dict(sorted(found.items()))

    @property
    def locked(self) -> set[int]:
        """The numbers of groups that stay as they are when it is drawn again."""
        return {seat.group for seat in self.seats.values() if seat.locked and seat.group is not None}

    @property
    def excluded(self) -> set[int]:
        return {seat.person for seat in self.seats.values() if seat.state is State.EXCLUDED}

    def having(self, state: State) -> list[Seat]:
        return [seat for seat in self.seats.values() if seat.state is state]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a proposal as it is shown."""

    proposal: Proposal
    number: int
    """From 0."""
    count: int
    groups: list[GroupView]
    without_hour: int
    without_language: int


def load(work: Work, formation: Formation, course: Course) -> Proposal:
    people = to_be_grouped(work, course, again=formation.terms.again)
    seats = {seat.person: seat for seat in work.formations.seats(formation.id)}
    return Proposal(formation, course, people, seats)


def order(work: Work, number: int, now: datetime) -> "partial[Found] | None":
    """What is to be calculated for a formation that was asked for."""
    formation = work.formations.get(number)
    course = work.courses.get(formation.course) if formation else None
    if formation is None or course is None or formation.state is not FormationState.ASKED:
        return None
    asked = load(work, formation, course)
    out = aside(asked.people, asked.excluded, now)
    taking = {one: each for one, each in asked.people.items() if one not in out}
    stay = [
        [one for one in members if one in taking] for number, members in asked.groups.items() if number in asked.locked
    ]
    about = situation(work, course, formation.terms, taking, now)
    return partial(form, about, seed=formation.seed, locked=[group for group in stay if group], aside=out)


def keep(work: Work, formation: Formation, found: Found) -> None:
    """Write down what was found; groups that stay keep their numbers."""
    before = {seat.person: seat for seat in work.formations.seats(formation.id)}
    numbers = _numbered(found, before)
    known = {person.id for _, person in work.courses.members(formation.course)}
    seats = [
        _seat(
            each,
            None if each.group is None else numbers[each.group],
            locked=bool(before.get(one) and before[one].locked),
        )
        for one, each in found.outcomes.items()
        if one in known
    ]
    work.formations.put(formation.id, seats)
    formation.since = Since()


def _numbered(found: Found, before: Mapping[int, Seat]) -> dict[int, int]:
    """The number of each group of the result."""
    kept: dict[int, int] = {}
    for place, group in enumerate(found.groups):
        earlier = {before[one].group for one in group.members if one in before and before[one].locked}
        if group.locked and len(earlier) == 1 and (number := earlier.pop()) is not None:
            kept[place] = number
    free = iter(number for number in range(2 * len(found.groups) + len(kept) + 1) if number not in kept.values())
    return {place: kept[place] if place in kept else next(free) for place in range(len(found.groups))}


def _seat(outcome: Outcome, number: int | None, *, locked: bool) -> Seat:
    return Seat(outcome.person, number, outcome.state, outcome.reasons, locked and number is not None)


def arrange(
    work: Work,
    proposal: Proposal,
    groups: Mapping[int, Sequence[int]],
    now: datetime,
    *,
    locked: Collection[int] | None = None,
    excluded: Collection[int] | None = None,
) -> Proposal:
    """The proposal with these groups instead, scored anew."""
    out = aside(proposal.people, proposal.excluded if excluded is None else excluded, now)
    taking = {one: each for one, each in proposal.people.items() if one not in out}
    kept = proposal.locked if locked is None else locked
    filled = {number: members for number, each in groups.items() if (members := [one for one in each if one in taking])}
    about = situation(work, proposal.course, proposal.formation.terms, taking, now)
    stay = [members for number, members in filled.items() if number in kept]
    outcomes = appraise(about, filled.values(), locked=stay, aside=out).outcomes
    where = {one: number for number, members in filled.items() for one in members}
    seats = {one: _seat(each, where.get(one), locked=where.get(one) in kept) for one, each in outcomes.items()}
    work.formations.put(proposal.formation.id, seats.values())
    return replace(proposal, seats=seats)


def page(work: Work, proposal: Proposal, number: int, now: datetime) -> Page:
    groups = list(proposal.groups.items())
    count = max(1, -(-len(groups) // PER_PAGE))
    number = number % count
    shown = groups[number * PER_PAGE : (number + 1) * PER_PAGE]
    return Page(
        proposal,
        number,
        count,
        views(work, proposal, dict(shown), now),
        _suffering(proposal, Reason.NO_COMMON_HOUR),
        _suffering(proposal, Reason.NO_COMMON_LANGUAGE),
    )


def views(work: Work, proposal: Proposal, groups: Mapping[int, Sequence[int]], now: datetime) -> list[GroupView]:
    """Some groups of a proposal, as they are. Others matter only where a wish is about them."""
    wished = {one for wish in work.wishes.of_course(proposal.course.id) for one in (wish.person, wish.other)}
    near = {one for members in groups.values() for one in members} | (wished & set(proposal.seats))
    known = {one: each for one, each in learners(work, proposal.course).items() if one in near}
    about = situation(work, proposal.course, proposal.formation.terms, known, now)
    return [
        view(about, known, [one for one in members if one in known], now, number + 1, locked=number in proposal.locked)
        for number, members in groups.items()
        if any(one in known for one in members)
    ]


def _suffering(proposal: Proposal, reason: Reason) -> int:
    """How many groups have this against them."""
    return len({seat.group for seat in proposal.seats.values() if reason in seat.reasons and seat.group is not None})


def seed_of(given: int, rng: Any) -> int:
    """The seed that was named; else any."""
    return given or rng.randrange(1, 1_000_000)
