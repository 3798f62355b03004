"""Organisations, their courses, where a course meets, who takes part, and how much was said."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, place, plain

LINK = {"personal": Personal.LINK}


organisation = Table(
    "organisation",
    metadata,
    key(),
    plain("name", "the name of an institution"),
    plain("language", "of an institution"),
    plain("zone", "of an institution"),
    Column("created_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

course = Table(
    "course",
    metadata,
    key(),
    Column("organisation_id", Id, ForeignKey("organisation.id"), nullable=False, index=True),
    plain("name", "what the institution calls its course"),
    plain("language", "of a course"),
    plain("zone", "of a course"),
    plain("code", "random, handed out to a whole course"),
    UniqueConstraint("code"),
    plain("state", "of a course"),
    Column("created_by", Id, ForeignKey("person.id"), info=LINK),
    Column("created_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

course_place = Table(
    "course_place",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False, index=True),
    *place(personal=Personal.NONE),
    plain("title", "the name of a group"),
    Column("left_at", Moment),
    Column("muted_at", Moment),
    UniqueConstraint("bot_id", "chat", "thread"),
    **SQLITE_NEVER_REUSE,
)

membership = Table(
    "membership",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), index=True, info=LINK),
    plain("platform", "which of two networks"),
    Column("joined_at", Moment, nullable=False),
    plain("notice", "the version of a text of ours"),
    Column("consented_at", Moment, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("course_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)

# Person 0 stands for everybody we do not know: empty cells could not be counted together by a key.
talk = Table(
    "talk",
    metadata,
    Column("course_id", Id, ForeignKey("course.id"), primary_key=True),
    Column("person_id", Id, primary_key=True, autoincrement=False, info=LINK),
    Column("day", Date, primary_key=True),
    Column("messages", Integer, nullable=False),
)
