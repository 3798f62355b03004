"""Schedules on the wall clock, and distances."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.calendar import (
    Distance,
    Every,
    Once,
    Rule,
    Schedule,
    distance,
    is_skipped,
    load,
    to_utc,
    to_wall,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = time(12)

zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in ("Europe/Helsinki", "Europe/Lisbon", "Asia/Beirut", "Australia/Lord_Howe", "Asia/Kolkata")
    ]
)
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
walls = st.builds(datetime.combine, days, minutes)
moments = walls.map(lambda wall: wall.replace(tzinfo=UTC))
ends = {"until": st.none() | days, "times": st.none() | st.integers(1, 60), "but": st.frozensets(days, max_size=3)}
common = {"at": minutes, "first": days, "interval": st.integers(1, 4), **ends}
rules = st.one_of(
    st.builds(Rule, every=st.just(Every.DAY), **common),
    st.builds(Rule, every=st.just(Every.WEEK), weekdays=st.frozensets(st.integers(0, 6), min_size=1), **common),
    st.builds(Rule, every=st.just(Every.MONTH), day=st.integers(1, 31), **common),
)
schedules = st.one_of(st.builds(Once, walls, second_pass=st.booleans()), rules)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def shown(text: str) -> datetime:
    return datetime.fromisoformat(text)


def dates(rule: Rule, most: int = 4) -> list[str]:
    return [f"{wall:%d.%m.}" for wall in islice(rule.walls(), most)]


def test_a_time_that_the_clock_jumps_over_comes_an_hour_later() -> None:
    wall = shown("2027-03-28 03:30")
    assert to_wall(to_utc(wall, HELSINKI), HELSINKI) == shown("2027-03-28 04:30")
    assert is_skipped(wall, HELSINKI)
    assert to_utc(wall, HELSINKI, second_pass=True) == to_utc(wall, HELSINKI)


def test_a_time_that_the_clock_shows_twice_means_the_first() -> None:
    wall = shown("2026-10-25 03:30")
    assert to_utc(wall, "Europe/Helsinki") == utc(2026, 10, 25, 0, 30)
    assert to_utc(wall, "Europe/Helsinki", second_pass=True) == utc(2026, 10, 25, 1, 30)
    assert not is_skipped(wall, HELSINKI)


def test_nine_in_the_morning_stays_nine_when_the_clocks_change() -> None:
    rule = Rule(Every.WEEK, time(9), date(2026, 10, 19), weekdays=frozenset({0}))
    assert [slot.due.hour for slot in islice(rule.occurrences(HELSINKI), 2)] == [6, 7]


def test_each_step_keeps_its_days() -> None:
    monday = date(2026, 11, 30)
    assert dates(Rule(Every.DAY, NOON, monday)) == ["30.11.", "01.12.", "02.12.", "03.12."]
    assert dates(Rule(Every.DAY, NOON, monday, interval=3)) == ["30.11.", "03.12.", "06.12.", "09.12."]
    assert dates(Rule(Every.WEEK, NOON, monday, weekdays=frozenset({3, 0}))) == ["30.11.", "03.12.", "07.12.", "10.12."]
    assert dates(Rule(Every.WEEK, NOON, monday, interval=2, weekdays=frozenset({0})), 2) == ["30.11.", "14.12."]
    assert dates(Rule(Every.WEEK, NOON, monday, interval=2, weekdays=frozenset({0, 6})), 3) == [
        "30.11.",
        "06.12.",
        "14.12.",
    ]
    assert dates(Rule(Every.MONTH, NOON, monday, day=1), 3) == ["01.12.", "01.01.", "01.02."]


def test_a_month_without_a_31st_uses_its_last_day() -> None:
    rule = Rule(Every.MONTH, NOON, date(2027, 12, 1), day=31)
    assert dates(rule) == ["31.12.", "31.01.", "29.02.", "31.03."]


def test_a_rule_ends_after_its_last_date_or_its_number_of_times_and_leaves_dates_out() -> None:
    monday = date(2026, 11, 30)
    assert dates(Rule(Every.DAY, NOON, monday, until=date(2026, 12, 2))) == ["30.11.", "01.12.", "02.12."]
    assert dates(Rule(Every.DAY, NOON, monday, times=2)) == ["30.11.", "01.12."]
    assert dates(Rule(Every.DAY, NOON, monday, times=3, but=frozenset({date(2026, 12, 1)}))) == ["30.11.", "02.12."]


def test_the_outlook_tells_the_first_the_last_and_how_many() -> None:
    rule = Rule(Every.WEEK, time(9), date(2026, 11, 30), weekdays=frozenset({0}), times=5)
    outlook = rule.outlook(HELSINKI, utc(2026, 11, 30, 7))
    assert outlook is not None
    assert (outlook.first.key, outlook.times) == ("2026-12-07T09:00", 4)
    assert outlook.last is not None
    assert outlook.last.due == utc(2026, 12, 28, 7)
    assert rule.outlook(HELSINKI, utc(2027, 1, 1)) is None


def test_the_outlook_of_a_rule_without_an_end_has_no_last() -> None:
    outlook = Rule(Every.DAY, NOON, date(2026, 11, 30)).outlook(HELSINKI, utc(2026, 11, 30))
    assert outlook is not None
    assert (outlook.first.key, outlook.last, outlook.times) == ("2026-11-30T12:00", None, None)


def test_nothing_is_due_later_than_the_last_slot() -> None:
    once = Once(shown("2026-12-07 18:30"))
    assert once.after(utc(2026, 12, 7, 16, 29), HELSINKI) is not None
    assert once.after(utc(2026, 12, 7, 16, 30), HELSINKI) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"every": Every.WEEK},
        {"every": Every.WEEK, "weekdays": frozenset({7})},
        {"every": Every.WEEK, "weekdays": frozenset({1}), "day": 1},
        {"every": Every.DAY, "weekdays": frozenset({1})},
        {"every": Every.DAY, "day": 1},
        {"every": Every.MONTH},
        {"every": Every.MONTH, "day": 32},
        {"every": Every.DAY, "interval": 0},
        {"every": Every.DAY, "times": 0},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no rule"):
        Rule(at=NOON, first=date(2026, 1, 1), **wrong)  # type: ignore[arg-type]


@given(schedules)
@example(Once(shown("2026-10-25 03:30"), second_pass=True))
def test_what_is_dumped_can_be_loaded(schedule: Schedule) -> None:
    assert load(schedule.dump()) == schedule
    assert "\n" not in schedule.dump()


@given(rules, zones)
def test_each_scheduled_date_has_one_slot_and_the_moments_grow(rule: Rule, zone: ZoneInfo) -> None:
    slots = list(islice(rule.occurrences(zone), 100))
    assert [slot.local for slot in slots] == list(islice(rule.walls(), 100))
    assert all(earlier.due < later.due for earlier, later in pairwise(slots))
    assert all(earlier.key < later.key for earlier, later in pairwise(slots))


@given(schedules, zones, moments)
def test_what_comes_next_is_the_earliest_that_is_still_ahead(schedule: Schedule, zone: ZoneInfo, now: datetime) -> None:
    following = schedule.after(now, zone)
    expected = next((slot for slot in schedule.occurrences(zone) if slot.due > now), None)
    assert following == expected


@given(rules)
def test_every_date_of_a_rule_is_one_that_it_names(rule: Rule) -> None:
    for wall in islice(rule.walls(), 50):
        assert wall.time() == rule.at
        assert wall.date() >= rule.first
        assert wall.date() not in rule.but
        assert rule.every is not Every.WEEK or wall.weekday() in rule.weekdays
        assert rule.every is not Every.DAY or (wall.date() - rule.first).days % rule.interval == 0
        next_day = wall.date() + timedelta(days=1)
        assert (
            rule.every is not Every.MONTH or wall.day == rule.day or (wall.day < (rule.day or 0) and next_day.day == 1)
        )


def test_distance_counts_midnights_of_the_reader() -> None:
    now = utc(2026, 11, 30, 21, 50)
    assert distance(now, utc(2026, 11, 30, 22, 0), HELSINKI) == Distance(days=1, hours=0, minutes=10)
    assert distance(now, utc(2026, 11, 30, 22, 0), "Europe/Lisbon") == Distance(days=0, hours=0, minutes=10)
    assert distance(now, utc(2026, 12, 3, 16, 30), HELSINKI) == Distance(days=3, hours=66, minutes=40)
    assert distance(now, utc(2026, 11, 29, 19, 20), HELSINKI) == Distance(days=-1, hours=-26, minutes=-30)


@given(moments, st.integers(-100_000, 100_000), zones)
def test_distance_adds_up_to_the_whole_and_points_one_way(now: datetime, number: int, zone: ZoneInfo) -> None:
    far = distance(now, now + timedelta(minutes=number), zone)
    assert far.hours * 60 + far.minutes == number
    assert far.days * number >= 0
