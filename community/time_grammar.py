"""How people write days, times and rules: pieces in almost any order; what they mean is decided in `time_phrases`."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from re import Match
from typing import Any

from community.calendar import Every
from community.time_words import Words, words_for

_GAP = r"[^\S\n]+"  # a line break ends a phrase
_MAYBE_GAP = r"[^\S\n]*"
_END = r"(?!\w|[:.]\d)"
_COUNT = r"[1-9]\d{0,2}"
_BETWEEN = re.compile(rf"{_MAYBE_GAP},?{_GAP}")
_AFTER = re.compile(r"[.,:;]?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it was written, which need not exist."""

    hour: int
    minute: int
    half: str
    text: str


@dataclass(frozen=True, slots=True)
class NearDay:
    """A day counted from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: the soonest, the soonest after today, or the one of next week."""

    number: int
    not_today: bool = False
    next_week: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date as it was written, which need not exist; `either_way` leaves open which number is the month."""

    day: int
    month: int
    year: int | None
    text: str
    weekday: int | None = None
    either_way: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule without its time; a week or a month still needs its days."""

    every: Every
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was read so far."""

    day: NearDay | Weekday | Date | None = None
    repeat: Repeat | None = None
    clock: Clock | None = None
    minutes: int | None = None
    """A delay of less than a day ("in 2 hours")."""
    since: Date | None = None
    until: Date | None = None
    times: int | None = None

    @property
    def complete(self) -> bool:
        """Whether this says when: a date needs its time of day, a rule has a usual one."""
        return bool(self.clock or self.repeat or self.minutes)

    def takes(self, part: str) -> bool:
        """Whether this part may follow."""
        if part == "hour":
            return bool(self.day or self.repeat) and not (self.clock or self.since or self.until or self.times)
        if self.minutes or getattr(self, part) is not None:
            return False
        if part in {"since", "until", "times"}:
            return self.repeat is not None
        return part == "clock" or not (self.day or self.repeat or (part == "minutes" and self.clock))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one part of a phrase; an `hour` is a clock that only a day before it makes clear."""

    part: str
    pattern: re.Pattern[str]
    read: Callable[[Match[str], Words], Any]
    """None where the words fit and the sense does not."""


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", _GAP) for word in longest_first) + ")"


def _before(words: Iterable[str]) -> str:
    """One of the words with the gap behind it; none behind an apostrophe."""
    every = tuple(words)
    close = [word for word in every if word.endswith(("'", "’"))]
    apart = rf"{_any(word for word in every if word not in close)}{_GAP}"
    return f"(?:{_any(close)}|{apart})" if close else apart


def _number(match: Match[str], words: Words) -> int:
    text = match.groupdict().get("count") or "1"
    return int(text) if text.isdecimal() else words.numbers.get(_plain(text), 1)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _clock(match: Match[str], _: Words) -> Clock | None:
    half = (match["half"] or "").replace(".", "").lower()
    marked = match["at"] or half or match["hours"]
    dotted = match["separator"] == "."
    if not marked and (not match["separator"] or (dotted and match.string[match.end() :].startswith("."))):
        return None  # "9" may be anything, "9.12." is a date
    return Clock(int(match["hour"]), int(match["minute"] or match["more"] or 0), half, match[0])


def _hour(match: Match[str], _: Words) -> Clock:
    return Clock(int(match["hour"]), 0, "", match[0])


def _date(match: Match[str], words: Words) -> Date:
    found = match.groupdict()
    month, year = found["month"], found.get("year")
    return Date(
        day=int(found["day"]),
        month=int(month) if month.isdecimal() else words.months[month.casefold()],
        year=None if year is None else int(year) + (2000 if len(year) == 2 else 0),
        text=found["date"],
        weekday=words.weekdays[found["weekday"].casefold()] if found.get("weekday") else None,
        either_way="slash" in found and found["slash"] not in words.day_first,
    )


def _weekday(match: Match[str], words: Words) -> Weekday:
    found = match.groupdict()
    return Weekday(words.weekdays[_plain(found["name"])], bool(found.get("coming")), bool(found.get("next")))


