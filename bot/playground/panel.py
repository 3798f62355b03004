"""The panel beside the chats: the time, what is coming, the letters on their way, and what can go wrong at a press."""

from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from typing import Any

from bot.playground.house import House, Persona
from bot.playground.mishaps import BUTTONS, TROUBLES
from bot.playground.outlook import MOST
from bot.playground.pages import page, piece
from bot.playground.watching import Watch
from bot.playground.window import Fragment, Given, NotPossible, Reply, Upload

SPEEDS = {"Pause": 0.0, "Real time": 1.0, "x60": 60.0, "x3600": 3600.0}
JUMPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
PARTS = ("time", "coming", "letters", "bot", "faults")
NOTHING_COMES = "Nothing is planned. Schedule a prompt first, or go on by an hour, a day or a week."


class Panel:
    """The window of the playground itself."""

    name = "panel"

    def __init__(self, house: House) -> None:
        self.house = house
        self.watch = Watch(house)
        self._acts: dict[str, Callable[[Persona, Given], Awaitable[Reply]]] = {
            "speed": self._speed,
            "jump": self._jump,
            "next": self._next,
            "kill": self._kill,
            "start": self._start,
            "fault": self._fault,
            "trouble": self._trouble,
            "take-back": self._take_back,
            "account": self._account,
            "reset": self._reset,
            "start-over": self._start_over,
        }

    def show(self, persona: Persona, chat: str) -> str:
        parts = [self._part(part, persona) for part in PARTS]
        return page("panel/window.html", parts=parts, panel=self, persona=persona)

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        raise LookupError("The panel has no messages.")

    def listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        return self.watch.listen(listener)

    def fragments(self, persona: Persona, chat: str, changes: Collection[str]) -> list[Fragment]:
        return [Fragment(f"panel-{part}", self._part(part, persona)) for part in dict.fromkeys(changes)]

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        if act not in self._acts:
            raise NotPossible(f"The panel has no {act}; there is {', '.join(self._acts)}.")
        return await self._acts[act](persona, given)

    def file(self, persona: Persona, key: str) -> Upload:
        raise LookupError("The panel has no files.")

    async def close(self) -> None:
        await self.watch.close()

    async def _speed(self, _: Persona, given: Given) -> Reply:
        self.house.clock.run_at(_known(SPEEDS, given["to"]))
        return Reply()

    async def _jump(self, _: Persona, given: Given) -> Reply:
        clock = self.house.clock
        clock.jump(clock.now() + _known(JUMPS, given["by"]))
        return Reply()

    async def _next(self, _: Persona, __: Given) -> Reply:
        clock = self.house.clock
        moment = (await self.watch.look()).next_moment(clock.now())
        if moment is None:
            return Reply(note=NOTHING_COMES)
        clock.jump(moment)
        return Reply()

    async def _kill(self, _: Persona, given: Given) -> Reply:
        self.house.bot.kill(again=bool(given.get("again")))
        return Reply()

    async def _start(self, _: Persona, __: Given) -> Reply:
        self.house.bot.start()
        return Reply()

    async def _fault(self, _: Persona, given: Given) -> Reply:
        said = self.watch.mishaps.plan(given["platform"], given["what"])
        return await self._told(said)

    async def _trouble(self, _: Persona, given: Given) -> Reply:
        return await self._told(self.watch.mishaps.trouble(given["what"]))

    async def _take_back(self, _: Persona, __: Given) -> Reply:
        self.watch.mishaps.take_back()
        return await self._told("Nothing goes wrong any more.")

    async def _account(self, persona: Persona, given: Given) -> Reply:
        self.house.give_account(persona, _known({"telegram": "telegram", "discord": "discord"}, given["platform"]))
        return Reply(go=f"/as/{persona.key}")

    async def _reset(self, _: Persona, __: Given) -> Reply:
        return Reply(dialog=page("panel/start_over.html"))

    async def _start_over(self, _: Persona, __: Given) -> Reply:
        self.house.start_over.set()
        return Reply(note="Everything begins anew; this page comes back by itself.")

    async def _told(self, said: str) -> Reply:
        await self.watch.look()
        return Reply(note=said)

    def _part(self, part: str, persona: Persona) -> str:
        return piece("panel/parts.html", part, self._facts(part, persona))

    def _facts(self, part: str, persona: Persona) -> dict[str, Any]:
        watch, house = self.watch, self.house
        match part:
            case "time":
                facts: dict[str, Any] = {"now": house.clock.now(), "speed": house.clock.speed, "speeds": SPEEDS}
            case "coming":
                coming = watch.outlook.coming
                facts = {"coming": coming[:MOST], "more": max(0, len(coming) - MOST)}
            case "letters":
                more = max(0, len(watch.outlook.letters) - MOST)
                facts = {"letters": watch.letters(), "more": more, "lost": watch.lost()}
            case "bot":
                facts = {"bot": house.bot}
            case _:
                facts = {"planned": watch.mishaps.planned(), "happened": list(watch.mishaps.happened)[::-1]}
        return {**facts, "persona": persona, "zone": persona.zone}

    @property
    def faults(self) -> dict[str, str]:
        return BUTTONS

    @property
    def troubles(self) -> dict[str, str]:
        return TROUBLES


def _known(choices: dict[str, Any], wanted: str) -> Any:
    if wanted not in choices:
        raise NotPossible(f"There is no {wanted}; there is {', '.join(choices)}.")
    return choices[wanted]
