"""What people mean by "Mon 9:00" or "every Monday 9:00 until 12.12.": a schedule, or the reason why it is none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from community.calendar import Every, Once, Outlook, Rule, Schedule, is_skipped, to_utc, to_wall
from community.errors import Invalid
from community.time_grammar import Clock, Date, Grammar, Phrase, Repeat, Weekday, grammar_for

USUAL_HOUR = time(10)
"""When a rule without a time of day fires."""

FAR = timedelta(days=5 * 366)
"""Nobody plans further ahead; a later date is a slip."""

_MOST_SHOWN = 40


class NotUnderstood(Invalid):
    """A phrase that gives no schedule.

    `key` is the reason: not_a_time, no_clock, no_weekday, no_day_of_month, no_such_date, no_such_time, ambiguous_date, wrong_weekday, past,
    ends_too_early or too_far. The fact `fragment` is the part it is about, as it was written.
    """

    def __init__(self, key: str, fragment: str, **facts: Any) -> None:
        self.behind: str | None = None
        """What was written behind a phrase that was read as a time and cannot be one."""
        short = fragment if len(fragment) <= _MOST_SHOWN else fragment[: _MOST_SHOWN - 1] + "…"
        super().__init__(key, fragment=short, **facts)

    @property
    def fragment(self) -> str:
        return str(self.facts["fragment"])


@dataclass(frozen=True, slots=True)
class Understood:
    """A schedule, and what the person should hear about it before it counts."""

    schedule: Schedule
    outlook: Outlook
    moved: bool = False
    """The wall clock jumps over the first time: it comes as much later."""
    usual_hour: bool = False
    """The rule named no time of day, so it got the usual one."""


def read_when(text: str, now: datetime, zone: ZoneInfo | str, language: str) -> Understood:
    """What the whole text says; English is understood beside the person's language."""
    typed = " ".join(text.split())
    grammar = grammar_for(language)
    phrase, end = _front(grammar, typed)
    if phrase.complete and (rest := grammar.rest(typed, end)):
        raise NotUnderstood("not_a_time", rest)
    return _understood(phrase, typed[:end], now, zone)


def split_when_and_text(typed: str, now: datetime, zone: ZoneInfo | str, language: str) -> tuple[Understood, str]:
    """The longest phrase at the front that is a time, and the text behind it as it was written."""
    text = typed.lstrip()
    grammar = grammar_for(language)
    phrase, end = _front(grammar, text)
    rest = grammar.rest(text, end)
    try:
        return _understood(phrase, text[:end], now, zone), rest
    except NotUnderstood as mistaken:
        mistaken.behind = rest
        raise


def _front(grammar: Grammar, text: str) -> tuple[Phrase, int]:
    """The longest phrase at the front, a complete one if there is any."""
    readings = list(grammar.readings(text))
    if not readings:
        raise NotUnderstood("not_a_time", text.partition("\n")[0])
    complete = [reading for reading in readings if reading[0].complete]
    return max(complete or readings, key=lambda reading: reading[1])


