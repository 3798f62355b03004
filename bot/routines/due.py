"""Whatever is due: each row is claimed and dealt with in one transaction of its own, until none is left."""

from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex

from bot.clock import Clock
from bot.log import logger
from bot.patience import patiently
from bot.routines.prompts import SERIES, open_due_slots
from storage.engine import Store
from storage.timers import Timer
from storage.work import Work

log = logger("talkoot.due")

ROUTINES: dict[str, Callable[[Work, int, datetime], None]] = {SERIES: open_due_slots}
AT_ONCE = 50
"""So many due rows share a transaction when many are due together."""


SET_BACK = timedelta(minutes=15)
"""When a row is tried again whose routine failed: it must not hold up the others."""


async def open_all_due(store: Store, clock: Clock) -> datetime | None:
    """Deal with everything due; returns when the next thing is."""
    most = AT_ONCE
    while most:
        try:
            most = await _some(store, clock, most)
        except Exception as error:  # noqa: BLE001 - the row that fails is found and set back
            if most == 1:
                await _set_back(store, clock, error)
            most = 1
    return await store.read(lambda work: work.timers.earliest())


async def _some(store: Store, clock: Clock, most: int) -> int:
    """Claim and handle up to `most` rows in one transaction; returns 0 when none was left to claim."""

    def job(work: Work) -> int:
        for _ in range(most):
            timer = work.timers.claim(clock.now())
            if timer is None:
                return 0
            ROUTINES[timer.kind](work, timer.id, clock.now())
        return AT_ONCE

    return await patiently(lambda: store.run(job))


async def _set_back(store: Store, clock: Clock, error: Exception) -> None:
    def job(work: Work) -> Timer | None:
        timer = work.timers.claim(clock.now())
        if timer is not None:
            work.timers.set(timer.kind, timer.id, clock.now() + SET_BACK)
        return timer

    timer = await patiently(lambda: store.run(job))
    incident = token_hex(2).upper()
    log.error("routine failed", incident=incident, due=timer and (timer.kind, timer.id), exc_info=error)
