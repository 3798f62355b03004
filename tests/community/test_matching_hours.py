"""Weekly hours: said in local times, compared in UTC, shown in local times again."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.matching.candidates import ALL_HOURS
from community.matching.hours import Window, local_windows, week_mask

WINTER, SUMMER, CLOCKS_GO_FORWARD = date(2026, 11, 23), date(2026, 6, 22), date(2026, 3, 23)
EVENING = Window(0, time(18), time(21))


def hours(mask: int) -> list[int]:
    return [hour for hour in range(168) if mask >> hour & 1]


def test_an_evening_in_helsinki_is_two_hours_earlier_in_utc_and_three_in_summer() -> None:
    assert hours(week_mask([EVENING], "Europe/Helsinki", WINTER)) == [16, 17, 18]
    assert hours(week_mask([EVENING], "Europe/Helsinki", SUMMER)) == [15, 16, 17]


def test_in_a_zone_half_an_hour_off_only_whole_hours_count() -> None:
    assert hours(week_mask([EVENING], "Asia/Kolkata", WINTER)) == [13, 14]
    assert local_windows(week_mask([EVENING], "Asia/Kolkata", WINTER), "Asia/Kolkata", WINTER) == (
        Window(0, time(18, 30), time(20, 30)),
    )


def test_two_windows_that_touch_are_one() -> None:
    halves = [Window(0, time(18), time(19, 15)), Window(0, time(19, 15), time(21))]
    assert week_mask(halves, "Asia/Kolkata", WINTER) == week_mask([EVENING], "Asia/Kolkata", WINTER)


def test_early_monday_in_the_east_is_sunday_in_utc() -> None:
    night = [Window(0, time(0), time(3))]
    assert hours(week_mask(night, "Europe/Helsinki", WINTER)) == [0, 166, 167]
    assert local_windows(week_mask(night, "Europe/Helsinki", WINTER), "Europe/Helsinki", WINTER) == tuple(night)


def test_a_window_may_go_past_midnight_and_fill_a_whole_day() -> None:
    assert hours(week_mask([Window(6, time(22), time(2))], "UTC", WINTER)) == [0, 1, 166, 167]
    assert hours(week_mask([Window(1, time(0), time(0))], "UTC", WINTER)) == list(range(24, 48))


def test_in_the_week_when_clocks_go_forward_the_missing_hour_is_missing() -> None:
    sunday = [Window(6, time(1), time(6))]
    assert week_mask(sunday, "Europe/Helsinki", CLOCKS_GO_FORWARD).bit_count() == 4
    assert week_mask(sunday, "Europe/Helsinki", WINTER).bit_count() == 5


def test_a_reference_week_begins_on_a_monday() -> None:
    with pytest.raises(ValueError, match="Monday"):
        week_mask([EVENING], "UTC", date(2026, 11, 24))


@given(st.integers(0, ALL_HOURS), st.sampled_from(["UTC", "Europe/Helsinki", "Asia/Kolkata", "Pacific/Chatham"]))
def test_what_is_shown_means_the_same_hours_again(mask: int, zone: str) -> None:
    shown = local_windows(mask, zone, SUMMER)
    assert week_mask(shown, zone, SUMMER) == mask
    assert list(shown) == sorted(shown)
    assert all(one.weekday < two.weekday or one.end < two.start for one, two in pairwise(shown))
