"""What trainers type for a time, and what they hear when it cannot be one."""

from datetime import UTC, datetime, timedelta

import pytest

from community.errors import Invalid
from community.time_phrases import NotUnderstood, Understood, read_when, split_when_and_text

NOW = datetime(2026, 11, 25, 10, 0, 30, tzinfo=UTC)
"""A Wednesday, noon in Helsinki."""


def read(text: str, language: str = "en", now: datetime = NOW) -> Understood:
    return read_when(text, now, "Europe/Helsinki", language)


def refused(text: str, language: str = "en") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as error:
        read(text, language)
    return error.value


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("tomorrow 9:00", "2026-11-26T09:00"),
        ("the day after tomorrow at 9", "2026-11-27T09:00"),
        ("today 18:30", "2026-11-25T18:30"),
        ("9:00 tomorrow", "2026-11-26T09:00"),
        ("Mon 09:00", "2026-11-30T09:00"),
        ("Monday 9", "2026-11-30T09:00"),
        ("on Monday at 9 a.m.", "2026-11-30T09:00"),
        ("mon. 9:00", "2026-11-30T09:00"),
        ("tues 9:00", "2026-12-01T09:00"),
        ("Wed 13:00", "2026-11-25T13:00"),
        ("Wed 9:00", "2026-12-02T09:00"),
        ("this Wed 13:00", "2026-11-25T13:00"),
        ("coming Wed 13:00", "2026-12-02T13:00"),
        ("next Monday 9:00", "2026-11-30T09:00"),
        ("next Friday 9:00", "2026-12-04T09:00"),
        ("in 3 days 9:00", "2026-11-28T09:00"),
        ("in two weeks 9:00", "2026-12-09T09:00"),
        ("in 2 hours", "2026-11-25T14:00"),
        ("in an hour", "2026-11-25T13:00"),
        ("in 45 minutes", "2026-11-25T12:45"),
        ("2026-12-07 18:30", "2026-12-07T18:30"),
        ("7.12. 18:30", "2026-12-07T18:30"),
        ("7.12 18:30", "2026-12-07T18:30"),
        ("7.12.26 18:30", "2026-12-07T18:30"),
        ("18.30 7.12.", "2026-12-07T18:30"),
        ("7 December 18:30", "2026-12-07T18:30"),
        ("7th of December, 2026, 18:30", "2026-12-07T18:30"),
        ("Dec 7 18:30", "2026-12-07T18:30"),
        ("Sept 7 18:30", "2027-09-07T18:30"),
        ("Mon 7 December 18:30", "2026-12-07T18:30"),
        ("Monday, 7.12. 6:30 pm", "2026-12-07T18:30"),
        ("1.11. 9:00", "2027-11-01T09:00"),
        ("25.11. 9:00", "2027-11-25T09:00"),
        ("25.11. 12:30", "2026-11-25T12:30"),
        ("29.2. 9:00", "2028-02-29T09:00"),
        ("25/12 9:00", "2026-12-25T09:00"),
        ("12/25/2026 9:00", "2026-12-25T09:00"),
        ("5/5 9:00", "2027-05-05T09:00"),
        ("6pm", "2026-11-25T18:00"),
        ("9am", "2026-11-26T09:00"),
        ("12 pm", "2026-11-26T12:00"),
        ("12 am", "2026-11-26T00:00"),
        ("  Mon \n 9:00 ", "2026-11-30T09:00"),
    ],
)
def test_english_moments(text: str, wall: str) -> None:
    understood = read(text)
    assert understood.schedule.dump() == f"once {wall}"
    assert not understood.moved
    assert not understood.usual_hour


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("huomenna klo 9", "2026-11-26T09:00"),
        ("ylihuomenna 9.00", "2026-11-27T09:00"),
        ("tänään klo 18.30", "2026-11-25T18:30"),
        ("klo 9 huomenna", "2026-11-26T09:00"),
        ("ma 9.00", "2026-11-30T09:00"),
        ("maanantaina klo 9", "2026-11-30T09:00"),
        ("tänä keskiviikkona klo 13", "2026-11-25T13:00"),
        ("ensi keskiviikkona klo 13", "2026-12-02T13:00"),
        ("ensi viikon perjantaina klo 9", "2026-12-04T09:00"),
        ("ke 2.12. klo 9", "2026-12-02T09:00"),
        ("7.12.2026 klo 18.30", "2026-12-07T18:30"),
        ("sunnuntaina klo 9", "2026-11-29T09:00"),
        ("7. joulukuuta klo 18.30", "2026-12-07T18:30"),
        ("7. joulukuuta 2026 18.30", "2026-12-07T18:30"),
        ("3 päivän kuluttua klo 9", "2026-11-28T09:00"),
        ("viikon päästä klo 9", "2026-12-02T09:00"),
        ("kahden tunnin kuluttua", "2026-11-25T14:00"),
        ("tunnin päästä", "2026-11-25T13:00"),
        ("tomorrow 9:00", "2026-11-26T09:00"),
    ],
)
def test_finnish_moments(text: str, wall: str) -> None:
    assert read(text, "fi").schedule.dump() == f"once {wall}"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every day 10:00", "day 1 10:00 from 2026-11-26"),
        ("daily at 9", "day 1 09:00 from 2026-11-26"),
        ("every day 10:00 for 5 times", "day 1 10:00 from 2026-11-26 times 5"),
        ("every day 10:00 five times", "day 1 10:00 from 2026-11-26 times 5"),
        ("every 3 days 9:00", "day 3 09:00 from 2026-11-26"),
        ("every weekday 9:00", "week 1 09:00 from 2026-11-26 on 0,1,2,3,4"),
        ("on weekdays 9:00", "week 1 09:00 from 2026-11-26 on 0,1,2,3,4"),
        ("every Monday 09:00 until 12.12.", "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12"),
        ("every Monday 9 until Dec 12", "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12"),
        ("Mondays and Thursdays 9:00", "week 1 09:00 from 2026-11-26 on 0,3"),
        ("every Mon, Wed and Fri 8pm", "week 1 20:00 from 2026-11-25 on 0,2,4"),
        ("every Mon and Thu 10:00 until 2026-12-31", "week 1 10:00 from 2026-11-26 on 0,3 until 2026-12-31"),
        ("weekly on Monday 9:00", "week 1 09:00 from 2026-11-30 on 0"),
        ("every 2 weeks on Mon 9:00", "week 2 09:00 from 2026-11-30 on 0"),
        ("every other Monday 9:00", "week 2 09:00 from 2026-11-30 on 0"),
        ("every month on the 1st 9:00", "month 1 09:00 from 2026-12-01 on 1"),
        ("on the 31st of every month 9:00", "month 1 09:00 from 2026-11-30 on 31"),
        ("every other month on the 5th at 9", "month 2 09:00 from 2026-12-05 on 5"),
        ("every Monday 9:00 from 7.12. until 28.12.", "week 1 09:00 from 2026-12-07 on 0 until 2026-12-28"),
        ("every Monday 9:00 until 30.11.", "week 1 09:00 from 2026-11-30 on 0 until 2026-11-30"),
        ("every Monday 9:00 from 1.1.2020", "week 1 09:00 from 2026-11-30 on 0"),
        ("every Monday 9:00 until 28.12. 3 times", "week 1 09:00 from 2026-11-30 on 0 until 2026-12-28 times 3"),
    ],
)
def test_english_rules(text: str, rule: str) -> None:
    assert read(text).schedule.dump() == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("joka päivä klo 10", "day 1 10:00 from 2026-11-26"),
        ("joka toinen päivä klo 10", "day 2 10:00 from 2026-11-26"),
        ("arkisin klo 9", "week 1 09:00 from 2026-11-26 on 0,1,2,3,4"),
        ("joka maanantai klo 9.00 12.12. asti", "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12"),
        ("joka maanantai klo 9.00 12.12. saakka", "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12"),
        ("maanantaisin klo 9", "week 1 09:00 from 2026-11-30 on 0"),
        ("keskiviikkoisin ja perjantaisin klo 9", "week 1 09:00 from 2026-11-27 on 2,4"),
        ("joka ma ja to klo 10 viisi kertaa", "week 1 10:00 from 2026-11-26 on 0,3 times 5"),
        ("joka toinen viikko maanantaisin klo 9", "week 2 09:00 from 2026-11-30 on 0"),
        ("joka 2. viikko ma klo 9 7.12. alkaen", "week 2 09:00 from 2026-12-07 on 0"),
        ("joka kuukauden 1. päivä klo 9", "month 1 09:00 from 2026-12-01 on 1"),
    ],
)
def test_finnish_rules(text: str, rule: str) -> None:
    assert read(text, "fi").schedule.dump() == rule


