"""What keeps the bot going: its accounts, what came in, what goes out, what is due."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, place, plain
from storage.tables.reference import Reference

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
    Column("organisation_id", Id, ForeignKey("organisation.id")),
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
Index(
    "ix_inbox_quarantined",
    inbox.c.id,
    sqlite_where=inbox.c.incident.is_not(None),
    postgresql_where=inbox.c.incident.is_not(None),
)

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
    Column("target", Reference, info=IDENTITY),
    plain("subject_kind", "what kind of thing the message stands for", nullable=True),
    Column("subject_id", Id),
    Column("handle", LargeBinary, info=IDENTITY),
    Column("handle_expires", Moment),
    Column("update", Boolean, nullable=False),
    Column("only_for", Text, info=IDENTITY),
    *place("fallback_", nullable=True),
    Column("until", Moment),
    Column("not_before", Moment),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("added_at", Moment),
    Column("settled_at", Moment),
    plain("reason", "why the platform refused", nullable=True),
    Column("sent_as", Reference, info=IDENTITY),
    **SQLITE_NEVER_REUSE,
)
"""A letter waits while `settled_at` is empty."""

Index(
    "ix_letter_waiting",
    letter.c.bot_id,
    letter.c.priority,
    letter.c.id,
    sqlite_where=letter.c.settled_at.is_(None),
    postgresql_where=letter.c.settled_at.is_(None),
)
Index(
    "ix_letter_not_before",
    letter.c.bot_id,
    letter.c.not_before,
    sqlite_where=letter.c.settled_at.is_(None),
    postgresql_where=letter.c.settled_at.is_(None),
)
Index("ix_letter_settled_at", letter.c.settled_at)
Index(
    "ix_letter_buried",
    letter.c.id,
    sqlite_where=letter.c.reason.is_not(None),
    postgresql_where=letter.c.reason.is_not(None),
)

message = Table(
    "message",
    metadata,
    Column("bot_id", Id, ForeignKey("bot.id"), primary_key=True),
    Column("chat", Text, primary_key=True, info=IDENTITY),
    Column("message", Text, primary_key=True, info={"personal": Personal.NONE, "why": "the number of a message"}),
    Column("thread", Text, nullable=False, info=IDENTITY),
    Column("private", Boolean, nullable=False),
    plain("kind", "what kind of thing the message stands for"),
    Column("subject_id", Id, nullable=False),
    Index("ix_message_subject", "kind", "subject_id"),
)
"""Which message stands for what. A message is known by its chat: replies do not always tell the thread."""

watermark = Table(
    "watermark",
    metadata,
    Column("bot_id", Id, ForeignKey("bot.id"), primary_key=True),
    Column("chat", Text, primary_key=True, info=IDENTITY),
    Column("thread", Text, primary_key=True, info=IDENTITY),
    Column("private", Boolean, nullable=False),
    plain("message", "the number of a message"),
)
"""The newest message seen in a place."""

timer = Table(
    "timer",
    metadata,
    Column("kind", Text, primary_key=True, info={"personal": Personal.NONE, "why": "what is due"}),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("due_at", Moment, nullable=False, index=True),
)
"""When something wants attention next; the row of that thing is the truth."""

draft = Table(
    "draft",
    metadata,
    key(),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, info=LINK),
    *place(),
    plain("path", "a command"),
    Column("args", LargeBinary, nullable=False, info=WORDS),
    plain("asking", "the name of a question"),
    Column("ref", Reference, info=IDENTITY),
    Column("expires", Moment, nullable=False, index=True),
    UniqueConstraint("person_id", "bot_id", "chat", "thread"),
    **SQLITE_NEVER_REUSE,
)
"""A command whose questions are being asked: one for each person and place."""

call = Table(
    "call",
    metadata,
    key(),
    plain("path", "a command"),
    Column("args", LargeBinary, nullable=False, info=WORDS),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), index=True, info=LINK),
    Column("expires", Moment, nullable=False, index=True),
    **SQLITE_NEVER_REUSE,
)
"""A button's command with more arguments than a button can carry."""
