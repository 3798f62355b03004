"""People, the accounts they write from, how each is reached, and what they may do."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, SmallInteger, String, Table, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata

_LINK = {"personal": Personal.LINK}
_IDENTITY = {"personal": Personal.IDENTITY}


def _harmless(why: str) -> dict[str, object]:
    return {"personal": Personal.NONE, "why": why}


person = Table(
    "person",
    metadata,
    key(),
    Column("name", String, nullable=False, info=_IDENTITY),
    Column("language", String, nullable=False, info=_IDENTITY),
    Column("zone", String, nullable=False, server_default="", info=_IDENTITY),
    Column("created_at", Moment),
    **SQLITE_NEVER_REUSE,
)

account = Table(
    "account",
    metadata,
    key(),
    Column("person", Id, ForeignKey("person.id"), nullable=False, index=True, info=_LINK),
    Column("platform", String, nullable=False, info=_IDENTITY),
    Column("native", String, nullable=False, info=_IDENTITY),
    UniqueConstraint("platform", "native"),
    **SQLITE_NEVER_REUSE,
)

contact = Table(
    "contact",
    metadata,
    key(),
    Column("account", Id, ForeignKey("account.id"), nullable=False, info=_LINK),
    Column("bot", Id, ForeignKey("bot.id"), nullable=False),
    Column("chat", String, nullable=False, info=_IDENTITY),
    Column("thread", String, nullable=False, info=_IDENTITY),
    Column("reachable", Boolean, nullable=False),
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("account", "bot"),
    **SQLITE_NEVER_REUSE,
)

grant = Table(
    "grant",
    metadata,
    key(),
    Column("person", Id, ForeignKey("person.id"), nullable=False, index=True, info=_LINK),
    Column("role", SmallInteger, nullable=False),
    Column("organisation", Id, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("course", Id, ForeignKey("course.id"), index=True),
    Column("granted_at", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)
# A role in the whole organisation has no course, and databases count empty cells as different from each other.
Index(
    "uq_grant_course",
    grant.c.person,
    grant.c.role,
    grant.c.course,
    unique=True,
    sqlite_where=grant.c.course.is_not(None),
    postgresql_where=grant.c.course.is_not(None),
)
Index(
    "uq_grant_organisation",
    grant.c.person,
    grant.c.role,
    grant.c.organisation,
    unique=True,
    sqlite_where=grant.c.course.is_(None),
    postgresql_where=grant.c.course.is_(None),
)

link_code = Table(
    "link_code",
    metadata,
    key(),
    Column("person", Id, ForeignKey("person.id"), nullable=False, unique=True, info=_LINK),
    Column("code_hash", String, nullable=False, unique=True, info=_harmless("a keyed hash of a random code")),
    Column("expires", Moment, nullable=False),
    **SQLITE_NEVER_REUSE,
)

invitation = Table(
    "invitation",
    metadata,
    key(),
    Column("organisation", Id, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("role", SmallInteger, nullable=False),
    Column("course", Id, ForeignKey("course.id")),
    Column("code_hash", String, nullable=False, unique=True, info=_harmless("a keyed hash of a random code")),
    Column("expires", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", Id, ForeignKey("person.id"), info=_LINK),
    **SQLITE_NEVER_REUSE,
)
