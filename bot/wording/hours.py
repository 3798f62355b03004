"""Free times of a week in words: short, and readable again by the one who wrote them."""

from collections.abc import Sequence
from datetime import time
from itertools import groupby

from babel.dates import get_day_names

from bot.wording.words import Words
from community.hours import FreeTime, free_times


def hours_said(w: Words, kept: str) -> str:
    """`Mon–Fri 18:00–21:00; Sat 10:00–12:00`, from the form that is kept."""
    by_day = {day: tuple(each) for day, each in groupby(free_times(kept), key=lambda each: each.weekday)}
    spans = {day: tuple((each.start, each.end) for each in times) for day, times in by_day.items()}
    alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for day, of_day in spans.items():
        alike.setdefault(of_day, []).append(day)
    return "; ".join(f"{_days(w, days)} {_spans(w, by_day[days[0]])}" for days in alike.values())


def _days(w: Words, days: Sequence[int]) -> str:
    """`Mon–Fri`, `Mon, Wed`."""
    names = get_day_names("abbreviated", "stand-alone", w.locale)
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), key=lambda each: each[1] - each[0])]
    parts = [
        f"{names[run[0]]}–{names[run[-1]]}" if len(run) > 2 else ", ".join(names[day] for day in run) for run in runs
    ]
    return ", ".join(parts)


def _spans(w: Words, times: Sequence[FreeTime]) -> str:
    return ", ".join(f"{_clock(w, each.start)}–{_clock(w, each.end)}" for each in times)


def _clock(w: Words, minutes: int) -> str:
    return w.clock(time(minutes // 60 % 24, minutes % 60))
