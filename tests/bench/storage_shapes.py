"""Which shape of storage is faster: synchronous transactions in threads, or asynchronous ones in the event loop?

The same unit of work in each shape: keep an event, read a person, write a letter, mark the event done, commit.

    python tests/bench/storage_shapes.py [URL of an empty PostgreSQL database]

The asynchronous shapes need `aiosqlite` and `greenlet`, which Talkoot itself does without; they are left out otherwise.
"""

import asyncio
import importlib.util
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, event, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from community.chat.address import Bot, Platform
from storage import migrate
from storage.database import address, engine_for
from storage.engine import Store
from storage.prepared import Prepared
from storage.tables.people import person
from storage.tables.system import inbox, letter
from storage.vault import Vault
from storage.work import Work

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECONDS = 1.5
ROUNDS = 4
"""The shapes take turns, and the best round of each counts: what else runs on the machine then weighs little."""

THREADS = 4
CONNECTIONS = 4
NUMBERS = count(1)

KEEP = insert(inbox).returning(inbox.c.id)
READ = select(person).where(person.c.id == bindparam("person"))
WRITE = insert(letter).returning(letter.c.id)
DONE = update(inbox).where(inbox.c.id == bindparam("row")).values(settled_at=bindparam("now"), payload=None)
PREPARED = [Prepared(statement) for statement in (KEEP, READ, WRITE, DONE)]

Unit = Callable[[], Awaitable[object]]


def event_row() -> dict[str, Any]:
    return {
        "bot_id": 1,
        "arrival_id": str(next(NUMBERS)),
        "lane": "chat 1",
        "payload": b"x" * 300,
        "kept_at": NOW,
    }


LETTER = {
    "bot_id": 1,
    "chat": "501",
    "thread": "",
    "private": True,
    "priority": 0,
    "state": "waiting",
    "body": b"x" * 200,
    "deed": "post",
    "update": False,
    "attempts": 0,
    "doubts": 0,
}


def core(connection: Connection) -> None:
    """The unit of work as SQLAlchemy runs it."""
    row = connection.execute(KEEP, event_row()).scalar_one()
    connection.execute(READ, {"person": 1}).one()
    connection.execute(WRITE, LETTER).scalar_one()
    connection.execute(DONE, {"row": row, "now": NOW})


def prepared(work: Work) -> None:
    """The unit of work as our shelves run it."""
    keep, read, write, done = PREPARED
    row = keep.value(work, **event_row())
    read.row(work, person=1)
    write.value(work, **LETTER)
    done.run(work, row=row, now=NOW)


class ByHand:
    """The floor: the same statements given to the driver, in the same threads, with nothing around them."""

    def __init__(self, url: str, threads: int) -> None:
        self._engine = engine_for(address(url))
        self._embedded = url.startswith("sqlite")
        self._threads = ThreadPoolExecutor(threads)
        self._own = threading.local()

    async def unit(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction)

    def _transaction(self) -> None:
        if not hasattr(self._own, "connection"):
            self._own.connection = self._engine.connect()
        driver = self._own.connection.connection.driver_connection
        if self._embedded:
            driver.execute("BEGIN IMMEDIATE")
        self._statements(driver, "?" if self._embedded else "%s")
        driver.commit()

    def _statements(self, driver: Any, mark: str) -> None:
        now = NOW.isoformat() if self._embedded else NOW
        given = list(event_row().values())[:4]
        names = "bot_id, arrival_id, lane, payload, kept_at"
        keep = f"INSERT INTO inbox ({names}) VALUES ({', '.join([mark] * 5)}) RETURNING id"  # noqa: S608
        row = driver.execute(keep, [*given, now]).fetchone()[0]
        driver.execute(f"SELECT * FROM person WHERE id = {mark}", [1]).fetchone()  # noqa: S608
        names = ", ".join(f'"{name}"' for name in LETTER)
        write = f"INSERT INTO letter ({names}) VALUES ({', '.join([mark] * len(LETTER))}) RETURNING id"  # noqa: S608
        driver.execute(write, list(LETTER.values())).fetchone()
        done = f"UPDATE inbox SET settled_at = {mark}, payload = NULL WHERE id = {mark}"  # noqa: S608
        driver.execute(done, [now, row])


