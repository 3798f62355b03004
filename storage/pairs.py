"""The shelf of pairs: which courses have them, who takes part, the rounds, and what each brought everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.calendar import load, to_wall
from community.matching import Outcome, Reason, State
from community.pairs import (
    Pairing,
    PairingState,
    PairMember,
    PairRound,
    PairSeat,
    Part,
    Rounds,
    meetings,
)
from storage.tables.groups import pair_member, pair_round, pair_seat, pairing
from storage.timers import TimerShelf
from storage.transaction import Transaction

PAIRS = "pairs"
"""The kind of a pairing's timer: a round begins."""
ASKING = "pairs asking"
"""The kind of a round's timer: its people are asked whether they met."""
MENDING = "pairs mending"
"""The kind of a pairing's timer: somebody left or pauses, whom others may be about to meet."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A round of pairs. The fields are the columns of pairs.csv, in their order."""

    course_id: int
    round: int
    began_on: date
    pairs: int
    trios: int
    met: int
    not_met: int
    silent: int
    without: int


class PairShelf:
    """The pairs of courses."""

    def __init__(self, work: Transaction) -> None:
        self._work = work
        self._db = work.connection
        self._timers = TimerShelf(work)

    def get(self, number: int, *, lock: bool = False) -> Pairing | None:
        return self._one(pairing.c.id == number, lock=lock)

    def of_course(self, course: int, *, lock: bool = False) -> Pairing | None:
        return self._one(pairing.c.course_id == course, lock=lock)

    def add(self, new: Pairing) -> Pairing:
        """A course has one pairing, which is started and stopped."""
        values = {"course_id": new.course, "created_at": new.created_at, **_plan(new)}
        kept = insert(pairing).values(values).on_conflict_do_update(index_elements=["course_id"], set_=_plan(new))
        new.id = self._db.execute(kept.returning(pairing.c.id)).scalar_one()
        self._timers.set(PAIRS, new.id, new.next_due())
        return new

    def save(self, changed: Pairing) -> None:
        """Keep the plan, and wake when a round is due next."""
        self._db.execute(update(pairing).where(pairing.c.id == changed.id).values(_plan(changed)))
        self._timers.set(PAIRS, changed.id, changed.next_due())

    def take(self, course: int, person: int, part: Part, now: datetime) -> None:
        """Somebody takes part from now on, or not any more."""
        news = {"state": part, "since": now}
        kept = insert(pair_member).values(course_id=course, person_id=person, **news)
        self._db.execute(kept.on_conflict_do_update(index_elements=["course_id", "person_id"], set_=news))

    def missed(self, person: int, now: datetime) -> None:
        missed(self._work, person, now)

    def part(self, course: int, person: int) -> Part:
        """Who said nothing takes no part."""
        mine = (pair_member.c.course_id == course, pair_member.c.person_id == person)
        found = self._db.execute(select(pair_member.c.state).where(*mine)).scalar()
        return Part(found) if found else Part.OUT

    def members(self, course: int) -> list[PairMember]:
        """Everybody who takes part or was paused for silence."""
        there = (pair_member.c.course_id == course, pair_member.c.state != Part.OUT)
        rows = self._db.execute(select(pair_member).where(*there).order_by(pair_member.c.id))
        return [PairMember(row.course_id, row.person_id, Part(row.state), row.since) for row in rows]

    def open_round(
        self, of: Pairing, key: str, now: datetime, asks_at: datetime, found: Mapping[int, Outcome]
    ) -> PairRound:
        """Keep a round with what it brings everybody; a second one for one key is refused by the database."""
        values = {"pairing_id": of.id, "key": key, "opened_at": now, "asks_at": asks_at}
        number = self._db.execute(insert(pair_round).values(values).returning(pair_round.c.id)).scalar_one()
        seats = [
            {
                "round_id": number,
                "person_id": person,
                "pair": outcome.group,
                "outcome": outcome.state,
                "reason": " ".join(outcome.reasons),
            }
            for person, outcome in found.items()
        ]
        if seats:
            self._db.execute(insert(pair_seat), seats)
        self._timers.set(ASKING, number, asks_at)
        return PairRound(number, of.id, key, now, asks_at)

    def round(self, number: int) -> PairRound | None:
        row = self._db.execute(select(pair_round).where(pair_round.c.id == number)).first()
        return _round(row) if row else None

    def latest(self, pairing_id: int) -> PairRound | None:
        """The round that is under way, or was the last."""
        rows = select(pair_round).where(pair_round.c.pairing_id == pairing_id).order_by(pair_round.c.id.desc()).limit(1)
        row = self._db.execute(rows).first()
        return _round(row) if row else None

    def asked(self, number: int, now: datetime | None) -> None:
        """People were asked whether they met; None: nobody has to be any more."""
        self._timers.set(ASKING, number, None)
        if now:
            self._db.execute(update(pair_round).where(pair_round.c.id == number).values(asked_at=now))

    def seats(self, number: int) -> list[PairSeat]:
        rows = self._db.execute(select(pair_seat).where(pair_seat.c.round_id == number).order_by(pair_seat.c.id))
        return [_seat(row) for row in rows]

    def seat(self, number: int, person: int) -> PairSeat | None:
        mine = (pair_seat.c.round_id == number, pair_seat.c.person_id == person)
        row = self._db.execute(select(pair_seat).where(*mine)).first()
        return _seat(row) if row else None

    def answer(self, said: PairSeat) -> None:
        mine = (pair_seat.c.round_id == said.round, pair_seat.c.person_id == said.person)
        self._db.execute(update(pair_seat).where(*mine).values(met=said.met, answered_at=said.answered_at))

    def reseat(self, seat: PairSeat, left: int | None) -> None:
        """A round brings somebody something else than it did, when they were in that meeting."""
        whose = pair_seat.c.person_id == seat.person if seat.person else pair_seat.c.person_id.is_(None)
        news = {"pair": seat.pair, "outcome": seat.state, "reason": " ".join(seat.reasons)}
        before = pair_seat.c.pair.is_(None) if left is None else pair_seat.c.pair == left
        self._db.execute(update(pair_seat).where(pair_seat.c.round_id == seat.round, whose, before).values(news))

    def rounds(self, pairing_id: int) -> Rounds:
        """Every round with its seats, the oldest first."""
        whole = select(pair_round).where(pair_round.c.pairing_id == pairing_id).order_by(pair_round.c.id)
        seats = (
            select(pair_seat)
            .join(pair_round, pair_round.c.id == pair_seat.c.round_id)
            .where(pair_round.c.pairing_id == pairing_id)
            .order_by(pair_seat.c.round_id, pair_seat.c.id)
        )
        of = {number: [*rows] for number, rows in groupby(map(_seat, self._db.execute(seats)), lambda seat: seat.round)}
        return [(each, of.get(each.id, [])) for each in map(_round, self._db.execute(whole))]

    def figures(self, course: int) -> list[PairRow]:
        """What came of each round, without names."""
        found = self.of_course(course)
        rounds = self.rounds(found.id) if found else []
        zone = found.zone if found else "UTC"
        return [_figures(course, number, each, seats, zone) for number, (each, seats) in enumerate(rounds, 1)]

    def _one(self, having: ColumnElement[bool], *, lock: bool) -> Pairing | None:
        statement = select(pairing).where(having)
        row = self._db.execute(statement.with_for_update() if lock else statement).first()
        return _pairing(row) if row else None


