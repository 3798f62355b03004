"""Everything that is remembered, in one file, and back into an empty database of either kind."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, LargeBinary, Table, exists, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage import migrate
from storage.archive import FORMAT, Contents, Reader, Writer
from storage.database import address, engine_for
from storage.errors import StorageRefused, translated
from storage.tables import metadata
from storage.vault import Vault

AT_ONCE = 1000

Progress = Callable[[str, int], object]
"""Told the name of a table, and how many of its rows are done."""


def backup(url: str, key_file: Path, target: Path, progress: Progress | None = None) -> None:
    """Write everything as it is at one moment, while the bot goes on. The key file is needed, but not in the archive."""
    vault = Vault.at(key_file)
    migrate.require_current(url)
    with _reading(url) as db, _whole(target) as part:
        _must_open(db, vault)
        archive = Writer(part)
        numbers = _numbers(db)
        rows = {table.name: _write(db, archive, table, progress) for table in metadata.sorted_tables}
        archive.finish(Contents(migrate.revisions()[-1], vault.key_id, rows, numbers))


def restore(url: str, key_file: Path, source: Path, progress: Progress | None = None) -> None:
    """Fill an empty database, of whichever kind: all of it, or nothing."""
    vault = Vault.at(key_file)
    archive = Reader(source)
    try:
        _must_fit(archive.contents, vault, source)
        migrate.upgrade(url)
        with _writing(url) as db:
            _must_be_empty(db)
            for table in metadata.sorted_tables:
                _fill(db, archive, table, progress)
            _give_out_after(db, archive.contents.numbers)
    finally:
        archive.close()


def _write(db: Connection, archive: Writer, table: Table, progress: Progress | None) -> int:
    statement = select(table).order_by(*table.primary_key.columns)
    rows = db.execute(statement, execution_options={"yield_per": AT_ONCE}).mappings()
    count = 0
    for count in archive.add(table, rows):
        if progress and count % AT_ONCE == 0:
            progress(table.name, count)
    if progress:
        progress(table.name, count)
    return count


def _fill(db: Connection, archive: Reader, table: Table, progress: Progress | None) -> None:
    count, all_rows = 0, archive.rows(table)
    while rows := list(islice(all_rows, AT_ONCE)):
        db.execute(insert(table), rows)
        count += len(rows)
        if progress:
            progress(table.name, count)
    if count != archive.contents.rows.get(table.name):
        raise StorageRefused(
            f"The backup lacks rows of the table {table.name}: take another one. Nothing was restored."
        )


def _must_fit(contents: Contents, vault: Vault, source: Path) -> None:
    newest = migrate.revisions()[-1]
    if contents.form != FORMAT or contents.revision != newest:
        raise StorageRefused(
            f"{source} was written by another version of Talkoot (tables {contents.revision}, here {newest}): "
            "restore it with that version, then run `talkoot migrate` with this one."
        )
    if contents.key != vault.key_id:
        raise StorageRefused(f"{source} was written with another key file: put that one back, then restore.")


def _must_open(db: Connection, vault: Vault) -> None:
    """A backup that its own key file cannot open would be found out too late."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, LargeBinary):
                sealed = db.execute(select(column).where(column.is_not(None)).limit(1)).scalar()
                _ = sealed is None or vault.open(sealed)


def _must_be_empty(db: Connection) -> None:
    for table in metadata.sorted_tables:
        if db.execute(select(exists(select(table)))).scalar():
            raise StorageRefused(
                f"The database is not empty (there are rows in {table.name}): name a new one in database.url. "
                "Nothing was restored."
            )


def _numbered() -> Iterable[Table]:
    return (table for table in metadata.sorted_tables if table.autoincrement_column is not None)


def _numbers(db: Connection) -> dict[str, int]:
    """The last number each table gave out, rows that are gone included."""
    if db.dialect.name == "sqlite":
        return {row.name: row.seq for row in db.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    last = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "
    found = {table.name: _sequence(db, table) for table in _numbered()}
    return {name: db.execute(text(last + sequence)).scalar_one() for name, sequence in found.items()}


def _give_out_after(db: Connection, numbers: Mapping[str, int]) -> None:
    """Go on counting where the other database stopped."""
    for table in _numbered():
        last = numbers.get(table.name, 0)
        if not last:
            continue
        if db.dialect.name == "sqlite":
            values = {"name": table.name, "last": last}
            db.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            db.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
        else:
            db.execute(text("SELECT setval(:sequence, :last)"), {"sequence": _sequence(db, table), "last": last})


def _sequence(db: Connection, table: Table) -> str:
    quoted = db.dialect.identifier_preparer.format_table(table)
    name: str = db.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": quoted}).scalar_one()
    return name


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    """One moment of the database, however long the reading takes."""
    engine = engine_for(address(url), readonly=True)
    try:
        with engine.connect() as db:
            if db.dialect.name == "postgresql":
                db.execution_options(isolation_level="REPEATABLE READ")
            with db.begin():
                yield db
    except DBAPIError as error:
        raise translated(error) or error from error
    finally:
        engine.dispose()


@contextmanager
def _writing(url: str) -> Iterator[Connection]:
    engine = engine_for(address(url))
    try:
        with engine.begin() as db:
            yield db
    except DBAPIError as error:
        raise translated(error) or error from error
    finally:
        engine.dispose()


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """The file is there when it is complete; nobody but its owner reads it."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
