"""Course time: the clock by which prompts are due. A rehearsal may run it faster and set it; real time goes its way."""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Course time as real time."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def real_seconds_until(self, moment: datetime) -> float:
        """How long to wait until the clock shows this moment; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds())

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call the listener whenever the clock is set: what was waited for may be due. Real time is never set."""


class ScaledClock(Clock):
    """Course time that begins at `start`, runs `speed` times as fast as real time (0 stands still) and can be set."""

    def __init__(self, start: datetime, speed: float, *, real: Callable[[], float] = time.monotonic) -> None:
        self._real = real
        self._listeners: list[Callable[[], None]] = []
        self._set(start, speed)

    def now(self) -> datetime:
        return self._from + timedelta(seconds=(self._real() - self._since) * self._speed)

    def real_seconds_until(self, moment: datetime) -> float:
        far = super().real_seconds_until(moment)
        return far / self._speed if self._speed else (math.inf if far else 0.0)

    def on_change(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    @property
    def speed(self) -> float:
        return self._speed

    def show(self, moment: datetime, speed: float) -> None:
        """Another moment and speed at once."""
        self._change(moment, speed)

    def jump(self, to: datetime) -> None:
        """Show another moment from now on."""
        self._change(to, self._speed)

    def run_at(self, speed: float) -> None:
        """Run faster or slower from now on."""
        self._change(self.now(), speed)

    def _change(self, start: datetime, speed: float) -> None:
        self._set(start, speed)
        for listener in self._listeners:
            listener()

    def _set(self, start: datetime, speed: float) -> None:
        if start.tzinfo is None or speed < 0:
            raise ValueError("a clock begins at a moment with its zone and never runs backwards")
        self._from, self._since, self._speed = start.astimezone(UTC), self._real(), speed
