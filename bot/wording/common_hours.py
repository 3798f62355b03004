"""Hours of the week as people read them: on their own clock, and on those of others where they differ."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from bot.wording.words import Words
from community.matching.hours import Window, local_windows
from community.zones import city

MOST = 6
"""So many times of a week are listed; the rest are counted."""


def times(w: Words, mask: int, zone: str, monday: date) -> str:
    """`Mon 18:00–21:00, Sat 10:00–12:00`, on the clock of this zone."""
    windows = local_windows(mask, ZoneInfo(zone), monday)
    lines = [_window(w, window) for window in windows[:MOST]]
    more = len(windows) - MOST
    return ", ".join([*lines, w.n("one more time", "{count} more times", more)] if more > 0 else lines)


def _window(w: Words, window: Window) -> str:
    day = get_day_names("abbreviated", "stand-alone", w.locale)[window.weekday]
    return w.s("{day} {start}–{end}", day=day.rstrip("."), start=w.clock(window.start), end=w.clock(window.end))


def elsewhere(w: Words, mask: int, zones: Sequence[str], monday: date) -> list[str]:
    """The same hours on the clocks of others, one line for each that shows another time: `Lisbon: Mon 16:00–19:00`."""
    here = local_windows(mask, w.zone, monday)
    others = [zone for zone in zones if local_windows(mask, ZoneInfo(zone), monday) != here]
    clocks = {local_windows(mask, ZoneInfo(zone), monday): zone for zone in reversed(others)}
    return [
        w.s("{place}: {times}", place=city(zone, w.locale), times=times(w, mask, zone, monday))
        for zone in sorted(clocks.values(), key=others.index)
    ]
