"""What came in from the platforms and is not dealt with yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from community.chat.address import Bot
from community.chat.gateway import Raw
from storage.bots import BotShelf
from storage.prepared import Prepared
from storage.tables.system import inbox as table
from storage.transaction import Transaction

KEYS_KEPT = timedelta(days=3)
"""Longer than a platform repeats an event; shorter than the quiet week after which Telegram's numbers begin anew."""

QUARANTINE_KEPT = timedelta(days=7)

_WAITING = table.c.settled_at.is_(None)
_QUARANTINED = table.c.incident.is_not(None)
_NEW = insert(table).on_conflict_do_nothing(index_elements=["bot_id", "arrival_id"]).returning(table.c.id)
_KEEP = Prepared(_NEW)
_OF_BOT = and_(table.c.bot_id == bindparam("bot"), _WAITING)
_PENDING = Prepared(
    select(table.c.id, table.c.lane)
    .where(_OF_BOT, table.c.id > bindparam("after"))
    .order_by(table.c.id)
    .limit(bindparam("most"))
)
_STORED = select(table.c.id, table.c.bot_id, table.c.arrival_id, table.c.lane, table.c.payload)
_TAKE = Prepared(_STORED.where(table.c.id == bindparam("row"), _WAITING).with_for_update())
_THIS = table.c.id == bindparam("row")
_DONE = Prepared(update(table).where(_THIS).values(settled_at=bindparam("now"), payload=None))
_SET_ASIDE = Prepared(update(table).where(_THIS).values(settled_at=bindparam("now"), incident=bindparam("number")))
_RETRY = Prepared(update(table).where(table.c.incident == bindparam("number")).values(settled_at=None, incident=None))
_LIST = select(table.c.id, table.c.bot_id, table.c.lane, table.c.incident, table.c.settled_at)
_LIST_QUARANTINED = Prepared(_LIST.where(_QUARANTINED).order_by(table.c.id))
_PURGE = Prepared(
    delete(table).where(
        or_(
            and_(table.c.settled_at < bindparam("keys_until"), table.c.incident.is_(None)),
            table.c.settled_at < bindparam("quarantine_until"),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that waits, and the lane whose order it keeps."""

    id: int
    lane: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it came."""

    id: int
    bot: Bot
    arrival_id: str
    lane: str
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An event that could not be dealt with; `incident` is the number that the log and the person were told."""

    id: int
    bot: Bot
    lane: str
    incident: str
    since: datetime


class InboxShelf:
    """Events wait here, sealed, until their effect is kept together with the word that they are done."""

    def __init__(self, work: Transaction) -> None:
        self.work = work
        self._bots = BotShelf(work)

    def keep(self, bot: Bot, batch: Sequence[Raw], mark: Mapping[str, str], now: datetime) -> list[int]:
        """Keep what is new in the batch, and where receiving stopped; the rows of the new ones."""
        row = self._bots.row(bot)
        self._bots.set_mark(row, mark)
        if not batch:
            return []
        if len(batch) == 1:
            new = _KEEP.value(self.work, **self._values(row, batch[0], now))
            return [] if new is None else [new]
        found = self.work.connection.execute(_NEW, [self._values(row, raw, now) for raw in batch])
        return sorted(found.scalars())

    def pending(self, bot: Bot, after: int, limit: int) -> list[Pending]:
        """Events of the bot that wait, in the order in which they came."""
        rows = _PENDING.rows(self.work, bot=self._bots.find(bot), after=after, most=limit)
        return [Pending(**row) for row in rows]

    def take(self, id: int) -> Stored | None:  # noqa: A002
        """The event, held until this work ends; None when somebody else has dealt with it."""
        row = _TAKE.row(self.work, row=id)
        return None if row is None else self._stored(row)

    def done(self, id: int, now: datetime) -> None:  # noqa: A002
        """It has had its effect; its words are gone, its number stays a while against repetition."""
        _DONE.run(self.work, row=id, now=now)

    def quarantine(self, id: int, incident: str, now: datetime) -> None:  # noqa: A002
        """Set aside what cannot be dealt with, so that it blocks nobody."""
        _SET_ASIDE.run(self.work, row=id, number=incident, now=now)

    def quarantined(self) -> list[Quarantined]:
        return [self._quarantined(row) for row in _LIST_QUARANTINED.rows(self.work)]

    def retry(self, incident: str) -> int:
        """Let what was set aside under this number wait again, as if it came now; returns how many events it was."""
        return _RETRY.run(self.work, number=incident)

    def purge(self, now: datetime) -> int:
        """Forget what is long settled; returns how many."""
        return _PURGE.run(self.work, keys_until=now - KEYS_KEPT, quarantine_until=now - QUARANTINE_KEPT)

    def _values(self, bot: int, raw: Raw, now: datetime) -> dict[str, Any]:
        sealed = self.work.vault.seal(raw.payload)
        return {"bot_id": bot, "arrival_id": raw.id, "lane": raw.lane, "payload": sealed, "kept_at": now}

    def _stored(self, row: Mapping[str, Any]) -> Stored:
        payload = self.work.vault.open(row["payload"])
        return Stored(row["id"], self._bots.of_row(row["bot_id"]), row["arrival_id"], row["lane"], payload)

    def _quarantined(self, row: Mapping[str, Any]) -> Quarantined:
        bot = self._bots.of_row(row["bot_id"])
        return Quarantined(row["id"], bot, row["lane"], row["incident"], row["settled_at"])
