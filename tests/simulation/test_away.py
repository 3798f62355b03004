"""What came due while the whole process was down: posted late and once, or skipped and reported."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.playground.telegram import Limits, TelegramServer
from community.calendar import Once, to_wall
from community.chat.address import Account, Bot, Place, Platform
from community.courses import Course
from community.prompts import Series, SeriesState
from community.roles import Grant, Role
from storage.engine import Store
from storage.vault import Vault
from storage.work import Work
from tests.simulation.bot_process import BotProcess, write_config
from tests.simulation.courses import ZONE, found_course

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]

TOKEN = "4100001:" + "invented-token-of-a-test-and-no-more"


def _was_due(store: Store, course: Course, text: str, ago: timedelta) -> None:
    """A prompt that was scheduled long ago, and whose time came while nobody was there."""
    due = datetime.now(UTC) - ago
    wall = to_wall(due, ZONE).replace(second=0, microsecond=0)
    before = due - timedelta(days=1)
    series = Series(0, course.id, text, Once(wall), ZONE, SeriesState.SCHEDULED, course.created_by, before, before)
    store.now_run(lambda work: work.prompts.add(series))


def _can_be_told(store: Store, course: Course, trainer: Account, place: Place) -> None:
    now = datetime.now(UTC)

    def job(work: Work) -> None:
        dina = work.people.create(trainer, "Dina", "en", now)
        work.people.seen(trainer, place.bot, place, now)
        work.people.grant(Grant(dina.id, Role.TRAINER, course.organisation, course.id), now)

    store.now_run(job)


async def _until(met: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not met():  # noqa: ASYNC110  what is awaited happens in another process
            await asyncio.sleep(0.05)


async def test_prompts_due_while_the_process_was_down_come_late_once_or_are_reported(
    sqlite_url: str, tmp_path: Path
) -> None:
    vault = Vault.at(tmp_path / "simulation.key", create=True)
    async with TelegramServer(limits=Limits(enabled=False)) as server:
        local = server.add_bot(TOKEN, username="valo_bot")
        dina, aino = server.add_user("Dina"), server.add_user("Aino")
        await dina.start(local)
        group = server.add_group("English for seniors", admins=[dina], members=[aino], bots=[local])
        bot = Bot(Platform.TELEGRAM, str(local.id))
        store = Store.open(sqlite_url, vault)
        course = found_course(store, Place(bot, str(group.id)), [(Account(Platform.TELEGRAM, str(aino.id)), "Aino")])
        private = Place(bot, str(dina.id), private=True)
        _can_be_told(store, course, Account(Platform.TELEGRAM, str(dina.id)), private)
        _was_due(store, course, "What did you cook?", timedelta(hours=2))
        _was_due(store, course, "What will you cook for midsummer?", timedelta(days=60))
        store.close()
        section = {"token": TOKEN, "api_base": server.base, "file_base": server.file_base}
        process = BotProcess(write_config(tmp_path, sqlite_url, tmp_path / "simulation.key", telegram=section))

        def posted() -> list[str]:
            return [each.text for each in group.messages if "cook" in each.text]

        def told() -> list[str]:
            return [each.text for each in dina.private(local).messages if "lost its sense" in each.text]

        await process.start()
        await _until(lambda: posted() and told())
        await process.kill()
        await process.start()
        await process.ready()
        assert await process.stop() == 0

        assert len(posted()) == 1
        assert "What did you cook?" in posted()[0]
        assert "later than planned" in posted()[0]
        assert len(told()) == 1
        assert not process.errors
