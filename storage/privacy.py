"""What is known about a person: shown to them whole, and erased when they ask for it."""

import base64
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select

from community.chat.address import MessageRef
from storage.erasure import Erased, erase
from storage.groups import tend, theirs
from storage.pairs import missed
from storage.personal import Whose
from storage.tables import metadata
from storage.tables.courses import course, organisation
from storage.transaction import Transaction

__all__ = ["Erased", "PrivacyShelf"]


class PrivacyShelf:
    """A person's rights over what is kept of them."""

    def __init__(self, work: Transaction) -> None:
        self._work = work

    def export(self, person_id: int) -> dict[str, Any]:
        """Everything we keep of somebody, table by table, in plain text; ready for JSON."""
        whose = Whose.of(self._work.connection, person_id)
        kept = {table.name: self._rows(table, whose) for table in metadata.sorted_tables}
        return {name: rows for name, rows in kept.items() if rows} | {"courses": self._courses(kept)}

    def erase(self, person_id: int, now: datetime) -> Erased:
        """Forget somebody. What they did stays in totals, without them; what they said is gone."""
        groups = theirs(self._work, person_id)
        missed(self._work, person_id, now)
        erased = erase(self._work.connection, person_id, now)
        for course_id in groups:
            tend(self._work, course_id, now)
        return erased

    def _rows(self, table: Table, whose: Whose) -> list[dict[str, Any]]:
        order = table.primary_key.columns
        rows = self._work.connection.execute(select(table).where(whose.rows(table)).order_by(*order)).mappings()
        return [{column.name: self._plain(column, row[column]) for column in table.columns} for row in rows]

    def _plain(self, column: Column[Any], value: Any) -> Any:
        if isinstance(column.type, LargeBinary) and value is not None:
            return _text(self._work.vault.open(value))
        if isinstance(value, MessageRef):
            place = value.place
            return {"platform": place.bot.platform, "chat": place.chat, "thread": place.thread, "message": value.id}
        return value.isoformat() if isinstance(value, date) else value

    def _courses(self, kept: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """What the numbers of courses stand for."""
        numbers = {row["course_id"] for rows in kept.values() for row in rows if row.get("course_id")}
        rows = self._work.connection.execute(
            select(course.c.id, course.c.name, organisation.c.name.label("organisation"))
            .join(organisation)
            .where(course.c.id.in_(numbers))
            .order_by(course.c.id)
        )
        return [dict(row) for row in rows.mappings()]


def _text(opened: bytes) -> str:
    try:
        return opened.decode()
    except UnicodeDecodeError:
        return base64.b64encode(opened).decode()
