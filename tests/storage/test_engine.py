"""Jobs are transactions: kept whole or not at all, whatever happens to the database."""

import asyncio
import contextlib
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from community.chat.address import Bot, Place
from community.chat.gateway import Raw
from storage import migrate
from storage.database import address
from storage.engine import Store
from storage.errors import SchemaTooNew, SchemaTooOld, StorageBusy, StorageFull, StorageGone, StorageRefused
from storage.vault import Vault
from storage.work import Work
from tests.storage.marks import see, seen, wait_for_lock

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def test_what_a_job_returns_is_returned_and_its_changes_are_kept(store: Store, group: Place) -> None:
    def job(work: Work) -> str:
        work.refs.see(group, "12")
        return "done"

    assert await store.run(job) == "done"
    assert await store.read(lambda work: work.refs.newest(group.bot)) == {group: "12"}


async def test_a_job_that_fails_leaves_no_trace(store: Store, group: Place) -> None:
    said: list[str] = []

    def job(work: Work) -> None:
        work.after_commit(lambda: said.append("kept"))
        work.refs.see(group, "12")
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await store.run(job)
    await asyncio.sleep(0)
    assert (seen(store, group.bot), said) == ({}, [])


async def test_what_follows_a_commit_happens_in_the_event_loop_and_before_the_caller_goes_on(
    store: Store, group: Place
) -> None:
    where: list[threading.Thread] = []

    def job(work: Work) -> threading.Thread:
        work.refs.see(group, "12")
        work.after_commit(lambda: where.append(threading.current_thread()))
        return threading.current_thread()

    worker = await store.run(job)

    assert where == [threading.current_thread()]
    assert worker is not threading.current_thread()


async def test_jobs_at_once_do_not_disturb_each_other(store: Store, telegram_bot: Bot) -> None:
    places = [Place(telegram_bot, str(number)) for number in range(30)]

    await asyncio.gather(*(store.run(see(place, "1")) for place in places))

    assert set(seen(store, telegram_bot)) == set(places)


async def test_reading_goes_on_while_something_is_being_written(store: Store, group: Place) -> None:
    begun, finish = threading.Event(), threading.Event()

    def slow(work: Work) -> None:
        work.refs.see(group, "12")
        begun.set()
        finish.wait(10)

    writing = asyncio.ensure_future(store.run(slow))
    await asyncio.to_thread(begun.wait, 10)
    before = await store.read(lambda work: work.refs.newest(group.bot))
    finish.set()
    await writing

    assert before == {}
    assert seen(store, group.bot) == {group: "12"}


def test_a_job_that_only_reads_cannot_change_anything(store: Store, group: Place) -> None:
    store.now_run(see(group, "12"))

    with pytest.raises(Exception, match=r"readonly|read-only|may not be written"):
        store.now_read(see(group, "13"))

    assert seen(store, group.bot) == {group: "12"}


