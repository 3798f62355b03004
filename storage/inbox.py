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
_KEEP = Prepared(insert(table).on_conflict_do_nothing(index_elements=["bot_id", "arrival_id"]).returning(table.c.id))
_OF_BOT = and_(table.c.bot_id == bindparam("bot"), _WAITING)
_PENDING = Prepared(
    select(table.c.id, table.c.lane)
    .where(_OF_BOT, table.c.id > bindparam("after"))
    .order_by(table.c.id)
    .limit(bindparam("most"))
)
_THIS = table.c.id == bindparam("row")
_PAYLOAD = Prepared(select(table.c.payload).where(_THIS, _WAITING))
_DONE = Prepared(update(table).where(_THIS, _WAITING).values(settled_at=bindparam("now"), payload=None))
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
    """An event that waits, and the lane whose order it keeps. Who has just kept it still holds what came."""

    id: int
    lane: str
    payload: bytes | None = field(default=None, repr=False)


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

    def keep(self, bot: Bot, batch: Sequence[Raw], mark: Mapping[str, str], now: datetime) -> list[Pending]:
        """Keep what is new in the batch, and where receiving stopped; what is new waits."""
        row = self._bots.row(bot)
        self._bots.set_mark(row, mark)
        kept = _KEEP.each(self.work, [self._values(row, raw, now) for raw in batch])
        return [Pending(new["id"], raw.lane, raw.payload) for raw, new in zip(batch, kept, strict=True) if new]

    def pending(self, bot: Bot, after: int, limit: int) -> list[Pending]:
        """Events of the bot that wait, in the order in which they came."""
        rows = _PENDING.rows(self.work, bot=self._bots.find(bot), after=after, most=limit)
        return [Pending(**row) for row in rows]

    def take(self, pending: Pending, now: datetime) -> bytes | None:
        """What came, which is done with when this work is kept; None when somebody else has dealt with it."""
        sealed = _PAYLOAD.value(self.work, row=pending.id) if pending.payload is None else None
        if not self.done(pending.id, now):
            return None
        return pending.payload if sealed is None else self.work.vault.open(sealed)

    def done(self, id: int, now: datetime) -> bool:  # noqa: A002
        """It has its effect in this work: its words are gone, its number stays a while against repetition.

        False when somebody else has dealt with it. Nobody else can, until this work ends.
        """
        return _DONE.run(self.work, row=id, now=now) > 0

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

    def _quarantined(self, row: Mapping[str, Any]) -> Quarantined:
        bot = self._bots.of_row(row["bot_id"])
        return Quarantined(row["id"], bot, row["lane"], row["incident"], row["settled_at"])
