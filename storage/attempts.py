"""The shelf of wrong codes: how many somebody typed lately."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.entrance import WRONG_WITHIN, Attempts
from storage.tables.people import code_attempt
from storage.transaction import Transaction


class AttemptShelf:
    """Wrong codes by person; what is older than an hour counts no more."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def of(self, person: int) -> Attempts | None:
        row = self._db.execute(select(code_attempt).where(code_attempt.c.person_id == person)).first()
        return Attempts(row.since, row.wrong) if row else None

    def wrong(self, person: int, now: datetime) -> Attempts:
        """Somebody typed a code that opens nothing."""
        before = self.of(person)
        counted = before.counted(now) if before else Attempts(now, 1)
        news = {"since": counted.since, "wrong": counted.wrong}
        fresh = insert(code_attempt).values(person_id=person, **news)
        self._db.execute(fresh.on_conflict_do_update(index_elements=["person_id"], set_=news))
        return counted

    def purge(self, now: datetime) -> int:
        """Forget what is of no account any more; returns how many."""
        return self._db.execute(delete(code_attempt).where(code_attempt.c.since <= now - WRONG_WITHIN)).rowcount
