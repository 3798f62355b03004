"""What wakes the routines. The rows in `timers` are the truth; an engine only says "look now". One port, one engine so far."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.log import logger

log = logger("talkoot.engine")

SWEEP_SECONDS = 60.0
"""How often due rows are looked for although nothing woke."""
FARTHEST = 10 * 366 * 86400.0

Job = Callable[[], Awaitable[object]]


class Engine(Protocol):
    """Wakes the application when something may be due. Losing a wake-up is harmless: the sweep finds the row."""

    def start(self, look: Job) -> None:
        """Begin with a look; `look` opens what is due and calls `wake_at` for what comes next."""

    def wake_at(self, due: datetime | None) -> None:
        """Look again at this moment of course time (None: only by the sweep)."""

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Run housekeeping again and again."""

    def run_long(self, key: str, job: Job) -> None:
        """Carry out what takes long, beside everything else. What is asked for meanwhile under its key comes after it."""

    async def stop(self) -> None: ...


class LocalEngine:
    """On one machine: APScheduler in memory, with UTC date triggers; never late by its own judgement.

    Looks follow each other: what wakes during a look makes it look once more.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._woken = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._long: dict[str, asyncio.Task[None]] = {}
        self._next: dict[str, Job] = {}
        clock.on_change(self._woken.set)

    def start(self, look: Job) -> None:
        self._woken.set()
        self._looking = asyncio.create_task(self._keep_looking(look))
        self._scheduler.start()

    def wake_at(self, due: datetime | None) -> None:
        seconds = FARTHEST if due is None else self._clock.real_seconds_until(due)
        if seconds <= 0:
            self._woken.set()
        elif seconds < FARTHEST:
            date = DateTrigger(datetime.now(UTC) + timedelta(seconds=seconds), timezone=UTC)
            self._scheduler.add_job(self._wake, date, id="due", replace_existing=True)

    def every(self, seconds: float, name: str, job: Job) -> None:
        async def run() -> None:  # the scheduler awaits nothing but what it recognises as a coroutine function
            await job()

        self._scheduler.add_job(run, IntervalTrigger(seconds=seconds, timezone=UTC), id=name, replace_existing=True)

    async def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        under_way = {*self._long.values(), *([self._looking] if self._looking else [])}
        for task in under_way:
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)

    def run_long(self, key: str, job: Job) -> None:
        self._next[key] = job
        if key not in self._long:
            self._long[key] = asyncio.create_task(self._run_long(key))

    async def _run_long(self, key: str) -> None:
        try:
            while job := self._next.pop(key, None):
                await job()
        finally:
            del self._long[key]

    async def _wake(self) -> None:
        self._woken.set()

    async def _keep_looking(self, look: Job) -> None:
        """The sweep counts real seconds of its own: it comes no matter how the machine's clock is set."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(SWEEP_SECONDS):  # wait_for can swallow a cancellation
                    await self._woken.wait()
            self._woken.clear()
            try:
                await look()
            except Exception:  # the next look may do better
                log.exception("looking for what is due failed", retry_in=SWEEP_SECONDS)
