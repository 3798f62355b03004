"""The local platforms from the outside: processes that take orders line by line."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Town:
    """A platform in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def asked(self, order: str, **facts: Any) -> dict[str, Any]:
        """Give an order; returns what came of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": order, **facts}).encode() + b"\n")
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the platform ended at the order {order}")
        result: dict[str, Any] = json.loads(line)
        return result

    async def until(self, what: str, count: int, within: float) -> dict[str, Any]:
        """Wait until the bot did something so many times; returns all that was seen."""
        async with asyncio.timeout(within):
            while (await self.asked("seen", whole=False))[what] < count:  # noqa: ASYNC110 - in another process
                await asyncio.sleep(0.2)
        return await self.asked("seen")


@asynccontextmanager
async def town(platform: str, **founded: int) -> AsyncIterator[tuple[Town, dict[str, Any]]]:
    """A platform with its people and chats."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / f"{platform}_town.py"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        limit=2**26,
    )
    try:
        started = Town(process)
        yield started, await started.asked("found", **founded)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
