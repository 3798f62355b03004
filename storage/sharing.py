"""The shelf of what people agreed to about their words crossing to another platform."""

from datetime import datetime

from sqlalchemy import and_, delete, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.courses import NOTICE_VERSION
from storage.tables.courses import consent
from storage.transaction import Transaction

ABOUT = "sharing"


class SharingShelf:
    """Always or never, in one course; who said neither is asked each time."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def standing(self, course: int, person: int) -> bool | None:
        """Whether somebody always or never shares what they write in a course; None: they are asked."""
        mine = and_(consent.c.course_id == course, consent.c.person_id == person, consent.c.about == ABOUT)
        row = self._db.execute(select(consent.c.withdrawn_at).where(mine)).first()
        return None if row is None else row.withdrawn_at is None

    def decide(self, course: int, person: int, always: bool | None, now: datetime) -> None:
        """Always (True), never (False), or to be asked each time (None)."""
        mine = {"course_id": course, "person_id": person, "about": ABOUT}
        if always is None:
            self._db.execute(delete(consent).filter_by(**mine))
            return
        state = {"version": NOTICE_VERSION, "given_at": now, "withdrawn_at": None if always else now}
        statement = insert(consent).values(**mine, **state)
        whole = statement.on_conflict_do_update(index_elements=["course_id", "person_id", "about"], set_=state)
        self._db.execute(whole)
