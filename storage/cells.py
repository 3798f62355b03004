"""Cells of a row by their columns, however the row was read."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Column, RowMapping, Table

Cells: TypeAlias = RowMapping | Mapping[Any, Any]
"""A row whose cells are asked for by column, so that tables with columns of the same name can be read together."""


def keyed(table: Table, row: Mapping[str, Any]) -> Cells:
    """A row that was read by names alone."""
    columns = _columns(table)
    return {columns[name]: cell for name, cell in row.items()}


@cache
def _columns(table: Table) -> Mapping[str, Column[Any]]:
    """The columns in a plain dictionary: a table's own collection takes ten times as long to find one."""
    return dict(table.c.items())
