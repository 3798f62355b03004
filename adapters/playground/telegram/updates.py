"""A bot's queue of updates: order, lifetimes, confirmation, and what is left out of it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DAY = 86_400.0
WEEK = 7 * DAY
CALLBACK_LIFETIME = 150.0
KIND_LINE = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count "
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media "
    "poll poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot"
)
KINDS = frozenset(KIND_LINE.split())
LEFT_OUT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Pending:
    """An update that the bot has not confirmed yet."""

    id: int
    expires: float
    body: str
    repeats: int = 0


class Mailbox:
    """The updates of one bot, numbered for it alone."""

    def __init__(self, first_id: int, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.next_id = first_id
        self.pending: deque[Pending] = deque()
        self.wanted = KINDS - LEFT_OUT_BY_DEFAULT
        self.chosen: list[str] = []
        self.arrived = asyncio.Event()
        self.polls = 0
        self.webhook = ""
        self.twice = 0
        self.inspect: Callable[[dict[str, Any]], None] | None = None
        self.closed = False
        self._last_push = clock()

    def __getstate__(self) -> dict[str, Any]:
        """What is kept when the process ends; `resume` brings back the rest."""
        return {name: value for name, value in vars(self).items() if name not in {"clock", "arrived", "inspect"}}

    def resume(self, clock: Callable[[], float], inspect: Callable[[dict[str, Any]], None]) -> None:
        """Go on in another process."""
        self.clock, self.inspect, self.arrived = clock, inspect, asyncio.Event()

    def choose(self, kinds: Iterable[str]) -> None:
        """Remember which kinds the bot wants; an empty list means the default ones."""
        self.chosen = list(kinds)
        self.wanted = frozenset(self.chosen) & KINDS if self.chosen else KINDS - LEFT_OUT_BY_DEFAULT

    def push(self, kind: str, payload: dict[str, Any], lifetime: float = DAY) -> None:
        if kind in self.wanted:
            self.push_raw({kind: payload}, lifetime)

    def push_raw(self, body: dict[str, Any], lifetime: float = DAY, *, unchecked: bool = False) -> None:
        """Queue any update, also one that no client can read."""
        now = self.clock()
        if now - self._last_push > WEEK:
            self.next_id = self.next_id * 48_271 % 2_000_000_011
        self._last_push = now
        update = {"update_id": self.next_id, **body}
        if self.inspect is not None and not unchecked:
            self.inspect(update)
        text = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
        repeats = 1 if self.twice > 0 else 0
        self.twice -= repeats
        self.pending.append(Pending(self.next_id, now + lifetime, text, repeats))
        self.next_id += 1
        self.arrived.set()

    def confirm(self, offset: int) -> None:
        """Forget everything below the offset; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
            return
        again = []
        while self.pending and self.pending[0].id < offset:
            gone = self.pending.popleft()
            if gone.repeats:
                gone.repeats -= 1
                again.append(gone)
        self.pending.extendleft(reversed(again))

    def take(self, limit: int) -> list[str]:
        """The oldest updates that are still alive; they stay queued until confirmed."""
        now = self.clock()
        alive: list[Pending] = []
        while self.pending and len(alive) < limit:
            first = self.pending.popleft()
            if first.expires > now:
                alive.append(first)
        self.pending.extendleft(reversed(alive))
        return [update.body for update in alive]

    async def poll(self, limit: int, patience: float) -> list[str] | None:
        """Wait for updates like a long poll; None when a newer poll has taken over."""
        self.polls += 1
        mine = self.polls
        self.arrived.set()
        deadline = asyncio.get_running_loop().time() + patience
        while not (found := self.take(limit)):
            left = deadline - asyncio.get_running_loop().time()
            if self.closed or left <= 0:
                return []
            self.arrived.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.arrived.wait(), left)
            if mine != self.polls:
                return None
        return found

    def close(self) -> None:
        self.closed = True
        self.arrived.set()
