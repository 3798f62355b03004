"""A backup holds everything, on either database, and goes back into an empty one of either kind."""

import json
import threading
import time
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from community.chat.address import Account, Platform
from community.prompts import PeerReply
from storage import migrate
from storage.backup import AT_ONCE, backup, restore
from storage.engine import Store
from storage.errors import KeyFileMissing, SchemaTooOld, StorageRefused, WrongKey
from storage.tables import metadata
from storage.tables.courses import talk
from storage.tables.prompts import answer, peer_reply
from storage.vault import Vault
from storage.work import Work
from tests.storage.test_privacy import leave_traces
from tests.valo import DAY, GROUPS, HOUR, MONDAY, Valo

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return store.now_read(
        lambda work: {
            table.name: sorted(map(tuple, work.connection.execute(table.select())), key=str)
            for table in metadata.sorted_tables
        }
    )


@pytest.fixture
def key_file(tmp_path: Path, vault: Vault) -> Path:
    assert vault
    return tmp_path / "talkoot.key"


@pytest.fixture
def lively(valo: Valo) -> Valo:
    """A course in which something of every kind has happened."""
    aino, ben, slot = valo.joins("Aino", AINO), valo.joins("Ben", BEN), valo.prompt()
    given = valo.answers(aino, slot, "Luin lehteä 📰.", MONDAY + HOUR)
    valo.replies(ben, given, None, MONDAY + HOUR)
    valo.do(lambda work: work.courses.talked(valo.course.id, ben.id, MONDAY.date()))
    valo.do(lambda work: work.refs.see(GROUPS[Platform.DISCORD], "12"))
    return valo


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'restored.db'}"
    return str(request.getfixturevalue("empty_postgresql_url"))


@pytest.fixture
def archive(lively: Valo, database_url: str, key_file: Path, tmp_path: Path) -> Path:
    """A backup of the lively course."""
    assert lively
    file = tmp_path / "kept.zip"
    backup(database_url, key_file, file)
    return file


@pytest.fixture
def restored(empty_url: str, key_file: Path, open_store: Callable[..., Store]) -> Callable[[Path], Store]:
    """Fills the empty database from an archive."""

    def fill(file: Path) -> Store:
        restore(empty_url, key_file, file)
        return open_store(empty_url)

    return fill


def test_everything_comes_back_in_a_database_of_either_kind(
    lively: Valo, archive: Path, restored: Callable[[Path], Store]
) -> None:
    back = restored(archive)
    assert everything(back) == everything(lively.store)
    found = back.now_read(lambda work: work.prompts.answers(1))
    assert [each.text for each in found] == ["Luin lehteä 📰."]


def test_numbers_that_were_given_out_are_not_given_out_again(
    lively: Valo, database_url: str, key_file: Path, tmp_path: Path, restored: Callable[[Path], Store]
) -> None:
    (given,) = lively.do(lambda work: work.prompts.answers(1))
    reply = lively.replies(lively.dina, given, "Hyvä!", MONDAY)
    lively.do(lambda work: work.prompts.remove_reply(reply.id))
    backup(database_url, key_file, tmp_path / "monday.zip")
    again = PeerReply(0, given.id, lively.dina.id, "Taas", MONDAY)
    new = restored(tmp_path / "monday.zip").now_run(lambda work: work.prompts.add_reply(again))
    assert new.id > reply.id


