"""When things happen: schedules on the wall clock of a place, their moments in UTC, and distances."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Literal, Self
from zoneinfo import ZoneInfo

from dateutil import rrule

WEEK = range(7)
"""Weekdays are counted from Monday, 0, to Sunday, 6."""

EARLIEST = datetime.min.replace(tzinfo=UTC)
_DAY = timedelta(days=1)


def to_utc(wall: datetime, zone: ZoneInfo | str, *, second_pass: bool = False) -> datetime:
    """The moment a wall clock shows this time.

    A time that the clock jumps over moves past the jump. A time that it shows twice means the first pass, unless the
    second is asked for.
    """
    local = wall.replace(tzinfo=_named(zone), fold=0)
    first = local.astimezone(UTC)
    return max(first, local.replace(fold=1).astimezone(UTC)) if second_pass else first


def to_wall(moment: datetime, zone: ZoneInfo | str) -> datetime:
    """What the wall clock shows at this moment."""
    return moment.astimezone(_named(zone)).replace(tzinfo=None, fold=0)


def is_skipped(wall: datetime, zone: ZoneInfo | str) -> bool:
    """Whether the wall clock jumps over this time."""
    return to_wall(to_utc(wall, zone), zone) != wall


def _written(wall: datetime) -> str:
    """A time on the wall to the minute, or to the second where it has any."""
    return wall.isoformat(timespec="seconds" if wall.second else "minutes")


def _named(zone: ZoneInfo | str) -> ZoneInfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence of a schedule: the time on the wall it stands for, and the moment it is due."""

    local: datetime
    due: datetime

    @property
    def key(self) -> str:
        """Tells this occurrence from every other one of the same schedule."""
        return _written(self.local)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a schedule still has ahead; without an end, `last` and `times` are None."""

    first: Slot
    last: Slot | None
    times: int | None


class Schedule(ABC):
    """A plan on the wall clock; it has no zone of its own, so a course that moves keeps its hours."""

    @abstractmethod
    def walls(self) -> Iterator[datetime]:
        """Every time on the wall, in order."""

    @abstractmethod
    def dump(self) -> str:
        """The schedule as a line of text that `load` reads."""

    def occurrences(self, zone: ZoneInfo | str, after: datetime = EARLIEST) -> Iterator[Slot]:
        """Every slot due later than `after`, in order: exactly one for each scheduled time on the wall."""
        place = _named(zone)
        # No zone is as far as two days from UTC: what lies further back need not be mapped.
        margin = after.replace(tzinfo=None) - 2 * _DAY if after - EARLIEST > 2 * _DAY else datetime.min  # noqa: DTZ901
        slots = (Slot(wall, self._due(wall, place)) for wall in self.walls() if wall > margin)
        return (slot for slot in slots if slot.due > after)

    def after(self, moment: datetime, zone: ZoneInfo | str) -> Slot | None:
        """The first slot due later than `moment`; None when there is none left."""
        return next(self.occurrences(zone, moment), None)

    def outlook(self, zone: ZoneInfo | str, after: datetime) -> Outlook | None:
        """What is due later than `after`; None when nothing is left."""
        if self.endless:
            first = self.after(after, zone)
            return Outlook(first, None, None) if first else None
        slots = list(self.occurrences(zone, after))
        return Outlook(slots[0], slots[-1], len(slots)) if slots else None

    @abstractmethod
    def later(self, weeks: int) -> "Schedule":
        """The same plan some weeks later: on the same days of the week, at the same time on the wall."""

    @property
    def repeats(self) -> bool:
        """Whether it comes back."""
        return False

    @property
    def endless(self) -> bool:
        """Whether there is always a next occurrence."""
        return False

    def _due(self, wall: datetime, zone: ZoneInfo) -> datetime:
        return to_utc(wall, zone)


@dataclass(frozen=True, slots=True)
class Once(Schedule):
    """A single time on the wall."""

    wall: datetime
    second_pass: bool = False
    """Of the two times a wall clock shows this hour in autumn, the later one ("in 2 hours", said in between)."""

    def walls(self) -> Iterator[datetime]:
        yield self.wall

    def later(self, weeks: int) -> "Once":
        return replace(self, wall=self.wall + timedelta(weeks=weeks))

    def dump(self) -> str:
        text = f"once {_written(self.wall)}"
        return f"{text} again" if self.second_pass else text

    def _due(self, wall: datetime, zone: ZoneInfo) -> datetime:
        return to_utc(wall, zone, second_pass=self.second_pass)


class Every(StrEnum):
    """The step of a rule."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_FREQUENCY: dict[Every, Literal[1, 2, 3]] = {
    Every.DAY: rrule.DAILY,
    Every.WEEK: rrule.WEEKLY,
    Every.MONTH: rrule.MONTHLY,
}


