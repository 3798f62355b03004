"""Rate limits as the real service keeps them: a bucket per route and place, and one for the whole bot."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGES = "POST channels/*/messages"
RENAMES = "PATCH channels/* name"
VIA = "1.1 google"
UNCOUNTED_GLOBALLY = ("interactions/", "webhooks/")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    count: int
    seconds: float


def real_rates() -> dict[str, Rate]:
    return {
        MESSAGES: Rate(5, 5.0),
        "PATCH channels/*/messages/*": Rate(5, 5.0),
        "DELETE channels/*/messages/*": Rate(5, 1.0),
        "PUT channels/*/messages/*/reactions/*/@me": Rate(1, 0.25),
        "DELETE channels/*/messages/*/reactions/*/@me": Rate(1, 0.25),
        RENAMES: Rate(2, 600.0),
        "POST webhooks/*/*": Rate(5, 2.0),
    }


@dataclass(slots=True)
class Limits:
    """Which rates hold; `enforce=False` still tells them in headers but never refuses."""

    rates: dict[str, Rate] = field(default_factory=real_rates)
    otherwise: Rate = Rate(10, 1.0)
    whole_bot: Rate = Rate(50, 1.0)
    enforce: bool = True
    shown: bool = True

    @classmethod
    def off(cls) -> Limits:
        """No limit at all: for tests of something else and for measuring throughput."""
        plenty = Rate(1_000_000, 1.0)
        return cls(rates={}, otherwise=plenty, whole_bot=plenty, enforce=False)


@dataclass(slots=True)
class Refusal:
    """A 429: how long to wait, and for what."""

    retry_after: float
    scope: str = "user"

    def headers(self) -> dict[str, str]:
        shown = {"Retry-After": str(max(1, round(self.retry_after))), "X-RateLimit-Scope": self.scope, "Via": VIA}
        if self.scope == "global":
            shown["X-RateLimit-Global"] = "true"
        return shown

    def body(self) -> dict[str, object]:
        return {
            "message": "You are being rate limited.",
            "retry_after": round(self.retry_after, 3),
            "global": self.scope == "global",
        }


@dataclass(slots=True)
class Window:
    """A bucket: what is left until the moment it is filled again."""

    left: int
    until: float


class Limiter:
    """Counts requests and says which are refused."""

    def __init__(self, limits: Limits, real_time: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self.refused = 0
        self._real_time = real_time
        self._windows: dict[tuple[int, str, str], Window] = {}
        self._names: dict[str, str] = {}
        self._frozen: dict[tuple[int, str, str], tuple[float, str]] = {}

    def freeze(self, bot: int, route: str, major: str, refusal: Refusal) -> None:
        """A planned 429 also holds for whoever comes back too early."""
        key = (bot, "", "") if refusal.scope == "global" else (bot, route, major)
        self._frozen[key] = (self._real_time() + refusal.retry_after, refusal.scope)

    def spend(self, bot: int, route: str, major: str) -> tuple[dict[str, str], Refusal | None]:
        now = self._real_time()
        refusal = self._still_frozen(bot, route, major, now) or self._spend_global(bot, route, now)
        if refusal is not None:
            return self._refuse(refusal)
        rate = self.limits.rates.get(route, self.limits.otherwise)
        window = self._window((bot, route, major), rate, now)
        if window.left <= 0 and self.limits.enforce:
            headers, refusal = self._refuse(Refusal(max(window.until - now, 0.001)))
            return {**self._shown(route, rate, window, now), **headers}, refusal
        window.left = max(window.left - 1, 0)
        return self._shown(route, rate, window, now), None

    def _refuse(self, refusal: Refusal) -> tuple[dict[str, str], Refusal]:
        self.refused += 1
        return refusal.headers(), refusal

    def _still_frozen(self, bot: int, route: str, major: str, now: float) -> Refusal | None:
        for key in ((bot, "", ""), (bot, route, major)):
            until, scope = self._frozen.get(key, (0.0, ""))
            if until > now:
                return Refusal(until - now, scope)
            self._frozen.pop(key, None)
        return None

    def _spend_global(self, bot: int, route: str, now: float) -> Refusal | None:
        if route.partition(" ")[2].startswith(UNCOUNTED_GLOBALLY):
            return None
        window = self._window((bot, "", ""), self.limits.whole_bot, now)
        if window.left <= 0 and self.limits.enforce:
            return Refusal(max(window.until - now, 0.001), "global")
        window.left -= 1
        return None

    def _window(self, key: tuple[int, str, str], rate: Rate, now: float) -> Window:
        window = self._windows.get(key)
        if window is None or window.until <= now:
            window = self._windows[key] = Window(rate.count, now + rate.seconds)
        return window

    def _shown(self, route: str, rate: Rate, window: Window, now: float) -> dict[str, str]:
        if not self.limits.shown or route.startswith("POST interactions/"):
            return {}
        after = max(window.until - now, 0.0)
        return {
            "X-RateLimit-Bucket": self._name(route),
            "X-RateLimit-Limit": str(rate.count),
            "X-RateLimit-Remaining": str(window.left),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
        }

    def _name(self, route: str) -> str:
        name = self._names.get(route)
        if name is None:
            name = self._names[route] = hashlib.blake2s(route.encode(), digest_size=16).hexdigest()
        return name
