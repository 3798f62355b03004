"""Presses are acknowledged in time: with a word about them if there is one, otherwise without."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

from telegram.error import BadRequest, TelegramError

from adapters.telegram.connection import Line
from adapters.telegram.splitting import units
from community.errors import HandleExpired

_log = logging.getLogger(__name__)

ACKNOWLEDGE_AFTER: Final = 1.5
"""Seconds for which a pressed button may show its waiting sign: so long a word about the press can still come."""
TOAST: Final = 60
"""A longer note stays until the person closes it; a shorter one vanishes by itself."""
REMEMBERED: Final = 2000


class Presses:
    """The presses of one bot account. Each can be answered once."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._answered: dict[str, None] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def expect(self, query: str) -> None:
        """It is kept, and something will come of it; if not soon, the waiting sign ends by itself."""
        if query not in self._answered and query not in self._waiting:
            self._waiting[query] = self._start(self._in_a_while(query))

    def acknowledge(self, query: str) -> None:
        """What it brought about is on its way to the screen."""
        if self._claim(query):
            self._start(self._answer(query))

    async def note(self, query: str, text: str) -> None:
        """Say this at the press. Raises `HandleExpired` when it is too late."""
        if not self._claim(query):
            raise HandleExpired("this press has been answered")
        stays = {"show_alert": True} if units(text) > TOAST else {}
        try:
            await self._line.call("answerCallbackQuery", {"callback_query_id": query, "text": text, **stays})
        except BadRequest as fault:
            raise HandleExpired(fault.message) from fault

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _claim(self, query: str) -> bool:
        """Whether it is still to be answered; then nobody else answers it."""
        if query in self._answered:
            return False
        if (waiting := self._waiting.pop(query, None)) is not None:
            waiting.cancel()
        self._answered[query] = None
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
        return True

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _in_a_while(self, query: str) -> None:
        await asyncio.sleep(ACKNOWLEDGE_AFTER)
        del self._waiting[query]
        self.acknowledge(query)

    async def _answer(self, query: str) -> None:
        try:
            await self._line.call("answerCallbackQuery", {"callback_query_id": query})
        except TelegramError as fault:
            _log.debug("a press could not be acknowledged: %s", type(fault).__name__)
