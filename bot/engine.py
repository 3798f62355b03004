"""What wakes the routines. The rows in `timers` are the truth; an engine only says "look now". One port, one engine so far."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock

SWEEP_SECONDS = 60
"""How often due rows are looked for although nothing woke."""

Job = Callable[[], Awaitable[object]]


class Engine(Protocol):
    """Wakes the application when something may be due. Losing a wake-up is harmless: the sweep finds the row."""

    def start(self, look: Job) -> None:
        """Begin; `look` opens what is due and calls `wake_at` for what comes next."""

    def wake_at(self, due: datetime | None) -> None:
        """Look again at this moment of course time (None: only by the sweep)."""

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Run housekeeping again and again."""

    def stop(self) -> None: ...


class LocalEngine:
    """On one machine: APScheduler in memory, with UTC date triggers; never late by its own judgement."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._look: Job | None = None
        clock.on_change(lambda: self._at(0.0))

    def start(self, look: Job) -> None:
        self._look = look
        self.every(SWEEP_SECONDS, "sweep", look)
        self._scheduler.start()

    def wake_at(self, due: datetime | None) -> None:
        if due is not None:
            self._at(self._clock.real_seconds_until(due))

    def _at(self, seconds: float) -> None:
        if self._look is None or seconds > 10 * 366 * 86400:
            return
        run_date = datetime.now(UTC) + timedelta(seconds=seconds)
        self._scheduler.add_job(self._look, DateTrigger(run_date, timezone=UTC), id="due", replace_existing=True)

    def every(self, seconds: float, name: str, job: Job) -> None:
        self._scheduler.add_job(job, IntervalTrigger(seconds=seconds, timezone=UTC), id=name, replace_existing=True)

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
