"""How fast one bot account may write, as its platform allows: per account, per chat, per group. In real time."""

from collections import deque
from dataclasses import dataclass, field

from community.chat.capabilities import Pace

MARGIN = 0.98
"""The share of the account's rate that is used: clocks at both ends tick differently."""
MINUTE = 60.5
"""A minute with room for a letter that travels faster than the one before."""


@dataclass(slots=True)
class Limiter:
    """Says when a letter may go. Moments are seconds of a monotonic clock."""

    pace: Pace
    _next: float = 0.0
    _gate: float = 0.0
    _chats: dict[str, float] = field(default_factory=dict)
    _groups: dict[str, deque[float]] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)

    def account_free_at(self) -> float:
        return self._next

    def chat_free_at(self, chat: str, *, group: bool, post: bool) -> float:
        """When this chat may get its next letter; reactions and deletions are counted by the account alone.

        A chat for which the platform asked for patience gets none of either.
        """
        held = self._held.get(chat, 0.0)
        if not post:
            return held
        free = max(held, self._chats.get(chat, 0.0))
        recent = self._groups.get(chat)
        if group and recent is not None and len(recent) == recent.maxlen:
            free = max(free, recent[0] + MINUTE)
        return free

    def take(self, chat: str, now: float, *, group: bool, post: bool) -> None:
        """A letter goes now."""
        self._next = max(self._next, now - 1 / self.pace.per_second) + 1 / (self.pace.per_second * MARGIN)
        if not post:
            return
        if self.pace.chat_interval:
            self._chats[chat] = now + self.pace.chat_interval
        if group and self.pace.group_per_minute:
            self._groups.setdefault(chat, deque(maxlen=self.pace.group_per_minute)).append(now)

    def leave(self, chat: str, now: float, *, post: bool) -> float:
        """The letter is worded and goes: how many seconds it still waits, so that letters held up do not leave as a bunch."""
        at = max(now, self._gate)
        self._gate = at + 1 / self.pace.per_second
        if post and self.pace.chat_interval:
            self._chats[chat] = max(self._chats.get(chat, 0.0), at + self.pace.chat_interval)
        return at - now

    def hold(self, chat: str | None, until: float) -> None:
        """The platform asked for patience: for one chat, or for the whole account."""
        if chat is None:
            self._next = max(self._next, until)
        else:
            self._held[chat] = max(self._held.get(chat, 0.0), until)

    def tidy(self, now: float) -> None:
        """Forget chats that have been free for long."""
        self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        self._held = {chat: free for chat, free in self._held.items() if free > now}
        self._groups = {chat: sent for chat, sent in self._groups.items() if sent and sent[-1] > now - MINUTE}


NO_LIMITS = Pace(per_second=1e9, chat_interval=0.0, group_per_minute=None)
