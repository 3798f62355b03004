"""What is due is claimed by one alone."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from storage.engine import Store
from storage.timers import Timer
from storage.work import Work

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def set_timers(store: Store, *timers: Timer) -> None:
    def job(work: Work) -> None:
        for timer in timers:
            work.timers.set(timer.kind, timer.id, timer.due)

    store.now_run(job)


def test_what_is_due_longest_is_claimed_first(store: Store) -> None:
    set_timers(
        store, Timer("series", 1, NOW - HOUR), Timer("series", 2, NOW - 2 * HOUR), Timer("series", 3, NOW + HOUR)
    )

    assert store.now_run(lambda work: work.timers.claim(NOW)) == Timer("series", 2, NOW - 2 * HOUR)
    assert store.now_read(lambda work: work.timers.earliest()) == NOW - 2 * HOUR


def test_nothing_is_claimed_before_its_time(store: Store) -> None:
    assert store.now_read(lambda work: work.timers.earliest()) is None
    set_timers(store, Timer("series", 3, NOW + HOUR))

    assert store.now_run(lambda work: work.timers.claim(NOW)) is None


def test_a_thing_has_one_timer_which_moves_and_ends(store: Store) -> None:
    set_timers(store, Timer("series", 3, NOW))
    set_timers(store, Timer("series", 3, NOW + HOUR))
    assert store.now_read(lambda work: work.timers.all()) == [Timer("series", 3, NOW + HOUR)]

    store.now_run(lambda work: work.timers.set("series", 3, None))
    assert store.now_read(lambda work: work.timers.all()) == []


def test_moments_from_other_zones_are_kept_as_the_same_moment(store: Store) -> None:
    helsinki = datetime.fromisoformat("2026-11-23T11:00:00+02:00")
    set_timers(store, Timer("series", 3, helsinki))

    [timer] = store.now_read(lambda work: work.timers.all())
    assert (timer.due, timer.due.tzinfo) == (NOW, UTC)


def test_two_processes_that_claim_at_once_get_each_timer_once(
    database_url: str, open_store: Callable[..., Store]
) -> None:
    stores = [open_store(database_url, pool=2) for _ in range(2)]
    set_timers(stores[0], *(Timer("series", number, NOW - HOUR) for number in range(40)))
    claimed: list[int] = []

    def claim(work: Work) -> bool:
        timer = work.timers.claim(NOW)
        if timer is None:
            return False
        work.timers.set(timer.kind, timer.id, NOW + HOUR)
        work.after_commit(lambda: claimed.append(timer.id))
        return True

    def claims_all(store: Store) -> None:
        while store.now_run(claim) or min(timer.due for timer in store.now_read(lambda work: work.timers.all())) <= NOW:
            pass

    threads = [threading.Thread(target=claims_all, args=[store]) for store in (*stores, *stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == list(range(40))


def test_a_claimed_timer_is_skipped_by_others_until_its_work_ends(
    postgresql_url: str, open_store: Callable[..., Store]
) -> None:
    store, other = open_store(postgresql_url), open_store(postgresql_url)
    set_timers(store, Timer("series", 1, NOW - 2 * HOUR), Timer("series", 2, NOW - HOUR))

    def while_held(work: Work) -> tuple[Timer | None, Timer | None]:
        return work.timers.claim(NOW), other.now_run(lambda beside: beside.timers.claim(NOW))

    assert store.now_run(while_held) == (Timer("series", 1, NOW - 2 * HOUR), Timer("series", 2, NOW - HOUR))
    assert other.now_run(lambda work: work.timers.claim(NOW)) == Timer("series", 1, NOW - 2 * HOUR)


def test_what_is_waited_for_already_begins_no_second_time(store: Store) -> None:
    assert store.now_run(lambda work: work.timers.begin("newcomers", 1, NOW + HOUR))
    assert not store.now_run(lambda work: work.timers.begin("newcomers", 1, NOW + 2 * HOUR))
    assert store.now_run(lambda work: work.timers.begin("newcomers", 2, NOW))
    assert store.now_read(lambda work: work.timers.due("newcomers", 1)) == NOW + HOUR
    assert store.now_read(lambda work: work.timers.due("newcomers", 3)) is None
