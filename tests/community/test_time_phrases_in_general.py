"""What holds for every phrase, whoever types it, wherever and whenever."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from community.calendar import Once, to_wall
from community.time_phrases import NotUnderstood, Understood, read_when, split_when_and_text

NOW = datetime(2026, 11, 25, 10, 0, 30, tzinfo=UTC)
NAMES = """
January February March April May June July August September October November December
tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina
"""
ENGLISH_MONTHS, FINNISH_MONTHS, ENGLISH_DAYS, FINNISH_DAYS = (line.split() for line in NAMES.strip().splitlines())
SCRAPS = """
every joka Mon maanantai maanantaisin and ja week viikko 2 9 9:00 9.10 12.12. 32.12. 3/4 klo at pm until asti in 1st
kuluttua days päivän times next ensi month , . until 2026-12-31 0001-01-01 9999-12-31 29.2. from alkaen 999 every weeks
ogni lunedì il alle fino all' tra un'ora prossimo hver annenhver mandag den kl. om til neste todas segundas às 9h até que vem
"""

zones = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Helsinki", "Europe/Lisbon", "Asia/Beirut", "Pacific/Auckland", "America/Lima")]
)
moments = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2029-01-01"), timezones=st.just(UTC)
)
future_days = st.dates(date(2026, 11, 27), date(2030, 12, 31))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def ways_to_write(day: date) -> list[str]:
    return [
        f"{day}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}",
        f"{ENGLISH_MONTHS[day.month - 1][:3]} {day.day}, {day.year}",
        f"{ENGLISH_DAYS[day.weekday()]} {day.day}.{day.month}.{day.year}",
        f"{day.day}. {FINNISH_MONTHS[day.month - 1]}kuuta {day.year}",
        f"{FINNISH_DAYS[day.weekday()]} {day.day}.{day.month}.{day.year}",
    ]


def ways_to_say(at: time) -> list[str]:
    half = f"{(at.hour - 1) % 12 + 1}:{at:%M} {'pm' if at.hour >= 12 else 'am'}"
    return [f"{at:%H:%M}", f"{at.hour}.{at:%M}", f"klo {at.hour}.{at:%M}", f"at {at:%H:%M}", f"kello {at:%H:%M}", half]


day_names = st.sampled_from([*ENGLISH_DAYS, *(day[:3] for day in ENGLISH_DAYS)])
repeats = st.one_of(
    st.sampled_from(["every day", "every weekday", "arkisin", "joka toinen päivä", "every 3 days", "maanantaisin"]),
    day_names.map(lambda day: f"every {day}"),
    st.tuples(day_names, day_names).map(lambda pair: f"every {pair[0]} and {pair[1]}"),
    st.tuples(st.integers(2, 9), day_names).map(lambda pair: f"every {pair[0]} weeks on {pair[1]}"),
    st.integers(1, 31).map(lambda number: f"every month on the {number}."),
)
times_of_day = clocks.flatmap(lambda at: st.sampled_from(ways_to_say(at)))
days = st.one_of(
    future_days.flatmap(lambda day: st.sampled_from(ways_to_write(day))),
    day_names,
    st.sampled_from(["tomorrow", "huomenna", "in 3 days", "next Monday", "viikon kuluttua"]),
)
endings = st.one_of(
    st.just(""),
    future_days.flatmap(lambda day: st.sampled_from([f" until {day}", f" {day.day}.{day.month}.{day.year} asti"])),
    st.integers(1, 40).map(lambda number: f" {number} times"),
)
phrases = st.one_of(
    st.tuples(days, times_of_day).map(" ".join),
    st.tuples(times_of_day, days).map(" ".join),
    st.tuples(repeats, times_of_day, endings).map(lambda parts: f"{parts[0]} {parts[1]}{parts[2]}"),
    times_of_day,
    st.sampled_from(["in 2 hours", "in 20 minutes", "kahden tunnin kuluttua"]),
)
openings = st.sampled_from(["Share", "Kerro", "-", "(One)", "“What”", "*bold*", "Onko", "¿Qué", "🙂", "<b>"])
texts = st.tuples(openings, st.text()).map(lambda parts: f"{parts[0]} {parts[1]}")


def understood(text: str) -> Understood | str:
    """What was understood, or the reason why nothing was."""
    try:
        return read_when(text, NOW, "Europe/Helsinki", "fi")
    except NotUnderstood as refused:
        return refused.key


def split(typed: str) -> tuple[Understood | str, str]:
    try:
        return split_when_and_text(typed, NOW, "Europe/Helsinki", "fi")
    except NotUnderstood as refused:
        return refused.key, ""


@given(
    future_days.flatmap(lambda day: st.tuples(st.just(day), st.sampled_from(ways_to_write(day)))),
    clocks.flatmap(lambda at: st.tuples(st.just(at), st.sampled_from(ways_to_say(at)))),
)
def test_every_way_to_write_a_moment_means_the_same(day: tuple[date, str], at: tuple[time, str]) -> None:
    expected = Once(datetime.combine(day[0], at[0]))
    for text in (f"{day[1]} {at[1]}", f"{day[1]}, {at[1]}", f"{at[1]} {day[1]}".upper()):
        assert read_when(text, NOW, "Europe/Helsinki", "fi").schedule == expected


@given(phrases, texts)
def test_a_phrase_before_a_text_means_what_it_means_alone(phrase: str, text: str) -> None:
    when, rest = split(f"{phrase} {text}")
    assert when == understood(phrase)
    assert rest == text or isinstance(when, str)


@given(phrases)
def test_a_generated_phrase_is_understood_or_ends_before_it_begins(phrase: str) -> None:
    when = understood(phrase)
    assert isinstance(when, Understood) or when in {"ends_too_early", "too_far"}


@given(moments, zones, st.integers(0, 6), clocks)
def test_a_weekday_is_the_next_one_with_its_time_still_ahead(
    now: datetime, zone: ZoneInfo, number: int, at: time
) -> None:
    first = read_when(f"{ENGLISH_DAYS[number]} {at:%H:%M}", now, zone, "en").outlook.first
    assert first.due > now
    assert (first.local.weekday(), first.local.time()) == (number, at)
    assert first.local - to_wall(now, zone) <= timedelta(days=7)


@given(moments, zones, st.integers(1, 999), st.sampled_from([("minutes", 1), ("hours", 60)]))
def test_a_delay_is_kept_to_the_minute(now: datetime, zone: ZoneInfo, number: int, unit: tuple[str, int]) -> None:
    first = read_when(f"in {number} {unit[0]}", now, zone, "en").outlook.first
    late = now + timedelta(minutes=number * unit[1]) - first.due
    assert timedelta() <= late < timedelta(minutes=1)
    assert first.due > now


@given(moments, zones, st.dates(date(2026, 1, 1), date(2028, 12, 31)), clocks)
def test_a_date_without_a_year_is_the_next_such_date(now: datetime, zone: ZoneInfo, day: date, at: time) -> None:
    first = read_when(f"{day.day}.{day.month}. {at:%H:%M}", now, zone, "en").outlook.first
    assert first.due > now
    assert (first.local.day, first.local.month, first.local.time()) == (day.day, day.month, at)
    assert first.local - to_wall(now, zone) <= timedelta(days=4 * 366)


scraps = st.lists(st.sampled_from(SCRAPS.split()), max_size=8).map(" ".join)


@given(st.text() | scraps, moments, zones, st.sampled_from(["fi", "it", "nb", "pt"]))
def test_whatever_is_typed_is_either_ahead_or_refused_with_a_reason(
    text: str, now: datetime, zone: ZoneInfo, language: str
) -> None:
    with suppress(NotUnderstood):
        assert read_when(text, now, zone, language).outlook.first.due > now
