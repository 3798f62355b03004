"""Free times of a week: read from people's own words, kept in one form, said back so that it reads the same."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.limits import CAPABILITIES
from bot.wording.hours import hours_said
from bot.wording.words import Words
from community.errors import Invalid
from community.hours import DAY, FreeTime, free_times, joined, read_hours, written

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")

WORKDAY_EVENINGS = "mo 18:00-21:00,tu 18:00-21:00,we 18:00-21:00,th 18:00-21:00,fr 18:00-21:00"

times_of_day = st.integers(0, DAY // 15 - 1).map(lambda quarter: quarter * 15)


@st.composite
def stretches(draw: st.DrawFn) -> FreeTime:
    start = draw(times_of_day)
    return FreeTime(draw(st.integers(0, 6)), start, draw(st.integers(start // 15 + 1, DAY // 15)) * 15)


weeks = st.lists(stretches(), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "Mon and Wed 18-21, Sat mornings", "mo 18:00-21:00,we 18:00-21:00,sa 08:00-12:00"),
        ("en", "Mon, Fri 9:00 to 12:30, 6-8pm", "mo 09:00-12:30,mo 18:00-20:00,fr 09:00-12:30,fr 18:00-20:00"),
        ("en", "tuesdays from 18 to 21", "tu 18:00-21:00"),
        ("en", "Sat-Sun 10.30–12", "sa 10:30-12:00,su 10:30-12:00"),
        ("en", "Sun to Mon 9am-1pm", "mo 09:00-13:00,su 09:00-13:00"),
        ("en", "Fri 22-2", "fr 22:00-24:00,sa 00:00-02:00"),
        ("en", "Saturday", "sa 09:00-21:00"),
        ("en", "evenings on weekdays; Sunday", f"{WORKDAY_EVENINGS},su 09:00-21:00"),
        ("fi", "ma ja ke klo 18-21, la aamupäivisin", "mo 18:00-21:00,we 18:00-21:00,sa 08:00-12:00"),
        ("fi", "arki-iltaisin", WORKDAY_EVENINGS),
        ("it", "lunedì e mercoledì dalle 18 alle 21", "mo 18:00-21:00,we 18:00-21:00"),
        ("nb", "mandag og onsdag 18–21, lørdag formiddag", "mo 18:00-21:00,we 18:00-21:00,sa 08:00-12:00"),
        ("pt", "dias úteis à noite", WORKDAY_EVENINGS),
    ],
)  # fmt: skip
def test_free_times_are_read_as_people_write_them(language: str, text: str, kept: str) -> None:
    assert written(read_hours(text, language)) == kept


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("whenever you like", "whenever"),
        ("Mon 18", "18"),
        ("Mon 25-26", "25-26"),
        ("  ", ""),
        ("Mon 13pm-14", "13pm-14"),
    ],
)
def test_what_is_not_understood_is_named(text: str, fragment: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_hours(text, "en")
    assert (refused.value.key, refused.value.facts["fragment"]) == ("not_hours", fragment)


def test_nothing_said_is_unknown_and_not_free() -> None:
    assert free_times("") == ()


@given(weeks)
def test_what_is_kept_is_read_back_the_same(week: list[FreeTime]) -> None:
    kept = written(week)
    assert free_times(kept) == joined(week)
    assert written(free_times(kept)) == kept


@pytest.mark.parametrize("language", ["en", "fi", "it", "nb", "pt"])
@settings(max_examples=40, deadline=None)
@given(week=weeks)
def test_what_is_said_back_means_the_same_when_it_is_written_again(language: str, week: list[FreeTime]) -> None:
    voice = Words(language, HELSINKI, NOW, CAPABILITIES, lambda call: call.path)
    kept = written(week)
    assert written(read_hours(hours_said(voice, kept), language)) == kept


@given(st.text(max_size=40))
def test_any_words_are_read_or_refused(text: str) -> None:
    try:
        found = read_hours(text, "en")
    except Invalid:
        return
    assert found == free_times(written(found))


def test_free_times_are_said_briefly() -> None:
    voice = Words("en", HELSINKI, NOW, CAPABILITIES, lambda call: call.path)
    kept = written(read_hours("weekday evenings, Sat and Mon 9-11:30", "en"))
    assert hours_said(voice, kept) == "Mon 09:00–11:30, 18:00–21:00; Tue–Fri 18:00–21:00; Sat 09:00–11:30"


@given(weeks)
def test_free_times_neither_overlap_nor_touch_and_none_is_lost_or_won(week: list[FreeTime]) -> None:
    times = joined(week)
    assert all(a.weekday < b.weekday or a.end < b.start for a, b in pairwise(times))
    assert quarters(times) == quarters(week)


def quarters(times: Iterable[FreeTime]) -> set[tuple[int, int]]:
    return {(each.weekday, quarter) for each in times for quarter in range(each.start // 15, each.end // 15)}