def _days_of_week(match: Match[str], words: Words) -> Repeat:
    found = match.groupdict()
    interval = 2 if found.get("other") else _number(match, words)
    names = {**words.weekdays, **words.on_weekdays}
    written = re.findall(rf"\b{_any(names)}\b", found["names"], re.IGNORECASE)
    return Repeat(Every.WEEK, interval, frozenset(names[_plain(name)] for name in written))


def _workdays(_: Match[str], __: Words) -> Repeat:
    return Repeat(Every.WEEK, weekdays=frozenset(range(5)))


def _steps(every: Every) -> Callable[[Match[str], Words], Repeat]:
    def read(match: Match[str], words: Words) -> Repeat:
        found = match.groupdict()
        interval = 2 if found.get("other") else _number(match, words)
        return Repeat(every, interval, day=int(found["day"]) if found.get("day") else None)

    return read


def _date_forms(words: Words) -> list[str]:
    month = rf"(?P<month>{_any(words.months)})\.?"
    of = rf"(?:{_before(words.of)})?"
    year = rf"(?:,?{_GAP}{of}(?P<year>\d{{4}}))?"
    nth = rf"(?:\.|{_any(words.nth)})?"
    return [
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})?",
        r"(?P<day>[0-2]?[1-9]|[1-3]0|31)\.(?P<month>0?[1-9]|1[0-2])",
        rf"(?P<day>\d{{1,2}}){nth}{_GAP}{of}{month}{year}",
        rf"{month}{_GAP}(?P<day>\d{{1,2}}){nth}{year}",
        r"(?P<day>\d{1,2})(?P<slash>/)(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?",
        r"(?P<day>\d{1,2})(?P<slash>-)(?P<month>\d{1,2})-(?P<year>\d{4})",
    ]


def _dated(words: Words) -> Iterator[tuple[str, str, Callable[[Match[str], Words], Any]]]:
    name = rf"(?:(?P<weekday>{_any(words.weekdays)})\.?,?{_GAP})?"
    for form in _date_forms(words):
        date = f"{name}(?P<date>{form})"
        yield "day", rf"(?:{_before([*words.on, *words.on_date])})?{date}", _date
        for part, before, behind in (("since", words.from_, words.starting), ("until", words.until, words.ending)):
            yield part, rf"{_before(before)}{date}", _date
            if behind:
                yield part, rf"{date}{_GAP}{_any(behind)}", _date


def _near(words: Words) -> Iterator[tuple[str, str, Callable[[Match[str], Words], Any]]]:
    yield "day", rf"(?P<name>{_any(words.near_days)})", lambda m, w: NearDay(w.near_days[_plain(m["name"])])
    which = (
        rf"(?:(?P<next>{_any(words.next_week)})|(?P<coming>{_any(words.coming)})|{_any(words.this)}|{_any(words.on)})"
    )
    name = rf"(?P<name>{_any(words.weekdays)})\.?"
    yield "day", rf"(?:{which}{_GAP})?{name}", _weekday
    for group, behind in (("coming", words.coming_behind), ("next", words.next_week_behind)):
        if behind:
            yield "day", rf"(?:{_any(words.on)}{_GAP})?{name}{_GAP}(?P<{group}>{_any(behind)})", _weekday
    yield from _delayed(words)


def _delayed(words: Words) -> Iterator[tuple[str, str, Callable[[Match[str], Words], Any]]]:
    count = rf"(?:(?P<count>{_COUNT}|{_any(words.numbers)}){_GAP}|{_before(words.articles)})"
    for part, units, made in (("minutes", words.delays, int), ("day", words.spans, NearDay)):

        def read(match: Match[str], w: Words, units: Any = units, made: Any = made) -> Any:
            return made(_number(match, w) * units[_plain(match["unit"])])

        unit = rf"(?P<unit>{_any(units)})"
        yield part, rf"{_any(words.within)}{_GAP}{count}{unit}", read
        if words.passed:
            yield part, rf"(?:{count})?{unit}{_GAP}{_any(words.passed)}", read


