"""The bot's process as the playground keeps it: started, told the time, killed for real, started again."""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.clock import ScaledClock

AGAIN_AFTER = 1.0
"""Seconds after which a bot that ended by itself is started again."""
STOP_WITHIN = 10.0


class State(StrEnum):
    """What the bot's process is doing."""

    STARTING = "starting"
    RUNNING = "running"
    DOWN = "down"


@dataclass
class BotProcess:
    """Runs the bot with these settings, writing what it reports to a file."""

    config: Path
    clock: ScaledClock
    reports: Path
    on_change: Callable[[], None] = lambda: None
    state: State = State.DOWN
    wanted: bool = True
    """Whether it is started again when it ends."""
    serves: asyncio.Event = field(default_factory=asyncio.Event)
    _process: asyncio.subprocess.Process | None = None
    _wish: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Keep it running, as long as that is wanted; ends it when cancelled."""
        self.clock.on_change(self._tell_time)
        try:
            while True:
                self._wish.clear()
                if self.wanted:
                    await self._once()
                await self._pause()
        finally:
            await self._end()

    def start(self) -> None:
        self.wanted = True
        self._wish.set()

    def kill(self, *, again: bool) -> None:
        """End it at once, as a power failure would."""
        self.wanted = again
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        self._wish.set()

    async def _once(self) -> None:
        self._set(State.STARTING)
        with self.reports.open("ab") as reports:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.playground.actor",
                str(self.config),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=reports,
            )
        self._tell_time()
        assert self._process.stdout is not None  # noqa: S101 - asked for
        while line := await self._process.stdout.readline():
            if line.strip() == b"ready":
                self._set(State.RUNNING)
        await self._process.wait()
        self._set(State.DOWN)

    async def _pause(self) -> None:
        """Until it is to be started (again)."""
        with suppress(TimeoutError):
            async with asyncio.timeout(AGAIN_AFTER if self.wanted else None):
                await self._wish.wait()

    async def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    def _tell_time(self) -> None:
        process = self._process
        if process is None or process.stdin is None or process.returncode is not None:
            return
        line = {"at": self.clock.now().isoformat(), "speed": self.clock.speed, "said": time.time()}
        with suppress(ConnectionError):
            process.stdin.write(json.dumps(line).encode() + b"\n")

    def _set(self, state: State) -> None:
        self.state = state
        if state is State.RUNNING:
            self.serves.set()
        else:
            self.serves.clear()
        self.on_change()
