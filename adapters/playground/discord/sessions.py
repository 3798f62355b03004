"""Gateway sessions: what a bot is told, in which order, and what is told again after a broken line."""

from __future__ import annotations

import copy
import json
import secrets
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import discord
from simcord import intents as rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simcord.backend import Backend

REPLAYED = 20_000
CONTENT_EVENTS = ("MESSAGE_CREATE", "MESSAGE_UPDATE")


def intents_of(bits: int) -> discord.Intents:
    intents = discord.Intents.none()
    intents.value = bits
    return intents


class Session:
    """One gateway session: it outlives its connection for a while and remembers what it sent."""

    def __init__(self, backend: Backend, bot_id: int, bits: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents_of(bits)
        self.shard = shard
        self.seq = 0
        self.detached_at: float | None = None
        self.send: Callable[[str], None] | None = None
        self._backend = backend
        self._bot_id = bot_id
        self._sent: deque[tuple[int, str]] = deque(maxlen=REPLAYED)

    def attach(self, send: Callable[[str], None]) -> None:
        self.send, self.detached_at = send, None

    def detach(self) -> None:
        self.send, self.detached_at = None, time.monotonic()

    def expired(self, lifetime: float) -> bool:
        return self.detached_at is not None and time.monotonic() - self.detached_at > lifetime

    def tell(self, event: str, payload: Mapping[str, Any] | None) -> None:
        """Send an event, or keep it for the replay while nobody is connected."""
        self.seq += 1
        text = json.dumps({"op": 0, "t": event, "s": self.seq, "d": payload}, separators=(",", ":"))
        self._sent.append((self.seq, text))
        if self.send is not None:
            self.send(text)

    def offer(self, event: str, payload: Mapping[str, Any]) -> None:
        """Tell an event if this shard and its intents are to see it, with the content they may read."""
        gate = rules.required_intent(event, payload)
        if gate is not None and not getattr(self.intents, gate):
            return
        if self._elsewhere(event, payload):
            return
        self.tell(event, self._readable(event, payload))

    def replay_from(self, seq: int) -> list[str] | None:
        """What was sent after `seq`, or nothing at all if it is no longer known."""
        if seq > self.seq or (self._sent and seq < self._sent[0][0] - 1):
            return None
        missing = min(self.seq - seq, len(self._sent))
        return [text for _, text in list(self._sent)[len(self._sent) - missing :]]

    def _elsewhere(self, event: str, payload: Mapping[str, Any]) -> bool:
        number, count = self.shard
        guild = (
            payload.get("id") if event.startswith("GUILD_") and "guild_id" not in payload else payload.get("guild_id")
        )
        return (int(guild) >> 22) % count != number if guild else number != 0

    def _readable(self, event: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        if event == "GUILD_CREATE":
            pruned = dict(payload)
            rules.prune_guild_create(pruned, self.intents, self._bot_id)
            return pruned
        if self.intents.message_content or event not in CONTENT_EVENTS:
            return payload
        censored = copy.deepcopy(dict(payload))
        rules.censor_message(censored, self._bot_id, backend=self._backend)
        return censored