def test_a_database_that_somebody_else_holds_is_busy_and_unchanged(
    database_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    holder, store = open_store(database_url), open_store(database_url, patience=0.1)
    store.now_run(see(group, "12"))

    def hold(work: Work) -> None:
        wait_for_lock(holder, work)
        with pytest.raises(StorageBusy, match="try again") as raised:
            store.now_run(see(group, "13"))
        assert raised.value.passing

    holder.now_run(hold)

    assert seen(store, group.bot) == {group: "12"}
    store.now_run(see(group, "13"))
    assert seen(store, group.bot) == {group: "13"}


def test_a_full_disk_is_told_as_such_and_leaves_everything_as_it_was(
    sqlite_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    store = open_store(sqlite_url)
    store.now_run(see(group, "12"))

    def fill(work: Work) -> None:
        pages = work.driver.execute("PRAGMA page_count").fetchone()[0]
        work.driver.execute(f"PRAGMA max_page_count = {pages}").close()
        work.inbox.keep(group.bot, [Raw(str(number), "1", b"x" * 4000) for number in range(50)], {}, NOW)

    with pytest.raises(StorageFull, match="free some space"):
        store.now_run(fill)

    assert store.now_read(lambda work: work.inbox.pending(group.bot, 0, 1)) == []
    assert seen(store, group.bot) == {group: "12"}


def test_a_server_that_drops_us_is_gone_and_then_back(
    postgresql_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    store, other = open_store(postgresql_url, pool=1), open_store(postgresql_url)
    store.now_run(see(group, "12"))

    def dropped(work: Work) -> None:
        work.refs.see(group, "13")
        ours = work.connection.scalar(text("SELECT pg_backend_pid()"))
        other.now_run(lambda beside: beside.connection.execute(text(f"SELECT pg_terminate_backend({ours})")))
        work.refs.see(group, "14")

    with pytest.raises(StorageGone, match="does not answer") as raised:
        store.now_run(dropped)

    assert raised.value.passing
    assert seen(store, group.bot) == {group: "12"}
    store.now_run(see(group, "15"))
    assert seen(store, group.bot) == {group: "15"}


def test_a_server_that_was_never_there_is_gone(vault: Vault) -> None:
    with pytest.raises(StorageGone, match=r"database\.url"):
        Store.open("postgresql://talkoot@127.0.0.1:1/talkoot", vault)


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "sqlite:///:memory:", "mysql://localhost/talkoot"])
def test_an_address_that_we_cannot_use_is_explained(vault: Vault, url: str) -> None:
    with pytest.raises(StorageRefused, match=r"sqlite:///file\.db"):
        Store.open(url, vault)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "talkoot.db").write_text("Dear diary, " * 500)

    with pytest.raises(StorageRefused, match="is no database"):
        Store.open(f"sqlite:///{tmp_path / 'talkoot.db'}", vault)


def test_a_database_without_tables_is_refused_and_not_created(tmp_path: Path, vault: Vault) -> None:
    with pytest.raises(SchemaTooOld, match="talkoot migrate"):
        Store.open(f"sqlite:///{tmp_path / 'talkoot.db'}", vault)

    assert not (tmp_path / "talkoot.db").exists()


def test_tables_of_a_newer_version_are_refused(store: Store, database_url: str, vault: Vault) -> None:
    store.now_run(lambda work: work.connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))

    assert migrate.state(database_url) is migrate.State.TOO_NEW
    with pytest.raises(SchemaTooNew, match="newer"):
        Store.open(database_url, vault)
    with pytest.raises(SchemaTooNew, match="newer"):
        migrate.upgrade(database_url)


WRITER = """
import sys
from pathlib import Path
from community.chat.address import Bot, Place, Platform
from storage.engine import Store
from storage.vault import Vault

store = Store.open(sys.argv[1], Vault.at(Path(sys.argv[2])))
place = Place(Bot(Platform.TELEGRAM, "4100001"), "1")
for number in range(1, 1_000_000):
    store.now_run(lambda work: work.refs.see(place, str(number)))
    print(number, flush=True)
"""


def test_a_process_that_is_killed_loses_nothing_that_was_kept(
    database_url: str, open_store: Callable[..., Store], tmp_path: Path, telegram_bot: Bot
) -> None:
    store = open_store(database_url)
    arguments = [sys.executable, "-c", WRITER, database_url, str(tmp_path / "talkoot.key")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        while int(writer.stdout.readline()) < 50:
            pass
        writer.send_signal(signal.SIGKILL)
        told = [50, *map(int, writer.stdout.read().split())][-1]

    [kept] = seen(store, telegram_bot).values()
    assert int(kept) in {told, told + 1}
    store.now_run(see(Place(telegram_bot, "1"), str(told + 2)))


def test_the_file_of_a_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "talkoot.db"

    migrate.upgrade(f"sqlite:///{file}")

    assert file.stat().st_mode & 0o077 == 0


def test_others_may_read_the_file_while_it_is_being_written(
    sqlite_url: str, open_store: Callable[..., Store], group: Place
) -> None:
    def job(work: Work) -> int:
        work.refs.see(group, "12")
        with contextlib.closing(sqlite3.connect(str(address(sqlite_url).database))) as beside:
            return int(beside.execute("SELECT count(*) FROM watermark").fetchone()[0])

    assert open_store(sqlite_url).now_run(job) == 0
