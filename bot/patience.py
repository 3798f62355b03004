"""Waiting for a database that is locked, full or gone for a while: nothing is lost, it only comes later."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.log import logger
from storage.errors import StorageError

log = logger("talkoot.storage")

T = TypeVar("T")

LONGEST = 10.0
"""Seconds between two tries at the most."""


async def patiently(attempt: Callable[[], Awaitable[T]]) -> T:
    """Try until the database is there again. What cannot pass by itself is raised."""
    delay = 0.1
    while True:
        try:
            return await attempt()
        except StorageError as error:
            if not error.passing:
                raise
            log.warning("database out of reach", fault=type(error).__name__, retry_in=delay)
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST)
