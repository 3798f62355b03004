"""Pairs: again and again people of a course meet one of the others. Who takes part, who meets whom, and whether they met."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import TypeAlias

from community.calendar import Schedule, to_utc, to_wall
from community.calendar import Slot as Occurrence
from community.matching import Candidate, History, Outcome, Reason, Situation, State, Wish, pairings, pause_due

Closed: TypeAlias = Callable[[date], bool]
"""Whether an organisation is closed on a day."""

TIME_TO_MEET = timedelta(days=6)
"""After this, at the latest, people are asked whether they met."""
LEAST_TIME = timedelta(days=2)
"""A round that is late still begins if so much time is left until the next one."""
_SUNDAY = 6


class PairingState(StrEnum):
    """Whether the people of a course meet in pairs at present."""

    ON = "on"
    OFF = "off"


class Part(StrEnum):
    """Whether somebody takes part in the pairs of a course; `SILENT`: paused because nothing was heard of them."""

    IN = "in"
    OUT = "out"
    SILENT = "silent"


class Said(StrEnum):
    """What somebody answers to "did you meet?"."""

    MET = "met"
    NOT_YET = "later"
    NOT_THIS_TIME = "no"


@dataclass(slots=True)
class Pairing:
    """A course in which people meet in pairs, and when the rounds begin."""

    id: int
    course: int
    schedule: Schedule
    zone: str
    state: PairingState
    created_at: datetime
    done_until: datetime
    """Every round due up to here has begun or was left out."""

    def next_due(self) -> datetime | None:
        """When this wants attention next; None while it is off."""
        occurrence = self.next_occurrence()
        return occurrence.due if occurrence else None

    def next_occurrence(self) -> Occurrence | None:
        return self.schedule.after(self.done_until, self.zone) if self.state is PairingState.ON else None

    def next_round(self, closed: Closed) -> Occurrence | None:
        """The next round that will really begin."""
        if self.state is PairingState.OFF:
            return None
        ahead = self.schedule.occurrences(self.zone, self.done_until)
        return next((each for each in ahead if not closed(each.local.date())), None)

    def start(self, schedule: Schedule, zone: str, now: datetime) -> None:
        self.schedule, self.zone, self.state, self.done_until = schedule, zone, PairingState.ON, now

    def stop(self) -> None:
        self.state = PairingState.OFF

    def open_due(self, now: datetime, *, closed: Closed) -> Occurrence | None:
        """The round that begins now, if one does. Of several that were missed only the newest can."""
        due: Occurrence | None = None
        while (occurrence := self.next_occurrence()) and occurrence.due <= now:
            self.done_until = occurrence.due
            due = due if closed(occurrence.local.date()) else occurrence
        return due if due and self._leaves_time(due, now) else None

    def _leaves_time(self, due: Occurrence, now: datetime) -> bool:
        following = self.schedule.after(due.due, self.zone)
        if following is None:
            return now - due.due <= TIME_TO_MEET
        return following.due - now >= min(LEAST_TIME, (following.due - due.due) / 2)

    def asks_at(self, due: Occurrence, now: datetime) -> datetime:
        """When people are asked whether they met: before the next round, by the same clock, and never on a Sunday."""
        following = self.schedule.after(due.due, self.zone)
        latest = to_wall(following.due, self.zone) - timedelta(days=1) if following else None
        wall = due.local + TIME_TO_MEET
        wall = min(wall, latest) if latest else wall
        wall -= timedelta(days=1) if wall.weekday() == _SUNDAY else timedelta()
        least = timedelta(days=1)
        least = min(least, (following.due - now) / 2) if following else least
        return max(to_utc(wall, self.zone), now + least)


@dataclass(frozen=True, slots=True)
class PairMember:
    """Somebody's word on whether they take part, and since when it holds."""

    course: int
    person: int
    part: Part
    since: datetime


@dataclass(frozen=True, slots=True)
class PairRound:
    """One round. Until the next one begins, everybody may say whether they met, and change their mind."""

    id: int
    pairing: int
    key: str
    opened_at: datetime
    asks_at: datetime
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PairSeat:
    """What a round brought somebody: the number of their meeting in it, or why there was none. Nobody is 0."""

    round: int
    person: int
    pair: int | None
    state: State
    reasons: tuple[Reason, ...] = ()
    met: bool | None = None
    answered_at: datetime | None = None

    def says(self, said: Said, now: datetime) -> "PairSeat":
        met = {Said.MET: True, Said.NOT_YET: None, Said.NOT_THIS_TIME: False}[said]
        return replace(self, met=met, answered_at=now)


Rounds: TypeAlias = Sequence[tuple[PairRound, Sequence[PairSeat]]]
"""The rounds of a course with their seats, the oldest first."""


