"""People, the accounts they write from, how each is reached, and what they may do."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, SmallInteger, Table, Text, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, place, plain

LINK = {"personal": Personal.LINK}
IDENTITY = {"personal": Personal.IDENTITY}


person = Table(
    "person",
    metadata,
    key(),
    Column("name", Text, nullable=False, info=IDENTITY),
    Column("language", Text, nullable=False, info=IDENTITY),
    Column("zone", Text, nullable=False, server_default="", info=IDENTITY),
    Column("created_at", Moment),
    Column("told_of_files_at", Moment),
    Column("languages", Text, nullable=False, server_default="", info=IDENTITY),
    Column("hours", Text, nullable=False, server_default="", info=IDENTITY),
    **SQLITE_NEVER_REUSE,
)

"""`languages` are those a person reads and writes; `hours` their free times of a week, local, as `community.hours` writes them."""

account = Table(
    "account",
    metadata,
    key(),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    Column("platform", Text, nullable=False, info=IDENTITY),
    Column("native", Text, nullable=False, info=IDENTITY),
    UniqueConstraint("platform", "native"),
    **SQLITE_NEVER_REUSE,
)

contact = Table(
    "contact",
    metadata,
    key(),
    Column("account_id", Id, ForeignKey("account.id"), nullable=False, info=LINK),
    *place(),
    Column("reachable", Boolean, nullable=False),
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("account_id", "bot_id"),
    **SQLITE_NEVER_REUSE,
)

grant = Table(
    "grant",
    metadata,
    key(),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    Column("role", SmallInteger, nullable=False),
    Column("organisation_id", Id, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("course_id", Id, ForeignKey("course.id"), index=True),
    Column("granted_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)
# A role in the whole organisation has no course, and databases count empty cells as different from each other.
Index(
    "uq_grant_course",
    grant.c.person_id,
    grant.c.role,
    grant.c.course_id,
    unique=True,
    sqlite_where=grant.c.course_id.is_not(None),
    postgresql_where=grant.c.course_id.is_not(None),
)
Index(
    "uq_grant_organisation",
    grant.c.person_id,
    grant.c.role,
    grant.c.organisation_id,
    unique=True,
    sqlite_where=grant.c.course_id.is_(None),
    postgresql_where=grant.c.course_id.is_(None),
)

link_code = Table(
    "link_code",
    metadata,
    key(),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, unique=True, info=LINK),
    plain("code_hash", "a keyed hash of a random code"),
    UniqueConstraint("code_hash"),
    Column("expires", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

invitation = Table(
    "invitation",
    metadata,
    key(),
    Column("organisation_id", Id, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("role", SmallInteger, nullable=False),
    Column("course_id", Id, ForeignKey("course.id")),
    plain("code_hash", "a keyed hash of a random code"),
    UniqueConstraint("code_hash"),
    Column("expires", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", Id, ForeignKey("person.id"), info=LINK),
    **SQLITE_NEVER_REUSE,
)

code_attempt = Table(
    "code_attempt",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False, info=LINK),
    Column("since", Moment, nullable=False),
    Column("wrong", SmallInteger, nullable=False),
)
"""How often somebody typed a code that opens nothing, lately."""
