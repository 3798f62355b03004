"""What happens, told to one open page at once, as pieces of it: Server-Sent Events."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict
from functools import partial

from aiohttp import web

from bot.playground.guard import HEADERS
from bot.playground.house import Persona
from bot.playground.window import Change, Window

GATHER = 0.01
"""Seconds in which changes are gathered, so that a burst is one event."""
ALIVE = 20.0
"""Seconds of silence after which a comment keeps the line open."""


class Stream:
    """The line to one page: a person with a chat open in each window."""

    def __init__(self, windows: Mapping[str, Window], persona: Persona, chats: Mapping[str, str]) -> None:
        self._windows = windows
        self._persona = persona
        self._chats = chats
        self._changes: defaultdict[str, list[Change]] = defaultdict(list)
        self._news = asyncio.Event()
        self._closed = False

    def close(self) -> None:
        self._closed = True
        self._news.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Tell until the page goes."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        with ExitStack() as listening:
            for name, window in self._windows.items():
                listening.callback(window.listen(partial(self._changed, name)))
            await response.prepare(request)
            await response.write(b"retry: 500\nevent: hello\ndata: {}\n\n")
            with suppress(ConnectionResetError):  # the page is gone, and nobody is left to tell
                while not self._closed:
                    await self._tell(response)
        return response

    def _changed(self, window: str, change: Change) -> None:
        self._changes[window].append(change)
        self._news.set()

    async def _tell(self, response: web.StreamResponse) -> None:
        try:
            async with asyncio.timeout(ALIVE):
                await self._news.wait()
        except TimeoutError:
            await response.write(b": still here\n\n")
            return
        await asyncio.sleep(GATHER)
        self._news.clear()
        changes, self._changes = self._changes, defaultdict(list)
        for name, changed in changes.items():
            pieces = self._windows[name].fragments(self._persona, self._chats.get(name, ""), changed)
            if pieces:
                told = json.dumps([asdict(piece) for piece in pieces])
                await response.write(f"event: put\ndata: {told}\n\n".encode())