def meetings(seats: Iterable[PairSeat]) -> list[tuple[PairSeat, ...]]:
    """The pairs and trios of one round."""
    found: dict[int, list[PairSeat]] = {}
    for seat in seats:
        if seat.pair is not None:
            found.setdefault(seat.pair, []).append(seat)
    return [tuple(found[number]) for number in sorted(found)]


def history(rounds: Rounds) -> History:
    """Who has met whom how often, as far as it was planned."""
    return History.of(
        [[tuple(seat.person for seat in each if seat.person) for each in meetings(seats)] for _, seats in rounds]
    )


def silent_rounds(members: Iterable[PairMember], rounds: Rounds) -> dict[int, int]:
    """So many rounds in a row each has said nothing, where nobody else said that they met, either."""
    asked = [(each.opened_at, *_heard(seats)) for each, seats in reversed(rounds) if each.asked_at is not None]
    return {each.person: _silent(each, asked) for each in members}


_Heard: TypeAlias = tuple[datetime, Mapping[int, PairSeat], set[int | None]]
"""When a round began, who was in a pair, and of which pairs somebody said that they met."""


def _heard(seats: Sequence[PairSeat]) -> tuple[Mapping[int, PairSeat], set[int | None]]:
    in_pairs = {seat.person: seat for seat in seats if seat.pair is not None}
    return in_pairs, {seat.pair for seat in seats if seat.met}


def _silent(member: PairMember, asked: Iterable[_Heard]) -> int:
    count = 0
    for opened_at, in_pairs, met in asked:
        mine = in_pairs.get(member.person)
        if mine is None:
            continue
        if opened_at < member.since or mine.answered_at or mine.pair in met:
            break
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who takes part, as a round finds them."""

    candidate: Candidate
    platforms: frozenset[str]
    """Where they can be written to."""
    in_course: bool = True
    paused: bool = False
    part: Part = Part.IN
    silent_rounds: int = 0

    @property
    def id(self) -> int:
        return self.candidate.id

    @property
    def falls_silent(self) -> bool:
        """Whether this is the round before which they are paused."""
        return self.part is Part.IN and self.in_course and not self.paused and pause_due(self.silent_rounds)

    @property
    def standing(self) -> tuple[frozenset[str], bool, bool, Part]:
        """What may change while the round is drawn, and would make it another one."""
        return self.platforms, self.in_course, self.paused, self.part

    @property
    def aside(self) -> Outcome | None:
        """Why they meet nobody this time; None if they can."""
        if not self.in_course:
            return Outcome(self.id, State.EXCLUDED, (Reason.NOT_IN_COURSE,))
        if self.paused:
            return Outcome(self.id, State.PAUSED, (Reason.ASKED_FOR_PAUSE,))
        if self.part is Part.SILENT or self.falls_silent:
            return Outcome(self.id, State.PAUSED, (Reason.SILENT,))
        return None if self.platforms else Outcome(self.id, State.EXCLUDED, (Reason.UNREACHABLE,))


def draw(entrants: Iterable[Entrant], wishes: Sequence[Wish], earlier: History, *, seed: int) -> Mapping[int, Outcome]:
    """What the round brings everybody; `group` is the number of their meeting.

    People meet who can write to each other: they share a platform, or one of them is on both.
    """
    everybody = list(entrants)
    found = {each.id: each.aside for each in everybody if each.aside}
    count = 0
    for pool in _pools([each for each in everybody if each.id not in found]):
        people = tuple(each.candidate for each in pool)
        apart = (*wishes, *_out_of_reach(pool))
        drawn = pairings(Situation(people, wishes=apart, earlier=earlier), seed=seed)
        for one, outcome in drawn.outcomes.items():
            found[one] = outcome if outcome.group is None else replace(outcome, group=outcome.group + count)
        count += len(drawn.meetings)
    return found


def _pools(able: list[Entrant]) -> list[list[Entrant]]:
    """Those who can reach each other, perhaps by way of others: each platform by itself, or all if somebody is on both."""
    sets: list[frozenset[str]] = []
    for each in able:
        touching = [one for one in sets if one & each.platforms]
        sets = [one for one in sets if one not in touching] + [each.platforms.union(*touching)]
    return [[each for each in able if each.platforms <= reach] for reach in sorted(sets, key=sorted)]


def _out_of_reach(pool: list[Entrant]) -> Iterator[Wish]:
    """Two who share no platform cannot meet."""
    kinds = sorted({each.platforms for each in pool}, key=sorted)
    for one, other in product(kinds, kinds):
        if sorted(one) < sorted(other) and not one & other:
            here, there = ([each.id for each in pool if each.platforms == kind] for kind in (one, other))
            yield from (Wish(a, b, together=False) for a, b in product(here, there))
