"""Buttons that call a command with more arguments than a button can carry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from storage.prepared import Prepared
from storage.tables.system import call as table
from storage.transaction import Transaction

_STORE = Prepared(insert(table).returning(table.c.id))
_FIND = Prepared(select(table).where(table.c.id == bindparam("row")))
_OF = Prepared(
    select(table)
    .where(table.c.person_id == bindparam("person"), table.c.expires > bindparam("now"))
    .order_by(table.c.id.desc())
)
_DROP = Prepared(delete(table).where(table.c.id == bindparam("row")))
_PURGE = Prepared(delete(table).where(table.c.expires <= bindparam("now")))


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A command with its arguments; for one person alone, or for everybody who sees the button."""

    id: int
    path: str
    args: Mapping[str, str]
    person: int | None
    expires: datetime


class CallShelf:
    """Calls that a button names by number."""

    def __init__(self, work: Transaction) -> None:
        self.work = work

    def store(self, path: str, args: Mapping[str, str], person: int | None, expires: datetime) -> int:
        sealed = self.work.vault.seal(json.dumps(dict(args)))
        return int(_STORE.value(self.work, path=path, args=sealed, person_id=person, expires=expires))

    def find(self, id: int) -> StoredCall | None:  # noqa: A002
        row = _FIND.row(self.work, row=id)
        return self._read(row) if row else None

    def of(self, person: int, now: datetime) -> list[StoredCall]:
        """What was stored for this person alone and can still be pressed, the latest first."""
        return [self._read(row) for row in _OF.rows(self.work, person=person, now=now)]

    def drop(self, id: int) -> None:  # noqa: A002
        _DROP.run(self.work, row=id)

    def purge(self, now: datetime) -> int:
        """Forget the calls of buttons that are too old to be pressed; returns how many."""
        return _PURGE.run(self.work, now=now)

    def _read(self, row: Mapping[str, Any]) -> StoredCall:
        args = json.loads(self.work.vault.read(row["args"]))
        return StoredCall(row["id"], row["path"], args, row["person_id"], row["expires"])
