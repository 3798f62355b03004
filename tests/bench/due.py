"""From due to posted: a thousand prompts of a thousand courses, all due at the same moment."""

import time
from collections.abc import AsyncIterator

from figures import Figure, percentile
from house import Setting, connect, embedded, open_course, schedule, soon
from towns import town

from community.chat.address import Platform
from storage.work import Work

COURSES = 1000
RATE = 30.0
AHEAD = 12.0
"""Seconds between the founding and the moment they are due: the bot is up by then and waits."""


async def prompts_due_together(runs: int, *, limits: bool) -> AsyncIterator[Figure]:
    middles, lasts = [], []
    for _ in range(runs):
        waits = await _waits(limits=limits)
        middles.append(percentile(waits, 0.5))
        lasts.append(max(waits))
    name = f"{COURSES} prompts due together, limits {'on' if limits else 'off'}"
    yield Figure(f"{name}: half of them stand after", "s", middles, digits=1)
    yield Figure(f"{name}: all of them stand after", "s", lasts, digits=1)
    if limits:
        floor = COURSES / RATE
        ratios = [floor / last for last in lasts]
        yield Figure(f"{name}: ratio to the floor", "", ratios, f"floor {floor:.1f} s at 30/s", digits=2)


async def _waits(*, limits: bool) -> list[float]:
    """How long after the moment each prompt stood in its chat."""
    with embedded() as house:
        async with town("telegram", people=1, groups=COURSES) as (place, founded):
            setting = Setting.of(Platform.TELEGRAM, founded)
            await place.asked("enforce", limits=limits)
            with house.open() as store:
                due = store.now_run(lambda work: _found(work, setting))
            async with house.served(limits=limits, telegram=founded["section"]):
                if time.time() > due:
                    raise RuntimeError("the bot was not up before the prompts were due")
                seen = await place.until("posted", COURSES, 120)
    return [moment - due for moment in seen["posts"]]


def _found(work: Work, setting: Setting) -> float:
    courses = [open_course(work, number) for number in range(COURSES)]
    for course, group in zip(courses, setting.groups, strict=True):
        connect(work, course, setting.bot, [group])
    due = soon(AHEAD).replace(microsecond=0)
    for course in courses:
        schedule(work, course, "What helped you this week?", due)
    return due.timestamp()
