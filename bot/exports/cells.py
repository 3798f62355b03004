"""Tables as CSV: one line for each row, safe to open in a spreadsheet, written as they are read."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001


def lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The lines of a CSV file, heading first."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        yield _taken(page)
        writer.writerow([cell(value) for value in row])
    yield _taken(page)


def of_dataclass(kind: type, rows: Iterable[Any]) -> Iterator[bytes]:
    """The lines of a table whose columns are the fields of a dataclass."""
    columns = [field.name for field in fields(kind)]
    return lines(columns, map(attrgetter(*columns), rows))


def cell(value: object) -> str | int:
    """What stands in a cell: numbers as numbers, dates as ISO 8601, and text that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case int():
            return value
        case float():
            return f"{value:g}"
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case _:
            return guarded(str(value))


def guarded(text: str) -> str:
    """Text with an apostrophe in front where a spreadsheet would run it as a formula."""
    risky = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if risky else text


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        return value.isoformat(timespec="minutes")
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _taken(page: io.StringIO) -> bytes:
    """What was written since the last time, so that memory does not grow with the table."""
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text.encode()
