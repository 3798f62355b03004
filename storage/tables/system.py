"""What keeps the bot going: its accounts, what came in, what goes out, what is due."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, Text, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, place, plain

WORDS = {"personal": Personal.WORDS}
IDENTITY = {"personal": Personal.IDENTITY}
LINK = {"personal": Personal.LINK}

bot = Table(
    "bot",
    metadata,
    key(),
    plain("platform", "which platform an account of ours is on"),
    plain("native", "the id of an account of ours"),
    plain("name", "the name of an account of ours", default=""),
    plain("link", "the address of an account of ours", default=""),
    plain("mark", "where receiving stopped", default="{}"),
    Column("epoch", Integer, nullable=False, default=0),
    plain("menus", "a digest of our command menus", default=""),
    UniqueConstraint("platform", "native"),
    **SQLITE_NEVER_REUSE,
)

inbox = Table(
    "inbox",
    metadata,
    key(),
    Column("bot_id", Id, ForeignKey("bot.id"), nullable=False),
    plain("arrival_id", "a number the platform gives to an event"),
    Column("lane", Text, nullable=False, info=IDENTITY),
    Column("payload", LargeBinary, info=WORDS),
    Column("kept_at", Moment, nullable=False),
    Column("settled_at", Moment),
    plain("incident", "the number of a fault of ours", nullable=True),
    UniqueConstraint("bot_id", "arrival_id"),
    **SQLITE_NEVER_REUSE,
)
"""`settled_at` is empty while an event waits. A settled one with an incident is in quarantine."""

Index(
    "ix_inbox_waiting",
    inbox.c.bot_id,
    inbox.c.id,
    sqlite_where=inbox.c.settled_at.is_(None),
    postgresql_where=inbox.c.settled_at.is_(None),
)
Index("ix_inbox_settled_at", inbox.c.settled_at)

letter = Table(
    "letter",
    metadata,
    key(),
    *place(),
    Column("priority", SmallInteger, nullable=False),
    Column("state", Text, nullable=False, info={"personal": Personal.NONE, "why": "waiting, sent, buried or dropped"}),
    Column("reader_id", Id, ForeignKey("person.id", ondelete="CASCADE"), index=True, info=LINK),
    plain("notice", "a kind and numbers, in JSON", nullable=True),
    Column("body", LargeBinary, info=WORDS),
    plain("deed", "what is done in the chat"),
    Column("target_chat", Text, info=IDENTITY),
    Column("target_thread", Text, info=IDENTITY),
    Column("target_private", Boolean),
    plain("target_message", "the number of a message", nullable=True),
    plain("subject_kind", "what kind of thing the message stands for", nullable=True),
    Column("subject_id", Id),
    Column("handle", LargeBinary, info=IDENTITY),
    Column("handle_expires", Moment),
    Column("update", Boolean, nullable=False),
    Column("only_for", Text, info=IDENTITY),
    *place("fallback_", nullable=True),
    Column("not_before", Moment),
    Column("attempts", Integer, nullable=False),
    Column("added_at", Moment),
    Column("settled_at", Moment),
    plain("reason", "why the platform refused", nullable=True),
    plain("sent_message", "the number of a message of ours", nullable=True),
    **SQLITE_NEVER_REUSE,
)
"""A letter waits while `settled_at` is empty. `target` stands in a chat of the letter's own bot."""
