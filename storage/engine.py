"""The store: runs jobs as transactions in threads of its own, so that whoever asks never waits in the event loop."""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage import migrate
from storage.database import PATIENCE, address, engine_for, file_of
from storage.errors import StorageError, translated
from storage.vault import Vault
from storage.work import Work

if TYPE_CHECKING:
    from community.chat.address import Bot

T = TypeVar("T")
Job = Callable[[Work], Any]

READERS = 2
TOGETHER = 16
"""So many jobs share a transaction at the most: whoever comes next does not wait long."""


class Hands:
    """A few threads, each with one connection that it keeps. On SQLite, jobs that wait together share a transaction.

    Each of them is undone by itself when it fails. A job that is alone is carried out and kept at once.
    """

    def __init__(
        self, engine: Engine, begin: Callable[[Connection], Work], threads: int, name: str, *, readonly: bool = False
    ) -> None:
        self._engine = engine
        self._begin = begin
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._own = threading.local()
        embedded = engine.dialect.name == "sqlite"
        # Beside other hands, jobs in one transaction would keep each other's rows locked in whatever order they came,
        # and two such transactions could each wait for a row of the other.
        self._shares = embedded
        # A reading that ended halfway may leave its cursor to whoever keeps the exception, and SQLite shows a connection
        # with an open cursor the database as it was then, for as long as that lasts.
        self._looks_back = readonly and embedded
        self._open: set[Connection] = set()
        self._hands = threads
        self._waiting: deque[_Asked] = deque()
        self._busy = 0
        self._lock = threading.Lock()
        self.listeners: dict[str, list[Callable[[], object]]] = {}

    async def run(self, job: Callable[[Work], T]) -> T:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        with self._lock:
            self._waiting.append(_Asked(job, done, loop))
            start = self._busy < self._hands
            self._busy += start
        if start:
            self._threads.submit(self._serve)
        return await done

    def _serve(self) -> None:
        """A share of what waits; the results go back into the loop together, which spares it much work."""
        share = self._share()
        news = [
            self._news(*each) for each in zip(share, self._carried_out([asked.job for asked in share]), strict=True)
        ]
        for loop in {asked.loop for asked in share}:
            _hand_back(loop, [tell for asked, tell in zip(share, news, strict=True) if asked.loop is loop])
        with self._lock:
            if not self._waiting:
                self._busy -= 1
                return
        try:
            self._threads.submit(self._serve)  # at the end of the line: others may wait for this hand as well
        except RuntimeError:  # closing: what was asked before is still done
            self._serve()

    def _share(self) -> list["_Asked"]:
        """What was asked before the transaction begins, and no more: it may read the database as it was then."""
        with self._lock:
            count = min(TOGETHER, -(-len(self._waiting) // self._hands))
            share = [self._waiting.popleft() for _ in range(count)]
        return [asked for asked in share if not asked.done.cancelled()]  # else whoever asked has gone away

    def _carried_out(self, jobs: Sequence[Job]) -> list["_Kept | BaseException"]:
        if len(jobs) == 1 or self._shares:
            try:
                return self._transaction(jobs)
            except BaseException as error:  # noqa: BLE001 - raised where it is awaited
                if len(jobs) == 1 or isinstance(error, StorageError):
                    return [error] * len(jobs)
        return [each for job in jobs for each in self._carried_out([job])]  # none of them suffers for another

    def _news(self, asked: "_Asked", outcome: "_Kept | BaseException") -> Callable[[], None]:
        if isinstance(outcome, BaseException):
            return partial(_failed, asked.done, outcome)
        work = outcome.work
        return partial(_finished, asked.done, outcome.result, [*work.afterwards, *self._listeners(work)])

    def _listeners(self, work: Work) -> list[Callable[[], object]]:
        return [call for topic in sorted(work.touched) for call in self.listeners.get(topic, [])]

    def now_run(self, job: Callable[[Work], T]) -> T:
        [kept] = self._threads.submit(self._transaction, [job]).result()
        if isinstance(kept, BaseException):
            raise kept
        for then in kept.work.afterwards:
            then()
        result: T = kept.result
        return result

    def close(self) -> None:
        self._threads.shutdown()
        for connection in self._open:
            with contextlib.suppress(SQLAlchemyError):
                connection.close()
        self._engine.dispose()

    def _transaction(self, jobs: Sequence[Job]) -> list["_Kept | BaseException"]:
        """What became of each. Raises what undoes all of them."""
        carry_out = self._alone if len(jobs) == 1 else self._in_company
        try:
            connection = self._connection()
            with connection.begin():
                outcomes = [carry_out(job, connection) for job in jobs]
        except Exception as error:
            self._tidy()
            if (meant := _meant(error)) is error:
                raise
            raise meant from error
        if any(isinstance(each, BaseException) for each in outcomes):
            self._tidy()
        return outcomes

    def _alone(self, job: Job, connection: Connection) -> "_Kept | BaseException":
        work = self._begin(connection)
        return _Kept(job(work), work)

    def _in_company(self, job: Job, connection: Connection) -> "_Kept | BaseException":
        driver: Any = connection.connection.driver_connection
        driver.execute("SAVEPOINT job")
        try:
            outcome = self._alone(job, connection)
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            driver.execute("ROLLBACK TO SAVEPOINT job")
            outcome = _meant(error)
        driver.execute("RELEASE SAVEPOINT job")
        return outcome

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._engine.connect()
            self._open.add(connection)
        return connection

    def _tidy(self) -> None:
        """Let go of a connection that broke, or may still look at the past, so that the next job opens another."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None or not (self._looks_back or connection.invalidated or _is_broken(connection)):
            return
        self._own.connection = None
        self._open.discard(connection)
        with contextlib.suppress(SQLAlchemyError):
            connection.close()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A job, and where its result is awaited."""

    job: Job
    done: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a job returned, and the work in which it was done."""

    result: Any
    work: Work


def _meant(error: Exception) -> Exception:
    """What went wrong, in our words where it is about the database."""
    meant = translated(error) or error
    meant.__cause__ = error.__cause__ if meant is error else error
    return meant


def _hand_back(loop: asyncio.AbstractEventLoop, news: list[Callable[[], None]]) -> None:
    def tell() -> None:
        for each in news:
            each()

    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(tell)


def _finished(done: "asyncio.Future[T]", result: T, listeners: list[Callable[[], object]]) -> None:
    """Committed is committed: the listeners hear of it even if whoever asked has gone away."""
    if not done.done():
        done.set_result(result)
    for listener in listeners:
        listener()


def _failed(done: "asyncio.Future[T]", error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)


def _is_broken(connection: Connection) -> bool:
    return bool(getattr(connection.connection.driver_connection, "broken", False))


class Store:
    """The memory of the application. Jobs are plain functions that take a `Work`."""

    def __init__(self, url: str, vault: Vault, *, pool: int, patience: float) -> None:
        self.url = address(url)
        self.vault = vault
        self.file = file_of(self.url)
        writers = pool if self.file is None else 1
        self._known_bots: dict[Bot, int] = {}
        reader = engine_for(self.url, patience=patience, readonly=True)
        self._writing = Hands(engine_for(self.url, patience=patience), self._work, writers, "storage-write")
        self._reading = Hands(reader, self._work, READERS, "storage-read", readonly=True)

    @classmethod
    def open(cls, url: str, vault: Vault, *, pool: int = 4, patience: float = PATIENCE, check: bool = True) -> "Store":
        """Open the database; refuses tables that are too old or too new for this version."""
        if check:
            migrate.require_current(url)
        return cls(url, vault, pool=pool, patience=patience)

    def listen(self, topic: str, listener: Callable[[], object]) -> None:
        """Call the listener in the event loop after every commit of this process that added to `outbox` or `timers`, or `released` letters."""
        self._writing.listeners.setdefault(topic, []).append(listener)

    async def run(self, job: Callable[[Work], T]) -> T:
        """Run a job that may change things. Kept when it returns, undone when it raises."""
        return await self._writing.run(job)

    async def read(self, job: Callable[[Work], T]) -> T:
        """Run a job that only reads, beside whatever is being written."""
        return await self._reading.run(job)

    def now_run(self, job: Callable[[Work], T]) -> T:
        """Like `run`, for the shell: waits for the result."""
        return self._writing.now_run(job)

    def now_read(self, job: Callable[[Work], T]) -> T:
        """Like `read`, for the shell: waits for the result."""
        return self._reading.now_run(job)

    def _work(self, connection: Connection) -> Work:
        return Work(connection, self.vault, self._known_bots)

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._reading.close()
        self._writing.close()
