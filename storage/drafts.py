"""Commands whose questions are being asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, select

from community.chat.address import MessageRef, Place
from storage.bots import BotShelf
from storage.prepared import Prepared
from storage.tables.system import draft as table
from storage.transaction import Transaction

_THERE = and_(
    table.c.person_id == bindparam("person"),
    table.c.bot_id == bindparam("bot"),
    table.c.chat == bindparam("in_chat"),
    table.c.thread == bindparam("in_thread"),
)
_SAVE = Prepared(insert(table).returning(table.c.id))
_OF = Prepared(select(table).where(_THERE))
_OF_PERSON = Prepared(select(table).where(table.c.person_id == bindparam("person")).order_by(table.c.id))
_GET = Prepared(select(table).where(table.c.id == bindparam("row")))
_DROP = Prepared(delete(table).where(table.c.id == bindparam("row")))
_REPLACE = Prepared(delete(table).where(_THERE))
_DROP_ALL = Prepared(delete(table).where(table.c.person_id == bindparam("person")).returning(table))
_PURGE = Prepared(delete(table).where(table.c.expires <= bindparam("now")))


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

    def __init__(self, work: Transaction) -> None:
        self.work = work
        self._bots = BotShelf(work)

    def save(self, draft: Draft) -> int:
        """Keep the draft instead of whatever was there. It gets a number of its own, so older buttons do not fit it."""
        _REPLACE.run(self.work, **self._where(draft.person, draft.place))
        draft.id = int(_SAVE.value(self.work, **self._values(draft)))
        return draft.id

    def of(self, person: int, place: Place) -> Draft | None:
        return self._read(_OF.row(self.work, **self._where(person, place)))

    def get(self, id: int) -> Draft | None:  # noqa: A002
        return self._read(_GET.row(self.work, row=id))

    def drop(self, id: int) -> None:  # noqa: A002
        _DROP.run(self.work, row=id)

    def of_person(self, person: int) -> list[Draft]:
        """Whatever somebody has begun, wherever."""
        return list(filter(None, map(self._read, _OF_PERSON.rows(self.work, person=person))))

    def drop_all(self, person: int) -> list[Draft]:
        """Drop whatever somebody has begun; returns it."""
        return list(filter(None, map(self._read, _DROP_ALL.rows(self.work, person=person))))

    def purge(self, now: datetime) -> int:
        """Forget what was begun and not finished; returns how many."""
        return _PURGE.run(self.work, now=now)

    def _where(self, person: int, place: Place) -> dict[str, Any]:
        bot = self._bots.find(place.bot)
        return {"person": person, "bot": bot, "in_chat": place.chat, "in_thread": place.thread}

    def _values(self, draft: Draft) -> dict[str, Any]:
        sealed = self.work.vault.seal(json.dumps(draft.args))
        values = {"person_id": draft.person, "path": draft.path, "args": sealed, "asking": draft.asking}
        return values | self._bots.columns(draft.place) | {"ref": draft.ref, "expires": draft.expires}

    def _read(self, row: Mapping[str, Any] | None) -> Draft | None:
        if row is None:
            return None
        return Draft(
            id=row["id"],
            person=row["person_id"],
            place=self._bots.place(row),
            path=row["path"],
            args=json.loads(self.work.vault.read(row["args"])),
            asking=row["asking"],
            expires=row["expires"],
            ref=row["ref"],
        )
