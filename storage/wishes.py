"""The shelf of wishes: who should be in one group, or in no case."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.groups import CourseWish, WishSource
from storage.tables.groups import wish
from storage.transaction import Transaction


class WishShelf:
    """The wishes of a course. A new one between the same people takes the place of the old."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def make(self, course: int, person: int, other: int, *, together: bool, source: WishSource, now: datetime) -> None:
        about = {"course_id": course, "person_id": person, "other_id": other, "source": source}
        news = {"together": together, "made_at": now}
        statement = insert(wish).values({**about, **news})
        self._db.execute(statement.on_conflict_do_update(index_elements=list(about), set_=news))

    def get(self, number: int) -> CourseWish | None:
        return next(iter(self._many(wish.c.id == number)), None)

    def of_course(self, course: int) -> list[CourseWish]:
        return self._many(wish.c.course_id == course)

    def of_learner(self, course: int, person: int) -> list[CourseWish]:
        """What somebody wishes for themselves."""
        mine = (wish.c.person_id == person, wish.c.source == WishSource.LEARNER)
        return self._many(wish.c.course_id == course, *mine)

    def drop(self, number: int) -> None:
        self._db.execute(delete(wish).where(wish.c.id == number))

    def _many(self, *having: ColumnElement[bool]) -> list[CourseWish]:
        return [_wish(row) for row in self._db.execute(select(wish).where(*having).order_by(wish.c.id))]


def _wish(row: Row[Any]) -> CourseWish:
    return CourseWish(row.id, row.course_id, row.person_id, row.other_id, row.together, WishSource(row.source))
