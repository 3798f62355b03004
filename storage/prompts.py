"""The shelf of prompts: series, the slots they open, answers, and what peers wrote to those."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.calendar import load
from community.chat.address import MessageRef
from community.courses import Course, CourseState
from community.prompts import Answer, PeerReply, Series, SeriesState, Slot, SlotState
from storage.cells import Cells, keyed
from storage.courses import NOBODY, read_course
from storage.prepared import Prepared
from storage.tables.courses import course, membership
from storage.tables.prompts import answer, peer_reply, series, slot
from storage.timers import TimerShelf
from storage.transaction import Transaction

STANDS = answer.c.withdrawn_at.is_(None)
"""The answer counts: it was not taken back."""

BY_A_PEER = or_(peer_reply.c.person_id.is_(None), peer_reply.c.person_id.is_distinct_from(answer.c.person_id))
"""Nobody is a peer to their own answer."""

_SERIES = Prepared(select(series).where(series.c.id == bindparam("number")))
_SLOT = Prepared(select(slot).where(slot.c.id == bindparam("number")))
_POSTED = Prepared(
    update(slot).where(slot.c.id == bindparam("number"), slot.c.posted_at.is_(None)).values(posted_at=bindparam("at"))
)
_ANSWER = Prepared(select(answer).where(answer.c.id == bindparam("number")))
_ANSWER_OF = Prepared(
    select(answer).where(answer.c.slot_id == bindparam("number"), answer.c.person_id == bindparam("whose"))
)
_NEW_ANSWER = insert(answer)
_KEPT = ["text", "answered_at", "source", "edited_at", "withdrawn_at", "shared_at"]
_SAVE_ANSWER = Prepared(
    _NEW_ANSWER.on_conflict_do_update(
        index_elements=["slot_id", "person_id"], set_={name: _NEW_ANSWER.excluded[name] for name in _KEPT}
    ).returning(answer.c.id)
)
_NEW_REPLY = insert(peer_reply)
_ADD_REPLY = _NEW_REPLY.on_conflict_do_update(
    index_elements=["source"], set_={"text": _NEW_REPLY.excluded.text}
).returning(peer_reply.c.id)


@dataclass(frozen=True, slots=True)
class SlotCounts:
    """How many were asked, how many answered, and how often peers wrote to an answer."""

    invited: int
    answered: int
    peer_replies: int


class PromptShelf:
    """Prompts and what came of them. Words are sealed; only these methods open them."""

    def __init__(self, work: Transaction) -> None:
        self._work = work
        self._db = work.connection
        self._timers = TimerShelf(work)

    def add(self, new: Series) -> Series:
        number = self._db.execute(insert(series).values(self._values(new)).returning(series.c.id)).scalar_one()
        added = replace(new, id=number)
        self._wake(added)
        return added

    def get(self, series_id: int, *, lock: bool = False) -> Series | None:
        if lock:
            locked = self._row(select(series).where(series.c.id == series_id).with_for_update())
            return self._series(locked) if locked else None
        row = _SERIES.row(self._work, number=series_id)
        return self._series(keyed(series, row)) if row else None

    def save(self, changed: Series) -> None:
        """Keep the series, and wake for it when it is due next."""
        self._db.execute(update(series).where(series.c.id == changed.id).values(self._values(changed)))
        self._wake(changed)

    def of_course(self, course_id: int, states: Collection[SeriesState] | None = None) -> list[Series]:
        """The prompts of a course whose words are still there."""
        having = [series.c.course_id == course_id, series.c.text.is_not(None)]
        having += [series.c.state.in_(states)] if states is not None else []
        rows = self._db.execute(select(series).where(*having).order_by(series.c.id)).mappings()
        return [self._series(row) for row in rows]

    def written_by(self, person_id: int) -> list[Series]:
        """Every prompt that somebody wrote."""
        rows = self._db.execute(select(series).where(series.c.created_by == person_id).order_by(series.c.id)).mappings()
        return [self._series(row) for row in rows]

    def open_slot(
        self, series_id: int, key: str, due: datetime, opened_at: datetime, state: SlotState, invited: int
    ) -> Slot:
        """Keep that an occurrence was opened or skipped; a second time for one key is refused by the database."""
        zone = select(series.c.zone).where(series.c.id == series_id).scalar_subquery()
        values = {"series_id": series_id, "key": key, "zone": zone, "due_at": due, "opened_at": opened_at}
        statement = insert(slot).values(**values, state=state, invited=invited).returning(slot.c.id)
        return Slot(self._db.execute(statement).scalar_one(), series_id, key, due, opened_at, state)

    def slot(self, slot_id: int) -> Slot | None:
        row = _SLOT.row(self._work, number=slot_id)
        return _slot(keyed(slot, row)) if row else None

    def slots_of(self, series_id: int) -> list[Slot]:
        rows = self._db.execute(select(slot).where(slot.c.series_id == series_id).order_by(slot.c.due_at)).mappings()
        return [_slot(row) for row in rows]

    def posted(self, slot_id: int, at: datetime) -> None:
        """The prompt stands in a place of its course; the first place counts."""
        _POSTED.run(self._work, number=slot_id, at=at)

    def answer(self, answer_id: int, *, lock: bool = False) -> Answer | None:
        if lock:
            return self._maybe_answer(self._row(select(answer).where(answer.c.id == answer_id).with_for_update()))
        row = _ANSWER.row(self._work, number=answer_id)
        return self._answer(keyed(answer, row)) if row else None

    def answer_of(self, slot_id: int, person_id: int) -> Answer | None:
        """What somebody answered, even if they took it back."""
        row = _ANSWER_OF.row(self._work, number=slot_id, whose=person_id)
        return self._answer(keyed(answer, row)) if row else None

    def answer_from(self, source: MessageRef) -> Answer | None:
        """The answer that somebody typed as this message."""
        return self._maybe_answer(self._row(select(answer).where(answer.c.source == source)))

    def save_answer(self, given: Answer) -> Answer:
        """Keep an answer; one person has one answer to a slot. Words that were taken back are not kept."""
        values = {
            "slot_id": given.slot,
            "person_id": given.person or None,
            "text": self._work.vault.seal(given.text) if given.counts else None,
            "answered_at": given.at,
            "source": given.source,
            "edited_at": given.edited_at,
            "withdrawn_at": given.withdrawn_at,
            "shared_at": given.shared_at,
        }
        if not given.id:
            return replace(given, id=_SAVE_ANSWER.value(self._work, **values))
        self._db.execute(update(answer).where(answer.c.id == given.id).values(values))
        return given

    def recent_answers(self, person_id: int, limit: int = 25) -> list[Answer]:
        """What somebody answered and did not take back, the latest first."""
        kept = answer.c.text.is_not(None)  # the words of a course that ended long ago are gone
        theirs = select(answer).where(answer.c.person_id == person_id, STANDS, kept)
        rows = self._db.execute(
            theirs.order_by(answer.c.answered_at.desc(), answer.c.id.desc()).limit(limit)
        ).mappings()
        return [self._answer(row) for row in rows]

    def answer_count(self, person_id: int) -> int:
        """How many answers of somebody stand."""
        mine = select(func.count()).select_from(answer).where(answer.c.person_id == person_id, STANDS)
        return self._db.execute(mine).scalar_one()

    def answered_by_series(self, course_id: int) -> dict[int, int]:
        """How many answers stand to each series of a course."""
        rows = self._db.execute(
            select(series.c.id, func.count(answer.c.id))
            .join(slot, slot.c.series_id == series.c.id)
            .join(answer, and_(answer.c.slot_id == slot.c.id, STANDS))
            .where(series.c.course_id == course_id)
            .group_by(series.c.id)
        )
        return {row[0]: row[1] for row in rows}

    def answers(self, slot_id: int) -> list[Answer]:
        """The answers that count and whose people we know, in the order they came."""
        known = and_(answer.c.slot_id == slot_id, STANDS, answer.c.person_id.is_not(None))
        rows = self._db.execute(select(answer).where(known).order_by(answer.c.answered_at, answer.c.id)).mappings()
        return [self._answer(row) for row in rows]

    def add_reply(self, new: PeerReply) -> PeerReply:
        """Keep a reply; the same message again is the same reply."""
        return replace(new, id=self._db.execute(_ADD_REPLY, self._reply_values(new)).scalar_one())

    def reply(self, reply_id: int) -> PeerReply | None:
        row = self._row(select(peer_reply).where(peer_reply.c.id == reply_id))
        return self._reply(row) if row else None

    def save_reply(self, changed: PeerReply) -> None:
        values = self._reply_values(changed)
        self._db.execute(update(peer_reply).where(peer_reply.c.id == changed.id).values(values))

    def remove_reply(self, reply_id: int) -> None:
        """Its writer deleted it."""
        self._db.execute(delete(peer_reply).where(peer_reply.c.id == reply_id))

    def reply_from(self, source: MessageRef) -> PeerReply | None:
        """The reply that somebody wrote as this message."""
        row = self._row(select(peer_reply).where(peer_reply.c.source == source))
        return self._reply(row) if row else None

    def waiting(self, person_id: int, since: datetime, now: datetime) -> list[tuple[Slot, Series, Course]]:
        """What somebody could still answer in the open courses they take part in, the oldest first."""
        learns = exists().where(
            membership.c.course_id == course.c.id, membership.c.person_id == person_id, membership.c.left_at.is_(None)
        )
        answered = exists().where(answer.c.slot_id == slot.c.id, answer.c.person_id == person_id, STANDS)
        asked = and_(slot.c.state != SlotState.SKIPPED, slot.c.opened_at >= since, slot.c.opened_at <= now)
        rows = self._db.execute(
            select(slot, series, course)
            .join(series, series.c.id == slot.c.series_id)
            .join(course, course.c.id == series.c.course_id)
            .where(course.c.state == CourseState.OPEN, series.c.text.is_not(None), asked, learns, ~answered)
            .order_by(slot.c.opened_at, slot.c.id)
        ).mappings()
        return [(_slot(row), self._series(row), read_course(row)) for row in rows]

    def counts(self, slot_id: int) -> SlotCounts:
        answered = select(func.count()).select_from(answer).where(answer.c.slot_id == slot_id, STANDS)
        replies = (
            select(func.count()).select_from(peer_reply).join(answer).where(answer.c.slot_id == slot_id, BY_A_PEER)
        )
        invited = select(slot.c.invited).where(slot.c.id == slot_id)
        row = self._db.execute(
            select(func.coalesce(invited.scalar_subquery(), 0), answered.scalar_subquery(), replies.scalar_subquery())
        ).one()
        return SlotCounts(*row)

    def _wake(self, changed: Series) -> None:
        self._timers.set("series", changed.id, changed.next_due())

    def _row(self, statement: Select[Any]) -> RowMapping | None:
        return self._db.execute(statement).mappings().first()

    def _read(self, sealed: bytes | None) -> str:
        return "" if sealed is None else self._work.vault.read(sealed)

    def _values(self, of: Series) -> dict[str, Any]:
        return {
            "course_id": of.course,
            "text": self._work.vault.seal(of.text) if of.text else None,
            "schedule": of.schedule.dump(),
            "zone": of.zone,
            "state": of.state,
            "created_by": of.created_by or None,
            "created_at": of.created_at,
            "done_until": of.done_until,
        }

    def _reply_values(self, of: PeerReply) -> dict[str, Any]:
        return {
            "answer_id": of.answer,
            "person_id": of.person or None,
            "text": None if of.text is None else self._work.vault.seal(of.text),
            "replied_at": of.at,
            "source": of.source,
        }

    def _series(self, row: Cells) -> Series:
        words = row[series.c.text]  # erased with who wrote them
        return Series(
            id=row[series.c.id],
            course=row[series.c.course_id],
            text="" if words is None else self._work.vault.recall(words),
            schedule=load(row[series.c.schedule]),
            zone=row[series.c.zone],
            state=SeriesState(row[series.c.state]),
            created_by=row[series.c.created_by] or NOBODY,
            created_at=row[series.c.created_at],
            done_until=row[series.c.done_until],
        )

    def _maybe_answer(self, row: RowMapping | None) -> Answer | None:
        return self._answer(row) if row else None

    def _answer(self, row: Cells) -> Answer:
        return Answer(
            id=row[answer.c.id],
            slot=row[answer.c.slot_id],
            person=row[answer.c.person_id] or NOBODY,
            text=self._read(row[answer.c.text]),
            at=row[answer.c.answered_at],
            source=row[answer.c.source],
            edited_at=row[answer.c.edited_at],
            withdrawn_at=row[answer.c.withdrawn_at],
            shared_at=row[answer.c.shared_at],
        )

    def _reply(self, row: RowMapping) -> PeerReply:
        text = row[peer_reply.c.text]
        return PeerReply(
            id=row[peer_reply.c.id],
            answer=row[peer_reply.c.answer_id],
            person=row[peer_reply.c.person_id] or NOBODY,
            text=None if text is None else self._work.vault.read(text),
            at=row[peer_reply.c.replied_at],
            source=row[peer_reply.c.source],
        )


def _slot(row: Cells) -> Slot:
    return Slot(
        id=row[slot.c.id],
        series=row[slot.c.series_id],
        key=row[slot.c.key],
        due_at=row[slot.c.due_at],
        opened_at=row[slot.c.opened_at],
        state=SlotState(row[slot.c.state]),
    )
