"""The panel beside the chats: the time, what is coming, the letters on their way, and what can go wrong at a press."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from bot.playground.house import House, Persona
from bot.playground.pages import page, piece
from bot.playground.window import Fragment, Given, NotPossible, Reply, Upload

SPEEDS = {"pause": 0.0, "real": 1.0, "x60": 60.0, "x3600": 3600.0}
JUMPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


class Panel:
    """The window of the playground itself."""

    name = "panel"

    def __init__(self, house: House) -> None:
        self.house = house
        self._listeners: list[Callable[[Any], None]] = []
        house.bot.on_change = self._changed
        house.clock.on_change(self._changed)

    def show(self, persona: Persona, chat: str) -> str:
        return page("panel/window.html", **self._facts(persona))

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        raise LookupError("The panel has no messages.")

    def listen(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def fragments(self, persona: Persona, chat: str, changes: Collection[Any]) -> list[Fragment]:
        return [Fragment("panel-time", piece("panel/parts.html", "time", self._facts(persona)))]

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        clock = self.house.clock
        match act:
            case "speed" if given["to"] in SPEEDS:
                clock.run_at(SPEEDS[given["to"]])
            case "jump" if given["by"] in JUMPS:
                clock.jump(clock.now() + JUMPS[given["by"]])
            case "kill":
                self.house.bot.kill(again=bool(given.get("again")))
            case "start":
                self.house.bot.start()
            case _:
                raise NotPossible(f"The panel has no {act}.")
        return Reply()

    def file(self, persona: Persona, key: str) -> Upload:
        raise LookupError("The panel has no files.")

    def _facts(self, persona: Persona) -> dict[str, Any]:
        clock = self.house.clock
        return {"persona": persona, "now": clock.now(), "speed": clock.speed, "bot": self.house.bot.state.value}

    def _changed(self) -> None:
        for listener in self._listeners:
            listener(None)