def _repeated(words: Words) -> Iterator[tuple[str, str, Callable[[Match[str], Words], Any]]]:
    every = _any(words.every)
    others = [f"{each} {word}" for each in words.every for word in words.other]
    other = rf"(?P<other>{_any([*others, *words.every_other])})"
    count = rf"(?P<count>{_COUNT}|{_any(words.numbers)})\.?"
    step = rf"(?:{other}|{every}(?:{_GAP}{count})?){_GAP}"
    joined = rf"(?:{_MAYBE_GAP},{_MAYBE_GAP}|{_GAP})(?:{_any(words.and_)}{_GAP})?"
    name = rf"{_any({**words.weekdays, **words.on_weekdays})}\b\.?"
    names = rf"(?P<names>{name}(?:{joined}{name})*)"
    plural = rf"(?P<names>{_any(words.on_weekdays)}(?:{joined}{name})*)"
    on = rf"(?:{_any(words.on)}{_GAP})?"
    nth = rf"(?:{_before([*words.on, *words.on_date])})?(?P<day>\d{{1,2}})(?:{_any(words.nth)}|\.)?"
    of = rf"(?:{_before(words.of)})?"
    yield "repeat", rf"(?:{other}|{every}){_GAP}{names}", _days_of_week
    yield "repeat", rf"(?:{step}{_any(words.week)}|{_any(words.weekly)}),?{_GAP}{on}{names}", _days_of_week
    yield "repeat", rf"(?:{step}{_any(words.week)}|{_any(words.weekly)})", _steps(Every.WEEK)
    yield "repeat", rf"{on}{plural}", _days_of_week
    yield "repeat", rf"(?:{every}{_GAP}{_any(words.workday)}|{_any(words.on_workdays)})", _workdays
    yield "repeat", rf"(?:{step}{_any(words.day)}|{_any(words.daily)})", _steps(Every.DAY)
    yield "repeat", rf"(?:{step}{_any(words.month)}|{_any(words.monthly)})(?:,?{_GAP}{nth})?", _steps(Every.MONTH)
    yield "repeat", rf"{nth},?{_GAP}{of}{step}{_any(words.month)}", _steps(Every.MONTH)
    times = rf"(?:{_any(words.for_)}{_GAP})?(?P<count>{_COUNT}|{_any(words.numbers)}){_GAP}{_any(words.times)}"
    yield "times", times, _number


def _clocks(words: Words) -> Iterator[tuple[str, str, Callable[[Match[str], Words], Any]]]:
    hours = rf"(?P<hours>{_MAYBE_GAP}{_any(words.hours)})" if words.hours else "(?P<hours>(?!))"
    minute = rf"(?:(?P<separator>[:.])(?P<minute>\d\d)|{hours}(?P<more>\d\d)?)?"
    half = rf"(?:{_MAYBE_GAP}(?P<half>[ap]\.?m\b\.?))?"
    yield "clock", rf"(?:(?P<at>{_any(words.at)}){_GAP})?(?P<hour>\d{{1,2}}){minute}{half}", _clock
    yield "hour", r"(?P<hour>[01]?\d|2[0-3])", _hour


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that can be written in one language, and in English."""

    words: Words
    forms: tuple[Form, ...]

    def readings(self, text: str, at: int = 0, so_far: Phrase = Phrase()) -> Iterator[tuple[Phrase, int]]:
        """Every way to read the front of the text, complete or not, with where it ends; days are tried before times."""
        for form in self.forms:
            if not so_far.takes(form.part) or not (match := form.pattern.match(text, at)):
                continue
            if (piece := form.read(match, self.words)) is None:
                continue
            phrase = replace(so_far, **{"clock" if form.part == "hour" else form.part: piece})
            if _AFTER.match(text, match.end()):
                yield phrase, match.end()
            if between := _BETWEEN.match(text, match.end()):
                yield from self.readings(text, between.end(), phrase)

    def rest(self, text: str, end: int) -> str:
        """What follows a phrase, without the mark that closes it."""
        return _AFTER.sub("", text[end:], count=1)


@cache
def grammar_for(language: str) -> Grammar:
    """The grammar of a person's language."""
    words = words_for(language)
    sources = (_dated, _near, _repeated, _clocks)
    forms = [form for source in sources for form in source(words)]
    return Grammar(
        words, tuple(Form(part, re.compile(pattern + _END, re.IGNORECASE), read) for part, pattern, read in forms)
    )
