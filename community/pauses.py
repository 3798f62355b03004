"""How long somebody pauses: "2w", "ten days", "until 7 January"; it ends in the morning of its last day."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.calendar import Once, to_utc, to_wall
from community.errors import Invalid
from community.time_phrases import read_when
from community.time_words import Words, words_for

MORNING = time(8)
"""When somebody comes back."""
LONGEST = timedelta(days=366)

OFF = "off"
"""What is written to come back at once."""

_BEGINNING = 4
"""So many letters of a unit tell it: its endings differ from language to language ("viikko", "viikkoa", "viikoksi")."""


def read_pause(text: str, now: datetime, zone: ZoneInfo, language: str) -> datetime | None:
    """The moment at which a pause ends; None to end it at once."""
    said = " ".join(text.casefold().split())
    if said == OFF:
        return None
    words = words_for(language)
    days = _days(said, words)
    if days is not None:
        ends = to_wall(now, zone).date() + timedelta(days=days)
    else:
        ends = _date(text, words, now, zone, language)
    until = to_utc(datetime.combine(ends, MORNING), zone)
    if until <= now:
        raise Invalid("pause_is_past", given=text)
    if until - now > LONGEST:
        raise Invalid("pause_too_long", given=text)
    return until


def _days(said: str, words: Words) -> int | None:
    """A number of days, weeks or months."""
    match = re.search(r"\b(\d{1,3})\s*([^\W\d]+)", said) or re.search(r"\b([^\W\d]+) ([^\W\d]+)$", said)
    if not match:
        return None
    count = (
        int(match[1]) if match[1].isdecimal() else (1 if match[1] in words.articles else words.numbers.get(match[1]))
    )
    unit = _unit(match[2], words)
    return count * unit if count and unit else None


def _unit(word: str, words: Words) -> int | None:
    if word in {"d", "w"}:
        return 7 if word == "w" else 1
    units = {
        **dict.fromkeys(words.day, 1),
        **dict.fromkeys(words.week, 7),
        **dict.fromkeys(words.month, 30),
        **words.spans,
    }
    return next((days for unit, days in units.items() if word.startswith(unit[:_BEGINNING])), None)


def _date(text: str, words: Words, now: datetime, zone: ZoneInfo, language: str) -> date:
    said = " ".join(text.casefold().split())
    before = sorted(words.until, key=len, reverse=True)
    bare = next((said.removeprefix(f"{word} ") for word in before if said.startswith(f"{word} ")), said)
    bare = next((bare.removesuffix(f" {word}") for word in words.ending if bare.endswith(f" {word}")), bare)
    try:
        schedule = read_when(f"{bare} 23:59", now, zone, language).schedule
    except Invalid as error:
        raise Invalid("not_a_pause", given=text) from error
    if not isinstance(schedule, Once):
        raise Invalid("not_a_pause", given=text)
    return schedule.wall.date()