def test_a_rule_without_a_time_of_day_comes_at_ten_and_says_so() -> None:
    understood = read("joka toinen viikko maanantaisin", "fi")
    assert understood.schedule.dump() == "week 2 10:00 from 2026-11-30 on 0"
    assert understood.usual_hour


def test_a_time_that_the_clock_jumps_over_is_understood_and_flagged() -> None:
    understood = read("28.3.2027 3:30")
    assert understood.moved
    assert understood.outlook.first.due == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_in_one_hour_means_one_hour_even_while_an_hour_repeats() -> None:
    now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    understood = read("in 1 hour", now=now)
    assert understood.outlook.first.due == now + timedelta(hours=1)
    assert understood.schedule.dump() == "once 2026-10-25T03:30 again"


def test_this_very_minute_is_past() -> None:
    noon = NOW.replace(second=0)
    assert read("12:00", now=noon).schedule == read("tomorrow 12:00").schedule
    assert read("every day 12:00", now=noon).outlook.first.key == "2026-11-26T12:00"


def test_the_outlook_comes_with_what_was_understood() -> None:
    outlook = read("every Monday 9:00 until 28.12.").outlook
    assert (outlook.first.key, outlook.times) == ("2026-11-30T09:00", 5)
    assert outlook.last is not None
    assert outlook.last.key == "2026-12-28T09:00"


