"""Letters: what is on its way to a person or a place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, case, delete, func, insert, or_, select, update

from community.chat.address import Bot, MessageRef, Place
from community.letters import Deed, Letter, LetterState, Priority, Subject
from storage.bots import BotShelf
from storage.envelopes import columns, letter_of
from storage.prepared import Prepared
from storage.refs import RefShelf
from storage.tables.system import letter as table
from storage.transaction import Transaction

SETTLED_KEPT = timedelta(days=7)
BURIED_KEPT = timedelta(days=30)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_WAITING = table.c.settled_at.is_(None)
_ROW = table.c.id == bindparam("row")
_THIS = and_(_ROW, _WAITING)
_OF_BOT = and_(table.c.bot_id == bindparam("bot"), _WAITING)
_BURIED = table.c.reason.is_not(None)  # only a buried letter has one, and an index finds it

_ADD = Prepared(insert(table).returning(table.c.id))
_ADD_ALL = insert(table).returning(table.c.id, sort_by_parameter_order=True)
_GET = Prepared(select(table).where(_ROW))
_STATE = Prepared(select(table.c.state).where(_ROW))
_DUE_NOW = (
    select(table)
    .where(_OF_BOT, or_(table.c.not_before.is_(None), table.c.not_before <= bindparam("now")))
    .order_by(table.c.priority, table.c.id)
    .limit(bindparam("most"))
)
_DUE = Prepared(_DUE_NOW)
_DUE_ELSEWHERE = _DUE_NOW.where(table.c.chat.not_in(bindparam("lanes", expanding=True)))

_QUEUED_NOW = (
    select(table.c.id, table.c.chat, table.c.private, table.c.priority, table.c.deed, table.c.attempts)
    .where(
        _OF_BOT,
        table.c.id > bindparam("after"),
        or_(table.c.not_before.is_(None), table.c.not_before <= bindparam("now")),
    )
    .order_by(table.c.id)
    .limit(bindparam("most"))
)
_QUEUED = Prepared(_QUEUED_NOW)
_QUEUED_URGENT = Prepared(_QUEUED_NOW.where(table.c.priority <= bindparam("least")))
_LOAD = select(table).where(table.c.id.in_(bindparam("rows", expanding=True)), _WAITING)
_HURRY = Prepared(
    update(table)
    .where(_OF_BOT, table.c.chat == bindparam("in_chat"), table.c.thread == bindparam("in_thread"))
    .values(not_before=None)
)
_HELD = Prepared(
    select(table).where(
        _OF_BOT,
        table.c.chat == bindparam("in_chat"),
        table.c.thread == bindparam("in_thread"),
        table.c.not_before > bindparam("now"),
    )
)

_SETTLE = Prepared(
    update(table)
    .where(_THIS)
    .values(
        state=bindparam("new_state"),
        settled_at=bindparam("now"),
        reason=bindparam("why"),
        sent_as=bindparam("stands", type_=table.c.sent_as.type),
        body=None,
        handle=None,
        handle_expires=None,
        only_for=None,
    )
    .returning(table.c.subject_kind, table.c.subject_id)
)
_RECALL = Prepared(
    update(table)
    .where(_WAITING, table.c.subject_kind == bindparam("about_kind"), table.c.subject_id == bindparam("about_id"))
    .values(state=bindparam("new_state"), settled_at=bindparam("now"), body=None, handle=None, handle_expires=None)
)
_RECALL_SIGNS = Prepared(
    update(table)
    .where(
        _OF_BOT,
        table.c.priority == Priority.ANSWER,
        or_(table.c.deed == Deed.COUNTED.value, table.c.deed == Deed.UNCOUNTED.value),
        table.c.target == bindparam("message", type_=table.c.target.type),
    )
    .values(state=LetterState.DROPPED.value, settled_at=bindparam("now"))
)
_LATER = Prepared(
    update(table)
    .where(_THIS)
    .values(not_before=bindparam("moment"), attempts=bindparam("tries"), doubts=bindparam("in_doubt"))
)
_TARGET_THERE = and_(table.c.bot_id == bindparam("to_bot"), table.c.chat == bindparam("to_chat"))
_READDRESS = Prepared(
    update(table)
    .where(_THIS)
    .values(
        bot_id=bindparam("to_bot"),
        chat=bindparam("to_chat"),
        thread=bindparam("to_thread"),
        private=bindparam("to_private"),
        deed=case((table.c.deed == Deed.NOTE.value, Deed.POST.value), else_=table.c.deed),
        target=case((_TARGET_THERE, table.c.target), else_=None),
        handle=None,
        handle_expires=None,
        update=False,
        fallback_bot_id=bindparam("door_bot"),
        fallback_chat=bindparam("door_chat"),
        fallback_thread=bindparam("door_thread"),
        fallback_private=bindparam("door_private"),
    )
)
_THERE = Prepared(
    select(table)
    .where(_OF_BOT, table.c.chat == bindparam("in_chat"), table.c.thread == bindparam("in_thread"))
    .order_by(table.c.id)
)
_ABOUT = Prepared(
    select(table).where(
        _WAITING, table.c.subject_kind == bindparam("about_kind"), table.c.subject_id == bindparam("about_id")
    )
)
_COUNTS = Prepared(select(table.c.state, func.count().label("letters")).group_by(table.c.state))
_LIST_BURIED = Prepared(select(table).where(_BURIED).order_by(table.c.id))
_ALL_WAITING = Prepared(select(table).where(_WAITING).order_by(table.c.id).limit(bindparam("most")))
_SINCE = func.coalesce(table.c.not_before, table.c.added_at)
_STUCK = Prepared(select(table).where(_WAITING, bindparam("until") >= _SINCE).order_by(table.c.id))
_MOVE = update(table).where(table.c.bot_id == bindparam("bot"), table.c.chat == bindparam("old"), _WAITING)
_MOVE_FALLBACK = update(table).where(
    table.c.fallback_bot_id == bindparam("bot"), table.c.fallback_chat == bindparam("old"), _WAITING
)
_AIMED = select(table.c.id, table.c.target).where(_OF_BOT, table.c.target.is_not(None))
_AIMLESS = update(table).where(_ROW).values(target=None)
_PURGE = Prepared(
    delete(table).where(
        or_(
            and_(table.c.settled_at < bindparam("settled_until"), table.c.state != LetterState.BURIED.value),
            table.c.settled_at < bindparam("buried_until"),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Queued:
    """What the sender needs to know of a letter to choose the next one."""

    id: int
    lane: str
    private: bool
    priority: Priority
    deed: Deed
    attempts: int


@dataclass(frozen=True, slots=True)
class Buried:
    """A letter that will never arrive, and why the platform refused it."""

    letter: Letter
    reason: str
    since: datetime


class OutboxShelf:
    """Letters wait here until one sender has handed them over, in the order of their urgency."""

    def __init__(self, work: Transaction) -> None:
        self.work = work
        self._bots = BotShelf(work)

    def add(self, letter: Letter, now: datetime | None = None) -> int:
        self.work.touched.add("outbox")
        return int(_ADD.value(self.work, **columns(self.work, self._bots, letter, now)))

    def add_all(self, letters: Sequence[Letter], now: datetime | None = None) -> list[int]:
        """Put letters on their way; `now` lets `stuck` tell how long each has waited."""
        if len(letters) < 2:
            return [self.add(letter, now) for letter in letters]
        self.work.touched.add("outbox")
        rows = [columns(self.work, self._bots, letter, now) for letter in letters]
        return list(self.work.connection.execute(_ADD_ALL, rows).scalars())

    def due(self, bot: Bot, now: datetime, limit: int, exclude_lanes: Collection[str] = ()) -> list[Letter]:
        """The most urgent letters of the bot that may go now, leaving out some chats."""
        values = {"bot": self._bots.find(bot), "now": now, "most": limit}
        if not exclude_lanes:
            return self._letters(_DUE.rows(self.work, **values))
        rows = self.work.connection.execute(_DUE_ELSEWHERE, values | {"lanes": list(exclude_lanes)})
        return self._letters(rows.mappings())

    def queued(self, bot: Bot, after: int, now: datetime, limit: int, least: Priority = Priority.BULK) -> list[Queued]:
        """Letters of the bot that may go now, in the order in which they were written, after the given number."""
        values = {"bot": self._bots.find(bot), "after": after, "now": now, "most": limit}
        every = least is Priority.BULK
        rows = (
            _QUEUED.rows(self.work, **values) if every else _QUEUED_URGENT.rows(self.work, **values, least=int(least))
        )
        return [
            Queued(
                row["id"],
                row["chat"],
                bool(row["private"]),
                Priority(row["priority"]),
                Deed(row["deed"]),
                row["attempts"],
            )
            for row in rows
        ]

    def load(self, ids: Sequence[int]) -> list[Letter]:
        """Those of the letters that still wait, whole."""
        return self._letters(self.work.connection.execute(_LOAD, {"rows": list(ids)}).mappings())

    def hurry(self, place: Place, now: datetime) -> int:
        """What waits for this place may go now, if it is still wanted; returns how many letters that are."""
        self.work.touched.add("released")
        for letter in self.held(place, now):
            if letter.until is not None and letter.until <= now:
                self.drop(letter.id, now)
        return _HURRY.run(self.work, **self._there(place))

    def held(self, place: Place, now: datetime) -> list[Letter]:
        """What waits for this place until a later time."""
        return self._letters(_HELD.rows(self.work, **self._there(place), now=now))

    def _there(self, place: Place) -> dict[str, Any]:
        columns = self._bots.columns(place)
        return {"bot": columns["bot_id"], "in_chat": columns["chat"], "in_thread": columns["thread"]}

    def get(self, id: int) -> Letter | None:  # noqa: A002
        return next(iter(self._letters(_GET.rows(self.work, row=id))), None)

    def sent(self, id: int, refs: Sequence[MessageRef], now: datetime) -> bool:  # noqa: A002
        """It arrived: its words are forgotten, and its messages stand for what the letter was about.

        False if nobody wants it any more: it was recalled on the way, or erased with the person it was about.
        """
        found = self._settle(id, LetterState.SENT, now, stands=refs[-1] if refs else None)
        if found is None:
            return _STATE.value(self.work, row=id) not in (None, LetterState.DROPPED.value)
        if found["subject_kind"]:
            for ref in refs:
                RefShelf(self.work).add(ref, Subject(found["subject_kind"], found["subject_id"]))
        return True

    def later(self, id: int, until: datetime, attempts: int, doubts: int) -> None:  # noqa: A002
        """Not before that moment; how often it failed so far, and how often nobody knew."""
        _LATER.run(self.work, row=id, moment=until, tries=attempts, in_doubt=doubts)

    def readdress(self, id: int, place: Place, knock_at: Place | None = None) -> None:  # noqa: A002
        """Send it to another place, as an ordinary message; where that is closed, there is a place to knock at most."""
        there = {f"to_{name.removesuffix('_id')}": value for name, value in self._bots.columns(place).items()}
        door = {f"door_{name.removesuffix('_id')}": value for name, value in self._bots.columns(knock_at).items()}
        _READDRESS.run(self.work, row=id, **there, **door)

    def bury(self, id: int, reason: str, now: datetime) -> None:  # noqa: A002
        """It will never arrive."""
        self._settle(id, LetterState.BURIED, now, why=reason)

    def drop(self, id: int, now: datetime = LONG_AGO) -> bool:  # noqa: A002
        """It is not wanted any more. Without a moment, the next purge takes it. False if it waited no longer."""
        return self._settle(id, LetterState.DROPPED, now) is not None

    def recall(self, subject: Subject, now: datetime) -> int:
        """What is on its way about this is not wanted any more; returns how many letters that were."""
        about = {"about_kind": subject.kind, "about_id": subject.id}
        return _RECALL.run(self.work, **about, new_state=LetterState.DROPPED.value, now=now)

    def recall_signs(self, on: MessageRef, now: datetime) -> int:
        """A message gets another sign: one that is late, because it failed, must not come after it."""
        return _RECALL_SIGNS.run(self.work, bot=self._bots.find(on.place.bot), message=on, now=now)

    def waiting_at(self, place: Place) -> list[Letter]:
        """Everything that has not arrived yet in this place."""
        return self._letters(_THERE.rows(self.work, **self._there(place)))

    def about(self, subject: Subject) -> list[Letter]:
        """What is on its way about this."""
        return self._letters(_ABOUT.rows(self.work, about_kind=subject.kind, about_id=subject.id))

    def counts(self) -> Mapping[LetterState, int]:
        rows = _COUNTS.rows(self.work)
        return dict.fromkeys(LetterState, 0) | {LetterState(row["state"]): row["letters"] for row in rows}

    def buried(self) -> list[Buried]:
        rows = _LIST_BURIED.rows(self.work)
        letters = self._letters(rows)
        return [Buried(letter, row["reason"], row["settled_at"]) for letter, row in zip(letters, rows, strict=True)]

    def waiting(self, limit: int) -> list[Letter]:
        """The letters of all bots that have not arrived yet, the oldest first."""
        return self._letters(_ALL_WAITING.rows(self.work, most=limit))

    def stuck(self, now: datetime, older_than: timedelta) -> list[Letter]:
        """Letters that could have gone long ago and still wait."""
        return self._letters(_STUCK.rows(self.work, until=now - older_than))

    def moved(self, old: Place, new: Place) -> None:
        """The chat has a new id: what waits for it goes there. Messages of the old chat cannot be meant any more."""
        values = {"bot": self._bots.row(old.bot), "old": old.chat}
        self.work.connection.execute(
            _MOVE.values(chat=new.chat, handle=None, handle_expires=None, update=False), values
        )
        self.work.connection.execute(_MOVE_FALLBACK.values(fallback_chat=new.chat), values)
        aimed = self.work.connection.execute(_AIMED, {"bot": values["bot"]}).all()
        for row in aimed:
            if row.target.place.chat == old.chat:
                self.work.connection.execute(_AIMLESS, {"row": row.id})

    def purge(self, now: datetime) -> int:
        """Forget what is long settled; returns how many."""
        return _PURGE.run(self.work, settled_until=now - SETTLED_KEPT, buried_until=now - BURIED_KEPT)

    def _settle(
        self, row: int, state: LetterState, now: datetime, *, why: str | None = None, stands: MessageRef | None = None
    ) -> dict[str, Any] | None:
        """Close a letter that waits; returns what it was about, None if it waited no longer."""
        return _SETTLE.row(self.work, row=row, new_state=state.value, now=now, why=why, stands=stands)

    def _letters(self, rows: Iterable[Mapping[str, Any] | RowMapping]) -> list[Letter]:
        return [letter_of(self.work, self._bots, row) for row in rows]
