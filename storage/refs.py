"""Which message in a chat stands for what, and the newest message seen in each place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from community.chat.address import Bot, MessageRef, Place
from community.letters import Subject
from storage.bots import BotShelf
from storage.prepared import Prepared
from storage.tables.people import contact
from storage.tables.system import message as table
from storage.tables.system import watermark
from storage.transaction import Transaction

_NEW = insert(table)
_ADD = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=["bot_id", "chat", "message"],
        set_={"kind": _NEW.excluded.kind, "subject_id": _NEW.excluded.subject_id},
    )
)
_THIS = and_(
    table.c.bot_id == bindparam("bot"), table.c.chat == bindparam("in_chat"), table.c.message == bindparam("number")
)
_FIND = Prepared(select(table.c.kind, table.c.subject_id).where(_THIS))
_DROP = Prepared(delete(table).where(_THIS))
_OF_SUBJECT = and_(table.c.kind == bindparam("of_kind"), table.c.subject_id == bindparam("of_id"))
_OF = Prepared(select(table).where(_OF_SUBJECT).order_by(table.c.bot_id, table.c.chat, table.c.message))
_FORGET = Prepared(delete(table).where(_OF_SUBJECT))

_SEEN = insert(watermark)
_LATER = or_(
    func.length(_SEEN.excluded.message) > func.length(watermark.c.message),
    and_(
        func.length(_SEEN.excluded.message) == func.length(watermark.c.message),
        _SEEN.excluded.message > watermark.c.message,
    ),
)
_SEE = Prepared(
    _SEEN.on_conflict_do_update(
        index_elements=["bot_id", "chat", "thread"], set_={"message": _SEEN.excluded.message}, where=_LATER
    )
)
_NEWEST = Prepared(select(watermark).where(watermark.c.bot_id == bindparam("bot")))
_IN_USE = Prepared(
    select(watermark)
    .join(contact, and_(contact.c.bot_id == watermark.c.bot_id, contact.c.chat == watermark.c.chat))
    .where(watermark.c.bot_id == bindparam("bot"), watermark.c.private, contact.c.seen_at >= bindparam("since"))
)
_FIRST = Prepared(
    select(table.c.message)
    .where(table.c.bot_id == bindparam("bot"), table.c.chat == bindparam("in_chat"))
    .order_by(func.length(table.c.message), table.c.message)
    .limit(1)
)
_LEAVE = Prepared(delete(table).where(table.c.bot_id == bindparam("bot"), table.c.chat == bindparam("old")))
_DROP_MARKS = Prepared(
    delete(watermark).where(watermark.c.bot_id == bindparam("bot"), watermark.c.chat == bindparam("old"))
)


class RefShelf:
    """Messages and what they stand for, so that a reply finds its way."""

    def __init__(self, work: Transaction) -> None:
        self.work = work
        self._bots = BotShelf(work)

    def add(self, ref: MessageRef, subject: Subject) -> None:
        """From now on this message stands for this, and for nothing else."""
        _ADD.run(self.work, **self._columns(ref), kind=subject.kind, subject_id=subject.id)

    def find(self, ref: MessageRef) -> Subject | None:
        row = _FIND.row(self.work, **self._named(ref))
        return Subject(row["kind"], row["subject_id"]) if row else None

    def of(self, subject: Subject) -> list[MessageRef]:
        """Every message that stands for this."""
        rows = _OF.rows(self.work, of_kind=subject.kind, of_id=subject.id)
        return [MessageRef(self._bots.place(row), row["message"]) for row in rows]

    def forget(self, subject: Subject) -> None:
        _FORGET.run(self.work, of_kind=subject.kind, of_id=subject.id)

    def drop(self, ref: MessageRef) -> None:
        """This message stands for nothing any more."""
        _DROP.run(self.work, **self._named(ref))

    def moved(self, old: Place) -> None:
        """The chat goes on under a new id and counts its messages anew: the old numbers are soon those of others."""
        bot = self._bots.find(old.bot)
        _LEAVE.run(self.work, bot=bot, old=old.chat)
        _DROP_MARKS.run(self.work, bot=bot, old=old.chat)

    def see(self, place: Place, message_id: str) -> None:
        """Remember the newest message of a place. Both platforms number upwards: an older one changes nothing."""
        _SEE.run(self.work, **self._columns(MessageRef(place, message_id)))

    def newest(self, bot: Bot) -> Mapping[Place, str]:
        """The newest message seen in each place."""
        rows = _NEWEST.rows(self.work, bot=self._bots.find(bot))
        return {self._bots.place(row): row["message"] for row in rows}

    def private(self, bot: Bot, since: datetime) -> Mapping[Place, str]:
        """The newest message seen in each private chat whose person was here since then."""
        rows = _IN_USE.rows(self.work, bot=self._bots.find(bot), since=since)
        return {self._bots.place(row): row["message"] for row in rows}

    def first(self, place: Place) -> str:
        """The oldest message of a place that stands for something; "" where none does."""
        return _FIRST.value(self.work, bot=self._bots.find(place.bot), in_chat=place.chat) or ""

    def _named(self, ref: MessageRef) -> dict[str, Any]:
        return {"bot": self._bots.find(ref.place.bot), "in_chat": ref.place.chat, "number": ref.id}

    def _columns(self, ref: MessageRef) -> dict[str, Any]:
        return self._bots.columns(ref.place) | {"message": ref.id}