@pytest.mark.parametrize(
    ("text", "reason", "fragment"),
    [
        ("", "not_a_time", ""),
        ("hello", "not_a_time", "hello"),
        ("9", "not_a_time", "9"),
        ("tomorrow 9:00 foo bar", "not_a_time", "foo bar"),
        ("tomorrow 9:00 until 12.12.", "not_a_time", "until 12.12."),
        ("in 2 hours 9:00", "not_a_time", "9:00"),
        ("every 2 Mondays", "not_a_time", "every 2 Mondays"),
        ("tomorrow", "no_clock", "tomorrow"),
        ("12.12.", "no_clock", "12.12."),
        ("Monday 30", "no_clock", "Monday"),
        ("every week 9:00", "no_weekday", "every week 9:00"),
        ("every month 9:00", "no_day_of_month", "every month 9:00"),
        ("32.12.", "no_such_date", "32.12."),
        ("32.12. 9:00", "no_such_date", "32.12."),
        ("30.2. 9:00", "no_such_date", "30.2."),
        ("Mon 31 November 9:00", "no_such_date", "31 November"),
        ("2026-02-29 9:00", "no_such_date", "2026-02-29"),
        ("13/13 9:00", "no_such_date", "13/13"),
        ("every month on the 32nd", "no_such_date", "every month on the 32nd"),
        ("every Monday 9:00 until 32.12.", "no_such_date", "32.12."),
        ("tomorrow 25:00", "no_such_time", "25:00"),
        ("tomorrow 9:75", "no_such_time", "9:75"),
        ("13pm", "no_such_time", "13pm"),
        ("tomorrow 0am", "no_such_time", "0am"),
        ("03/04/2026 9:00", "ambiguous_date", "03/04/2026"),
        ("3/4 9:00", "ambiguous_date", "3/4"),
        ("Tue 7.12. 9:00", "wrong_weekday", "7.12."),
        ("Mon 25.11.2026 9:00", "wrong_weekday", "25.11.2026"),
        ("today 8:00", "past", "today 8:00"),
        ("today 12:00", "past", "today 12:00"),
        ("2020-01-01 9:00", "past", "2020-01-01 9:00"),
        ("0001-01-01 0:30", "past", "0001-01-01 0:30"),
        ("Wed 25.11. 9:00", "past", "Wed 25.11. 9:00"),
        ("every Monday 9:00 until 26.11.", "ends_too_early", "26.11."),
        ("every Monday 9:00 until 1.1.2020", "ends_too_early", "1.1.2020"),
        ("9999-12-31 23:59", "too_far", "9999-12-31 23:59"),
        ("every Monday 9:00 until 2040-01-01", "too_far", "2040-01-01"),
        ("every Monday 9:00 from 2040-01-01", "too_far", "2040-01-01"),
        ("every Monday 9:00 999 times", "too_far", "every Monday 9:00 999 times"),
        ("in 999 weeks 9:00", "too_far", "in 999 weeks 9:00"),
    ],
)
def test_what_cannot_be_a_time_is_refused_with_the_reason(text: str, reason: str, fragment: str) -> None:
    error = refused(text)
    assert isinstance(error, Invalid)
    assert (error.key, error.fragment) == (reason, fragment)


