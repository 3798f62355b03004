"""The floor of an answer: the statements it really executes, recorded once and then given to the driver by hand.

What is in it: for each answer one transaction with the insertion into the inbox, everything that the desk reads and
writes, the row marked done, and the commit; the same connections, the same number of threads, rows fetched. What is
not: HTTP, JSON, encryption, wording, the mark of the receiver and the courier's work on the acknowledgement.
"""

import json
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import psycopg
from house import House, Setting, connect, open_course, schedule, soon
from sqlalchemy import event as events
from sqlalchemy import text

from adapters.telegram.intake import Intake, lane_of
from adapters.telegram.limits import CAPABILITIES
from bot.desk import Desk
from bot.listening import listen
from bot.routines.prompts import open_due_slots
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.gateway import Raw
from community.letters import Subject
from storage.database import address, engine_for
from storage.engine import Store
from storage.work import Work

BOT = Bot(Platform.TELEGRAM, "4100001")
GROUPS = 20
THREADS = 4
"""As many as the store has on PostgreSQL."""

Statement = tuple[str, Any]


@dataclass
class Recorder:
    """Notes what the driver is asked."""

    statements: list[Statement] = field(default_factory=list)

    def connection_class(self) -> type[sqlite3.Connection]:
        note = self.statements

        class Cursor(sqlite3.Cursor):
            def execute(self, sql: str, parameters: Any = ()) -> Any:
                note.append((sql, parameters))
                return super().execute(sql, parameters)

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
                note.append((sql, parameters))
                return super().execute(sql, parameters)

            def cursor(self, factory: Any = Cursor) -> Any:  # noqa: ARG002 - ours in any case
                return super().cursor(Cursor)

        return Connection

    def cursor_class(self) -> type[psycopg.Cursor[Any]]:
        note = self.statements

        class Cursor(psycopg.Cursor[Any]):
            def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
                note.append((query, params))
                return super().execute(query, params, **options)

            def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
                every = list(params_seq)
                note.extend((query, params) for params in every)
                super().executemany(query, every, **options)

        return Cursor

    def listen(self, store: Store) -> None:
        embedded = store.file is not None
        given = {"factory": self.connection_class()} if embedded else {"cursor_factory": self.cursor_class()}
        events.listen(
            store._writing._engine, "do_connect", lambda _dialect, _record, _args, options: options.update(given)
        )


class Door:
    """What the desk asks a gateway."""

    capabilities = CAPABILITIES

    def private_place(self, account: Account) -> Place:
        return Place(BOT, account.id, private=True)


@dataclass(frozen=True)
class Floor:
    """The statements of so many answers, by answer, and the database to run them on."""

    house: House
    answers: list[list[Statement]]

    @classmethod
    def recorded(cls, house: House, count: int) -> "Floor":
        return cls(house, _recorded(house, count))

    def replayed(self) -> float:
        """Transactions a second."""
        return _replayed(self.house, self.answers)


def _recorded(house: House, count: int) -> list[list[Statement]]:
    """The statements of so many answers, by answer."""
    recorder, found = Recorder(), []
    store = Store.open(house.url, house.vault, pool=1)
    recorder.listen(store)
    setting = Setting(BOT, [str(-1000 - number) for number in range(GROUPS)], [str(5000 + n) for n in range(count)])
    store.now_run(lambda work: _begin(work, setting))
    desk, intake = Desk({BOT: Door()}, Random(1)), Intake(BOT, "valo_bot")
    for number in range(count):
        recorder.statements.clear()
        _answer(store, desk, intake, number)
        found.append(_one_transaction(recorder.statements))
    store.close()
    return found


def _begin(work: Work, setting: Setting) -> None:
    """A course whose prompt stands in every group as message 10."""
    course = open_course(work, 0)
    connect(work, course, BOT, setting.groups)
    setting.enrol(work, course)
    schedule(work, course, "What helped you?", soon(-1))
    series = work.prompts.of_course(course.id)[0]
    open_due_slots(work, series.id, datetime.now(UTC))
    slot = work.prompts.slots_of(series.id)[0]
    for group in setting.groups:
        work.refs.add(MessageRef(Place(BOT, group), "10"), Subject("slot", slot.id))


def _answer(store: Store, desk: Desk, intake: Intake, number: int) -> None:
    """What the intake does with one answer."""
    update, now = _update(number), datetime.now(UTC)
    raw = Raw(str(update["update_id"]), lane_of(update), json.dumps(update).encode())
    [pending] = store.now_run(lambda work: work.inbox.keep(BOT, [raw], {}, now))

    def job(work: Work) -> None:
        payload = work.inbox.take(pending, now)
        assert payload is not None
        for event in intake.read(payload):
            listen(desk, work, event, now)

    store.now_run(job)


def _update(number: int) -> dict[str, Any]:
    chat = {"id": -1000 - number % GROUPS, "type": "supergroup", "title": "Suomi"}
    asked = {"message_id": 10, "date": 1, "chat": chat, "from": {"id": int(BOT.id), "is_bot": True, "first_name": "V"}}
    return {
        "update_id": 100 + number,
        "message": {
            "message_id": 100 + number,
            "date": int(time.time()),
            "chat": chat,
            "from": {"id": 5000 + number, "is_bot": False, "first_name": f"Learner {number}"},
            "text": f"My neighbour showed me a map, and I found {number} places.",
            "reply_to_message": asked,
        },
    }


def _one_transaction(statements: Sequence[Statement]) -> list[Statement]:
    """All statements in one transaction; the receiver's mark is written once for a whole batch, so it is left out."""
    return [each for each in statements if not each[0].startswith("BEGIN") and "SET mark" not in each[0]]


def _replayed(house: House, recorded: Sequence[list[Statement]]) -> float:
    url = address(house.url)
    embedded = house.url.startswith("sqlite")
    engine = engine_for(url)
    with engine.begin() as connection:
        for table in ("answer", "letter", "inbox"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of ours
    threads = 1 if embedded else THREADS
    connections = [engine.connect() for _ in range(threads)]
    drivers = [each.connection.driver_connection for each in connections]
    with ThreadPoolExecutor(threads) as hands:
        begun = time.perf_counter()
        shares = [recorded[number::threads] for number in range(threads)]
        list(hands.map(_by_hand, drivers, shares, [embedded] * threads))
        took = time.perf_counter() - begun
    for each in connections:
        each.close()
    engine.dispose()
    return len(recorded) / took


def _by_hand(driver: Any, transactions: Sequence[list[Statement]], embedded: bool) -> None:
    for statements in transactions:
        if embedded:
            driver.execute("BEGIN IMMEDIATE")
        row = 0
        for sql, given in statements:
            cursor = driver.execute(sql, _with_row(given, row) if row and "inbox" in sql else given)
            if cursor.description is not None:
                rows = cursor.fetchall()
                row = row or rows[0][0]
        driver.commit()


def _with_row(given: Any, row: int) -> Any:
    """Numbers of inbox rows are given anew at each replay; it is the only whole number in these statements."""
    if isinstance(given, dict):
        return {name: row if type(value) is int else value for name, value in given.items()}
    return [row if type(value) is int else value for value in given]
