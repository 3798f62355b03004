"""What is due when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from storage.tables.system import timer as table
from storage.work import Work

_NEW = insert(table)
_SET = _NEW.on_conflict_do_update(index_elements=["kind", "id"], set_={"due_at": _NEW.excluded.due_at})
_STOP = delete(table).where(table.c.kind == bindparam("of_kind"), table.c.id == bindparam("of_id"))
_EARLIEST = select(func.min(table.c.due_at, type_=table.c.due_at.type))
_ALL = select(table.c.kind, table.c.id, table.c.due_at).order_by(table.c.due_at, table.c.kind, table.c.id)
_CLAIM = _ALL.where(table.c.due_at <= bindparam("now")).limit(1).with_for_update(skip_locked=True)


@dataclass(frozen=True, slots=True)
class Timer:
    """Something wants attention at a moment."""

    kind: str
    id: int
    due: datetime


class TimerShelf:
    """The moments at which things want attention; one for each thing."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def set(self, kind: str, id: int, due: datetime | None) -> None:  # noqa: A002
        """Wake for this at `due`; with None, not any more."""
        if due is None:
            self.work.connection.execute(_STOP, {"of_kind": kind, "of_id": id})
        else:
            self.work.connection.execute(_SET, {"kind": kind, "id": id, "due_at": due})

    def earliest(self) -> datetime | None:
        return self.work.connection.execute(_EARLIEST).scalar()

    def claim(self, now: datetime) -> Timer | None:
        """The timer that is due longest and that nobody else holds; ours until this work ends. Move it on with `set`."""
        row = self.work.connection.execute(_CLAIM, {"now": now}).first()
        return None if row is None else Timer(row.kind, row.id, row.due_at)

    def all(self) -> list[Timer]:
        return [Timer(row.kind, row.id, row.due_at) for row in self.work.connection.execute(_ALL)]
