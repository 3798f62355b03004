"""Discord's rate limits as its answers tell them: a bucket per route and place, and one for the whole account."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from discord.http import Route

from adapters.discord.limits import PACE

_UNKNOWN = 0.05
"""Seconds until the limit of a route is asked again, while its first answer is on the way."""
_WHOLE_WINDOW = 1.005
"""A second and a little more, because clocks and lines are not exact."""
_STEP = 1.015 / PACE.per_second
_LATE_IN_CROWD, _LATE_ALONE = 0.25, 0.01
"""How much later than it left a request may have reached Discord."""
_AT_ONCE = int(PACE.per_second / 2)
"""So many may leave together; those behind them go one by one, because a crowd arrives unevenly."""
_PRUNE_ABOVE = 2000
_FORBIDDEN, _TEN_MINUTES = 5000, 600.0
"""Ten thousand refusals in ten minutes get an address banned: half of them is where we stop."""
_UNCOUNTED = ("/interactions/", "/webhooks/")


@dataclass(slots=True)
class Bucket:
    """How many requests are left, until when; `limit` 0 is not known yet, -1 is none."""

    limit: int = 0
    left: int = 1
    until: float = 0.0
    under_way: int = 0

    def delay(self, now: float) -> float:
        if self.limit < 0 and now >= self.until:
            return 0.0
        if self.limit > 0 and now >= self.until:
            self.left, self.until = self.limit - self.under_way, now + _UNKNOWN
        if self.left > 0:
            return 0.0
        return max(self.until - now, _UNKNOWN)


@dataclass(slots=True)
class Departure:
    """A request on its way: its bucket, and the moment that counts for the whole account."""

    bucket: Bucket
    at: float
    in_crowd: bool


class Buckets:
    """All limits of one account. Real time, whatever the clock of a course says."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._names: dict[str, str] = {}
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._sent: deque[Departure] = deque(maxlen=int(PACE.per_second))
        self._refusals: deque[float] = deque(maxlen=_FORBIDDEN)
        self._closed_until = 0.0

    def of(self, route: Route) -> Bucket:
        name = self._names.get(route.key, route.key)
        return self._buckets.setdefault((name, route.major_parameters), Bucket())

    def delay(self, route: Route) -> tuple[float, bool]:
        """Seconds to wait before this request, and whether only the limit of the whole account asks for it."""
        now = self._now()
        own = self.of(route).delay(now)
        return (own, False) if own > 0 else (self._whole_delay(route, now), True)

    def _whole_delay(self, route: Route, now: float) -> float:
        if route.path.startswith(_UNCOUNTED):
            return 0.0
        return max(self._opens(), self._closed_until) - now

    def _opens(self) -> float:
        """When the whole account may send again, after what it sent last."""
        full = len(self._sent) == self._sent.maxlen
        opens = self._sent[0].at + _WHOLE_WINDOW if full else 0.0
        return max(opens, self._sent[-1].at + _STEP) if self._crowded else opens

    @property
    def _crowded(self) -> bool:
        return len(self._sent) >= _AT_ONCE and self._sent[-1].at - self._sent[-_AT_ONCE].at < _WHOLE_WINDOW

    def leave(self, route: Route, delay: float) -> Departure:
        """A request takes its place now and leaves after the delay, so that those behind it need not race for it."""
        bucket = self.of(route)
        bucket.left -= 1
        bucket.under_way += 1
        departure = Departure(bucket, self._now() + max(delay, 0.0), in_crowd=not self._crowded)
        if not route.path.startswith(_UNCOUNTED):
            self._sent.append(departure)
        return departure

    def departs(self, departure: Departure) -> None:
        """It leaves in this moment, perhaps later than planned."""
        departure.at = max(departure.at, self._now())

    def back(self, departure: Departure) -> None:
        """A request is over, with or without an answer; a limit still unknown is asked for again.

        It reached Discord later than it left, at the latest when it was answered.
        """
        bucket = departure.bucket
        bucket.under_way -= 1
        if bucket.limit == 0:
            bucket.left = 1
        late = _LATE_IN_CROWD if departure.in_crowd else _LATE_ALONE
        departure.at = min(self._now(), departure.at + late)

    def heard(self, route: Route, bucket: Bucket, headers: Mapping[str, str]) -> None:
        """Learn from an answer."""
        remaining, after = headers.get("X-RateLimit-Remaining"), headers.get("X-RateLimit-Reset-After")
        if remaining is None or after is None:
            if bucket.limit == 0:
                bucket.limit = -1
            return
        bucket.limit = int(headers.get("X-RateLimit-Limit", "1"))
        bucket.left = int(remaining) - (bucket.under_way - 1)
        bucket.until = self._now() + float(after)
        self._rename(route, bucket, headers.get("X-RateLimit-Bucket", route.key))

    def refused(self, bucket: Bucket, after: float, *, whole: bool) -> None:
        """A 429: nothing more until its time is over."""
        until = self._now() + after
        if whole:
            self._closed_until = max(self._closed_until, until)
        else:
            bucket.limit, bucket.left = max(bucket.limit, 1), 0
            bucket.until = max(bucket.until, until)

    def note_refusal(self) -> None:
        """A 401, 403 or 429: too many of them close the door for all."""
        self._refusals.append(self._now())
        if len(self._refusals) == _FORBIDDEN and self._now() - self._refusals[0] < _TEN_MINUTES:
            self._closed_until = max(self._closed_until, self._refusals[0] + _TEN_MINUTES)

    def _rename(self, route: Route, bucket: Bucket, name: str) -> None:
        """Routes of one name share one bucket."""
        if self._names.get(route.key) == name:
            return
        self._names[route.key] = name
        shared = self._buckets.setdefault((name, route.major_parameters), bucket)
        shared.limit, shared.left, shared.until = bucket.limit, bucket.left, bucket.until
        if len(self._buckets) > _PRUNE_ABOVE:
            self._prune()

    def _prune(self) -> None:
        now = self._now()
        idle = [key for key, bucket in self._buckets.items() if bucket.until < now and not bucket.under_way]
        for key in idle:
            del self._buckets[key]
