"""What is due and takes long: looked up, calculated in another process, and kept; none of it holds up anybody.

The row of the timer stays until the result is kept, so that a process that is killed loses nothing: the next one begins
again. Doing the same twice must do no harm.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Any

from bot.calculating import calculated
from bot.clock import Clock
from bot.engine import Engine
from bot.log import logger
from bot.patience import patiently
from storage.engine import Store
from storage.timers import Timer
from storage.work import Work

log = logger("talkoot.longwork")

Calculation = Callable[[], Any]

LEASE = timedelta(minutes=10)
"""Another process may begin anew after this, should the one that began not have ended."""
SET_BACK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Long:
    """One kind of long work."""

    order: Callable[[Work, int, datetime], Calculation | None]
    """Look up what is to be calculated; None if it is not wanted any more."""
    keep: Callable[[Work, int, Calculation | None, Any, datetime], None]
    """Keep the result of what was ordered, if that is still wanted. Stops the timer, or sets it for what is wanted now."""
    is_small: Callable[[Calculation], bool] = lambda _: False
    """Whether a calculation takes so short that starting a process for it would take longer."""


@dataclass(frozen=True, slots=True)
class LongWork:
    """Carries out long work, beside the engine that finds it due."""

    store: Store
    clock: Clock
    engine: Engine
    kinds: dict[str, Long]

    def claim(self, work: Work, timer: Timer, now: datetime) -> None:
        """Ours for a while; it begins as soon as that is kept."""
        work.timers.set(timer.kind, timer.id, now + LEASE)
        work.after_commit(lambda: self.engine.run_long(f"{timer.kind} {timer.id}", partial(self._carry_out, timer)))

    def forget_claims(self, work: Work, now: datetime) -> None:
        """At the start: what another life of ours had begun is begun anew."""
        for timer in work.timers.all():
            if timer.kind in self.kinds and now < timer.due <= now + LEASE:
                work.timers.set(timer.kind, timer.id, now)

    async def _carry_out(self, timer: Timer) -> None:
        try:
            await self._step(timer)
        except Exception:
            log.exception("long work failed", incident=token_hex(2).upper(), kind=timer.kind, row=timer.id)
            later = self.clock.now() + SET_BACK
            await patiently(lambda: self.store.run(lambda work: work.timers.set(timer.kind, timer.id, later)))

    async def _step(self, timer: Timer) -> None:
        kind = self.kinds[timer.kind]
        order = await patiently(lambda: self.store.read(lambda work: kind.order(work, timer.id, self.clock.now())))
        result = None if order is None else await self._calculated(kind, order)
        await patiently(lambda: self.store.run(lambda work: kind.keep(work, timer.id, order, result, self.clock.now())))

    async def _calculated(self, kind: Long, order: Calculation) -> Any:
        return await asyncio.to_thread(order) if kind.is_small(order) else await calculated(order)
