"""Somebody whom others were to meet leaves or pauses in the middle of a round: nobody is left without a word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.audience import tell_people
from bot.grouping.gathering import wishes_among
from bot.pairing import entrants
from community.courses import Course
from community.matching import Outcome, Reason, State, Wish
from community.matching.candidates import pair_of
from community.notices import Kind, Notice
from community.pairs import Entrant, PairRound, PairSeat, Part, Rounds, draw, history, meetings
from storage.pairs import MENDING
from storage.work import Work


class Change(StrEnum):
    """What became of somebody's meeting. The `other` of the notice is who left it, or (with `JOINED`) who came."""

    ALONE = "alone"
    TWO = "two"
    ANOTHER = "another"
    FOUND = "found"
    JOINED = "joined"


def mend_round(work: Work, number: int, now: datetime) -> None:
    """Take those out of their pairs who do not take part any more, and find somebody else for whom they leave alone."""
    work.timers.set(MENDING, number, None)
    pairing = work.pairs.get(number, lock=True)
    course = work.courses.get(pairing.course) if pairing else None
    rounds = work.pairs.rounds(number)
    if course is None or not course.is_open or not rounds:
        return
    latest, seats = rounds[-1]
    if latest.asked_at is None and now < latest.asks_at:
        there = {each.id: each for each in entrants(work, course, rounds, now) if _takes_part(each)}
        mending = _Mending(work, course, latest, rounds, there, {seat.person: seat for seat in seats if seat.person})
        mending.let_go(meetings(seats))
        if now - latest.opened_at < (latest.asks_at - latest.opened_at) / 2:
            mending.find_others()
        mending.tell()


def _takes_part(each: Entrant) -> bool:
    return each.in_course and not each.paused and each.part is Part.IN


@dataclass(slots=True)
class _Mending:
    """One look at the meetings of a round."""

    work: Work
    course: Course
    round: PairRound
    rounds: Rounds
    there: Mapping[int, Entrant]
    seats: dict[int, PairSeat]
    """Of everybody who is known, as they are now."""
    changes: dict[int, tuple[Change, int]] = field(default_factory=dict)
    """Who is to be told what, and about whom."""

    def let_go(self, held: Iterable[Sequence[PairSeat]]) -> None:
        """Of those who have said something about their meeting nothing is undone."""
        for meeting in held:
            gone = [seat for seat in meeting if seat.person not in self.there]
            if (gone or len(meeting) == 1) and not any(seat.answered_at for seat in meeting):
                self._part(gone, [seat for seat in meeting if seat.person in self.there])

    def _part(self, gone: Sequence[PairSeat], stay: Sequence[PairSeat]) -> None:
        for seat in gone:
            self._keep(self._without(seat), seat)
        left = gone[0].person if gone else 0
        for seat in stay:
            self.changes[seat.person] = (Change.TWO if len(stay) > 1 else Change.ALONE, left)
            if len(stay) == 1:
                self._keep(replace(seat, pair=None, state=State.WAITING, reasons=(Reason.PARTNER_GONE,)), seat)

    def _without(self, seat: PairSeat) -> PairSeat:
        """Who left the course, and who pauses it or wants no more pairs."""
        taken = self.work.courses.membership(self.course.id, seat.person) if seat.person else None
        if taken is None or not taken.is_current:
            return replace(seat, pair=None, state=State.EXCLUDED, reasons=(Reason.NOT_IN_COURSE,))
        return replace(seat, pair=None, state=State.PAUSED, reasons=(Reason.ASKED_FOR_PAUSE,))

    def _keep(self, seat: PairSeat, before: PairSeat) -> None:
        self.work.pairs.reseat(seat, before.pair)
        if seat.person:
            self.seats[seat.person] = seat

    def find_others(self) -> None:
        """Two who are left meet each other; one who is left makes a pair a trio."""
        if not any(change is Change.ALONE for change, _ in self.changes.values()):
            return
        free = [each for number, each in self.there.items() if self._is_free(number)]
        wishes = [each for each in wishes_among(self.work, self.course, set(self.there)) if not each.together]
        found = draw(free, wishes, history(self.rounds[:-1]), seed=self.round.id)
        first = 1 + max((seat.pair for seat in self.seats.values() if seat.pair is not None), default=0)
        for outcome in found.values():
            if outcome.group is not None:
                self._meets(outcome, first + outcome.group)
        for number in [number for number, (change, _) in self.changes.items() if change is Change.ALONE]:
            self._join(number, wishes)

    def _is_free(self, number: int) -> bool:
        seat = self.seats.get(number)
        return seat is not None and seat.state is State.WAITING

    def _meets(self, outcome: Outcome, pair: int) -> None:
        before = self.seats[outcome.person]
        self._keep(replace(before, pair=pair, state=State.PLACED, reasons=outcome.reasons), before)
        _, left = self.changes.get(outcome.person, (Change.ALONE, None))
        self.changes[outcome.person] = (Change.FOUND, 0) if left is None else (Change.ANOTHER, left)

    def _join(self, number: int, wishes: Sequence[Wish]) -> None:
        """Into the pair that they have met least; whoever made room for one this time makes room for no other."""
        pairs = list(self._open_pairs(number, wishes))
        if not pairs:
            return
        earlier = history(self.rounds[:-1])
        chosen = min(pairs, key=lambda pair: sum(earlier.between(number, seat.person) for seat in pair))
        before = self.seats[number]
        self._keep(replace(before, pair=chosen[0].pair, state=State.PLACED, reasons=()), before)
        self.changes[number] = (Change.ANOTHER, self.changes[number][1])
        for seat in chosen:
            self.changes[seat.person] = (Change.JOINED, number)

    def _open_pairs(self, number: int, wishes: Sequence[Wish]) -> Iterator[tuple[PairSeat, ...]]:
        apart = {wish.pair for wish in wishes}
        mine = self.there[number].platforms
        for pair in meetings(self.seats.values()):
            others = [self.there[seat.person] for seat in pair if seat.person in self.there]
            untouched = not any(seat.answered_at or seat.person in self.changes for seat in pair)
            fits = all(mine & each.platforms and pair_of(number, each.id) not in apart for each in others)
            if len(pair) == len(others) == 2 and untouched and fits:
                yield pair

    def tell(self) -> None:
        facts = {"round": self.round.id}
        told = {
            person: Notice(Kind.PAIR_CHANGED, {**facts, "person": person, "change": change.value, "other": other})
            for person, (change, other) in self.changes.items()
        }
        tell_people(self.work, told, [each.place for each in self.work.courses.places(self.course.id)])
