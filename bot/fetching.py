"""Files that people sent: fetched from the platform and read, outside of every transaction."""

import asyncio
from typing import Any

from bot.log import logger
from bot.turn import NeedsFile
from community.chat.gateway import Gateway
from community.errors import FileGone, Invalid, OutcomeUnknown, Rejected, TryLater, Undelivered

log = logger("talkoot.fetching")

TRIED_AGAIN_AFTER = (0.5, 1.0, 2.0)
"""Seconds between the tries; then the person is asked to send the file again."""
LONGEST_WAIT = 10.0


async def fetched(gateway: Gateway, asked: NeedsFile) -> Any:
    """What the reader makes of the file; what speaks against it is returned, to be raised where it was asked for."""
    try:
        content = await _content(gateway, asked.file.id)
        return await asyncio.to_thread(asked.reader, asked.file, content)
    except (Invalid, Rejected) as error:
        return error


async def _content(gateway: Gateway, file: str) -> bytes:
    asked = 0.0
    for pause in (0.0, *TRIED_AGAIN_AFTER):
        await asyncio.sleep(max(pause, asked))
        try:
            return await gateway.fetch(file)
        except (TryLater, OutcomeUnknown) as error:
            log.info("file not handed out", error=str(error))
            asked = min(error.after.total_seconds(), LONGEST_WAIT) if isinstance(error, TryLater) else 0.0
        except Undelivered as error:
            log.info("file gone", error=type(error).__name__)
            raise FileGone from error
    raise FileGone
