"""The words people use for days and times, a small table for each language; names of days and months come from CLDR."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. A word may be several, with single spaces. What a language lacks stays empty."""

    weekdays: Mapping[str, int] = field(default_factory=dict)
    on_weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    near_days: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    delays: Mapping[str, int] = field(default_factory=dict)
    """Units of less than a day, in minutes."""
    spans: Mapping[str, int] = field(default_factory=dict)
    """Units of whole days, in days."""
    articles: tuple[str, ...] = ()
    """What stands for one before a unit ("in an hour")."""
    within: tuple[str, ...] = ()
    """Before a delay ("in 3 days")."""
    passed: tuple[str, ...] = ()
    """After a delay, where the language says it so."""
    at: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    and_: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    """The soonest such weekday, perhaps today."""
    coming: tuple[str, ...] = ()
    """The soonest such weekday after today."""
    next_week: tuple[str, ...] = ()
    """Such a weekday of the week that begins next Monday."""
    every: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    week: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    workday: tuple[str, ...] = ()
    daily: tuple[str, ...] = ()
    weekly: tuple[str, ...] = ()
    monthly: tuple[str, ...] = ()
    on_workdays: tuple[str, ...] = ()
    nth: tuple[str, ...] = ()
    """What may follow the number of a day in a month, beside a full stop."""
    from_: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    """After the first date, where the language says it so."""
    until: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    """After the last date, where the language says it so."""
    for_: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FINNISH_DAYS = ("maanantai", "tiistai", "keskiviikkoi", "torstai", "perjantai", "lauantai", "sunnuntai")

WORDS = {
    "en": Words(
        weekdays={"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
        on_weekdays={f"{name}s": number for number, name in enumerate(_ENGLISH_DAYS)},
        months={"sept": 9},
        near_days={"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2},
        numbers={
            "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
            "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        },
        articles=("a", "an"),
        delays={"minute": 1, "minutes": 1, "min": 1, "hour": 60, "hours": 60, "h": 60},
        spans={"day": 1, "days": 1, "week": 7, "weeks": 7},
        within=("in",),
        at=("at",),
        on=("on", "on the"),
        and_=("and", "&"),
        this=("this",),
        coming=("coming", "this coming"),
        next_week=("next",),
        every=("every", "each"),
        other=("other", "second", "2nd"),
        day=("day", "days"),
        week=("week", "weeks"),
        month=("month", "months"),
        workday=("weekday", "workday", "working day"),
        daily=("daily",),
        weekly=("weekly",),
        monthly=("monthly",),
        on_workdays=("weekdays", "on weekdays", "workdays", "on workdays"),
        nth=("st", "nd", "rd", "th"),
        from_=("from", "starting", "starting on", "starting from"),
        until=("until", "till", "to"),
        for_=("for",),
        times=("times",),
    ),
    "fi": Words(
        weekdays={"sunnuntaina": 6},
        on_weekdays={f"{name}sin": number for number, name in enumerate(_FINNISH_DAYS)},
        near_days={"tänään": 0, "huomenna": 1, "ylihuomenna": 2},
        numbers={
            "yhden": 1, "kahden": 2, "kolmen": 3, "neljän": 4, "viiden": 5,
            "kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kymmenen": 10,
        },
        delays={"minuutin": 1, "min": 1, "tunnin": 60, "h": 60},
        spans={"päivän": 1, "viikon": 7},
        passed=("kuluttua", "päästä"),
        at=("klo", "kello"),
        and_=("ja",),
        this=("tänä",),
        coming=("ensi", "tuleva", "tulevana"),
        next_week=("ensi viikon",),
        every=("joka",),
        other=("toinen",),
        day=("päivä",),
        week=("viikko",),
        month=("kuukausi", "kuukauden", "kuu", "kuun"),
        workday=("arkipäivä",),
        daily=("päivittäin",),
        weekly=("viikoittain",),
        monthly=("kuukausittain",),
        on_workdays=("arkisin", "arkipäivisin"),
        nth=(". päivä", ". päivänä"),
        starting=("alkaen", "lähtien"),
        ending=("asti", "saakka"),
        times=("kertaa",),
    ),
}  # fmt: skip


@cache
def words_for(language: str) -> Words:
    """The words of a person's language, together with the English ones; where both know a word, the person's counts."""
    code = language.replace("_", "-").partition("-")[0].lower()
    spoken = [WORDS["en"], _names("en"), WORDS.get(code, Words()), _names(code)]
    return Words(**{part.name: _merged([getattr(words, part.name) for words in spoken]) for part in fields(Words)})


def _names(code: str) -> Words:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Words()
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    uses: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    days = [get_day_names(width, use, locale) for width in widths for use in uses]
    months = [get_month_names(width, use, locale) for width in widths for use in uses]
    return Words(
        weekdays={name.rstrip("."): number for names in days for number, name in names.items()},
        months={name.rstrip("."): number for names in months for number, name in names.items()},
    )


def _merged(parts: list[Any]) -> Any:
    if isinstance(parts[0], dict):
        return {word.casefold(): number for part in parts for word, number in part.items()}
    return tuple(dict.fromkeys(word for part in parts for word in part))
