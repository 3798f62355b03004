"""What happened on the local Discord, in order, for tests that wait and pages that watch."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: a message, a press, a connection, a fault."""

    number: int
    at: datetime
    kind: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number, "at": self.at.isoformat(), "kind": self.kind, **self.facts}


class Chronicle:
    """Keeps the latest happenings and wakes whoever waits for one."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.recent: deque[Happening] = deque(maxlen=KEPT)
        self._now = now
        self._number = 0
        self._watchers: set[asyncio.Queue[Happening]] = set()
        self._listeners: list[Callable[[Happening], None]] = []
        self._waiting: dict[asyncio.Future[None], Callable[[], bool]] = {}

    def record(self, kind: str, **facts: Any) -> None:
        self._number += 1
        happening = Happening(self._number, self._now(), kind, facts)
        self.recent.append(happening)
        for watcher in self._watchers:
            watcher.put_nowait(happening)
        for listener in list(self._listeners):
            listener(happening)
        self.stir()

    def stir(self) -> None:
        """Let everybody who waits look again: something may have changed."""
        for waiting, predicate in list(self._waiting.items()):
            if waiting.done():
                continue
            try:
                if predicate():
                    waiting.set_result(None)
            except Exception as error:  # noqa: BLE001 - the waiter asked the question and gets its failure
                waiting.set_exception(error)

    def after(self, number: int) -> list[Happening]:
        missed = min(self._number - number, len(self.recent))
        return list(self.recent)[len(self.recent) - missed :] if missed > 0 else []

    def listen(self, listener: Callable[[Happening], None]) -> Callable[[], None]:
        """Tell of everything from now on, at once; the returned function ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def watch(self) -> AsyncIterator[Happening]:
        queue: asyncio.Queue[Happening] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._watchers.discard(queue)

    async def wait_for(self, predicate: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109 - the caller's patience
        if predicate():
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[waiting] = predicate
        try:
            async with asyncio.timeout(timeout):
                # A predicate may look at things that happen outside this server: ask again now and then.
                while not (await asyncio.wait({waiting}, timeout=0.02))[0]:
                    self.stir()
                waiting.result()
        finally:
            self._waiting.pop(waiting, None)
