"""What can go wrong with the memory: what happened, why, and what to do next."""

import sqlite3
import sys
from typing import Final

from sqlalchemy.exc import DBAPIError


class StorageError(Exception):
    """Something is wrong with the database or the key file; nothing was changed. `passing`: worth another try."""

    passing = False


class StorageBusy(StorageError):
    """Somebody else holds the database longer than we wait."""

    passing = True


class StorageGone(StorageError):
    """The database cannot be reached. A change that was being committed may or may not have been kept."""

    passing = True


class StorageFull(StorageError):
    """There is no room left where the database lives."""

    passing = True


class StorageRefused(StorageError):
    """The database cannot be used as it stands: a wrong address, missing rights, a damaged file."""


class SchemaTooOld(StorageError):
    """The tables were made by an older Talkoot, or not made yet."""


class SchemaTooNew(StorageError):
    """The tables were made by a newer Talkoot."""


class AnotherWriter(StorageError):
    """Another process writes to this database file."""


class KeyFileMissing(StorageError):
    """There is no key file: what was sealed with it cannot be read."""


class KeyFileRefused(StorageError):
    """The key file can be read by others, or holds no keys."""


class WrongKey(StorageError):
    """Something was sealed with a key that is not in the key file, or was damaged."""


FULL = StorageFull("The database has no room left: free some space on its disk, then it goes on by itself.")
BUSY = StorageBusy("The database is held by another process: try again; if it stays so, look for a second Talkoot.")

_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CANTOPEN: StorageGone("The database file cannot be opened: check database.url and its folder."),
    sqlite3.SQLITE_IOERR: StorageGone("The disk of the database failed: check the disk."),
    sqlite3.SQLITE_READONLY: StorageRefused("The database file may not be written: check its owner and rights."),
    sqlite3.SQLITE_CORRUPT: StorageRefused("The database file is damaged: restore a backup."),
    sqlite3.SQLITE_NOTADB: StorageRefused("The file in database.url is no database: check database.url."),
}


def translated(error: Exception) -> StorageError | None:
    """The storage error that a driver's error means; None for what is not about the database but about our code."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError | sqlite3.DatabaseError):
        return _of_sqlite(cause)
    if "psycopg" in sys.modules:  # an embedded database does without it
        from storage.server_errors import translated_from_server

        return translated_from_server(cause)
    return None


def _of_sqlite(error: sqlite3.Error) -> StorageError | None:
    code = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _SQLITE.get(code & 0xFF)
    return None if known is None else type(known)(*known.args)