@dataclass(frozen=True, slots=True)
class Rule(Schedule):
    """A time of day that comes back every few days, on weekdays, or on a day of the month.

    Weeks begin on Monday. A day of the month that a month does not have means its last day. `times` counts the dates
    left out as well; `until` is the last date that may be scheduled.
    """

    every: Every
    at: time
    first: date
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    day: int | None = None
    until: date | None = None
    times: int | None = None
    but: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        fits = {
            Every.DAY: not self.weekdays and self.day is None,
            Every.WEEK: bool(self.weekdays) and self.weekdays <= set(WEEK) and self.day is None,
            Every.MONTH: not self.weekdays and self.day in range(1, 32),
        }
        if not fits[self.every] or self.interval < 1 or (self.times is not None and self.times < 1):
            raise ValueError(f"this is no rule: {self.dump()}")

    @property
    def repeats(self) -> bool:
        return True

    @property
    def endless(self) -> bool:
        return self.until is None and self.times is None

    def later(self, weeks: int) -> "Rule":
        by = timedelta(weeks=weeks)
        until = self.until + by if self.until else None
        return replace(self, first=self.first + by, until=until, but=frozenset(day + by for day in self.but))

    def walls(self) -> Iterator[datetime]:
        last = self.until or date.max
        dates = takewhile(lambda wall: wall.date() <= last, self._steps())
        return (wall for wall in dates if wall.date() not in self.but)

    def _steps(self) -> Iterator[datetime]:
        return iter(
            rrule.rrule(
                _FREQUENCY[self.every],
                dtstart=datetime.combine(self.first, self.at),
                interval=self.interval,
                count=self.times,
                byweekday=sorted(self.weekdays) or None,
                bymonthday=range(min(self.day, 28), self.day + 1) if self.day else None,
                bysetpos=-1 if self.day else None,
                wkst=rrule.MO,
            )
        )

    def dump(self) -> str:
        on = ",".join(map(str, sorted(self.weekdays))) or self.day
        ends = {"until": self.until, "times": self.times, "but": ",".join(sorted(map(str, self.but)))}
        parts = [self.every, self.interval, f"{self.at:%H:%M}", "from", self.first]
        parts += ["on", on] if on else []
        parts += [part for word, value in ends.items() if value for part in (word, value)]
        return " ".join(map(str, parts))

    @classmethod
    def read(cls, every: str, interval: str, at: str, *parts: str) -> Self:
        """A rule from the words of its dump."""
        named = dict(zip(parts[::2], parts[1::2], strict=True))
        on = [int(number) for number in named.get("on", "").split(",") if number]
        step = Every(every)
        return cls(
            every=step,
            at=time.fromisoformat(at),
            first=date.fromisoformat(named["from"]),
            interval=int(interval),
            weekdays=frozenset(on) if step is Every.WEEK else frozenset(),
            day=on[0] if step is Every.MONTH else None,
            until=date.fromisoformat(named["until"]) if "until" in named else None,
            times=int(named["times"]) if "times" in named else None,
            but=frozenset(date.fromisoformat(day) for day in named.get("but", "").split(",") if day),
        )


def load(text: str) -> Schedule:
    """The schedule that `dump` wrote."""
    kind, *words = text.split()
    if kind == "once":
        return Once(datetime.fromisoformat(words[0]), second_pass=words[1:] == ["again"])
    return Rule.read(kind, *words)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a moment lies ahead, or behind when the numbers are negative."""

    days: int
    """Midnights in between, on the reader's wall clock: 1 is tomorrow, even in ten minutes."""
    hours: int
    minutes: int
    """With `hours`, the whole distance to the nearest minute."""


def distance(now: datetime, then: datetime, zone: ZoneInfo | str) -> Distance:
    """How far `then` lies from `now` for somebody in this zone."""
    days = (to_wall(then, zone).date() - to_wall(now, zone).date()).days
    hours, minutes = divmod(round(abs(then - now).total_seconds() / 60), 60)
    sign = -1 if then < now else 1
    return Distance(days, sign * hours, sign * minutes)