def _understood(phrase: Phrase, text: str, now: datetime, zone: ZoneInfo | str) -> Understood:
    if phrase.complete:
        return _Meaning(phrase, text, now, zone).understood()
    # A date that cannot be is a better reason than the missing hour.
    _Meaning(replace(phrase, clock=Clock(23, 59, "", "")), text, now, zone).understood()
    raise NotUnderstood("no_clock", text)


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A phrase, said at a moment in a zone."""

    phrase: Phrase
    text: str
    now: datetime
    zone: ZoneInfo | str

    def understood(self) -> Understood:
        schedule = self._schedule()
        outlook = schedule.outlook(self.zone, self.now)
        if outlook is None:
            raise NotUnderstood("past", self.text)
        return Understood(
            schedule,
            outlook,
            moved=is_skipped(outlook.first.local, self.zone),
            usual_hour=self.phrase.clock is None and self.phrase.repeat is not None,
        )

    @property
    def _today(self) -> date:
        return to_wall(self.now, self.zone).date()

    def _schedule(self) -> Schedule:
        if self.phrase.minutes:
            return self._delayed(timedelta(minutes=self.phrase.minutes))
        if self.phrase.repeat:
            return self._rule(self.phrase.repeat)
        at = self._time()
        days = self._days()
        return Once(datetime.combine(next((day for day in days if self._ahead(day, at)), days[0]), at))

    def _delayed(self, delay: timedelta) -> Once:
        moment = (self.now + delay).replace(second=0, microsecond=0)
        wall = to_wall(moment, self.zone)
        return Once(wall, second_pass=to_utc(wall, self.zone) < moment)

    def _time(self) -> time:
        clock = self.phrase.clock
        if clock is None:
            return USUAL_HOUR
        hour = clock.hour % 12 + 12 * (clock.half == "pm") if clock.half else clock.hour
        if hour > 23 or clock.minute > 59 or (clock.half and clock.hour not in range(1, 13)):
            raise NotUnderstood("no_such_time", clock.text)
        return time(hour, clock.minute)

    def _ahead(self, day: date, at: time) -> bool:
        self._check_near(day, self.text)
        return day >= self._today and to_utc(datetime.combine(day, at), self.zone) > self.now

    def _check_near(self, day: date, fragment: str) -> None:
        if day - self._today > FAR:
            raise NotUnderstood("too_far", fragment, day=day)

    def _days(self) -> list[date]:
        """The days that are meant, the nearest first: the first one that lies ahead counts."""
        today, day = self._today, self.phrase.day
        if isinstance(day, Date):
            return self._dates(day)
        if isinstance(day, Weekday):
            return list(self._weekdays(day))
        return [today, today + timedelta(days=1)] if day is None else [today + timedelta(days=day.days)]

    def _weekdays(self, weekday: Weekday) -> Iterator[date]:
        monday = self._today - timedelta(days=self._today.weekday())
        soonest = monday + timedelta(days=weekday.number)
        if weekday.next_week:
            yield soonest + timedelta(weeks=1)
            return
        earliest = self._today + timedelta(days=weekday.not_today)
        yield from (day for week in range(3) if (day := soonest + timedelta(weeks=week)) >= earliest)

    def _dates(self, written: Date) -> list[date]:
        """A date without a year means the next such date: this year's, or a later one's."""
        ways = [(written.day, written.month)]
        if written.either_way and written.day != written.month:
            ways.append((written.month, written.day))
        found = [days for day, month in ways if (days := self._in_years(day, month, written.year))]
        if not found:
            raise NotUnderstood("no_such_date", written.text)
        if len(found) > 1:
            one, other = map(self._nearest, found)
            raise NotUnderstood("ambiguous_date", written.text, one=one, other=other)
        if written.weekday is None:
            return found[0]
        days = [day for day in found[0] if day >= self._today or written.year] or found[0]
        if days[0].weekday() != written.weekday:
            raise NotUnderstood("wrong_weekday", written.text, day=days[0])
        return days[:1]

    def _in_years(self, day: int, month: int, year: int | None) -> list[date]:
        years = range(self._today.year, self._today.year + 9) if year is None else [year]
        return [found for each in years if (found := _day_in(each, month, day))]

    def _rule(self, repeat: Repeat) -> Rule:
        at, today = self._time(), self._today
        self._check_days(repeat)
        since = self.phrase.since
        begin = max(today, self._next_date(since)) if since else today  # no long walk up from a date long ago
        if since:
            self._check_near(begin, since.text)
        rule = Rule(repeat.every, at, begin, weekdays=repeat.weekdays, day=repeat.day)
        # Counting starts with the first one that lies ahead: "every 2 weeks on Monday" means next Monday, too.
        first = next(rule.occurrences(self.zone, self.now)).local.date()
        until, times = self._until(first), self.phrase.times
        rule = replace(rule, first=first, interval=repeat.interval, until=until, times=times)
        if times:
            self._check_near(max(rule.walls()).date(), self.text)
        return rule

    def _check_days(self, repeat: Repeat) -> None:
        if repeat.every is Every.WEEK and not repeat.weekdays:
            raise NotUnderstood("no_weekday", self.text)
        if repeat.every is Every.MONTH and repeat.day is None:
            raise NotUnderstood("no_day_of_month", self.text)
        if repeat.day is not None and repeat.day not in range(1, 32):
            raise NotUnderstood("no_such_date", self.text)

    def _until(self, first: date) -> date | None:
        written = self.phrase.until
        if written is None:
            return None
        until = self._next_date(written)
        if until < first:
            raise NotUnderstood("ends_too_early", written.text, first=first)
        self._check_near(until, written.text)
        return until

    def _next_date(self, written: Date) -> date:
        return self._nearest(self._dates(written))

    def _nearest(self, days: list[date]) -> date:
        return next((day for day in days if day >= self._today), days[0])
