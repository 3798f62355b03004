"""Long calculations: in a process of their own, begun anew after a kill, and gone when nobody waits for them."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from math import comb
from typing import Any

import pytest

from bot.calculating import CalculationFailed, calculated
from bot.clock import ScaledClock
from bot.engine import LocalEngine
from bot.longwork import Long, LongWork
from storage.engine import Store
from storage.timers import Timer
from storage.work import Work

NOW = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
SUM = "sum"


async def test_a_calculation_comes_back_from_another_process() -> None:
    assert await calculated(partial(comb, 10, 3)) == 120
    assert await calculated(os.getpid) != os.getpid()


async def test_a_calculation_that_fails_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CalculationFailed):
        await calculated(partial(comb, -1, 3))
    assert "ValueError" in capfd.readouterr().err


async def test_a_calculation_that_nobody_waits_for_is_ended() -> None:
    begun = time.monotonic()
    waiting = asyncio.create_task(calculated(partial(time.sleep, 30)))
    await asyncio.sleep(0.3)
    waiting.cancel()
    await asyncio.wait({waiting})
    assert waiting.cancelled()
    assert time.monotonic() - begun < 10


def test_a_calculation_ends_when_its_parent_is_killed() -> None:
    script = (
        "import asyncio, functools, os, time\n"
        "from bot.calculating import calculated\n"
        "async def main():\n"
        "    task = asyncio.create_task(calculated(functools.partial(time.sleep, 60)))\n"
        "    await asyncio.sleep(1.5)\n"
        "    print(open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read(), flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    child = int(ended.stdout.split()[0])
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123
            return stat.read().split()[2] != "Z"
    except OSError:
        return False


def _long(store: Store, kept: list[Any]) -> tuple[LongWork, LocalEngine]:
    clock = ScaledClock(NOW, 0)
    engine = LocalEngine(clock)

    def keep(work: Work, number: int, _: Callable[[], Any] | None, result: Any, __: datetime) -> None:
        kept.append(result)
        work.timers.set(SUM, number, None)

    kind = Long(lambda _work, number, _now: partial(comb, number, 2), keep)
    return LongWork(store, clock, engine, {SUM: kind}), engine


async def _ends(engine: LocalEngine) -> None:
    while engine._long:  # noqa: ASYNC110 - what it does by itself is looked at
        await asyncio.sleep(0.01)
    await engine.stop()


async def test_what_is_claimed_is_calculated_and_kept_once(store: Store) -> None:
    kept: list[Any] = []
    long, engine = _long(store, kept)
    await store.run(lambda work: long.claim(work, Timer(SUM, 5, NOW), NOW))
    due = await store.read(lambda work: work.timers.due(SUM, 5))
    assert due is not None
    assert due > NOW, "somebody else may begin only when we have surely not ended"
    await _ends(engine)
    assert kept == [10]
    assert await store.read(lambda work: work.timers.due(SUM, 5)) is None


async def test_a_new_process_begins_what_the_last_one_had_begun(store: Store) -> None:
    long, engine = _long(store, [])
    await store.run(lambda work: work.timers.set(SUM, 5, NOW + timedelta(minutes=10)))
    await store.run(lambda work: work.timers.set("series", 6, NOW + timedelta(minutes=10)))
    await store.run(lambda work: long.forget_claims(work, NOW))
    assert await store.read(lambda work: work.timers.due(SUM, 5)) == NOW
    assert await store.read(lambda work: work.timers.due("series", 6)) == NOW + timedelta(minutes=10)
    await engine.stop()


async def test_what_fails_is_tried_again_later(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    kept: list[Any] = []
    long, engine = _long(store, kept)
    await store.run(lambda work: long.claim(work, Timer(SUM, -5, NOW), NOW))
    await _ends(engine)
    assert kept == []
    assert await store.read(lambda work: work.timers.due(SUM, -5)) == NOW + timedelta(minutes=15)
    capfd.readouterr()