def asynchronous(url: str) -> tuple[AsyncEngine, Unit]:
    """SQLAlchemy's own asynchronous way, with one writer at a time on SQLite."""
    given = address(url)
    embedded = given.get_backend_name() == "sqlite"
    options = {"isolation_level": None} if embedded else {}
    engine = create_async_engine(
        given.set(drivername="sqlite+aiosqlite") if embedded else given,
        pool_size=CONNECTIONS,
        connect_args=options,
    )
    if embedded:
        event.listen(engine.sync_engine, "connect", _opened)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    turn = asyncio.Semaphore(1 if embedded else CONNECTIONS)

    async def unit() -> None:
        async with turn, engine.begin() as connection:
            row = (await connection.execute(KEEP, event_row())).scalar_one()
            (await connection.execute(READ, {"person": 1})).one()
            (await connection.execute(WRITE, LETTER)).scalar_one()
            await connection.execute(DONE, {"row": row, "now": NOW})

    return engine, unit


def _opened(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}").close()


@dataclass
class Figures:
    """What one shape reached."""

    per_second: float
    p99: float
    cpu: float


async def measure(unit: Unit, concurrency: int) -> Figures:
    """Run the unit from several tasks for a while."""
    for _ in range(50):
        await unit()
    took: list[float] = []
    begun, cpu = time.perf_counter(), time.process_time()

    async def task() -> None:
        while time.perf_counter() - begun < SECONDS:
            started = time.perf_counter()
            await unit()
            took.append(time.perf_counter() - started)

    await asyncio.gather(*(task() for _ in range(concurrency)))
    elapsed, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return Figures(len(took) / elapsed, statistics.quantiles(took, n=100)[98] * 1000, cpu / len(took) * 1e6)


def show(shape: str, concurrency: int, figures: Figures) -> None:
    rate = f"{figures.per_second:7.0f}/s  p99 {figures.p99:6.1f} ms  {figures.cpu:5.0f} us CPU"
    print(f"{shape:40} {concurrency:2} {rate}", flush=True)  # noqa: T201 - this is what the script is for


async def compare(url: str, name: str, folder: Path) -> None:
    migrate.upgrade(url)
    store = Store.open(url, Vault.at(folder / "key", create=True), pool=THREADS)
    store.now_run(lambda work: work.bots.ensure(Bot(Platform.TELEGRAM, "1"), "", ""))
    store.now_run(lambda work: work.connection.execute(insert(person), {"name": "Aino", "language": "fi", "zone": ""}))
    floor = ByHand(url, 1 if url.startswith("sqlite") else THREADS)
    shapes: list[tuple[str, Unit]] = [
        ("threads, by hand", floor.unit),
        ("threads, prepared statements", lambda: store.run(prepared)),
        ("threads, SQLAlchemy Core", lambda: store.run(lambda work: core(work.connection))),
    ]
    engine = None
    if all(importlib.util.find_spec(module) for module in ("aiosqlite", "greenlet")):
        engine, unit = asynchronous(url)
        shapes.append(("asyncio, SQLAlchemy Core", unit))
    for concurrency in (1, 8):
        rounds = [[await measure(unit, concurrency) for _, unit in shapes] for _ in range(ROUNDS)]
        for (shape, _), results in zip(shapes, zip(*rounds, strict=True), strict=True):
            show(f"{name}: {shape}", concurrency, max(results, key=lambda result: result.per_second))
    if engine is not None:
        await engine.dispose()
    store.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(compare(f"sqlite:///{folder}/bench.db", "SQLite", Path(folder)))
        for url in sys.argv[1:]:
            asyncio.run(compare(url, "PostgreSQL", Path(folder)))


if __name__ == "__main__":
    main()
