"""Where the memory lives: addresses of databases, and engines set up for the way we use them."""

import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.errors import StorageRefused

PATIENCE = 5.0
"""Seconds to wait for a lock that somebody else holds."""

STANDSTILL = 3.0
"""Seconds after which PostgreSQL ends a transaction in which nothing happens."""

KEEPALIVE = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""How soon a lost PostgreSQL server is noticed: after about eleven seconds of silence."""

CURSORS = "cursors"
"""Under this name a connection to PostgreSQL keeps a cursor for each prepared statement."""

_VALUE = re.compile(r": ['\"].*")


def address(url: str) -> URL:
    """The address of a database that we can use."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageRefused("database.url cannot be read: write sqlite:///file.db or postgresql://...") from None
    kind = parsed.get_backend_name()
    if kind == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StorageRefused("database.url names no file: write sqlite:///file.db")
    if kind == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise StorageRefused(f"database.url is of an unknown kind, {kind}: write sqlite:///file.db or postgresql://...")
    return parsed


def file_of(url: URL) -> Path | None:
    """The file of an embedded database."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def engine_for(url: URL, *, patience: float = PATIENCE, readonly: bool = False) -> Engine:
    """An engine without a pool of its own: each of our threads keeps one connection."""
    if file_of(url) is None:
        return _postgresql(url, patience, readonly=readonly)
    return _sqlite(url, patience, readonly=readonly)


def _postgresql(url: URL, patience: float, *, readonly: bool) -> Engine:
    # Our transactions never wait for anything but the database: one that is idle belongs to a process that stands still,
    # and its locks would hold up all the others.
    limits = f"-c lock_timeout={int(patience * 1000)} -c idle_in_transaction_session_timeout={int(STANDSTILL * 1000)}"
    options = limits + (" -c default_transaction_read_only=on" if readonly else "")
    arguments: dict[str, Any] = {
        "connect_timeout": max(2, int(patience)),
        "application_name": "talkoot",
        "options": options,
        **KEEPALIVE,
    }
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "handle_error", _without_values)
    event.listen(engine, "connect", _begin_with_no_cursor)
    return engine


def _begin_with_no_cursor(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[CURSORS] = {}


def _without_values(context: ExceptionContext) -> None:
    """The server repeats what stood in a row or a parameter, after the first line or behind a colon."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (_VALUE.sub("", str(error.args[0]).partition("\n")[0]), *error.args[1:])


def _sqlite(url: URL, patience: float, *, readonly: bool) -> Engine:
    engine = create_engine(
        url,
        poolclass=NullPool,
        connect_args={"timeout": patience, "check_same_thread": False, "isolation_level": None},
        hide_parameters=True,
    )
    begin = "BEGIN" if readonly else "BEGIN IMMEDIATE"

    def opened(connection: sqlite3.Connection, _record: object) -> None:
        pragmas = ["foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY"]
        for pragma in [*pragmas, "query_only=ON"] if readonly else pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        connection.connection.driver_connection.execute(begin).close()  # type: ignore[union-attr]

    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", begun)
    return engine
