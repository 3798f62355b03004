"""What goes wrong at a press: planned in words, and told when it has happened."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.playground.discord.rest import route_of
from bot.playground.house import House
from bot.playground.window import NotPossible

SECONDS = 5
KEPT = 8
"""So many of the last mishaps are told."""
EVERY_CALL = "*"

WHAT = {
    "slow": f"is answered after {SECONDS} seconds",
    "limit": f"is refused with 429: wait {SECONDS} seconds",
    "error": "is answered with 500 and nothing is done",
    "cut": "is cut off before anything is done",
    "cut_after": "is done, and then cut off without an answer",
}
"""What will happen to the next call."""
BUTTONS = {"slow": "Slow", "limit": "429", "error": "500", "cut": "Cut before", "cut_after": "Cut after"}
_ON_TELEGRAM = {"delay": "slow", "flood": "limit", "error": "error", "drop_before": "cut", "drop_after": "cut_after"}
_ON_DISCORD = {
    "delay": "slow",
    "rate_limit": "limit",
    "server_error": "error",
    "drop_before": "cut",
    "drop_after": "cut_after",
}
_LINE = {
    "connected": "Discord: the bot has begun a new session.",
    "resumed": "Discord: the bot has resumed its session; nothing was lost.",
    "disconnected": "Discord: the line to the bot was closed.",
}
TROUBLES = {"reconnect": "Ask to reconnect", "invalidate": "End the session", "hang_up": "Hang up"}


@dataclass(frozen=True, slots=True)
class Happened:
    """Something went wrong, or right again."""

    at: datetime
    what: str


class Mishaps:
    """The faults of one house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.happened: deque[Happened] = deque(maxlen=KEPT)
        self._told_of_telegram = 0
        self._told_of_discord = 0
        telegram, discord = house.telegram.faults, house.discord.faults
        self._plans: dict[tuple[str, str], Callable[[], Any]] = {
            ("telegram", "slow"): lambda: telegram.add("delay", seconds=SECONDS),
            ("telegram", "limit"): lambda: telegram.add("flood", retry_after=SECONDS),
            ("telegram", "error"): lambda: telegram.add("error"),
            ("telegram", "cut"): lambda: telegram.add("drop_before"),
            ("telegram", "cut_after"): lambda: telegram.add("drop_after"),
            ("discord", "slow"): lambda: discord.delay(EVERY_CALL, seconds=SECONDS),
            ("discord", "limit"): lambda: discord.rate_limit(EVERY_CALL, retry_after=SECONDS),
            ("discord", "error"): lambda: discord.server_error(EVERY_CALL, status=500),
            ("discord", "cut"): lambda: discord.drop(EVERY_CALL),
            ("discord", "cut_after"): lambda: discord.drop(EVERY_CALL, after_effect=True),
        }
        server, bot = house.discord, house.discord_bot
        self._lines: dict[str, Callable[[], None]] = {
            "reconnect": lambda: server.ask_reconnect(bot),
            "invalidate": lambda: server.invalidate(bot),
            "hang_up": lambda: server.close_gateway(bot),
        }

    def plan(self, platform: str, what: str) -> str:
        """Let this happen to the next call; says what will."""
        if (platform, what) not in self._plans:
            raise NotPossible(f"Nobody knows how to make {platform} {what}.")
        self._plans[platform, what]()
        return f"The next call to {platform.title()} {WHAT[what]}."

    def trouble(self, what: str) -> str:
        """Trouble on Discord's line to the bot, at once."""
        if what not in self._lines:
            raise NotPossible(f"Discord's line knows no {what}.")
        if not self.house.discord_bot.connected:
            raise NotPossible("The bot is not connected to Discord now.")
        self._lines[what]()
        return f"Discord: {TROUBLES[what].lower()}."

    def take_back(self) -> None:
        self.house.telegram.faults.clear()
        self.house.discord.faults.clear()

    def planned(self) -> list[str]:
        """What will happen to the next calls, in their order."""
        telegram = [(_ON_TELEGRAM.get(each.kind, ""), each.times - each.fired) for each in self._telegram]
        discord = [(_ON_DISCORD.get(each.kind, ""), each.times) for each in self.house.discord.faults.planned]
        return [*_in_order("Telegram", telegram), *_in_order("Discord", discord)]

    def look(self) -> None:
        """Take in what has happened since the last look."""
        self.happened.extend(self._news())

    def _news(self) -> Iterator[Happened]:
        now, happened = self.house.clock.now(), self.house.telegram.faults.happened
        for kind, method in happened[self._told_of_telegram :]:
            yield Happened(now, f"Telegram: {method} {_past(_ON_TELEGRAM.get(kind, ''))}.")
        self._told_of_telegram = len(happened)
        for each in self.house.discord.chronicle.after(self._told_of_discord):
            self._told_of_discord = each.number
            if each.kind == "fault":
                route = route_of(each.facts["method"], each.facts["path"].strip("/").split("/"))
                yield Happened(each.at, f"Discord: {route} {_past(_ON_DISCORD.get(each.facts['fault'], ''))}.")
            elif each.kind in _LINE:
                yield Happened(each.at, _LINE[each.kind])

    @property
    def _telegram(self) -> list[Any]:
        return list(self.house.telegram.faults.planned)


def _in_order(platform: str, faults: list[tuple[str, int]]) -> list[str]:
    calls = [what for what, times in faults for _ in range(times) if what]
    which = [f"The next call to {platform}", *["The call after that"] * (len(calls) - 1)]
    return [f"{each} {WHAT[what]}." for each, what in zip(which, calls, strict=False)]


def _past(what: str) -> str:
    return {
        "slow": f"was answered {SECONDS} seconds late",
        "limit": f"was refused with 429 (wait {SECONDS} seconds)",
        "error": "was answered with 500; nothing was done",
        "cut": "was cut off; nothing was done",
        "cut_after": "was done, and its answer was cut off",
    }.get(what, "met a fault")
