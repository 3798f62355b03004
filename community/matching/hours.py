"""Weekly hours: from what people say ("Mon 18-21 in Helsinki") to a mask of UTC hours that can be compared, and back.

A mask is made for a reference week, given by its Monday, because the distance of a place to UTC changes with the
season: make masks anew for another season. An hour of UTC counts when the person is free for the whole of it. In a zone
that is half an hour off, 18:00-21:00 therefore gives two hours, not three: better a common hour less than one that
somebody has only half. A week is a circle: Monday 01:00 in Helsinki is the Sunday before in UTC, and counts as Sunday.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.calendar import to_utc, to_wall
from community.matching.candidates import HOURS_OF_A_WEEK

_MIDNIGHT = time(0)
_DAY = 24 * 60
_WEEK = 7 * _DAY


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time of the week on the wall: weekday 0 is Monday. An end at or before the start is on the next day."""

    weekday: int
    start: time
    end: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"a week has seven days: {self.weekday}")


def week_mask(windows: Iterable[Window], zone: ZoneInfo | str, monday: date) -> int:
    """The UTC hours of the week that lie wholly within these local times."""
    begin = _begin(monday)
    mask = 0
    for first, last in _round_the_week(_minutes(window, zone, monday, begin) for window in windows):
        for hour in range(-(-first // 60), last // 60):
            mask |= 1 << hour % HOURS_OF_A_WEEK
    return mask


def local_windows(mask: int, zone: ZoneInfo | str, monday: date) -> tuple[Window, ...]:
    """The UTC hours of a mask as local times of a week, in order; a time over midnight is shown as two."""
    begin = _begin(monday)
    pieces: list[tuple[int, int]] = []
    for hour in range(HOURS_OF_A_WEEK):
        if mask >> hour & 1:
            wall = to_wall(begin + timedelta(hours=hour), zone)
            first = wall.weekday() * _DAY + wall.hour * 60 + wall.minute
            pieces += [(first, min(first + 60, _WEEK)), (0, first + 60 - _WEEK)]
    return tuple(window for first, last in _joined(pieces) for window in _by_day(first, last))


def _begin(monday: date) -> datetime:
    if monday.weekday():
        raise ValueError(f"a reference week begins on a Monday: {monday}")
    return datetime.combine(monday, _MIDNIGHT, tzinfo=UTC)


def _minutes(window: Window, zone: ZoneInfo | str, monday: date, begin: datetime) -> tuple[int, int]:
    """Begin and end in minutes of UTC from the beginning of the week; before it, or after its end, near the edges."""
    day = monday + timedelta(days=window.weekday)
    next_day = day + timedelta(days=1 if window.end <= window.start else 0)
    ends = (to_utc(datetime.combine(at, wall), zone) for at, wall in ((day, window.start), (next_day, window.end)))
    first, last = ((moment - begin) // timedelta(minutes=1) for moment in ends)
    return first, last


def _joined(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces of time in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(piece for piece in pieces if piece[0] < piece[1]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _round_the_week(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces joined on the circle of a week: only the last one may reach beyond its end."""
    turned = [(first % _WEEK, first % _WEEK + last - first) for first, last in pieces]
    flat = [(first, min(last, _WEEK)) for first, last in turned] + [(0, last - _WEEK) for _, last in turned]
    joined = _joined(flat)
    if len(joined) > 1 and joined[0][0] == 0 and joined[-1][1] == _WEEK:
        return [*joined[1:-1], (joined[-1][0], _WEEK + joined[0][1])]
    return joined


def _by_day(first: int, last: int) -> Iterator[Window]:
    while first < last:
        midnight = (first // _DAY + 1) * _DAY
        yield Window(first // _DAY, _clock(first), _clock(min(last, midnight)))
        first = midnight


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
