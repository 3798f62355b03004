"""What a kept playground remembers besides the bot's own database: both platforms, who is there, and the time.

The platforms are written whole, a second after something changed, and the time every second; each file replaces the one
before. A sudden end loses that second and damages nothing.
"""

import asyncio
import io
import json
import pickle
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.playground.discord import memory as of_discord
from adapters.playground.telegram import memory as of_telegram
from bot.clock import ScaledClock
from bot.playground.house import House, Persona
from bot.shell.speech import Stopped

WORLDS, TIME = "platforms.kept", "time.json"
EVERY = 1.0
"""Seconds between two savings."""
FORM = 1
"""Changes with what is written."""

OURS = ("adapters.playground.", "simcord.")
PLAIN = {
    "builtins": {"set", "frozenset", "list", "dict", "bytearray"},
    "collections": {"deque", "Counter", "defaultdict", "OrderedDict"},
    "datetime": {"datetime", "timedelta", "timezone"},
}


class Unreadable(Stopped):
    """What is kept cannot be used."""


class _Reader(pickle.Unpickler):
    """Knows the plain data of the platforms and nothing else: a kept folder is no program."""

    def find_class(self, module: str, name: str) -> Any:
        if name in PLAIN.get(module, ()) or f"{module}.".startswith(OURS):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no data")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A playground as it was when it ended."""

    at: datetime
    speed: float
    sudden: bool
    telegram: dict[str, Any]
    discord: dict[str, Any]
    people: list[dict[str, Any]]

    def bring_back(self, house: House) -> None:
        """Let a new house go on as this one ended."""
        of_telegram.recall(house.telegram, self.telegram, sudden=self.sudden)
        of_discord.recall(house.discord, self.discord)
        for each in self.people:
            accounts = house.telegram.people.get(each["telegram"]), house.discord.people.get(each["discord"])
            card = (each["key"], each["name"], each["language"], ZoneInfo(each["zone"]), each["role"], each["centre"])
            house.personas[each["key"]] = Persona(*card, *accounts)


def remembered(folder: Path) -> Remembered | None:
    """What is kept in the folder; nothing before everybody was in their place. Raises `Unreadable`."""
    if not (folder / WORLDS).exists():
        return None
    try:
        return _read(folder)
    except Exception as fault:
        raise Unreadable(
            f"What is kept in {folder} is damaged, or was made by another version of Talkoot."
            " Start over with --reset, or name another folder."
        ) from fault


def _read(folder: Path) -> Remembered:
    kept = _Reader(io.BytesIO((folder / WORLDS).read_bytes())).load()
    told = json.loads((folder / TIME).read_text(encoding="utf-8"))
    if kept["form"] != FORM:
        raise pickle.UnpicklingError("it has another form")
    sudden, speed = not told["farewell"], float(told["speed"])
    lost = timedelta(seconds=2 * EVERY * speed if sudden else 0)
    at = datetime.fromisoformat(told["at"]) + lost
    return Remembered(at, speed, sudden, kept["telegram"], kept["discord"], kept["people"])


class Memory:
    """Keeps one house in its folder while it is open."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._happened = 0
        self._saved: object = None

    async def run(self) -> None:
        """Save until cancelled."""
        with self._listening():
            while True:
                self._save_time(farewell=False)
                if self._saved != (now := self._pulse()):
                    self._saved = now
                    self._replace(WORLDS, self._worlds())
                await asyncio.sleep(EVERY)

    def farewell(self) -> None:
        """The last saving, when nothing happens any more."""
        self._replace(WORLDS, self._worlds())
        self._save_time(farewell=True)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        self.house.clock.on_change(lambda: self._save_time(farewell=False))
        with ExitStack() as ends:
            for platform in (self.house.telegram, self.house.discord.chronicle):
                ends.callback(platform.listen(self._noticed))
            yield

    def _noticed(self, _: object) -> None:
        self._happened += 1

    def _pulse(self) -> object:
        """Other than before when anything may have changed: somebody acted, or the bot called."""
        called = sum(self.house.telegram.endpoint.calls.values()), sum(self.house.discord.rest.requests.values())
        return self._happened, called, [_card(each) for each in self.house.personas.values()]

    def _worlds(self) -> bytes:
        people = [_card(persona) for persona in self.house.personas.values()]
        telegram, discord = of_telegram.memory_of(self.house.telegram), of_discord.memory_of(self.house.discord)
        kept = {"form": FORM, "telegram": telegram, "discord": discord, "people": people}
        return pickle.dumps(kept, protocol=5)

    def _save_time(self, *, farewell: bool) -> None:
        clock: ScaledClock = self.house.clock
        told = {"at": clock.now().isoformat(), "speed": clock.speed, "farewell": farewell, "written": time.time()}
        self._replace(TIME, json.dumps(told).encode())

    def _replace(self, name: str, content: bytes) -> None:
        """Whole or not at all."""
        new = self.house.folder / f"{name}.new"
        new.write_bytes(content)
        new.replace(self.house.folder / name)


def _card(persona: Persona) -> dict[str, Any]:
    return {
        "key": persona.key,
        "name": persona.name,
        "language": persona.language,
        "zone": persona.zone.key,
        "role": persona.role,
        "centre": persona.centre,
        "telegram": persona.telegram.id if persona.telegram else 0,
        "discord": persona.discord.id if persona.discord else 0,
    }
