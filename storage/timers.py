"""What is due when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from storage.prepared import Prepared
from storage.tables.system import timer as table
from storage.transaction import Transaction

_NEW = insert(table)
_SET = Prepared(_NEW.on_conflict_do_update(index_elements=["kind", "id"], set_={"due_at": _NEW.excluded.due_at}))
_BEGIN = Prepared(_NEW.on_conflict_do_nothing().returning(table.c.kind))
_THIS = and_(table.c.kind == bindparam("of_kind"), table.c.id == bindparam("of_id"))
_DUE = Prepared(select(table.c.due_at).where(_THIS))
_STOP = Prepared(delete(table).where(_THIS))
_EARLIEST = Prepared(select(func.min(table.c.due_at, type_=table.c.due_at.type)))
_IN_TURN = select(table.c.kind, table.c.id, table.c.due_at).order_by(table.c.due_at, table.c.kind, table.c.id)
_ALL = Prepared(_IN_TURN)
_CLAIM = Prepared(_IN_TURN.where(table.c.due_at <= bindparam("now")).limit(1).with_for_update(skip_locked=True))


@dataclass(frozen=True, slots=True)
class Timer:
    """Something wants attention at a moment."""

    kind: str
    id: int
    due: datetime


def _timer(row: Mapping[str, Any]) -> Timer:
    return Timer(row["kind"], row["id"], row["due_at"])


class TimerShelf:
    """The moments at which things want attention; one for each thing."""

    def __init__(self, work: Transaction) -> None:
        self.work = work

    def set(self, kind: str, id: int, due: datetime | None) -> None:  # noqa: A002
        """Wake for this at `due`; with None, not any more."""
        if due is None:
            _STOP.run(self.work, of_kind=kind, of_id=id)
        else:
            self.work.touched.add("timers")
            _SET.run(self.work, kind=kind, id=id, due_at=due)

    def begin(self, kind: str, id: int, due: datetime) -> bool:  # noqa: A002
        """Wake for this at `due`, unless that is to happen at another time already."""
        self.work.touched.add("timers")
        return _BEGIN.row(self.work, kind=kind, id=id, due_at=due) is not None

    def due(self, kind: str, id: int) -> datetime | None:  # noqa: A002
        """When this is due; None if it is not waited for."""
        due: datetime | None = _DUE.value(self.work, of_kind=kind, of_id=id)
        return due

    def earliest(self) -> datetime | None:
        due: datetime | None = _EARLIEST.value(self.work)
        return due

    def claim(self, now: datetime) -> Timer | None:
        """The timer that is due longest and that nobody else holds; ours until this work ends. Move it on with `set`."""
        row = _CLAIM.row(self.work, now=now)
        return _timer(row) if row else None

    def all(self) -> list[Timer]:
        return [_timer(row) for row in _ALL.rows(self.work)]
