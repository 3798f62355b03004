"""Forgetting a person: their name, accounts and words go at once; what they did stays in totals without them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.chat.address import Bot, MessageRef, Place, Platform
from community.prompts import SeriesState
from storage.courses import NOBODY
from storage.formations import vacate
from storage.personal import Whose, columns_of
from storage.tables import metadata
from storage.tables.base import Personal
from storage.tables.courses import course, membership, talk
from storage.tables.groups import formation, pair_seat
from storage.tables.people import invitation
from storage.tables.prompts import answer, peer_reply, series, slot
from storage.tables.system import bot, inbox, letter, message, timer

KEPT = (course, formation, invitation, membership, pair_seat, series, answer, peer_reply)
"""Totals are made of these: their rows stay, without person and words. All other rows of a person are deleted."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left to do in the chats: messages of ours that carry words of the person."""

    refs: tuple[MessageRef, ...] = ()
    cancelled: tuple[int, ...] = ()
    """Series that the person had planned and that will not come any more."""
    comments: tuple[int, ...] = ()
    """What peers wrote to the person's answers: where it stands in a chat, it names them."""


def erase(db: Connection, person_id: int, now: datetime) -> Erased:
    whose = Whose.of(db, person_id)
    refs = _carrying_words(db, person_id)
    comments = _comments_to(db, person_id)
    cancelled = _cancel_series(db, person_id)
    _forget_letters(db, person_id)
    _drop_own_replies(db, person_id)
    _forget_talk(db, person_id)
    _settle_inbox(db, whose, now)
    vacate(db, person_id)
    db.execute(
        update(membership).where(whose.rows(membership)).values(left_at=func.coalesce(membership.c.left_at, now))
    )
    for table in KEPT:
        blank = columns_of(table, Personal.LINK, Personal.IDENTITY, Personal.WORDS)
        db.execute(update(table).where(whose.rows(table)).values(dict.fromkeys(blank)))
    for table in reversed(metadata.sorted_tables):
        if table not in {*KEPT, inbox}:
            db.execute(delete(table).where(whose.rows(table, named=True)))
    return Erased(refs, cancelled, comments)


def _carrying_words(db: Connection, person_id: int) -> tuple[MessageRef, ...]:
    """Our messages with answers and comments of this person or with prompts they wrote, and those that name them."""
    own = db.execute(select(answer.c.source).where(answer.c.person_id == person_id)).scalars()
    written = set(own)
    rows = db.execute(
        select(message, bot.c.platform, bot.c.native)
        .join(bot, bot.c.id == message.c.bot_id)
        .where(_about(message.c.kind, message.c.subject_id, person_id))
        .order_by(message.c.bot_id, message.c.chat, message.c.message)
    )
    noted = [
        MessageRef(Place(Bot(Platform(row.platform), row.native), row.chat, row.thread, row.private), row.message)
        for row in rows
    ]
    return tuple(ref for ref in noted if ref not in written)


def _about(kind: ColumnElement[Any], number: ColumnElement[Any], person_id: int) -> ColumnElement[bool]:
    """Rows that stand for what this person wrote, or for what names them."""
    answers = select(answer.c.id).where(answer.c.person_id == person_id)
    comments = select(peer_reply.c.id).where(peer_reply.c.person_id == person_id)
    slots = select(slot.c.id).join(series).where(series.c.created_by == person_id)
    return or_(
        and_(kind.in_(("answer", "hint", "shared")), number.in_(answers)),
        and_(kind.in_(("comment", "shared comment")), number.in_(comments)),
        and_(kind == "slot", number.in_(slots)),
        and_(kind == "knock", number == person_id),
    )


def _comments_to(db: Connection, person_id: int) -> tuple[int, ...]:
    theirs = select(peer_reply.c.id).join(answer).where(answer.c.person_id == person_id).order_by(peer_reply.c.id)
    return tuple(db.execute(theirs).scalars())


def _cancel_series(db: Connection, person_id: int) -> tuple[int, ...]:
    """A prompt without its words cannot come."""
    theirs = series.c.created_by == person_id
    planned = select(series.c.id).where(theirs, series.c.state == SeriesState.SCHEDULED)
    cancelled = tuple(sorted(db.execute(planned.with_for_update()).scalars()))
    ahead = series.c.state.in_((SeriesState.PROPOSED, SeriesState.SCHEDULED))
    db.execute(update(series).where(theirs, ahead).values(state=SeriesState.CANCELLED))
    db.execute(delete(timer).where(timer.c.kind == "series", timer.c.id.in_(cancelled)))
    return cancelled


def _forget_letters(db: Connection, person_id: int) -> None:
    """Letters and notes about what this person wrote; those addressed to them go with their other rows."""
    db.execute(delete(letter).where(_about(letter.c.subject_kind, letter.c.subject_id, person_id)))
    db.execute(delete(message).where(_about(message.c.kind, message.c.subject_id, person_id)))


def _drop_own_replies(db: Connection, person_id: int) -> None:
    """Replies to oneself do not count; without their person they could not be told from those of peers."""
    own = select(answer.c.id).where(answer.c.person_id == person_id)
    db.execute(delete(peer_reply).where(peer_reply.c.person_id == person_id, peer_reply.c.answer_id.in_(own)))


def _forget_talk(db: Connection, person_id: int) -> None:
    """Messages stay counted, as those of somebody we do not know."""
    said = db.execute(delete(talk).where(talk.c.person_id == person_id).returning(*talk.c)).mappings().all()
    statement = insert(talk)
    more = {"messages": talk.c.messages + statement.excluded.messages}
    statement = statement.on_conflict_do_update(index_elements=["course_id", "person_id", "day"], set_=more)
    if said:
        db.execute(statement, [{**row, "person_id": NOBODY} for row in said])


def _settle_inbox(db: Connection, whose: Whose, now: datetime) -> None:
    """What still waits in a private chat is dropped; numbers stay, so that nothing comes in twice."""
    settled = func.coalesce(inbox.c.settled_at, now)
    db.execute(update(inbox).where(whose.rows(inbox)).values(lane="", payload=None, settled_at=settled))
