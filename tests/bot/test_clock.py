"""Course time as a rehearsal uses it."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, ScaledClock

MONDAY = datetime(2026, 12, 7, 9, tzinfo=UTC)


class Wall:
    """Real time that passes when a test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall() -> Wall:
    return Wall()


def test_course_time_is_real_time_unless_it_is_rehearsed() -> None:
    before = datetime.now(UTC)
    assert before <= Clock().now() <= datetime.now(UTC)
    assert Clock().now().tzinfo is UTC
    assert 0 < Clock().real_seconds_until(datetime.now(UTC) + timedelta(seconds=9)) <= 9
    assert Clock().real_seconds_until(before) == 0


def test_a_fast_clock_makes_an_hour_of_six_seconds(wall: Wall) -> None:
    clock = ScaledClock(MONDAY, 600, real=wall)
    assert clock.real_seconds_until(MONDAY + timedelta(hours=1)) == 6
    wall.seconds += 6
    assert clock.now() == MONDAY + timedelta(hours=1)


def test_a_clock_that_stands_still_never_gets_there(wall: Wall) -> None:
    clock = ScaledClock(MONDAY, 0, real=wall)
    wall.seconds += 1000
    assert clock.now() == MONDAY
    assert clock.real_seconds_until(MONDAY) == 0
    assert clock.real_seconds_until(MONDAY + timedelta(minutes=1)) == math.inf


def test_who_waits_is_told_when_the_clock_is_set(wall: Wall) -> None:
    clock, told = ScaledClock(MONDAY, 1, real=wall), []
    clock.on_change(lambda: told.append(clock.now()))
    clock.jump(MONDAY + timedelta(days=7))
    clock.run_at(60)
    assert told == [MONDAY + timedelta(days=7)] * 2
    wall.seconds += 1
    assert clock.now() == MONDAY + timedelta(days=7, minutes=1)


def test_a_change_of_speed_does_not_move_the_clock(wall: Wall) -> None:
    clock = ScaledClock(MONDAY, 60, real=wall)
    wall.seconds += 10
    clock.run_at(0)
    wall.seconds += 10
    assert clock.now() == MONDAY + timedelta(minutes=10)


def test_the_clock_shows_utc_wherever_it_was_set(wall: Wall) -> None:
    helsinki = timezone(timedelta(hours=2))
    assert ScaledClock(MONDAY.astimezone(helsinki), 1, real=wall).now().tzinfo is UTC


@pytest.mark.parametrize(("start", "speed"), [(MONDAY.replace(tzinfo=None), 1), (MONDAY, -1)])
def test_a_clock_without_zone_or_running_backwards_is_refused(start: datetime, speed: float) -> None:
    with pytest.raises(ValueError, match="never runs backwards"):
        ScaledClock(start, speed)
