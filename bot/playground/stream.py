"""What happens, told to one open page at once, as pieces of it: Server-Sent Events."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from functools import partial

from aiohttp import web

from bot.playground.guard import HEADERS
from bot.playground.house import Persona
from bot.playground.window import Change, Fragment, Window

GATHER = 0.01
"""Seconds in which changes are gathered, so that a burst is one event."""
ALIVE = 20.0
"""Seconds of silence after which a comment keeps the line open."""
KEPT = 5000
"""The latest changes, for pages whose line was lost; who missed more reads everything anew."""


@dataclass
class Journal:
    """The latest changes in all windows, numbered in the order in which they happened."""

    windows: Mapping[str, Window]
    number: int = field(default_factory=lambda: time.time_ns() // 1000)
    """Begins with the time: what a page knows of an earlier playground is older than anything here."""
    _changes: deque[tuple[int, str, Change]] = field(default_factory=lambda: deque(maxlen=KEPT))
    _readers: set[asyncio.Event] = field(default_factory=set)
    _listening: ExitStack = field(default_factory=ExitStack)

    def open(self) -> None:
        for name, window in self.windows.items():
            self._listening.callback(window.listen(partial(self._note, name)))

    def close(self) -> None:
        self._listening.close()

    def since(self, number: int) -> Mapping[str, list[Change]] | None:
        """What happened after that number, by window; None when not all of it is known any more."""
        if number > self.number or self.number - number > len(self._changes):
            return None
        found: defaultdict[str, list[Change]] = defaultdict(list)
        for at, window, change in reversed(self._changes):
            if at <= number:
                break
            found[window].insert(0, change)
        return found

    async def news(self, number: int) -> None:
        """Returns when something happened after that number."""
        if self.number != number:
            return
        stirred = asyncio.Event()
        self._readers.add(stirred)
        try:
            await stirred.wait()
        finally:
            self._readers.discard(stirred)

    def _note(self, window: str, change: Change) -> None:
        self.number += 1
        self._changes.append((self.number, window, change))
        for reader in self._readers:
            reader.set()


@dataclass
class Stream:
    """The line to one page: a person with a chat open in each window, who knows everything up to a number."""

    journal: Journal
    persona: Persona
    chats: Mapping[str, str]
    known: int

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Tell until the page goes, or until cancelled."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b"retry: 500\n\n")
        with suppress(ConnectionResetError):  # the page is gone, and nobody is left to tell
            while await self._tell(response):
                pass
        return response

    async def _tell(self, response: web.StreamResponse) -> bool:
        """The next event; says whether the line goes on."""
        try:
            async with asyncio.timeout(ALIVE):
                await self.journal.news(self.known)
        except TimeoutError:
            await response.write(b": still here\n\n")
            return True
        await asyncio.sleep(GATHER)
        changes, self.known = self.journal.since(self.known), self.journal.number
        if changes is None:
            await response.write(b"event: anew\ndata: {}\n\n")
            return False
        pieces = [asdict(piece) for name, changed in changes.items() for piece in self._pieces(name, changed)]
        if pieces:
            told = f"id: {self.known}\nevent: put\ndata: {json.dumps(pieces)}\n\n"
            await response.write(told.encode())
        return True

    def _pieces(self, name: str, changed: list[Change]) -> list[Fragment]:
        return self.journal.windows[name].fragments(self.persona, self.chats.get(name, ""), changed)
