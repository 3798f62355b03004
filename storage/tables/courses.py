"""Organisations, their courses, where a course meets, who takes part, and how much was said."""

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, SmallInteger, Table, Text, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, place, plain

LINK = {"personal": Personal.LINK}
IDENTITY = {"personal": Personal.IDENTITY}
WORDS = {"personal": Personal.WORDS}

partnership = Table(
    "partnership",
    metadata,
    key(),
    plain("name", "the name of a partnership of institutions"),
    Column("created_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

organisation = Table(
    "organisation",
    metadata,
    key(),
    plain("name", "the name of an institution"),
    plain("language", "of an institution"),
    plain("zone", "of an institution"),
    Column("created_at", Moment, nullable=False),
    Column("partnership_id", Id, ForeignKey("partnership.id")),
    plain("country", "where an institution is", default=""),
    plain("languages", "in which an institution teaches", default=""),
    plain("holidays", "days on which an institution is closed, in JSON", default=""),
    plain("controller", "whom an institution names as answerable for its data", default=""),
    plain("privacy_url", "the notice of an institution", default=""),
    Column("retention_days", Integer),
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
    plain("kind", "whether learners or trainers learn in it", default="learners"),
    plain("target_group", "for whom an institution offers a course", default=""),
    plain("subject", "of a course", default=""),
    plain("institution_code", "the number an institution gives a course", default=""),
    Column("starts_on", Date),
    Column("ends_on", Date),
    plain("settings", "how a course works where that is not as usual, in JSON", default=""),
    Column("code_until", Moment),
    Column("closed_at", Moment),
    Column("copied_from", Id, ForeignKey("course.id")),
    Column("warned_at", Moment),
    Column("words_gone_at", Moment),
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
    Column("group_id", Id, ForeignKey("peer_group.id")),
    plain("closed_to_threads", "why no thread can be opened in a chat", default=""),
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
    Column("paused_until", Moment),
    Column("away_at", Moment),
    Column("level", SmallInteger, info=IDENTITY),
    Column("goal", LargeBinary, info=WORDS),
    Column("interests", LargeBinary, info=WORDS),
    Column("kind", LargeBinary, info=WORDS),
    UniqueConstraint("course_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)
"""`kind` is what somebody would rather not be the only one of in a group, in their own words."""

consent = Table(
    "consent",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    plain("about", "one of a few things that can be agreed to"),
    plain("version", "of a text of ours"),
    Column("given_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    UniqueConstraint("course_id", "person_id", "about"),
    **SQLITE_NEVER_REUSE,
)
"""What somebody agreed to beyond taking part, one by one."""

application = Table(
    "application",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    plain("platform", "which of two networks"),
    plain("state", "of an application"),
    Column("asked_at", Moment, nullable=False),
    Column("until", Moment),
    Column("settled_at", Moment),
    UniqueConstraint("course_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)
"""Who wants to come in, and waits for a free seat or for the trainer's yes. An offered seat is kept `until`."""

seat = Table(
    "seat",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False, index=True),
    Column("name", Text, nullable=False, info=IDENTITY),
    Column("external", Text, nullable=False, info=IDENTITY),
    plain("language", "in which a seat's holder is met"),
    plain("code_hash", "a keyed hash of a random code"),
    UniqueConstraint("code_hash"),
    Column("created_at", Moment, nullable=False),
    Column("expires", Moment),
    Column("person_id", Id, ForeignKey("person.id"), index=True, info=LINK),
    Column("claimed_at", Moment),
    Column("revoked_at", Moment),
    **SQLITE_NEVER_REUSE,
)
"""A line of a class list; whoever has its code claims it. `external` is the institution's own number of a learner."""

# Person 0 stands for everybody we do not know: empty cells could not be counted together by a key.
talk = Table(
    "talk",
    metadata,
    Column("course_id", Id, ForeignKey("course.id"), primary_key=True),
    Column("person_id", Id, primary_key=True, autoincrement=False, info=LINK),
    Column("day", Date, primary_key=True),
    Column("messages", Integer, nullable=False),
)
