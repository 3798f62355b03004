"""Reads from the tables which columns say something about a person."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table

from storage.tables import metadata
from storage.tables.base import Personal
from storage.tables.people import account, person


def kind_of(column: Column[Any]) -> Personal | None:
    """What a column declares; None when it declares nothing."""
    return column.info.get("personal")


def columns_of(table: Table, *kinds: Personal) -> list[Column[Any]]:
    return [column for column in table.columns if kind_of(column) in kinds]


def people_columns() -> Iterator[Column[Any]]:
    """Every column that holds the number of a person."""
    for table in metadata.sorted_tables:
        yield from (column for column in columns_of(table, Personal.LINK) if not _holds_account(column))


def account_columns() -> Iterator[Column[Any]]:
    """Every column that holds the number of an account."""
    for table in metadata.sorted_tables:
        yield from (column for column in columns_of(table, Personal.LINK) if _holds_account(column))


def refers_to_somebody(column: Column[Any]) -> bool:
    return any(column.references(target) for target in (person.c.id, account.c.id))


def _holds_account(column: Column[Any]) -> bool:
    return column.references(account.c.id)