def missed(work: Transaction, person: int, now: datetime, course: int | None = None) -> None:
    """Somebody takes no part in pairs any more, or for now, in a course or in all: whom they were to meet hears of it."""
    theirs = select(pair_member.c.course_id).where(pair_member.c.person_id == person)
    here = pairing.c.course_id.in_(theirs) if course is None else pairing.c.course_id == course
    for number in work.connection.execute(select(pairing.c.id).where(here)).scalars().all():
        TimerShelf(work).set(MENDING, number, now)


def _figures(course: int, number: int, each: PairRound, seats: list[PairSeat] | Any, zone: str) -> PairRow:
    held = meetings(seats)
    met = sum(any(seat.met for seat in each) for each in held)
    silent = sum(not any(seat.answered_at for seat in each) for each in held)
    return PairRow(
        course_id=course,
        round=number,
        began_on=to_wall(each.opened_at, zone).date(),
        pairs=sum(len(each) == 2 for each in held),
        trios=sum(len(each) == 3 for each in held),
        met=met,
        not_met=len(held) - met - silent,
        silent=silent,
        without=sum(seat.state is not State.PLACED for seat in seats),
    )


def _plan(of: Pairing) -> dict[str, Any]:
    return {"schedule": of.schedule.dump(), "zone": of.zone, "state": of.state, "done_until": of.done_until}


def _pairing(row: Row[Any]) -> Pairing:
    state = PairingState(row.state)
    since = row.done_until or row.created_at
    return Pairing(row.id, row.course_id, load(row.schedule), row.zone, state, row.created_at, since)


def _round(row: Row[Any]) -> PairRound:
    return PairRound(row.id, row.pairing_id, row.key, row.opened_at, row.asks_at, row.asked_at)


def _seat(row: Row[Any]) -> PairSeat:
    reasons = tuple(map(Reason, row.reason.split()))
    where = (row.round_id, row.person_id or 0, row.pair)
    return PairSeat(*where, State(row.outcome), reasons, row.met, row.answered_at)
