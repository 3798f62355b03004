"""Which message in a chat stands for what, and the newest message seen in each place."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from community.chat.address import Bot, MessageRef, Place
from community.letters import Subject
from storage.tables.system import message as table
from storage.tables.system import watermark
from storage.work import Work

_NEW = insert(table)
_ADD = _NEW.on_conflict_do_update(
    index_elements=["bot_id", "chat", "message"],
    set_={"kind": _NEW.excluded.kind, "subject_id": _NEW.excluded.subject_id},
)
_FIND = select(table.c.kind, table.c.subject_id).where(
    table.c.bot_id == bindparam("bot"), table.c.chat == bindparam("in_chat"), table.c.message == bindparam("number")
)
_OF_SUBJECT = and_(table.c.kind == bindparam("of_kind"), table.c.subject_id == bindparam("of_id"))
_OF = select(table).where(_OF_SUBJECT).order_by(table.c.bot_id, table.c.chat, table.c.message)
_FORGET = delete(table).where(_OF_SUBJECT)

_SEEN = insert(watermark)
_LATER = or_(
    func.length(_SEEN.excluded.message) > func.length(watermark.c.message),
    and_(
        func.length(_SEEN.excluded.message) == func.length(watermark.c.message),
        _SEEN.excluded.message > watermark.c.message,
    ),
)
_SEE = _SEEN.on_conflict_do_update(
    index_elements=["bot_id", "chat", "thread"], set_={"message": _SEEN.excluded.message}, where=_LATER
)
_NEWEST = select(watermark).where(watermark.c.bot_id == bindparam("bot"))
_MOVE = (
    update(table)
    .where(table.c.bot_id == bindparam("bot"), table.c.chat == bindparam("old"))
    .values(chat=bindparam("new"))
)
_DROP_MARKS = delete(watermark).where(watermark.c.bot_id == bindparam("bot"), watermark.c.chat == bindparam("old"))


class RefShelf:
    """Messages and what they stand for, so that a reply finds its way."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def add(self, ref: MessageRef, subject: Subject) -> None:
        """From now on this message stands for this, and for nothing else."""
        values = self._columns(ref) | {"kind": subject.kind, "subject_id": subject.id}
        self.work.connection.execute(_ADD, values)

    def find(self, ref: MessageRef) -> Subject | None:
        values = {"bot": self.work.bots.find(ref.place.bot), "in_chat": ref.place.chat, "number": ref.id}
        row = self.work.connection.execute(_FIND, values).first()
        return None if row is None else Subject(row.kind, row.subject_id)

    def of(self, subject: Subject) -> list[MessageRef]:
        """Every message that stands for this."""
        rows = self.work.connection.execute(_OF, {"of_kind": subject.kind, "of_id": subject.id}).mappings()
        return [MessageRef(self.work.bots.place(row), row["message"]) for row in rows]

    def forget(self, subject: Subject) -> None:
        self.work.connection.execute(_FORGET, {"of_kind": subject.kind, "of_id": subject.id})

    def moved(self, old: Place, new: Place) -> None:
        """The chat has a new id. Its messages keep their numbers; new ones are counted anew."""
        values = {"bot": self.work.bots.row(old.bot), "old": old.chat}
        self.work.connection.execute(_MOVE, values | {"new": new.chat})
        self.work.connection.execute(_DROP_MARKS, values)

    def see(self, place: Place, message_id: str) -> None:
        """Remember the newest message of a place. Both platforms number upwards: an older one changes nothing."""
        self.work.connection.execute(_SEE, self._columns(MessageRef(place, message_id)))

    def newest(self, bot: Bot) -> Mapping[Place, str]:
        """The newest message seen in each place."""
        rows = self.work.connection.execute(_NEWEST, {"bot": self.work.bots.find(bot)}).mappings()
        return {self.work.bots.place(row): row["message"] for row in rows}

    def _columns(self, ref: MessageRef) -> dict[str, Any]:
        return self.work.bots.columns(ref.place) | {"message": ref.id}
