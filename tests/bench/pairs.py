"""Drawing the pairs of a large course: how long it takes, and for how much of it the writer is held."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from figures import Figure
from house import ZONE, Setting, connect, embedded, open_course

from bot.calculating import calculated
from bot.routines.pairs import DRAWING
from community.chat.address import Bot, Platform
from community.pairs import Pairing, PairingState, Part
from community.time_phrases import read_when
from storage.engine import Store
from storage.work import Work

PEOPLE = 1000
ROUNDS = 10
AIM = 250.0


async def pairs_drawn() -> AsyncIterator[Figure]:
    with embedded() as house, house.open() as store:
        pairing = store.now_run(_found)
        looked: list[float] = []
        drawn: list[float] = []
        kept: list[float] = []
        for _ in range(ROUNDS):
            times = await _round(store, pairing.id)
            for each, took in zip((looked, drawn, kept), times, strict=True):
                each.append(took)
    name = f"pairs of {PEOPLE}, {ROUNDS} rounds"
    yield Figure(f"{name}: looked up, reading", "ms", looked)
    yield Figure(f"{name}: drawn, in a process of its own", "ms", drawn)
    yield Figure(f"{name}: kept and told, which holds the writer", "ms", kept, f"aim < {AIM:.0f}", lambda ms: ms < AIM)


async def _round(store: Store, pairing: int) -> list[float]:
    """Milliseconds for looking up, drawing and keeping one round."""
    kept = store.now_read(lambda work: work.pairs.get(pairing))
    now = kept.next_due() if kept else None
    assert now is not None
    marks = [time.perf_counter()]
    order = store.now_read(lambda work: DRAWING.order(work, pairing, now))
    assert order is not None
    marks.append(time.perf_counter())
    found = await calculated(order)
    marks.append(time.perf_counter())
    store.now_run(lambda work: DRAWING.keep(work, pairing, order, found, now))
    marks.append(time.perf_counter())
    return [1000 * (after - before) for before, after in pairwise(marks)]


def _found(work: Work) -> Pairing:
    now, bot = datetime.now(UTC), Bot(Platform.TELEGRAM, "700")
    course = open_course(work, 0)
    connect(work, course, bot, ["-100700"])
    Setting(bot, ["-100700"], [str(70_000 + number) for number in range(PEOPLE)]).enrol(work, course)
    for _, person in work.courses.members(course.id):
        work.pairs.take(course.id, person.id, Part.IN, now)
    schedule = read_when("every Monday 9:00", now, ZoneInfo(ZONE), "en").schedule
    return work.pairs.add(Pairing(0, course.id, schedule, ZONE, PairingState.ON, now, now))
