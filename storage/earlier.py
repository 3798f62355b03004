"""Answers that a later one of the same person replaced: kept for a while, so that they can count again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from community.chat.address import MessageRef
from community.prompts import EarlierAnswer
from storage.prepared import Prepared
from storage.tables.prompts import earlier_answer as table
from storage.transaction import Transaction

_SOURCE = bindparam("message", type_=table.c.source.type)
_KEEP = Prepared(insert(table).returning(table.c.id))
_GET = Prepared(select(table).where(table.c.id == bindparam("number")))
_FROM = Prepared(select(table).where(table.c.source == _SOURCE))
_OF = Prepared(select(table).where(table.c.answer_id == bindparam("of_answer")).order_by(table.c.id.desc()))
_REWORD = Prepared(update(table).where(table.c.id == bindparam("number")).values(text=bindparam("sealed")))
_DROP = Prepared(delete(table).where(table.c.id == bindparam("number")))
_DROP_ALL = Prepared(delete(table).where(table.c.answer_id == bindparam("of_answer")))
_PURGE = Prepared(delete(table).where(table.c.expires <= bindparam("now")))


class EarlierShelf:
    """What people answered before. Words are sealed; only these methods open them."""

    def __init__(self, work: Transaction) -> None:
        self._work = work

    def keep(self, new: EarlierAnswer) -> EarlierAnswer:
        number = _KEEP.value(
            self._work,
            answer_id=new.answer,
            person_id=new.person,
            text=self._work.vault.seal(new.text),
            source=new.source,
            expires=new.expires,
        )
        return replace(new, id=int(number))

    def get(self, number: int) -> EarlierAnswer | None:
        return self._maybe(_GET.row(self._work, number=number))

    def typed_as(self, source: MessageRef) -> EarlierAnswer | None:
        """The one that somebody typed as this message."""
        return self._maybe(_FROM.row(self._work, message=source))

    def of(self, answer: int) -> list[EarlierAnswer]:
        """What stood where this answer stands now, the latest first."""
        return [self._read(row) for row in _OF.rows(self._work, of_answer=answer)]

    def reword(self, number: int, text: str) -> None:
        _REWORD.run(self._work, number=number, sealed=self._work.vault.seal(text))

    def drop(self, number: int) -> None:
        _DROP.run(self._work, number=number)

    def drop_all(self, answer: int) -> None:
        """The answer was taken back, and with it everything that it replaced."""
        _DROP_ALL.run(self._work, of_answer=answer)

    def purge(self, now: datetime) -> int:
        """Forget what can no longer count again; returns how many."""
        return _PURGE.run(self._work, now=now)

    def _maybe(self, row: dict[str, Any] | None) -> EarlierAnswer | None:
        return self._read(row) if row else None

    def _read(self, row: dict[str, Any]) -> EarlierAnswer:
        return EarlierAnswer(
            id=row["id"],
            answer=row["answer_id"],
            person=row["person_id"],
            text=self._work.vault.read(row["text"]),
            source=row["source"],
            expires=row["expires"],
        )
