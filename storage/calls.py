"""Buttons that call a command with more arguments than a button can carry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from storage.prepared import Prepared
from storage.tables.system import call as table
from storage.transaction import Transaction

_STORE = Prepared(insert(table).returning(table.c.id))
_FIND = Prepared(select(table).where(table.c.id == bindparam("row")))
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
        if row is None:
            return None
        args = json.loads(self.work.vault.read(row["args"]))
        return StoredCall(row["id"], row["path"], args, row["person_id"], row["expires"])

    def purge(self, now: datetime) -> int:
        """Forget the calls of buttons that are too old to be pressed; returns how many."""
        return _PURGE.run(self.work, now=now)
