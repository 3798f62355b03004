"""What wakes is on time, comes once more for what woke meanwhile, and survives what goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot import engine as engines
from bot.clock import Clock, ScaledClock
from bot.engine import LocalEngine
from tests.bot.post_office import until

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


class Looks:
    """Counts looks; each lasts as long as it is told."""

    def __init__(self) -> None:
        self.count = 0
        self.lasts = 0.0
        self.fails = False

    async def __call__(self) -> None:
        self.count += 1
        await asyncio.sleep(self.lasts)
        if self.fails:
            raise RuntimeError("the database is gone")


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def clock() -> ScaledClock:
    return ScaledClock(NOON, 0)


@pytest.fixture
async def engine(clock: Clock, looks: Looks) -> AsyncIterator[LocalEngine]:
    engine = LocalEngine(clock)
    engine.start(looks)
    await until(lambda: looks.count == 1)
    yield engine
    await engine.stop()


async def test_what_is_due_at_a_moment_is_looked_for_at_that_moment(looks: Looks) -> None:
    engine = LocalEngine(Clock())
    engine.start(looks)
    await until(lambda: looks.count == 1)
    engine.wake_at(datetime.now(UTC) + timedelta(seconds=0.5))
    await asyncio.sleep(0.1)
    assert looks.count == 1

    await until(lambda: looks.count == 2)
    await engine.stop()


async def test_what_wakes_during_a_look_makes_it_look_once_more(engine: LocalEngine, looks: Looks) -> None:
    looks.lasts = 0.2
    engine.wake_at(NOON)
    await until(lambda: looks.count == 2)
    engine.wake_at(NOON)

    await until(lambda: looks.count == 3)


@pytest.mark.usefixtures("engine")
async def test_a_clock_that_is_set_makes_it_look(clock: ScaledClock, looks: Looks) -> None:
    clock.jump(NOON + timedelta(days=7))

    await until(lambda: looks.count == 2)


async def test_a_look_that_fails_does_not_end_the_looking(engine: LocalEngine, looks: Looks) -> None:
    looks.fails = True
    with capture_logs():
        engine.wake_at(NOON)
        await until(lambda: looks.count == 2)
        engine.wake_at(NOON)

        await until(lambda: looks.count == 3)


async def test_the_sweep_looks_although_nobody_woke(
    clock: Clock, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SWEEP_SECONDS", 0.05)
    engine = LocalEngine(clock)
    engine.start(looks)

    await until(lambda: looks.count >= 3)
    await engine.stop()


async def test_nothing_is_left_running_after_the_stop(looks: Looks) -> None:
    before = asyncio.all_tasks()
    engine = LocalEngine(Clock())
    engine.every(0.01, "tidy", looks)
    engine.start(looks)
    await until(lambda: looks.count >= 2)
    await engine.stop()
    await asyncio.sleep(0.05)

    assert asyncio.all_tasks() == before
