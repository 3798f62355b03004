"""Commands whose questions are being asked."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, delete, insert, select

from community.chat.address import MessageRef, Place
from storage.tables.system import draft as table
from storage.work import Work

_THERE = and_(
    table.c.person_id == bindparam("person"),
    table.c.bot_id == bindparam("bot"),
    table.c.chat == bindparam("in_chat"),
    table.c.thread == bindparam("in_thread"),
)
_SAVE = insert(table).returning(table.c.id)
_OF = select(table).where(_THERE)
_GET = select(table).where(table.c.id == bindparam("row"))
_DROP = delete(table).where(table.c.id == bindparam("row"))
_REPLACE = delete(table).where(_THERE)
_PURGE = delete(table).where(table.c.expires <= bindparam("now"))


@dataclass(slots=True, kw_only=True)
class Draft:
    """A command somebody has begun: what they said so far, and what they are asked now."""

    person: int
    place: Place
    path: str
    args: dict[str, str] = field(repr=False)
    asking: str
    expires: datetime
    ref: MessageRef | None = None
    """Our message that asks."""
    id: int = 0


class DraftShelf:
    """At most one draft for each person and place."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def save(self, draft: Draft) -> int:
        """Keep the draft instead of whatever was there. It gets a number of its own, so older buttons do not fit it."""
        self.work.connection.execute(_REPLACE, self._where(draft.person, draft.place))
        draft.id = self.work.connection.execute(_SAVE, self._values(draft)).scalar_one()
        return draft.id

    def of(self, person: int, place: Place) -> Draft | None:
        return self._one(_OF, self._where(person, place))

    def get(self, id: int) -> Draft | None:  # noqa: A002
        return self._one(_GET, {"row": id})

    def drop(self, id: int) -> None:  # noqa: A002
        self.work.connection.execute(_DROP, {"row": id})

    def purge(self, now: datetime) -> int:
        """Forget what was begun and not finished; returns how many."""
        return self.work.connection.execute(_PURGE, {"now": now}).rowcount

    def _where(self, person: int, place: Place) -> dict[str, Any]:
        bot = self.work.bots.find(place.bot)
        return {"person": person, "bot": bot, "in_chat": place.chat, "in_thread": place.thread}

    def _values(self, draft: Draft) -> dict[str, Any]:
        sealed = self.work.vault.seal(json.dumps(draft.args))
        values = {"person_id": draft.person, "path": draft.path, "args": sealed, "asking": draft.asking}
        return values | self.work.bots.columns(draft.place) | {"ref": draft.ref, "expires": draft.expires}

    def _one(self, statement: Any, values: dict[str, Any]) -> Draft | None:
        row = self.work.connection.execute(statement, values).mappings().first()
        return None if row is None else self._read(row)

    def _read(self, row: RowMapping) -> Draft:
        return Draft(
            id=row["id"],
            person=row["person_id"],
            place=self.work.bots.place(row),
            path=row["path"],
            args=json.loads(self.work.vault.read(row["args"])),
            asking=row["asking"],
            expires=row["expires"],
            ref=row["ref"],
        )