def test_a_date_that_could_mean_two_things_names_both() -> None:
    facts = refused("03/04/2027 9:00").facts
    assert {str(facts["one"]), str(facts["other"])} == {"2027-04-03", "2027-03-04"}


def test_a_long_text_is_shortened_in_the_reason() -> None:
    assert refused("x" * 4000).fragment == "x" * 39 + "…"


def test_a_language_without_words_of_its_own_still_knows_its_days_and_months() -> None:
    assert read("lundi 9:00", "fr").schedule == read("Mon 9:00").schedule
    assert read("7. desember 2026 18:30", "nb-NO").schedule == read("7.12.2026 18:30").schedule


@pytest.mark.parametrize("language", ["xx", "", "tlh", "not a language"])
def test_an_unknown_language_understands_english(language: str) -> None:
    assert read("Mon 9:00", language).schedule == read("Mon 9:00").schedule


@pytest.mark.parametrize(
    ("typed", "schedule", "text"),
    [
        ("every Monday 9:00 until 12.12. Share one link.", "every Monday 9:00 until 12.12.", "Share one link."),
        ("every Monday share one link", "every Monday", "share one link"),
        ("Mon 09:00 9 questions for you", "Mon 9:00", "9 questions for you"),
        ("every Monday 5 times 9 people ask", "every Monday 5 times", "9 people ask"),
        ("every day 9:00 a time to rest", "every day 9:00", "a time to rest"),
        ("  Mon 9:00\n  hello\n\n big   world  ", "Mon 9:00", "hello\n\n big   world  "),
        ("every Monday 9:00\n5 times a day you ...", "every Monday 9:00", "5 times a day you ..."),
        ("Mon 9:00: Share", "Mon 9:00", "Share"),
        ("every Monday 9:00. Share", "every Monday 9:00", "Share"),
        ("7.12.2026 18.30, welcome", "7.12.2026 18:30", "welcome"),
        ("Monday 9 am talk", "Mon 9:00", "talk"),
        ("Monday 9 amazing facts", "Mon 9:00", "amazing facts"),
        ("tomorrow 9:00 - 10:00 meeting", "tomorrow 9:00", "- 10:00 meeting"),
        ("ma klo 9.30. Teksti", "Mon 9:30", "Teksti"),
        ("Mon 9:00", "Mon 9:00", ""),
    ],
)
def test_the_longest_time_at_the_front_is_the_time_and_the_rest_is_the_text(
    typed: str, schedule: str, text: str
) -> None:
    understood, rest = split_when_and_text(typed, NOW, "Europe/Helsinki", "fi")
    assert understood.schedule == read(schedule).schedule
    assert rest == text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("hello, tomorrow 9:00 is fine", "not_a_time"),
        ("tomorrow we meet", "no_clock"),
        ("tomorrow 9:00-10:00 we meet", "no_clock"),
        ("tomorrow 9:00) we meet", "no_clock"),
        ("32.12. 9:00 we meet", "no_such_date"),
        ("ma 9.30. Teksti", "no_such_date"),
        ("today 8:00 we meet", "past"),
    ],
)
def test_a_text_without_a_time_at_the_front_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(NotUnderstood) as error:
        split_when_and_text(typed, NOW, "Europe/Helsinki", "fi")
    assert error.value.key == reason
