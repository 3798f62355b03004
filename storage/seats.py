"""The shelf of seats: class lists, and who came in by them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from community.seats import Seat
from storage.tables.courses import seat
from storage.transaction import Transaction


class SeatShelf:
    """The lines of class lists."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def add(self, new: Iterable[Seat]) -> None:
        rows = [_values(each) for each in new]
        if rows:
            self._db.execute(insert(seat), rows)

    def get(self, number: int, *, lock: bool = False) -> Seat | None:
        statement = select(seat).where(seat.c.id == number)
        return _one(self._db.execute(statement.with_for_update() if lock else statement).first())

    def by_code(self, code_hash: str) -> Seat | None:
        """The seat with this code, whatever became of it; locked, so that two people cannot both claim it."""
        return _one(self._db.execute(select(seat).where(seat.c.code_hash == code_hash).with_for_update()).first())

    def of_course(self, course_id: int) -> list[Seat]:
        """The class list, by name."""
        rows = self._db.execute(select(seat).where(seat.c.course_id == course_id).order_by(seat.c.name, seat.c.id))
        return [_read(row) for row in rows]

    def save(self, changed: Seat) -> None:
        self._db.execute(update(seat).where(seat.c.id == changed.id).values(_values(changed)))

    def forget_list(self, course_id: int) -> int:
        """The class list of a course that has ended goes, names and numbers; returns how many seats it had."""
        return self._db.execute(delete(seat).where(seat.c.course_id == course_id)).rowcount


def _values(of: Seat) -> dict[str, Any]:
    kept = asdict(of)
    kept["course_id"], kept["person_id"] = kept.pop("course"), kept.pop("person")
    del kept["id"]
    return kept


def _one(row: Row[Any] | None) -> Seat | None:
    return _read(row) if row else None


def _read(row: Row[Any]) -> Seat:
    return Seat(
        id=row.id,
        course=row.course_id,
        name=row.name,
        external=row.external,
        language=row.language,
        code_hash=row.code_hash,
        created_at=row.created_at,
        expires=row.expires,
        person=row.person_id,
        claimed_at=row.claimed_at,
        revoked_at=row.revoked_at,
    )
