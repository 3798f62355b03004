"""Who may act alone: one sender for each bot account, one writer for each embedded database."""

import fcntl
import os
from pathlib import Path
from typing import Protocol, Self

from community.chat.address import Bot
from storage.database import address, file_of
from storage.engine import Store
from storage.errors import AnotherWriter


class FileLock:
    """A lock that ends with the process that holds it, however that ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> bool:
        """Whether the lock is ours now."""
        if self.held:
            return True
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class OnlyWriter:
    """Keeps a second process from writing to the same embedded database; a server looks after itself.

    Held by whoever runs the bot, changes the tables or repairs: `with OnlyWriter(url): ...`
    """

    def __init__(self, url: str) -> None:
        file = file_of(address(url))
        self._lock = FileLock(file.with_name(f"{file.name}.lock")) if file else None

    def __enter__(self) -> Self:
        if self._lock and not self._lock.take():
            raise AnotherWriter("Another Talkoot uses this database file: stop it first, or give this one its own.")
        return self

    def __exit__(self, *_error: object) -> None:
        if self._lock:
            self._lock.release()


class _Hold(Protocol):
    """A lock on one name that is lost when its holder dies."""

    def take(self) -> bool: ...
    def still_held(self) -> bool: ...
    def release(self) -> None: ...


class _FileHold:
    """On one machine: a file beside the database."""

    def __init__(self, file: Path, bot: Bot) -> None:
        self._lock = FileLock(file.with_name(f"{file.name}.{bot.platform}-{bot.id}.lock"))
        self.take = self._lock.take
        self.release = self._lock.release

    def still_held(self) -> bool:
        return self._lock.held


class Ownership:
    """The right to speak as one bot. Whoever takes it over has a higher epoch, which fences an owner who was only slow.

    Its methods wait for the database: call them in a thread.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bot: Bot | None = None
        self._hold: _Hold | None = None
        self.epoch = 0

    def acquire(self, bot: Bot) -> int | None:
        """Our epoch, when the bot is ours now; None while somebody else owns it."""
        self.release()
        hold = self._hold_on(bot)
        if not hold.take():
            return None
        self._bot, self._hold = bot, hold
        self.epoch = self._store.now_run(lambda work: work.bots.take(bot))
        return self.epoch

    def still_mine(self) -> bool:
        """Whether the lock stands and nobody has taken a later epoch."""
        bot, hold = self._bot, self._hold
        if bot is None or hold is None or not hold.still_held():
            return False
        return self._store.now_read(lambda work: work.bots.epoch(bot)) == self.epoch

    def release(self) -> None:
        """Let somebody else have the bot."""
        if self._hold is not None:
            self._hold.release()
        self._bot = self._hold = None

    def _hold_on(self, bot: Bot) -> _Hold:
        if self._store.file:
            return _FileHold(self._store.file, bot)
        from storage.server_lock import ServerHold  # an embedded database does without psycopg

        return ServerHold(self._store.url, bot)
