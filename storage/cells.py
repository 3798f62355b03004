"""Cells of a row by their columns, however the row was read."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from sqlalchemy import RowMapping, Table

Cells: TypeAlias = RowMapping | Mapping[Any, Any]
"""A row whose cells are asked for by column, so that tables with columns of the same name can be read together."""


def keyed(table: Table, row: Mapping[str, Any]) -> Cells:
    """A row that was read by names alone."""
    return {table.c[name]: cell for name, cell in row.items()}
