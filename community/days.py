"""Days as people write them: `11.1.2027` or `2027-01-11`, and from one to another: `19.12.2026-7.1.2027`."""

import re
from datetime import date
from itertools import pairwise

from community.errors import Invalid
from community.organisations import Holiday

_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\. ?\d{1,2}\. ?\d{4}"
_SHORT = r"\d{1,2}\. ?\d{1,2}\."
_ONE = re.compile(_DAY)
_PERIOD = re.compile(rf"({_DAY}|{_SHORT}) ?(?:-|–|\.\.) ?({_DAY})")


def read_day(raw: str) -> date:
    """One day, with its year."""
    written = " ".join(raw.split())
    if not _ONE.fullmatch(written):
        raise Invalid("not_a_day", given=raw)
    return _day(written, raw)


def read_period(raw: str) -> Holiday:
    """From one day to another, both included; or one day alone. The first year may be left out."""
    written = " ".join(raw.split())
    if _ONE.fullmatch(written):
        return Holiday(_day(written, raw), _day(written, raw))
    found = _PERIOD.fullmatch(written)
    if found is None:
        raise Invalid("not_a_day", given=raw)
    last = _day(found[2], raw)
    first = _day(found[1], raw) if _ONE.fullmatch(found[1]) else _before(found[1], last, raw)
    if last < first:
        raise Invalid("ends_before_it_begins", given=raw)
    return Holiday(first, last)


def read_periods(raw: str) -> tuple[Holiday, ...]:
    """Several of them, with commas between, in their order."""
    every = sorted((read_period(each) for each in re.split(r"[,;\n]", raw) if each.strip()), key=lambda one: one.first)
    overlapping = [later for earlier, later in pairwise(every) if later.first <= earlier.last]
    if overlapping:
        raise Invalid("days_twice", given=written(overlapping[0]))
    return tuple(every)


def written(days: Holiday) -> str:
    """As `read_period` reads it."""
    first, last = (f"{day.day}.{day.month}.{day.year}" for day in (days.first, days.last))
    return first if days.first == days.last else f"{first}-{last}"


def _day(text: str, raw: str) -> date:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year, month, day = numbers if "-" in text else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid("not_a_day", given=raw) from None


def _before(short: str, last: date, raw: str) -> date:
    """The latest such day that is not after `last`."""
    same = _day(f"{short}{last.year}", raw)
    return same if same <= last else _day(f"{short}{last.year - 1}", raw)
