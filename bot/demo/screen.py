"""What is shown: the conversation line by line, at the pace of somebody who reads along; the same goes into a file."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

WIDEST = 96
ROW = 56
"""Characters of buttons side by side."""
SHORTEST, LONGEST = 0.08, 0.95
"""Seconds for one line."""
WORDS_A_SECOND = 26.0
"""Of somebody who skims."""
COLOURS = {"Telegram": "cyan", "Discord": "magenta", "Shell": "yellow"}


@dataclass(frozen=True, slots=True)
class Room:
    """A chat as a heading names it, and the zone in which its people live."""

    platform: str
    name: str
    zone: ZoneInfo
    private: bool = False

    @property
    def heading(self) -> str:
        return f"{self.platform}, {self.name}"


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says or does something in a room."""

    room: Room
    at: datetime
    who: str
    said: str
    did: str = ""
    buttons: Sequence[str] = ()
    files: Sequence[str] = ()

    @property
    def words(self) -> int:
        return len(f"{self.said} {self.did}".split()) + len(self.buttons)


@dataclass
class Screen:
    """The terminal and the transcript. What is put on it appears in order; `read` returns when it has been read."""

    transcript: TextIO
    fast: bool
    consoles: list[Console] = field(init=False)
    _coming: asyncio.Queue[tuple[RenderableType, float]] = field(default_factory=asyncio.Queue)
    _room: Room | None = None

    def __post_init__(self) -> None:
        terminal = Console(highlight=False)
        terminal.width = min(terminal.width, WIDEST)
        self.consoles = [terminal, Console(file=self.transcript, width=WIDEST, highlight=False, color_system=None)]

    async def run(self) -> None:
        """Print until cancelled."""
        while True:
            shown, seconds = await self._coming.get()
            for console in self.consoles:
                console.print(shown)
            await asyncio.sleep(0 if self.fast else seconds)
            self._coming.task_done()

    async def read(self) -> None:
        await self._coming.join()

    def put(self, shown: RenderableType, words: int = 0) -> None:
        self._coming.put_nowait((shown, min(LONGEST, SHORTEST + words / WORDS_A_SECOND)))

    def scene(self, title: str, explained: str = "") -> None:
        """A new day, and what a newcomer should know about it."""
        self._room = None
        self.put(Text())
        self.put(Rule(Text(title, style="bold"), align="left", characters="─"))
        if explained:
            self.tell(explained)

    def tell(self, explained: str) -> None:
        """A remark that nobody in the chats says."""
        self._room = None
        self.put(Padding(Text(explained, style="italic"), (0, 0, 0, 2)), len(explained.split()))

    def line(self, line: Line) -> None:
        if line.room != self._room:
            self._room = line.room
            self.put(Text(line.room.heading, style=f"bold {COLOURS[line.room.platform]}"))
        self.put(_row(line), line.words)


def _row(line: Line) -> Table:
    row = Table.grid(padding=(0, 2, 0, 0), expand=True)
    row.add_column(width=7, no_wrap=True, justify="right")
    row.add_column(width=8, overflow="ellipsis", no_wrap=True)
    row.add_column(ratio=1, overflow="fold")
    who = Text(line.who, style="bold" if line.who == "Talkoot" else COLOURS[line.room.platform])
    row.add_row(Text(_moment(line), style="dim"), who, _text(line))
    return row


def _moment(line: Line) -> str:
    return line.at.astimezone(line.room.zone).strftime("%H:%M")


def _text(line: Line) -> Text:
    parts: list[Any] = []
    if line.did:
        parts.append(Text(line.did, style="italic"))
    if line.said:
        parts.append(Text(line.said))
    parts += [Text(f"file: {name}", style="italic") for name in line.files]
    if line.buttons:
        parts.append(Text("\n".join(_in_rows(line.buttons)), style="bold"))
    return Text("\n").join(parts)


def _in_rows(labels: Sequence[str]) -> list[str]:
    """Buttons as words; a line ends between two of them, never within one."""
    rows = [""]
    for label in labels:
        longer = f"{rows[-1]}  [{label}]".strip()
        if rows[-1] and len(longer) > ROW:
            rows.append(f"[{label}]")
        else:
            rows[-1] = longer
    return rows
