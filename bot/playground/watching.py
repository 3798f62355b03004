"""Looks after what is coming and what is on its way while somebody has the page open, and tells when it changes."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.playground.acting import State
from bot.playground.house import House
from bot.playground.mishaps import Mishaps
from bot.playground.outlook import MOST, Because, Lost, OnItsWay, Outlook, look
from bot.playground.places import name_of
from storage.engine import Store
from storage.errors import StorageError
from storage.vault import Vault

EVERY = 0.5
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class Row:
    """A letter as the page shows it."""

    what: str
    where: str
    why: str
    at: datetime | None = None
    real: bool = False
    """Whether the moment is of real time, not of the course."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the bot's process remembers of a letter that it has to try again."""

    until: float
    limited: bool


class Watch:
    """Reads the bot's database twice a second, but only while a page is open."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.mishaps = Mishaps(house)
        self.outlook = Outlook()
        self._store: Store | None = None
        self._listeners: list[Callable[[str], None]] = []
        self._lookers = 0
        self._looking: asyncio.Task[None] | None = None
        self._held: dict[int, Held] = {}
        self._shown: dict[str, object] = {}
        house.bot.on_report = self._heard
        house.bot.on_change = lambda: self.tell("bot", "letters")
        house.clock.on_change(lambda: self.tell("time"))

    def listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Be told which part of the panel has changed."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def looked_at(self) -> Iterator[None]:
        """Somebody has the page open."""
        self._lookers += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_on())
        try:
            yield
        finally:
            self._lookers -= 1

    def tell(self, *parts: str) -> None:
        for listener in self._listeners:
            for part in parts:
                listener(part)

    async def look(self) -> Outlook:
        """What there is now; tells of the parts that are other than before."""
        now = self.house.clock.now()
        with suppress(StorageError):  # it is being made, or busy: the next look sees more
            self.outlook = await self._reader().read(lambda work: look(work, now))
        self.mishaps.look()
        seen = {"coming": self.outlook.coming, "letters": self.letters(), "faults": self._faults()}
        self.tell(*(part for part, what in seen.items() if self._shown.get(part) != what))
        self._shown |= seen
        return self.outlook

    def letters(self) -> list[Row]:
        """The letters on their way, the first of them."""
        return [self._row(each) for each in self.outlook.letters[:MOST]]

    def lost(self) -> list[Row]:
        return [self._grave(each) for each in self.outlook.lost]

    def _faults(self) -> object:
        return self.mishaps.planned(), list(self.mishaps.happened)

    async def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        if self._store is not None:
            self._store.close()

    async def _look_on(self) -> None:
        while self._lookers:
            await self.look()
            await asyncio.sleep(EVERY)

    def _reader(self) -> Store:
        if self._store is None:
            self._store = Store.open(self.house.database, Vault.at(self.house.key_file))
        return self._store

    def _heard(self, entry: Mapping[str, Any]) -> None:
        if entry.get("event") == "letter waits":
            self._held[entry["letter"]] = Held(time.time() + entry["seconds"], entry["limited"])

    def _row(self, letter: OnItsWay) -> Row:
        row = Row(letter.what, name_of(self.house, letter.place), letter.because, letter.until)
        held = self._held.get(letter.id)
        if letter.because is Because.DOOR:
            return row
        if self.house.bot.state is not State.RUNNING:
            return replace(row, why="down")
        if held is not None and held.until > time.time():
            return replace(row, why="limit" if held.limited else "retry", at=_moment(held.until), real=True)
        self._held.pop(letter.id, None)
        return row

    def _grave(self, lost: Lost) -> Row:
        return Row(lost.what, name_of(self.house, lost.place), lost.reason, lost.since)


def _moment(seconds: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
