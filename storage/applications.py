"""The shelf of applications: who wants to come into a course, in their order."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.chat.address import Platform
from community.entrance import Application, ApplicationState
from storage.tables.courses import application, membership, seat
from storage.transaction import Transaction

_OPEN = application.c.state.in_([state for state in ApplicationState if state.is_open])
_WAITING = application.c.state == ApplicationState.WAITING
_OFFERED = application.c.state == ApplicationState.OFFERED
_IN_TURN = (application.c.asked_at, application.c.id)


class ApplicationShelf:
    """Who waits to come into which course; each person at most once."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def apply(
        self, course: int, person: int, platform: Platform, state: ApplicationState, now: datetime
    ) -> Application:
        """Begin to wait, or begin anew: who had been in the queue before and left it goes to its end."""
        news: dict[str, Any] = {
            "platform": platform,
            "state": state,
            "asked_at": now,
            "until": None,
            "settled_at": None,
        }
        fresh = insert(application).values(course_id=course, person_id=person, **news)
        whole = fresh.on_conflict_do_update(index_elements=["course_id", "person_id"], set_=news)
        return _application(self._db.execute(whole.returning(*application.c)).one())

    def get(self, number: int, *, lock: bool = False) -> Application | None:
        statement = select(application).where(application.c.id == number)
        row = self._db.execute(statement.with_for_update() if lock else statement).first()
        return _application(row) if row else None

    def of(self, course: int, person: int) -> Application | None:
        """Somebody's open application."""
        mine = (application.c.course_id == course, application.c.person_id == person)
        return next(iter(self._many(*mine, _OPEN)), None)

    def last(self, course: int, person: int) -> Application | None:
        """Somebody's application, also one that is settled."""
        mine = (application.c.course_id == course, application.c.person_id == person)
        return next(iter(self._many(*mine)), None)

    def of_person(self, person: int) -> list[Application]:
        return self._many(application.c.person_id == person, _OPEN)

    def open(self, course: int) -> list[Application]:
        """Everybody who wants to come in, in the order they asked."""
        return self._many(application.c.course_id == course, _OPEN)

    def waiting(self, course: int) -> list[Application]:
        """The queue for a free seat."""
        return self._many(application.c.course_id == course, _WAITING)

    def place(self, waiting: Application) -> int:
        """Where somebody stands in the queue for a seat, from 1; 0 for who does not stand in it."""
        numbers = [each.id for each in self.waiting(waiting.course)]
        return numbers.index(waiting.id) + 1 if waiting.id in numbers else 0

    def offered(self, course: int) -> list[Application]:
        return self._many(application.c.course_id == course, _OFFERED)

    def save(self, changed: Application) -> None:
        values = {"state": changed.state, "until": changed.until, "settled_at": changed.settled_at}
        self._db.execute(update(application).where(application.c.id == changed.id).values(values))

    def taken(self, course: int, now: datetime) -> int:
        """The seats of a course that are not free: its members, those kept for somebody, and those of a class list."""
        members = select(func.count()).where(membership.c.course_id == course, membership.c.left_at.is_(None))
        kept = select(func.count()).where(application.c.course_id == course, _OFFERED)
        claimable = (seat.c.claimed_at.is_(None), seat.c.revoked_at.is_(None), seat.c.expires > now)
        listed = select(func.count()).where(seat.c.course_id == course, *claimable)
        return sum(int(self._db.execute(each).scalar_one()) for each in (members, kept, listed))

    def _many(self, *having: ColumnElement[bool]) -> list[Application]:
        rows = self._db.execute(select(application).where(*having).order_by(*_IN_TURN))
        return [_application(row) for row in rows]


def _application(row: Row[Any]) -> Application:
    return Application(
        id=row.id,
        course=row.course_id,
        person=row.person_id,
        platform=Platform(row.platform),
        state=ApplicationState(row.state),
        asked_at=row.asked_at,
        until=row.until,
        settled_at=row.settled_at,
    )
