"""The bot's process as the playground keeps it: started, told the time, killed for real, started again."""

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.clock import ScaledClock

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds after which a bot that ended by itself is started again; longer each time that it did not come to serve."""
STOP_WITHIN = 10.0
SHOWN = 12
"""So many of the last lines that it reported are kept for the page."""
LONGEST_LINE = 1 << 20


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
    on_report: Callable[[Mapping[str, Any]], None] = lambda _: None
    state: State = State.DOWN
    wanted: bool = True
    """Whether it is started again when it ends."""
    serves: asyncio.Event = field(default_factory=asyncio.Event)
    fault: int | None = None
    """The code with which it ended by itself, until it serves again."""
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=SHOWN))
    _process: asyncio.subprocess.Process | None = None
    _wish: asyncio.Event = field(default_factory=asyncio.Event)
    _killed: bool = False
    _pause_for: float = FIRST_PAUSE

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
            self._killed = True
            self._process.kill()
            self.serves.clear()
        self._wish.set()

    async def _once(self) -> None:
        self._killed = False
        self._set(State.STARTING)
        process = self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.playground.actor", str(self.config)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        self._tell_time()
        await asyncio.gather(self._hear(process.stdout), self._note(process.stderr))
        code = await process.wait()
        self.fault = None if self._killed else code
        self._set(State.DOWN)

    async def _hear(self, said: asyncio.StreamReader | None) -> None:
        async for line in _lines(said):
            if line == "ready":
                self.fault, self._pause_for = None, FIRST_PAUSE
                self._set(State.RUNNING)

    async def _note(self, reported: asyncio.StreamReader | None) -> None:
        with self.reports.open("a", encoding="utf-8") as file:
            async for line in _lines(reported):
                file.write(f"{line}\n")
                file.flush()
                entry = _entry(line)
                self.last_lines.append(readable(entry) if entry else line)
                if entry:
                    self.on_report(entry)

    async def _pause(self) -> None:
        """Until it is to be started (again)."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause_for if self.wanted else None):
                await self._wish.wait()
        if self.fault is not None:
            self._pause_for = min(self._pause_for * 2, LONGEST_PAUSE)

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


async def _lines(stream: asyncio.StreamReader | None) -> AsyncIterator[str]:
    assert stream is not None  # noqa: S101 - asked for
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # longer than anybody reads
            continue
        if not line:
            return
        yield line.decode(errors="replace").rstrip("\n")


def _entry(line: str) -> dict[str, Any]:
    """An entry of the bot's log; a traceback of the interpreter is none."""
    with suppress(ValueError):
        if isinstance(entry := json.loads(line), dict):
            return entry
    return {}


def readable(entry: Mapping[str, Any]) -> str:
    """An entry of the log as a line for people."""
    facts = [
        f"{name}={value}" for name, value in entry.items() if name not in {"event", "level", "logger", "timestamp"}
    ]
    return " ".join([str(entry.get("level", "")), str(entry.get("event", "")), *facts]).strip()
