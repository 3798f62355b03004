"""The bot as a process of its own; course time is told to it on its standard input.

Each line in is `{"at": MOMENT, "speed": TIMES, "said": SECONDS}`, the last being the time of the machine. The end of the input ends the bot, so that it never outlives the
playground. The word `ready` on its output says that it serves.
"""

import asyncio
import json
import os
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot import log
from bot.app import serve
from bot.clock import ScaledClock
from bot.settings import Settings, load


def main() -> int:
    """Serve the settings file that the command names, by the clock of the playground."""
    settings = load(Path(sys.argv[1]))
    log.set_up(settings.log.level, settings.log.format, settings.secrets())
    return asyncio.run(_act(settings))


async def _act(settings: Settings) -> int:
    told = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(told), sys.stdin)
    clock = ScaledClock(*_time(await told.readline()))
    following = asyncio.create_task(_follow(clock, told))
    try:
        return await serve(settings, clock, ready=lambda: print("ready", flush=True))  # noqa: T201 - told to the parent
    finally:
        following.cancel()


async def _follow(clock: ScaledClock, told: asyncio.StreamReader) -> None:
    while line := await told.readline():
        clock.show(*_time(line))
    os.kill(os.getpid(), signal.SIGTERM)


def _time(line: bytes) -> tuple[datetime, float]:
    """The course time of now: what was told may have waited while the bot came up."""
    told = json.loads(line)
    since = timedelta(seconds=max(0.0, time.time() - told["said"]))
    return datetime.fromisoformat(told["at"]) + since * told["speed"], told["speed"]


if __name__ == "__main__":
    raise SystemExit(main())
