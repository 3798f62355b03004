"""When people are free in a week: read from their own words, kept in one short form, given to who forms groups.

The form that is kept is local to the person: `mo 18:00-21:00,sa 10:00-12:00`. Empty means that nobody knows, and not
that somebody is always free.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from community.errors import Invalid
from community.hour_words import EVERY_DAY, WHOLE_DAY, Lexicon, Meant, Span, lexicon

CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
DAY = 24 * 60

_KEPT = re.compile(r"(\w\w) (\d\d):(\d\d)-(\d\d):(\d\d)")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?h?(?:\s*(?P<half>[ap])\.?m\b\.?)?", re.IGNORECASE)
_DASH = re.compile(r"[-–—]")
_BREAK = re.compile(r"[,;/+&\n]")
_REST = re.compile(r"[^\s,;]+")


@dataclass(frozen=True, slots=True, order=True)
class FreeTime:
    """A stretch of one day of the week: 0 is Monday; minutes since midnight, `end` at most 1440."""

    weekday: int
    start: int
    end: int


def free_times(kept: str) -> tuple[FreeTime, ...]:
    """What `written` gave: the free times in the order of the week, none overlapping another."""
    found = (_KEPT.fullmatch(part) for part in kept.split(",") if part)
    return tuple(
        FreeTime(CODES.index(each[1]), int(each[2]) * 60 + int(each[3]), int(each[4]) * 60 + int(each[5]))
        for each in found
        if each
    )


def written(times: Iterable[FreeTime]) -> str:
    """The form that is kept: in order, with what overlaps or touches joined."""
    return ",".join(f"{CODES[each.weekday]} {_hhmm(each.start)}-{_hhmm(each.end)}" for each in joined(times))


def joined(times: Iterable[FreeTime]) -> tuple[FreeTime, ...]:
    """In the order of the week; what overlaps or touches on one day is one."""
    kept: list[FreeTime] = []
    for each in sorted(times):
        last = kept[-1] if kept else None
        if last and last.weekday == each.weekday and each.start <= last.end:
            kept[-1] = FreeTime(last.weekday, last.start, max(last.end, each.end))
        else:
            kept.append(each)
    return tuple(kept)


def read_hours(text: str, language: str) -> tuple[FreeTime, ...]:
    """What somebody wrote ("Mon and Wed 18-21, Sat mornings"). `Invalid` names the part that was not understood."""
    said = _Said(_words(language), text)
    said.read()
    if not said.times:
        raise Invalid("not_hours", fragment=text.strip())
    return joined(said.times)


def _hhmm(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class _Patterns:
    lexicon: Lexicon
    meaning: re.Pattern[str]
    to: re.Pattern[str]
    and_: re.Pattern[str]
    filling: re.Pattern[str]


@cache
def _words(language: str) -> _Patterns:
    known = lexicon(language)
    return _Patterns(known, _any(known.meanings), _any(known.to), _any(known.and_), _any(known.filling))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    each = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?:{each})(?!\w)\.?", re.IGNORECASE)


@dataclass(slots=True)
class _Said:
    """A line being read from left to right. Days gather until a time is said; the next day begins anew."""

    words: _Patterns
    text: str
    times: list[FreeTime] = field(default_factory=list)
    _days: frozenset[int] = frozenset()
    _spans: list[Span] = field(default_factory=list)
    _parted: bool = False
    """A comma or an "and" stood before the word that is read now."""
    _last_day: int | None = None
    _until_day: bool = False
    """A dash after a day: the next day ends a range."""

    def read(self) -> None:
        at = 0
        while at < len(self.text):
            at = self._step(at)
        self._close()

    def _step(self, at: int) -> int:
        """Read what stands here; returns where it ends."""
        if self.text[at].isspace() or self.text[at] == ".":
            return at + 1
        if end := self._break(at):
            return end
        if match := self.words.meaning.match(self.text, at):
            self._take(self._meant(match[0]))
            return match.end()
        if found := self._span(at):
            self._take(Meant(span=found[0]))
            return found[1]
        if match := self.words.filling.match(self.text, at):
            return match.end()
        rest = _REST.match(self.text, at)
        raise Invalid("not_hours", fragment=rest[0] if rest else self.text[at:])

    def _break(self, at: int) -> int | None:
        if match := _BREAK.match(self.text, at) or self.words.and_.match(self.text, at):
            self._parted = True
            return match.end()
        if self._last_day is not None and (match := _DASH.match(self.text, at) or self.words.to.match(self.text, at)):
            self._until_day = True
            return match.end()
        return None

    def _meant(self, word: str) -> Meant:
        plain = " ".join(word.casefold().split())
        known = self.words.lexicon.meanings
        return known[plain] if plain in known else known[plain.rstrip(".")]

    def _span(self, at: int) -> tuple[Span, int] | None:
        """Two times of day with a dash or a word between them."""
        first = _CLOCK.match(self.text, at)
        between = self._between(first.end()) if first else None
        second = _CLOCK.match(self.text, between) if between else None
        if not first or not second:
            return None
        half = first["half"] or (second["half"] if int(first["hour"]) <= int(second["hour"]) else None)
        start, end = _minutes(first, half), _minutes(second, second["half"])
        if start is None or end is None:
            return None
        return (start, end if end > start else end + DAY), second.end()

    def _between(self, at: int) -> int | None:
        at += len(self.text[at:]) - len(self.text[at:].lstrip())
        match = _DASH.match(self.text, at) or self.words.to.match(self.text, at)
        if not match:
            return None
        end = match.end()
        while True:
            end += len(self.text[end:]) - len(self.text[end:].lstrip())
            if not (more := self.words.filling.match(self.text, end)):
                return end
            end = more.end()

    def _take(self, meant: Meant) -> None:
        if meant.days:
            self._take_days(meant.days)
        if meant.span:
            self._spans.append(meant.span)
            self._last_day = None
        self._parted = False

    def _take_days(self, days: frozenset[int]) -> None:
        day = min(days) if len(days) == 1 else None
        if self._until_day and self._last_day is not None and day is not None:
            days = frozenset((self._last_day + step) % 7 for step in range((day - self._last_day) % 7 + 1))
        elif self._spans and (self._days or self._parted):
            self._close()  # "Mon 9-12, Tue": the time was said for the days before it
        self._days |= days
        self._last_day, self._until_day = day, False

    def _close(self) -> None:
        """The days and times gathered so far belong together."""
        if self._days or self._spans:
            days = self._days or EVERY_DAY
            self.times += [each for day in days for span in self._spans or [WHOLE_DAY] for each in _pieces(day, span)]
        self._days, self._spans, self._last_day = frozenset(), [], None


def _minutes(clock: re.Match[str], half: str | None) -> int | None:
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half.casefold() == "p")
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= DAY else None


def _pieces(day: int, span: Span) -> Iterator[FreeTime]:
    """A time over midnight is a time of two days."""
    start, end = span
    if start < DAY:
        yield FreeTime(day, start, min(end, DAY))
    if end > DAY:
        yield FreeTime((day + 1) % 7, 0, end - DAY)
