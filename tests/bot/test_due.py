"""Whatever is due is dealt with, each row by itself; one that fails is set back and holds up nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import ScaledClock
from bot.routines import due
from bot.routines.due import SET_BACK, open_all_due
from storage.engine import Store
from storage.timers import Timer
from storage.work import Work
from tests.valo import MONDAY

NOW = MONDAY
KIND = "test"


@pytest.fixture
def clock() -> ScaledClock:
    return ScaledClock(NOW, 0)


def due_rows(store: Store, count: int) -> None:
    def job(work: Work) -> None:
        for number in range(1, count + 1):
            work.timers.set(KIND, number, NOW - timedelta(minutes=count - number))

    store.now_run(job)


def rows(store: Store) -> list[Timer]:
    return store.now_read(lambda work: work.timers.all())


def routine(monkeypatch: pytest.MonkeyPatch, act: Callable[[Work, int], object]) -> list[int]:
    """Rows are handled by `act`; returns the numbers of those whose change was kept."""
    handled: list[int] = []

    def run(work: Work, number: int, _now: object) -> None:
        act(work, number)
        work.after_commit(lambda: handled.append(number))

    monkeypatch.setitem(due.ROUTINES, KIND, run)
    return handled


def done(work: Work, number: int) -> None:
    work.timers.set(KIND, number, None)


async def test_a_thousand_rows_are_dealt_with_once_each_in_the_order_they_were_due(
    store: Store, clock: ScaledClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_rows(store, 1000)
    handled = routine(monkeypatch, done)

    assert await open_all_due(store, clock) is None
    assert handled == list(range(1, 1001))


async def test_a_row_whose_routine_fails_is_set_back_and_holds_up_nobody(
    store: Store, clock: ScaledClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_rows(store, 120)

    def fails_at_seventy(work: Work, number: int) -> None:
        if number == 70:
            raise RuntimeError("poisoned")
        done(work, number)

    handled = routine(monkeypatch, fails_at_seventy)
    with capture_logs() as log:
        coming = await open_all_due(store, clock)

    assert sorted(handled) == [number for number in range(1, 121) if number != 70]
    assert coming == NOW + SET_BACK
    assert [(timer.id, timer.due) for timer in rows(store)] == [(70, NOW + SET_BACK)]
    assert [entry["event"] for entry in log] == ["routine failed"]


async def test_a_row_of_a_kind_that_nobody_knows_is_set_back(store: Store, clock: ScaledClock) -> None:
    store.now_run(lambda work: work.timers.set("unheard of", 1, NOW))
    with capture_logs():
        await open_all_due(store, clock)

    assert [timer.due for timer in rows(store)] == [NOW + SET_BACK]


@pytest.mark.timeout(20)
async def test_a_routine_that_leaves_its_row_as_it_was_does_not_run_for_ever(
    store: Store, clock: ScaledClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_rows(store, 3)
    routine(monkeypatch, lambda work, number: None if number == 2 else done(work, number))
    with capture_logs():
        await open_all_due(store, clock)

    assert [(timer.id, timer.due) for timer in rows(store)] == [(2, NOW + SET_BACK)]


async def test_what_is_not_due_yet_waits(store: Store, clock: ScaledClock, monkeypatch: pytest.MonkeyPatch) -> None:
    store.now_run(lambda work: work.timers.set(KIND, 1, NOW + timedelta(minutes=1)))
    handled = routine(monkeypatch, done)

    assert await open_all_due(store, clock) == NOW + timedelta(minutes=1)
    assert handled == []
    clock.jump(NOW + timedelta(minutes=1))
    assert await open_all_due(store, clock) is None
    assert handled == [1]
