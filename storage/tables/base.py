"""The metadata all tables share, and the column kinds they are built from."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, MetaData
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
    NONE = "none"  # looks personal, is not; says why in `why`


# SQLite only numbers rows by itself for INTEGER keys.
Id = BigInteger().with_variant(Integer, "sqlite")


def key() -> Column[Any]:
    """The number of a row; never used again, since numbers leave the database."""
    return Column("id", Id, primary_key=True, autoincrement=True)


SQLITE_NEVER_REUSE = {"sqlite_autoincrement": True}