def test_the_archive_is_for_its_owner_alone_and_without_the_key(lively: Valo, archive: Path, key_file: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(archive) as opened:
        content = b"".join(opened.read(name) for name in opened.namelist())
    assert key_file.read_bytes().strip() not in content
    assert "lehteä".encode() not in content
    assert lively.course.code.encode() in content


def test_progress_is_told_table_by_table(valo: Valo, database_url: str, key_file: Path, tmp_path: Path) -> None:
    days = [
        {"course_id": valo.course.id, "person_id": number, "day": MONDAY.date(), "messages": 1}
        for number in range(AT_ONCE + 1)
    ]
    valo.do(lambda work: work.connection.execute(insert(talk), days))
    told: list[tuple[str, int]] = []
    backup(database_url, key_file, tmp_path / "monday.zip", lambda table, rows: told.append((table, rows)))
    assert [rows for table, rows in told if table == "talk"] == [AT_ONCE, AT_ONCE + 1]


def writes_a_pair(valo: Valo, slot: int, number: int) -> None:
    """An answer and a reply to it in one transaction."""
    person = valo.arrives(f"Learner {number}", Account(Platform.TELEGRAM, f"8{number:07}"))
    row = {"slot_id": slot, "person_id": person.id, "answered_at": MONDAY}

    def both(work: Work) -> None:
        kept = work.connection.execute(insert(answer).values(row).returning(answer.c.id)).scalar_one()
        work.connection.execute(insert(peer_reply).values(answer_id=kept, replied_at=MONDAY))

    valo.do(both)


def test_a_backup_during_writing_shows_one_moment(
    lively: Valo, database_url: str, key_file: Path, tmp_path: Path, restored: Callable[[Path], Store]
) -> None:
    slot, stop, numbers, done = lively.prompt().id, threading.Event(), count(), [0]

    def writing() -> None:
        while not stop.is_set():
            writes_a_pair(lively, slot, next(numbers))
            done.append(len(done))

    def until_more_is_written(_table: str, _rows: int) -> None:
        before = len(done)
        while len(done) == before and thread.is_alive():
            time.sleep(0.001)

    thread = threading.Thread(target=writing)
    thread.start()
    try:
        backup(database_url, key_file, tmp_path / "busy.zip", until_more_is_written)
    finally:
        stop.set()
        thread.join()
    rows = everything(restored(tmp_path / "busy.zip"))
    assert len(rows["answer"]) == len(rows["peer_reply"])
    assert len(everything(lively.store)["answer"]) > len(rows["answer"])


def test_there_is_no_backup_without_the_key_file(lively: Valo, database_url: str, tmp_path: Path) -> None:
    assert lively
    with pytest.raises(KeyFileMissing):
        backup(database_url, tmp_path / "lost.key", tmp_path / "monday.zip")
    assert not (tmp_path / "monday.zip").exists()


def test_there_is_no_backup_with_a_key_file_that_opens_nothing(lively: Valo, database_url: str, tmp_path: Path) -> None:
    assert lively
    Vault.at(tmp_path / "other.key", create=True)
    (tmp_path / "monday.zip").write_bytes(b"last week's")
    with pytest.raises(WrongKey):
        backup(database_url, tmp_path / "other.key", tmp_path / "monday.zip")
    assert (tmp_path / "monday.zip").read_bytes() == b"last week's"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".monday")] == []


def test_a_backup_of_no_database_is_refused(key_file: Path, tmp_path: Path) -> None:
    with pytest.raises(SchemaTooOld):
        backup(f"sqlite:///{tmp_path / 'none.db'}", key_file, tmp_path / "monday.zip")
    assert not (tmp_path / "none.db").exists()


def test_a_database_with_anything_in_it_is_not_overwritten(
    lively: Valo, archive: Path, database_url: str, key_file: Path
) -> None:
    lively.arrives("Carla", Account(Platform.TELEGRAM, "70003333"), MONDAY + DAY)
    before = everything(lively.store)
    with pytest.raises(StorageRefused, match="not empty"):
        restore(database_url, key_file, archive)
    assert everything(lively.store) == before


def test_a_backup_is_not_restored_with_another_key_file(archive: Path, empty_url: str, tmp_path: Path) -> None:
    Vault.at(tmp_path / "other.key", create=True)
    with pytest.raises(StorageRefused, match="another key file"):
        restore(empty_url, tmp_path / "other.key", archive)
    assert migrate.revision_of(empty_url) is None


def _changed(archive: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of an archive with one of its files changed."""
    copy = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, change(content) if entry == name else content)
    return copy


def test_a_backup_of_another_version_is_refused(valo: Valo, sqlite_url: str, key_file: Path, tmp_path: Path) -> None:
    assert valo
    backup(sqlite_url, key_file, tmp_path / "monday.zip")
    older = _changed(
        tmp_path / "monday.zip",
        "contents.json",
        lambda content: json.dumps(json.loads(content) | {"revision": "0000"}).encode(),
    )
    with pytest.raises(StorageRefused, match="another version"):
        restore(f"sqlite:///{tmp_path / 'new.db'}", key_file, older)


@pytest.mark.parametrize("change", [lambda content: content[:-20], lambda content: content.split(b"\n")[0] + b"\n"])
def test_a_backup_that_lacks_rows_restores_nothing(
    archive: Path,
    empty_url: str,
    restored: Callable[[Path], Store],
    open_store: Callable[..., Store],
    change: Callable[[bytes], bytes],
) -> None:
    with pytest.raises(StorageRefused):
        restored(_changed(archive, "membership.jsonl", change))
    assert [table for table, rows in everything(open_store(empty_url)).items() if rows] == []


def test_a_file_that_is_no_backup_is_named(tmp_path: Path, key_file: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"no zip at all")
    with pytest.raises(StorageRefused, match=r"holiday\.jpg is no backup"):
        restore(f"sqlite:///{tmp_path / 'new.db'}", key_file, tmp_path / "holiday.jpg")


def test_what_stands_in_every_table_goes_back(
    lively: Valo, database_url: str, key_file: Path, tmp_path: Path, restored: Callable[[Path], Store]
) -> None:
    leave_traces(lively)
    lively.do(lambda work: work.organisations.create_partnership("North and South", MONDAY))
    file = tmp_path / "whole.zip"
    backup(database_url, key_file, file)
    kept = everything(lively.store)
    assert [name for name, rows in kept.items() if not rows] == []
    assert everything(restored(file)) == kept
