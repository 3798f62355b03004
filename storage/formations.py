"""The shelf of formations: proposals of groups, and what became of each person in them."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.groups import Formation, FormationState, Seat, Since, Terms
from community.matching import Reason, State
from storage.tables.groups import formation, formation_seat
from storage.timers import TimerShelf
from storage.transaction import Transaction

FORMATION = "formation"
"""The kind of the timer of a formation that is still to be found."""
_OPEN = formation.c.state.in_((FormationState.ASKED, FormationState.PROPOSED))


class FormationShelf:
    """Formations of courses, and their seats."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection
        self._timers = TimerShelf(work)

    def ask(self, course: int, seed: int, terms: Terms, by: int, now: datetime) -> Formation:
        """A formation that is to be found as soon as may be."""
        values = {
            "course_id": course,
            "state": FormationState.ASKED,
            "seed": seed,
            "rules": terms.written(),
            "created_by": by,
            "created_at": now,
        }
        row = self._db.execute(insert(formation).values(values).returning(*formation.c)).one()
        self._timers.set(FORMATION, row.id, now)
        return _formation(row)

    def get(self, number: int, *, lock: bool = False) -> Formation | None:
        statement = select(formation).where(formation.c.id == number)
        row = self._db.execute(statement.with_for_update() if lock else statement).first()
        return _formation(row) if row else None

    def open(self, course: int) -> list[Formation]:
        """What is asked for or proposed in a course, the newest first."""
        return self._many(formation.c.course_id == course, _OPEN)

    def confirmed(self, course: int) -> list[Formation]:
        """The formations that a course's groups came from, the newest first."""
        return self._many(formation.c.course_id == course, formation.c.state == FormationState.CONFIRMED)

    def save(self, changed: Formation, now: datetime) -> None:
        """Its state, its seed and what has happened since; what is asked for is looked for from now on."""
        values = {
            "state": changed.state,
            "seed": changed.seed,
            "settled_at": changed.settled_at,
            "since": changed.since.written(),
        }
        self._db.execute(update(formation).where(formation.c.id == changed.id).values(values))
        self._timers.set(FORMATION, changed.id, now if changed.state is FormationState.ASKED else None)

    def seats(self, number: int) -> list[Seat]:
        rows = select(formation_seat).where(formation_seat.c.formation_id == number)
        return [_seat(row) for row in self._db.execute(rows.order_by(formation_seat.c.person_id))]

    def put(self, number: int, seats: Iterable[Seat]) -> None:
        """These seats, in place of those there were."""
        self._db.execute(delete(formation_seat).where(formation_seat.c.formation_id == number))
        rows = [_values(number, seat) for seat in seats]
        if rows:
            self._db.execute(insert(formation_seat), rows)

    def seat(self, number: int, seat: Seat) -> None:
        """One seat, as it is now."""
        values = _values(number, seat)
        again = insert(formation_seat).values(values)
        news = {name: values[name] for name in ("group_no", "outcome", "reason", "locked")}
        self._db.execute(again.on_conflict_do_update(index_elements=["formation_id", "person_id"], set_=news))

    def _many(self, *having: ColumnElement[bool]) -> list[Formation]:
        rows = self._db.execute(select(formation).where(*having).order_by(formation.c.id.desc()))
        return [_formation(row) for row in rows]


def vacate(db: Connection, person: int, twin: int = 0) -> None:
    """Somebody's seats in open proposals go, and only a count of that stays; or those of them that a twin has as well."""
    held = select(formation_seat.c.formation_id).where(formation_seat.c.person_id == twin)
    seats = (
        select(formation, formation_seat.c.group_no)
        .join(formation_seat, formation_seat.c.formation_id == formation.c.id)
        .where(formation_seat.c.person_id == person, formation.c.state == FormationState.PROPOSED)
        .with_for_update(of=formation)
    )
    for row in db.execute(seats.where(formation.c.id.in_(held)) if twin else seats).all():
        touched = () if row.group_no is None else (row.group_no,)
        since = Since.read(row.since).and_then(Since(left=1, groups=touched, stale=True))
        db.execute(update(formation).where(formation.c.id == row.id).values(since=since.written()))


def _formation(row: Row[Any]) -> Formation:
    made = (row.created_by or 0, row.created_at, row.settled_at)
    about = (FormationState(row.state), row.seed, Terms.read(row.rules))
    return Formation(row.id, row.course_id, *about, *made, Since.read(row.since))


def _seat(row: Row[Any]) -> Seat:
    reasons = tuple(Reason(code) for code in json.loads(row.reason))
    return Seat(row.person_id, row.group_no, State(row.outcome), reasons, row.locked)


def _values(number: int, seat: Seat) -> dict[str, Any]:
    return {
        "formation_id": number,
        "person_id": seat.person,
        "group_no": seat.group,
        "locked": seat.locked,
        "outcome": seat.state,
        "reason": json.dumps(seat.reasons),
    }
