"""Prompts, their openings, the answers to them, and what peers wrote to those."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata
from storage.tables.reference import Reference

_LINK = {"personal": Personal.LINK}
_IDENTITY = {"personal": Personal.IDENTITY}
_WORDS = {"personal": Personal.WORDS}


def _harmless(why: str) -> dict[str, object]:
    return {"personal": Personal.NONE, "why": why}


series = Table(
    "series",
    metadata,
    key(),
    Column("course", Id, ForeignKey("course.id"), nullable=False, index=True),
    Column("text", LargeBinary, info=_WORDS),
    Column("schedule", String, nullable=False, info=_harmless("days and times of day")),
    Column("zone", String, nullable=False, info=_harmless("of a course")),
    Column("state", String, nullable=False, info=_harmless("of a prompt")),
    Column("created_by", Id, ForeignKey("person.id"), index=True, info=_LINK),
    Column("created_at", Moment, nullable=False),
    Column("done_until", Moment),
    **SQLITE_NEVER_REUSE,
)

slot = Table(
    "slot",
    metadata,
    key(),
    Column("series", Id, ForeignKey("series.id"), nullable=False),
    Column("key", String, nullable=False, info=_harmless("a date and a time of day")),
    Column("zone", String, nullable=False, info=_harmless("of a course")),
    Column("due_at", Moment, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("state", String, nullable=False, info=_harmless("of a prompt")),
    Column("invited", Integer, nullable=False),
    Column("posted_at", Moment),
    UniqueConstraint("series", "key"),
    **SQLITE_NEVER_REUSE,
)

answer = Table(
    "answer",
    metadata,
    key(),
    Column("slot", Id, ForeignKey("slot.id"), nullable=False),
    Column("person", Id, ForeignKey("person.id"), index=True, info=_LINK),
    Column("text", LargeBinary, info=_WORDS),
    Column("answered_at", Moment, nullable=False),
    Column("source", Reference, index=True, info=_IDENTITY),
    Column("posted", Reference, index=True, info=_IDENTITY),
    Column("edited_at", Moment),
    Column("withdrawn_at", Moment),
    UniqueConstraint("slot", "person"),
    **SQLITE_NEVER_REUSE,
)

peer_reply = Table(
    "peer_reply",
    metadata,
    key(),
    Column("answer", Id, ForeignKey("answer.id"), nullable=False, index=True),
    Column("person", Id, ForeignKey("person.id"), index=True, info=_LINK),
    Column("text", LargeBinary, info=_WORDS),
    Column("replied_at", Moment, nullable=False),
    Column("source", Reference, info=_IDENTITY),
    **SQLITE_NEVER_REUSE,
)
# A reply is read once, however often the platform brings it.
Index("uq_peer_reply_source", peer_reply.c.source, unique=True)
