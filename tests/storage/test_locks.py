"""One process alone speaks as a bot, and one alone writes to a file."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from community.chat.address import Bot
from storage.engine import Store
from storage.errors import AnotherWriter
from storage.locks import OnlyWriter, Ownership

OWNER = """
import sys
from pathlib import Path
from community.chat.address import Bot, Platform
from storage.engine import Store
from storage.locks import Ownership
from storage.vault import Vault

store = Store.open(sys.argv[1], Vault.at(Path(sys.argv[2])))
owner = Ownership(store)
print(owner.acquire(Bot(Platform(sys.argv[3]), sys.argv[4])), flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(url: str, key: Path, bot: Bot) -> Iterator["subprocess.Popen[str]"]:
    arguments = [sys.executable, "-c", OWNER, url, str(key), bot.platform, bot.id]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture
def owner(store: Store) -> Iterator[Ownership]:
    owner = Ownership(store)
    yield owner
    owner.release()


def test_a_bot_belongs_to_one_process_until_it_is_let_go(store: Store, owner: Ownership, telegram_bot: Bot) -> None:
    other = Ownership(store)

    assert owner.acquire(telegram_bot) == 1
    assert other.acquire(telegram_bot) is None
    assert (owner.still_mine(), other.still_mine()) == (True, False)

    owner.release()
    assert other.acquire(telegram_bot) == 2
    assert (owner.still_mine(), other.still_mine()) == (False, True)
    other.release()


def test_two_bots_may_belong_to_two_processes(
    store: Store, owner: Ownership, telegram_bot: Bot, discord_bot: Bot
) -> None:
    other = Ownership(store)

    assert owner.acquire(telegram_bot) == 1
    assert other.acquire(discord_bot) == 1
    other.release()


def test_the_bot_of_a_killed_process_is_free_at_once(
    database_url: str, owner: Ownership, telegram_bot: Bot, tmp_path: Path
) -> None:
    with another_process(database_url, tmp_path / "talkoot.key", telegram_bot) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        assert owner.acquire(telegram_bot) is None

        process.send_signal(signal.SIGKILL)
        process.wait()

    for _ in range(100):  # the server needs a moment to see that the session is gone
        if epoch := owner.acquire(telegram_bot):
            break
    assert epoch == 2


def test_a_later_epoch_fences_an_owner_who_was_only_slow(store: Store, owner: Ownership, telegram_bot: Bot) -> None:
    owner.acquire(telegram_bot)

    store.now_run(lambda work: work.bots.take(telegram_bot))

    assert not owner.still_mine()


def test_an_owner_notices_that_its_session_was_lost(
    postgresql_url: str, open_store: Callable[..., Store], telegram_bot: Bot
) -> None:
    store = open_store(postgresql_url)
    owner = Ownership(store)
    owner.acquire(telegram_bot)

    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'talkoot owner'"
    store.now_run(lambda work: work.connection.execute(text(others)))

    assert not owner.still_mine()
    assert owner.acquire(telegram_bot) == 2
    owner.release()


def test_a_second_writer_of_a_file_is_told_to_go_elsewhere(sqlite_url: str) -> None:
    with OnlyWriter(sqlite_url), pytest.raises(AnotherWriter, match="stop it first"), OnlyWriter(sqlite_url):
        pass

    with OnlyWriter(sqlite_url):
        pass


def test_a_server_may_have_many_writers() -> None:
    with OnlyWriter("postgresql://localhost/talkoot"), OnlyWriter("postgresql://localhost/talkoot"):
        pass


def test_the_lock_of_a_file_stands_beside_it_for_its_owner_alone(sqlite_url: str, tmp_path: Path) -> None:
    with OnlyWriter(sqlite_url):
        assert (tmp_path / "talkoot.db.lock").stat().st_mode & 0o077 == 0
