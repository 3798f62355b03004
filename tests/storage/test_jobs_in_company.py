"""Jobs that wait at the same time share a transaction, and none of them is lost through another."""

import asyncio
import contextlib
import itertools
import sqlite3
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from community.chat.address import Bot, Place
from storage.engine import Store
from storage.errors import StorageBusy, StorageGone
from storage.work import Work
from tests.storage.marks import see, seen


def nothing(_work: Work) -> None:
    """Change nothing."""


async def in_company(
    store: Store, *jobs: Callable[[Work], object], hands: int = 1, before: Callable[[Work], None] = nothing
) -> list[object]:
    """Let jobs wait together for the hands of a store, which do something else before; what each returned or raised."""
    begun, finish = threading.Semaphore(0), threading.Event()

    def hold(work: Work) -> None:
        begun.release()
        finish.wait(10)
        before(work)

    held = [asyncio.ensure_future(store.run(hold)) for _ in range(hands)]
    for _ in held:
        await asyncio.to_thread(begun.acquire, timeout=10)
    waiting = asyncio.gather(*map(store.run, jobs), return_exceptions=True)
    await asyncio.sleep(0)
    finish.set()
    await asyncio.gather(*held)
    return await waiting


@pytest.fixture
def single(database_url: str, open_store: Callable[..., Store]) -> Store:
    """A store with one hand for all who write."""
    return open_store(database_url, pool=1)


async def test_of_jobs_that_share_a_transaction_one_that_fails_is_undone_alone(
    single: Store, telegram_bot: Bot
) -> None:
    first, second, third = (Place(telegram_bot, number) for number in "123")
    said: list[str] = []

    def fails(work: Work) -> None:
        work.after_commit(lambda: said.append("undone"))
        work.refs.see(second, "12")
        raise ValueError("a bug")

    def refused(work: Work) -> None:
        work.connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    def heard(work: Work) -> None:
        work.after_commit(lambda: said.append("kept"))
        work.refs.see(third, "12")

    outcomes = await in_company(single, see(first, "12"), fails, refused, heard)

    assert [type(each) for each in outcomes[::3]] == [type(None)] * 2
    assert isinstance(outcomes[1], ValueError)
    assert isinstance(outcomes[2], SQLAlchemyError)
    assert set(seen(single, telegram_bot)) == {first, third}
    assert said == ["kept"]


async def test_jobs_that_share_a_transaction_all_hear_that_it_cannot_begin(
    sqlite_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    store = open_store(sqlite_url, patience=0.1)
    other = sqlite3.connect(store.file or "", isolation_level=None, check_same_thread=False)

    def step_aside(work: Work) -> None:
        work.driver.rollback()
        other.execute("BEGIN IMMEDIATE")

    with contextlib.closing(other):
        outcomes = await in_company(store, see(group, "13"), see(group, "14"), before=step_aside)

    assert [type(each) for each in outcomes] == [StorageBusy] * 2
    assert seen(store, group.bot) == {}


async def test_of_jobs_that_wait_together_for_a_server_only_one_that_loses_it_is_undone(
    postgresql_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    store, other = open_store(postgresql_url, pool=1), open_store(postgresql_url)

    def dropped(work: Work) -> None:
        work.refs.see(group, "13")
        ours = work.connection.scalar(text("SELECT pg_backend_pid()"))
        other.now_run(lambda beside: beside.connection.execute(text(f"SELECT pg_terminate_backend({ours})")))

    outcomes = await in_company(store, see(group, "12"), dropped, lambda work: work.refs.newest(group.bot))

    assert isinstance(outcomes[1], StorageGone)
    assert outcomes == [None, outcomes[1], {group: "12"}]


async def test_jobs_are_carried_out_one_by_one_when_they_cannot_share_a_transaction(
    sqlite_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    store, tried = open_store(sqlite_url), []

    def lose(work: Work) -> None:
        tried.append("again")
        if len(tried) == 1:
            work.driver.rollback()

    assert await in_company(store, see(group, "13"), lose) == [None, None]
    assert tried == ["again", "again"]
    assert seen(store, group.bot) == {group: "13"}


async def test_jobs_that_wait_beside_others_never_stand_in_each_others_way(
    postgresql_url: str, open_store: Callable[..., Store], telegram_bot: Bot
) -> None:
    store, (one, other) = open_store(postgresql_url, pool=2), (Place(telegram_bot, number) for number in "12")
    for place in (one, other):
        store.now_run(see(place, "1"))
    meet = threading.Barrier(2)

    def first(place: Place) -> Callable[[Work], None]:
        def job(work: Work) -> None:
            work.refs.see(place, "2")
            meet.wait(5)  # both hold a row; what waits behind each wants the other one

        return job

    shares = [first(one), see(other, "3"), nothing], [first(other), see(one, "3")], [nothing]
    outcomes = await in_company(store, *itertools.chain(*shares), hands=2)

    assert outcomes == [None] * 6
    assert seen(store, telegram_bot) == {one: "3", other: "3"}


async def test_a_bot_that_was_met_in_a_transaction_that_is_lost_is_not_remembered(single: Store, group: Place) -> None:
    def meet(work: Work) -> None:
        work.refs.see(group, "12")
        raise ValueError("a bug")

    def meet_too(work: Work) -> None:
        work.bots.find(group.bot)
        raise ValueError("a bug")

    await in_company(single, meet, meet_too)

    single.now_run(see(group, "13"))
    assert seen(single, group.bot) == {group: "13"}
