"""Prompts, their openings, the answers to them, and what peers wrote to those."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, plain
from storage.tables.reference import Reference

LINK = {"personal": Personal.LINK}
IDENTITY = {"personal": Personal.IDENTITY}
WORDS = {"personal": Personal.WORDS}


series = Table(
    "series",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False, index=True),
    Column("text", LargeBinary, info=WORDS),
    plain("schedule", "days and times of day"),
    plain("zone", "of a course"),
    plain("state", "of a prompt"),
    Column("created_by", Id, ForeignKey("person.id"), index=True, info=LINK),
    Column("created_at", Moment, nullable=False),
    Column("done_until", Moment),
    **SQLITE_NEVER_REUSE,
)

slot = Table(
    "slot",
    metadata,
    key(),
    Column("series_id", Id, ForeignKey("series.id"), nullable=False),
    plain("key", "a date and a time of day"),
    plain("zone", "of a course"),
    Column("due_at", Moment, nullable=False),
    Column("opened_at", Moment, nullable=False),
    plain("state", "of a prompt"),
    Column("invited", Integer, nullable=False),
    Column("posted_at", Moment),
    UniqueConstraint("series_id", "key"),
    **SQLITE_NEVER_REUSE,
)

answer = Table(
    "answer",
    metadata,
    key(),
    Column("slot_id", Id, ForeignKey("slot.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), index=True, info=LINK),
    Column("text", LargeBinary, info=WORDS),
    Column("answered_at", Moment, nullable=False),
    Column("source", Reference, index=True, info=IDENTITY),
    Column("edited_at", Moment),
    Column("withdrawn_at", Moment),
    Column("shared_at", Moment),
    UniqueConstraint("slot_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)

earlier_answer = Table(
    "earlier_answer",
    metadata,
    key(),
    Column("answer_id", Id, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True, info=LINK),
    Column("text", LargeBinary, nullable=False, info=WORDS),
    Column("source", Reference, index=True, info=IDENTITY),
    Column("expires", Moment, nullable=False, index=True),
    **SQLITE_NEVER_REUSE,
)
"""What somebody answered before, as long as it can count again."""

peer_reply = Table(
    "peer_reply",
    metadata,
    key(),
    Column("answer_id", Id, ForeignKey("answer.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id"), index=True, info=LINK),
    Column("text", LargeBinary, info=WORDS),
    Column("replied_at", Moment, nullable=False),
    Column("source", Reference, info=IDENTITY),
    **SQLITE_NEVER_REUSE,
)
# A reply is read once, however often the platform brings it.
Index("uq_peer_reply_source", peer_reply.c.source, unique=True)
