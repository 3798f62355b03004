"""What comes again and again keeps holidays; a copied course keeps its weekdays; an end is warned of before words go."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.calendar import Every, Once, Rule, Schedule, to_wall
from community.courses import Course, CourseState
from community.days import read_day, read_period, read_periods, written
from community.errors import CourseGoesOn, CourseOver, Invalid, WordsGone
from community.organisations import Holiday, Organisation
from community.prompts import Series, SeriesState, SlotState

ZONE = "Europe/Helsinki"
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CHRISTMAS = Holiday(date(2026, 12, 19), date(2027, 1, 7))

DAYS = st.dates(date(2026, 11, 1), date(2027, 6, 30))
PERIODS = st.lists(st.builds(lambda first, days: Holiday(first, first + timedelta(days)), DAYS, st.integers(0, 30)))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WEEKLY = st.builds(
    Rule,
    st.just(Every.WEEK),
    TIMES,
    DAYS,
    interval=st.integers(1, 3),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    until=st.none() | DAYS,
)
DAILY = st.builds(
    Rule, st.just(Every.DAY), TIMES, DAYS, interval=st.integers(1, 9), times=st.none() | st.integers(1, 30)
)
RULES = WEEKLY | DAILY
SOME = settings(max_examples=40, deadline=None)

ONCE = st.builds(lambda day, at: Once(datetime.combine(day, at)), DAYS, TIMES)


def series(schedule: Schedule, since: datetime = TUESDAY) -> Series:
    return Series(1, 1, "Share one link.", schedule, ZONE, SeriesState.SCHEDULED, 1, since, since)


def centre(*holidays: Holiday) -> Organisation:
    return Organisation(1, "Valo Centre", "en", ZONE, holidays=holidays)


@SOME
@given(RULES, PERIODS, st.integers(1, 60))
def test_a_repeated_prompt_comes_on_every_day_but_holidays(rule: Rule, off: list[Holiday], days: int) -> None:
    kept, closed = series(rule), centre(*off).is_closed_on
    until = TUESDAY + timedelta(days)
    planned = list(takewhile(lambda each: each.due <= until, rule.occurrences(ZONE, TUESDAY)))
    came = []
    for each in planned:  # the bot is awake: each is looked at when it is due
        came += [(one, fate) for one, fate in kept.open_due(each.due, course_open=True, closed=closed) if one == each]
    opened = [one for one, fate in came if fate is SlotState.OPEN]
    assert [one for one, _ in came] == planned
    assert opened == [each for each in planned if not closed(each.local.date())]


@SOME
@given(RULES, PERIODS)
def test_what_will_be_left_out_is_known_beforehand(rule: Rule, off: list[Holiday]) -> None:
    until = TUESDAY + timedelta(400)
    due = takewhile(lambda each: each.due <= until, rule.occurrences(ZONE, TUESDAY))
    closed = [each.local.date() for each in due if centre(*off).is_closed_on(each.local.date())]
    assert series(rule).left_out(off, TUESDAY) == closed


@SOME
@given(ONCE, PERIODS)
def test_a_single_prompt_comes_on_a_holiday_too(once: Once, off: list[Holiday]) -> None:
    kept = series(once, datetime(2026, 10, 1, tzinfo=UTC))
    due = once.after(kept.created_at, ZONE)
    assert due is not None
    fates = kept.open_due(due.due, course_open=True, closed=centre(*off).is_closed_on)
    assert fates == [(due, SlotState.OPEN)]
    assert kept.left_out(off, kept.created_at) == []


def test_after_a_time_away_the_latest_that_was_no_holiday_is_posted() -> None:
    kept = series(Rule(Every.DAY, time(9), date(2026, 12, 17)))
    away = datetime(2026, 12, 20, 8, 0, tzinfo=UTC)
    fates = kept.open_due(away, course_open=True, closed=centre(CHRISTMAS).is_closed_on)
    assert [(each.local.day, fate) for each, fate in fates] == [
        (17, SlotState.SKIPPED),
        (18, SlotState.LATE),
        (19, SlotState.SKIPPED),
        (20, SlotState.SKIPPED),
    ]
    shown = kept.next_shown(centre(CHRISTMAS).is_closed_on)
    assert shown is not None
    assert shown.local.date() == date(2027, 1, 8)


@SOME
@given(RULES | ONCE, st.integers(-60, 60))
def test_a_plan_moved_by_weeks_keeps_its_weekdays_and_hours(schedule: Schedule, weeks: int) -> None:
    early = datetime(2020, 1, 1, tzinfo=UTC)
    before = [each.local for each, _ in zip(schedule.occurrences(ZONE, early), range(20), strict=False)]
    after = [each.local for each, _ in zip(schedule.later(weeks).occurrences(ZONE, early), range(20), strict=False)]
    assert after == [wall + timedelta(weeks=weeks) for wall in before]
    assert {wall.weekday() for wall in after} == {wall.weekday() for wall in before}


def test_a_monthly_plan_keeps_its_day_of_the_month() -> None:
    monthly = Rule(Every.MONTH, time(9), date(2026, 9, 1), day=31, until=date(2026, 12, 31))
    moved = [to_wall(each.due, ZONE).date() for each in monthly.later(18).occurrences(ZONE)]
    assert moved == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


@SOME
@given(DAYS, st.integers(0, 60))
def test_days_are_read_as_they_are_written(first: date, length: int) -> None:
    days = Holiday(first, first + timedelta(length))
    assert read_period(written(days)) == days
    assert read_day(f"{first.day}.{first.month}.{first.year}") == read_day(first.isoformat()) == first
    assert read_period(f"{days.first}..{days.last}") == read_period(f"{days.first} - {days.last}") == days


def test_several_holidays_stand_in_their_order_and_the_first_year_may_be_missing() -> None:
    spring = Holiday(date(2027, 2, 22), date(2027, 2, 22))
    assert read_periods("22.2.2027, 19.12.-7.1.2027") == (CHRISTMAS, spring)


@pytest.mark.parametrize(
    ("written_so", "why"),
    [
        ("32.1.2027", "not_a_day"),
        ("Christmas", "not_a_day"),
        ("1.1.", "not_a_day"),
        ("7.1.2027-19.12.2026", "ends_before_it_begins"),
        ("19.12.2026-7.1.2027, 24.12.2026", "days_twice"),
    ],
)
def test_days_that_are_none_are_refused_for_their_reason(written_so: str, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_periods(written_so)
    assert refused.value.key == why


def course() -> Course:
    return Course(1, 1, "Suomi 1", "fi", ZONE, "SUOM2345", CourseState.OPEN, 1, TUESDAY)


@pytest.mark.parametrize(("days", "warned_after"), [(90, 76), (14, 0), (20, 6)])
def test_learners_are_warned_two_weeks_before_their_words_go(days: int, warned_after: int) -> None:
    ended, kept_for = course(), timedelta(days)
    assert ended.next_due(kept_for) is None
    ended.close(TUESDAY)
    assert ended.next_due(kept_for) == TUESDAY + timedelta(warned_after)
    ended.warned_at = TUESDAY + timedelta(warned_after)
    assert ended.next_due(kept_for) == ended.words_go_at(kept_for) == TUESDAY + kept_for
    ended.words_gone_at = TUESDAY + kept_for
    assert ended.next_due(kept_for) is None


def test_a_course_ends_once_and_opens_again_only_while_its_words_are_there() -> None:
    ended = course()
    with pytest.raises(CourseGoesOn):
        ended.reopen()
    ended.close(TUESDAY)
    with pytest.raises(CourseOver):
        ended.close(TUESDAY)
    ended.reopen()
    assert ended.is_open
    ended.close(TUESDAY)
    ended.words_gone_at = TUESDAY
    with pytest.raises(WordsGone):
        ended.reopen()


def test_prompts_wait_while_their_course_is_closed() -> None:
    wednesday = Once(datetime(2026, 11, 25, 9, 0))  # noqa: DTZ001 - a time on the wall
    weekly, proposed, last = series(Rule(Every.DAY, time(9), date(2026, 11, 24))), series(wednesday), series(wednesday)
    proposed.state = SeriesState.PROPOSED
    last.done_until = last.created_at = TUESDAY - timedelta(1)
    for each in (weekly, proposed, last):
        each.suspend()
        assert each.next_due() is None
    later = TUESDAY + timedelta(days=30)
    for each in (weekly, proposed, last):
        each.resume(later)
    assert [each.state for each in (weekly, proposed, last)] == [
        SeriesState.SCHEDULED,
        SeriesState.CANCELLED,
        SeriesState.FINISHED,
    ]
    due = weekly.next_due()
    assert due is not None
    assert due > later
