"""The bot as a process of its own, started the way an operator starts it, and killed without warning."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class BotProcess:
    """`talkoot run --config FILE`, again and again on the same files."""

    config: Path
    starts: int = 0
    errors: list[str] = field(default_factory=list)
    _process: asyncio.subprocess.Process | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _standing_by: asyncio.Event = field(default_factory=asyncio.Event)
    _reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.starts += 1
        self._ready.clear()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            "--config",
            str(self.config),
            stderr=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        self._reader = asyncio.create_task(self._read(self._process))

    async def ready(self, within: float = 30.0) -> None:
        await asyncio.wait_for(self._ready.wait(), within)

    async def stands_by(self, within: float = 30.0) -> None:
        """It is up, and waits for the bot that another process serves."""
        await asyncio.wait_for(self._standing_by.wait(), within)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            try:
                entry = json.loads(line)
            except ValueError:
                self.errors.append(line.decode())
                continue
            if entry.get("event") == "ready":
                self._ready.set()
            if str(entry.get("event", "")).startswith("standing by"):
                self._standing_by.set()
            if entry.get("level") in {"error", "critical"}:
                self.errors.append(line.decode())

    async def kill(self) -> None:
        """No warning, no farewell."""
        await self._end(signal.SIGKILL)

    def pause(self) -> None:
        """It stands still in the middle of whatever it does."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(which)

    async def stop(self) -> int:
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        assert self._reader is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        code = await self._process.wait()
        await self._reader
        return code


def write_config(folder: Path, database_url: str, key_file: Path, **sections: Mapping[str, object]) -> Path:
    """A config.toml for local platforms: their limits are off, so the courier's are."""
    tables: dict[str, Mapping[str, object]] = {
        "database": {"url": database_url},
        "vault": {"key_file": str(key_file)},
        "courier": {"limits": False},
        "log": {"level": "info", "format": "json"},
        **sections,
    }
    lines = [
        line
        for name, values in tables.items()
        for line in [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items()), ""]
    ]
    file = folder / "config.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
