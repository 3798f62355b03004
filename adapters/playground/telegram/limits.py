"""How much a bot may send: per second, per chat, per minute in a group."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.playground.telegram.state import BotApiError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Limits:
    """The documented numbers, with the leeway that uneven networks need."""

    per_second: int = 30
    chat_every: float = 1.0
    chat_burst: int = 3
    group_per_minute: int = 20
    leeway: float = 0.05
    enabled: bool = True


@dataclass
class Spending:
    """What one bot has sent lately, and which chats must wait."""

    seconds: deque[float] = field(default_factory=deque)
    chats: dict[int, float] = field(default_factory=dict)
    groups: dict[int, deque[float]] = field(default_factory=dict)
    pauses: dict[int | None, float] = field(default_factory=dict)


def window_wait(sent: deque[float], now: float, limit: int, length: float) -> float:
    """Seconds until one more fits into the sliding window."""
    while sent and sent[0] <= now - length:
        sent.popleft()
    return 0.0 if len(sent) < limit else sent[0] + length - now


class Limiter:
    """Counts what bots send and refuses with 429 what is too much."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.limits = limits
        self.clock = clock
        self.refused = 0
        self._bots: dict[int, Spending] = {}

    def pause(self, bot_id: int, chat_id: int | None, seconds: float) -> None:
        """Refuse everything to this chat (None: of this bot) for a while."""
        self._of(bot_id).pauses[chat_id] = self.clock() + seconds

    def admit(self, bot_id: int, chat_id: int | None, *, counts: bool) -> None:
        """Count one request, or raise the 429 that the real server would send."""
        spending = self._of(bot_id)
        if spending.pauses:
            self._check_pauses(spending, chat_id)
        if counts and self.limits.enabled and chat_id is not None:
            self._count(spending, chat_id)

    def too_many(self, seconds: float) -> BotApiError:
        self.refused += 1
        wait = max(1, math.ceil(seconds))
        return BotApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)

    def _of(self, bot_id: int) -> Spending:
        return self._bots.setdefault(bot_id, Spending())

    def _check_pauses(self, spending: Spending, chat_id: int | None) -> None:
        now = self.clock()
        for key in (None, chat_id):
            until = spending.pauses.get(key, 0.0)
            if until > now:
                raise self.too_many(until - now)
            spending.pauses.pop(key, None)

    def _count(self, spending: Spending, chat_id: int) -> None:
        now, limits = self.clock(), self.limits
        due = spending.chats.get(chat_id, now)
        group = spending.groups.setdefault(chat_id, deque()) if chat_id < 0 else None
        waits = [
            due - (limits.chat_burst - 1) * limits.chat_every - limits.leeway - now,
            window_wait(spending.seconds, now, limits.per_second, 1 - limits.leeway),
        ]
        if group is not None:
            waits.append(window_wait(group, now, limits.group_per_minute, 60 - limits.leeway))
        if max(waits) > 0:
            raise self.too_many(max(waits))
        spending.seconds.append(now)
        if group is not None:
            group.append(now)
        spending.chats[chat_id] = max(due, now) + limits.chat_every
