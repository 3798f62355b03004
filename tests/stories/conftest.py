"""Where the stories happen: each on both platforms and both databases, with a bot that runs for real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from community.chat.address import Platform
from storage.engine import Store
from tests.stories.school import School
from tests.stories.town import Town

OpenStore = Callable[[str], Store]


@contextmanager
def opened(town: Town, name: str) -> Iterator[Town]:
    """A town that is open during a story, and has to be in good order after it."""
    town.opens()
    try:
        yield town
        town.ends_well()
    finally:
        town.tells(name)
        town.closes()


@pytest.fixture(params=list(Platform))
def platform(request: pytest.FixtureRequest) -> Platform:
    """Where the people of the story are."""
    return Platform(request.param)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "on_both_databases: a story that is told on PostgreSQL as well")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every story is told on SQLite; one of each kind on PostgreSQL as well, where a database takes longer to make."""
    if "database" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("on_both_databases")
        metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, open_store: OpenStore) -> Store:
    return open_store(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def town(request: pytest.FixtureRequest, platform: Platform, database: Store) -> Iterator[Town]:
    """A town on one platform, in which nothing has happened yet."""
    with opened(Town(database, platform), request.node.name) as town:
        yield town


@pytest.fixture
def school(town: Town) -> School:
    """The Valo Centre, where Dina has opened a course that Aino and Ben have joined."""
    return School.with_a_course(town)


@pytest.fixture
def two_towns(request: pytest.FixtureRequest, database: Store) -> Iterator[Town]:
    """A town whose people are on Telegram and on Discord."""
    with opened(Town(database, Platform.TELEGRAM, both=True), request.node.name) as town:
        yield town


@pytest.fixture
def telegram_town(request: pytest.FixtureRequest, sqlite_url: str, open_store: OpenStore) -> Iterator[Town]:
    """For what only Telegram has."""
    with opened(Town(open_store(sqlite_url), Platform.TELEGRAM), request.node.name) as town:
        yield town


@pytest.fixture
def discord_town(request: pytest.FixtureRequest, sqlite_url: str, open_store: OpenStore) -> Iterator[Town]:
    """For what only Discord has."""
    with opened(Town(open_store(sqlite_url), Platform.DISCORD), request.node.name) as town:
        yield town
