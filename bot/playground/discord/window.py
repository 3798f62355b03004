"""Discord as one person sees it: servers, channels, the open conversation, and what can be done there."""

from collections.abc import Callable, Collection
from typing import Any

from bot.playground.house import House, Persona
from bot.playground.pages import page
from bot.playground.window import Fragment, Given, Reply, Upload


class DiscordWindow:
    """The window of Discord."""

    name = "discord"

    def __init__(self, house: House) -> None:
        self.house = house

    def show(self, persona: Persona, chat: str) -> str:
        return page("discord/none.html", persona=persona)

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        raise LookupError("There are no earlier messages.")

    def listen(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        return lambda: None

    def fragments(self, persona: Persona, chat: str, changes: Collection[Any]) -> list[Fragment]:
        return []

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        raise LookupError(f"Nobody can {act} here.")

    def file(self, persona: Persona, key: str) -> Upload:
        raise LookupError("There is no such file.")
