"""The shelf of consents."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.consents import VERSION, About, Consent
from storage.tables.courses import consent
from storage.transaction import Transaction


class ConsentShelf:
    """What people agreed to in their courses."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def give(self, course: int, person: int, about: About, now: datetime) -> None:
        news = {"version": VERSION, "given_at": now, "withdrawn_at": None}
        fresh = insert(consent).values(course_id=course, person_id=person, about=about, **news)
        self._db.execute(fresh.on_conflict_do_update(index_elements=["course_id", "person_id", "about"], set_=news))

    def withdraw(self, course: int, person: int, about: About, now: datetime) -> None:
        mine = (consent.c.course_id == course, consent.c.person_id == person, consent.c.about == about)
        self._db.execute(update(consent).where(*mine, consent.c.withdrawn_at.is_(None)).values(withdrawn_at=now))

    def refuse(self, course: int, person: int, about: About, now: datetime) -> None:
        """A no, the first time or after a yes: kept, so that it is not asked again."""
        if self.of(course, person, about) is None:
            self.give(course, person, about, now)
        self.withdraw(course, person, about, now)

    def of(self, course: int, person: int, about: About) -> Consent | None:
        """What somebody said to this, yes or no longer; None if they never agreed."""
        mine = (consent.c.course_id == course, consent.c.person_id == person, consent.c.about == about)
        row = self._db.execute(select(consent).where(*mine)).first()
        return _consent(row) if row else None

    def holds(self, course: int, person: int, about: About) -> bool:
        """Whether somebody agrees to this now."""
        said = self.of(course, person, about)
        return said is not None and said.holds


def _consent(row: Row[Any]) -> Consent:
    return Consent(row.course_id, row.person_id, About(row.about), row.version, row.given_at, row.withdrawn_at)
