"""The metadata all tables share, and the column kinds they are built from."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite keeps it without the zone, in a form that sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Personal(StrEnum):
    """What a column says about a person, and what happens to it on export and erasure.

    Every column that identifies a person or was written by one declares this in `info={"personal": ...}`.
    """

    IDENTITY = "identity"  # exported; deleted or blanked on erasure
    WORDS = "words"  # written by the person: exported (opened), deleted on erasure
    LINK = "link"  # says which person a row belongs to: the row is exported; erasure keeps or deletes the row as its shelf says
    NAMED = "named"  # whom the owner of a row names in it: it is not theirs to see, and goes when either is erased
    NONE = "none"  # looks personal, is not; says why in `why`


# SQLite only numbers rows by itself for INTEGER keys.
Id = BigInteger().with_variant(Integer, "sqlite")


def key() -> Column[Any]:
    """The number of a row; never used again, since numbers leave the database."""
    return Column("id", Id, primary_key=True, autoincrement=True)


SQLITE_NEVER_REUSE: dict[str, Any] = {"sqlite_autoincrement": True}


def place(prefix: str = "", *, personal: Personal = Personal.IDENTITY, nullable: bool = False) -> list[Column[Any]]:
    """The columns of a place. The chat of a private place is a person's own id on Telegram."""
    info: dict[str, str] = {"personal": personal}
    if personal is Personal.NONE:
        info["why"] = "the chat of a group"
    blank = None if nullable else ""
    return [
        Column(f"{prefix}bot_id", Id, ForeignKey("bot.id"), nullable=nullable),
        Column(f"{prefix}chat", Text, nullable=nullable, info=info),
        Column(f"{prefix}thread", Text, nullable=nullable, default=blank, info=info),
        Column(f"{prefix}private", Boolean, nullable=nullable, default=None if nullable else False),
    ]


def plain(
    name: str, why: str, *, nullable: bool = False, default: str | None = None, server_default: str | None = None
) -> Column[str]:
    """A text that says nothing about a person, and why."""
    about = {"personal": Personal.NONE, "why": why}
    return Column(name, Text, nullable=nullable, default=default, server_default=server_default, info=about)
