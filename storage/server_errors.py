"""What PostgreSQL's errors mean. Loaded only where there is such a server."""

import psycopg
from psycopg import errors as pg

from storage.errors import BUSY, FULL, StorageBusy, StorageError, StorageFull, StorageGone, StorageRefused

_BUSY = (
    pg.LockNotAvailable,
    pg.DeadlockDetected,
    pg.SerializationFailure,
    pg.QueryCanceled,
    pg.TooManyConnections,
    pg.OutOfMemory,
)


def translated_from_server(error: BaseException | None) -> StorageError | None:
    """The storage error that psycopg's error means; None for what is not about the database."""
    if not isinstance(error, psycopg.OperationalError | pg.IdleInTransactionSessionTimeout):
        return None
    if isinstance(error, pg.DiskFull):
        return StorageFull(*FULL.args)
    if isinstance(error, _BUSY):
        return StorageBusy(*BUSY.args)
    if isinstance(error, pg.InvalidPassword | pg.InvalidAuthorizationSpecification):
        return StorageRefused("The database refused the user or password: check database.url.")
    return StorageGone("The database server does not answer: check that it runs and that database.url is right.")
