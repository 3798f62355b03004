"""The form of a backup: one zip file with a line of JSON for every row, which either kind of database can read."""

import base64
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table
from sqlalchemy.dialects import sqlite

from storage.errors import StorageRefused
from storage.tables.base import Moment
from storage.tables.reference import Reference

FORMAT = 1
CONTENTS = "contents.json"

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: its tables are of this revision, its words open with this key file."""

    revision: str
    key: str
    rows: Mapping[str, int]
    numbers: Mapping[str, int]
    """The last number each table gave out, so that none is used twice."""
    form: int = FORMAT


class Writer:
    """An archive being written."""

    def __init__(self, file: Path) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, table: Table, rows: Iterable[Mapping[Any, Any]]) -> Iterator[int]:
        """Write the rows of a table one by one; says how many there are so far."""
        write = {column: _converters(column)[0] for column in table.columns}
        with self._zip.open(f"{table.name}.jsonl", "w", force_zip64=True) as entry:
            for count, row in enumerate(rows, start=1):
                cells = [_unless_empty(convert, row[column]) for column, convert in write.items()]
                entry.write(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
                yield count

    def finish(self, contents: Contents) -> None:
        self._zip.writestr(CONTENTS, json.dumps(asdict(contents), indent=1))
        self._zip.close()


class Reader:
    """An archive being read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._doubting():
            self._zip = zipfile.ZipFile(file)
            self.contents = Contents(**json.loads(self._zip.read(CONTENTS)))

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table, as they were."""
        read = {column.name: _converters(column)[1] for column in table.columns}
        with self._doubting(), self._zip.open(f"{table.name}.jsonl") as entry:
            for line in entry:
                cells = zip(read.items(), json.loads(line), strict=True)
                yield {name: _unless_empty(convert, cell) for (name, convert), cell in cells}

    def close(self) -> None:
        self._zip.close()

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError) as error:
            raise StorageRefused(
                f"{self._file} is no backup of Talkoot, or it is damaged: take another one. Nothing was restored."
            ) from error


def _unless_empty(convert: Convert, cell: Any) -> Any:
    return None if cell is None else convert(cell)


def _converters(column: Column[Any]) -> tuple[Convert, Convert]:
    """How a cell is written into JSON and read from it."""
    kind = column.type
    if isinstance(kind, LargeBinary):
        return (lambda cell: base64.b64encode(cell).decode()), base64.b64decode
    if isinstance(kind, Moment):
        return datetime.isoformat, datetime.fromisoformat
    if isinstance(kind, Date):
        return date.isoformat, date.fromisoformat
    if isinstance(kind, Reference):
        dialect = sqlite.dialect()
        return (lambda cell: kind.process_bind_param(cell, dialect)), (
            lambda cell: kind.process_result_value(cell, dialect)
        )
    return _same, _same


def _same(cell: Any) -> Any:
    return cell
