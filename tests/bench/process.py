"""The process itself: how soon it is there, and how much it takes while nothing happens."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from figures import Figure
from house import embedded, resident
from towns import town
from wire import section_of

HELP_RUNS = 7
START_RUNS = 3
QUIET = 4.0
"""Seconds after which the bot counts as idle."""


async def process_itself() -> AsyncIterator[Figure]:
    yield _help()
    starts, idle = [], []
    with embedded() as house:
        async with (
            town("telegram", people=20, groups=2) as (_, here),
            town("discord", people=20, channels=2) as (_, there),
        ):
            for _ in range(START_RUNS):
                begun = time.perf_counter()
                async with house.served(limits=True, telegram=here["section"], discord=section_of(there)) as bot:
                    starts.append(time.perf_counter() - begun)
                    await asyncio.sleep(QUIET)
                    idle.append(resident(bot, "VmRSS"))
    name = "from start to ready, both platforms"
    yield Figure(name, "s", starts, "aim < 3", lambda seconds: seconds < 3, digits=2)
    yield Figure("memory of the bot when idle, both platforms", "MB", idle, "aim < 130", lambda mb: mb < 130)


def _help() -> Figure:
    took = []
    for _ in range(HELP_RUNS):
        begun = time.perf_counter()
        program = Path(sys.executable).with_name("talkoot")
        subprocess.run([str(program), "--help"], check=True, capture_output=True)
        took.append(time.perf_counter() - begun)
    return Figure("talkoot --help", "s", took, "aim < 0.5", lambda seconds: seconds < 0.5, digits=2)
