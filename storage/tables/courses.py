"""Organisations, their courses, where a course meets, who takes part, and how much was said."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata

_LINK = {"personal": Personal.LINK}


def _harmless(why: str) -> dict[str, object]:
    return {"personal": Personal.NONE, "why": why}


organisation = Table(
    "organisation",
    metadata,
    key(),
    Column("name", String, nullable=False, info=_harmless("the name of an institution")),
    Column("language", String, nullable=False, info=_harmless("of an institution")),
    Column("zone", String, nullable=False, info=_harmless("of an institution")),
    Column("created_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

course = Table(
    "course",
    metadata,
    key(),
    Column("organisation", Id, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("name", String, nullable=False, info=_harmless("what the institution calls its course")),
    Column("language", String, nullable=False, info=_harmless("of a course")),
    Column("zone", String, nullable=False, info=_harmless("of a course")),
    Column("code", String, nullable=False, unique=True, info=_harmless("random, handed out to a whole course")),
    Column("state", String, nullable=False, info=_harmless("of a course")),
    Column("created_by", Id, ForeignKey("person.id"), info=_LINK),
    Column("created_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

course_place = Table(
    "course_place",
    metadata,
    key(),
    Column("course", Id, ForeignKey("course.id"), nullable=False, index=True),
    Column("bot", Id, ForeignKey("bot.id"), nullable=False),
    Column("chat", String, nullable=False, info=_harmless("the id of a group, not of a person")),
    Column("thread", String, nullable=False, info=_harmless("the id of a thread in a group")),
    Column("title", String, nullable=False, info=_harmless("the name of a group")),
    UniqueConstraint("bot", "chat", "thread"),
    **SQLITE_NEVER_REUSE,
)

membership = Table(
    "membership",
    metadata,
    key(),
    Column("course", Id, ForeignKey("course.id"), nullable=False),
    Column("person", Id, ForeignKey("person.id"), index=True, info=_LINK),
    Column("platform", String, nullable=False, info=_harmless("which of two networks")),
    Column("joined_at", Moment, nullable=False),
    Column("notice", String, nullable=False, info=_harmless("the version of a text of ours")),
    Column("consented_at", Moment, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("course", "person"),
    **SQLITE_NEVER_REUSE,
)

# Person 0 stands for everybody we do not know: empty cells could not be counted together by a key.
talk = Table(
    "talk",
    metadata,
    Column("course", Id, ForeignKey("course.id"), primary_key=True),
    Column("person", Id, primary_key=True, autoincrement=False, info=_LINK),
    Column("day", Date, primary_key=True),
    Column("messages", Integer, nullable=False),
)
