"""The window of Telegram."""

from collections.abc import Callable, Collection

from adapters.playground.telegram import Person as User
from adapters.playground.telegram.world import Event
from bot.playground.house import House, Persona
from bot.playground.pages import page
from bot.playground.telegram import belonging  # noqa: F401 - its acts are carried out by name
from bot.playground.telegram.acts import Deed
from bot.playground.telegram.acts import act as acts
from bot.playground.telegram.places import place
from bot.playground.telegram.view import SeenUpTo, View
from bot.playground.window import Fragment, Given, NotPossible, Reply, Upload


class TelegramWindow:
    """Shows Telegram to each person as theirs."""

    name = "telegram"

    def __init__(self, house: House) -> None:
        self.house = house
        self.world = house.telegram.world
        self._seen: SeenUpTo = {}

    def show(self, persona: Persona, chat: str) -> str:
        if persona.telegram is None:
            return page("telegram/none.html", persona=persona)
        return page("telegram/window.html", view=self._view(persona, chat))

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        bubbles, more = self._view(persona, chat).shown(int(before))
        return page("telegram/earlier.html", bubbles=bubbles, more=more)

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        return self.house.telegram.listen(listener)

    def fragments(self, persona: Persona, chat: str, changes: Collection[Event]) -> list[Fragment]:
        return [] if persona.telegram is None else self._view(persona, chat).fragments(changes)

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        user = _user(persona)
        return await acts.carry_out(act, Deed(self._view(persona, chat), user, given))

    def file(self, persona: Persona, key: str) -> Upload:
        found = self.world.files.get(key)
        if found is None:
            raise LookupError("There is no such file on the local Telegram.")
        return Upload(found.name, found.content, found.mime)

    def _view(self, persona: Persona, chat: str) -> View:
        user = _user(persona)
        return View(self.house, persona, user, place(self.world, user, self.house.telegram_bot, chat), self._seen)


def _user(persona: Persona) -> User:
    if persona.telegram is None:
        raise NotPossible(f"{persona.name} has no Telegram account.")
    return persona.telegram
