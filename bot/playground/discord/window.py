"""The window of Discord."""

from collections.abc import Callable, Collection

from adapters.playground.discord.happenings import Happening
from adapters.playground.discord.people import Person as User
from adapters.playground.discord.posts import Post
from bot.playground.discord import belonging, calling  # noqa: F401 - their acts are carried out by name
from bot.playground.discord.acts import Deed
from bot.playground.discord.acts import act as acts
from bot.playground.discord.places import PRIVATE, place
from bot.playground.discord.view import SeenUpTo, View, touches_pages
from bot.playground.house import House, Persona
from bot.playground.pages import page
from bot.playground.window import Fragment, Given, NotPossible, Reply, Upload


class DiscordWindow:
    """Shows Discord to each person as theirs."""

    name = "discord"

    def __init__(self, house: House) -> None:
        self.house = house
        self.world = house.discord.world
        self._seen: SeenUpTo = {}

    def show(self, persona: Persona, chat: str) -> str:
        if persona.discord is None:
            return page("discord/none.html", persona=persona)
        return page("discord/window.html", view=self._view(persona, chat))

    def earlier(self, persona: Persona, chat: str, before: str) -> str:
        bubbles, more = self._view(persona, chat).shown(int(before))
        return page("discord/earlier.html", bubbles=bubbles, more=more)

    def listen(self, listener: Callable[[Happening], None]) -> Callable[[], None]:
        """Tell of what changes a page, and of nothing else."""

        def heard(happening: Happening) -> None:
            if touches_pages(happening):
                listener(happening)

        return self.house.discord.chronicle.listen(heard)

    def fragments(self, persona: Persona, chat: str, changes: Collection[Happening]) -> list[Fragment]:
        if persona.discord is None:
            return []
        try:
            view = self._view(persona, chat)
        except LookupError:  # the channel that was open is gone
            view = self._view(persona, PRIVATE)
        return view.fragments(changes)

    async def do(self, persona: Persona, chat: str, act: str, given: Given) -> Reply:
        return await acts.carry_out(act, Deed(self._view(persona, chat), _user(persona), given))

    def file(self, persona: Persona, key: str) -> Upload:
        """A file under a message that this person sees: its channel, its message, its number there."""
        user, (channel, message, number) = _user(persona), _numbers(key)
        found = self.world.backend.messages.get(channel, {}).get(message)
        seen = found is not None and self.world.may_see(user.id, channel) and user.sees(Post(self.world, found))
        if found is None or not seen or number >= len(found.attachments):
            raise LookupError("There is no such file on the local Discord.")
        kept = found.attachments[number]
        content = self.world.files.get(kept["url"]) or b""
        return Upload(kept["filename"], content, kept.get("content_type") or "application/octet-stream")

    def _view(self, persona: Persona, chat: str) -> View:
        user = _user(persona)
        return View(self.house, persona, user, place(self.house, user, chat), self._seen)


def _numbers(key: str) -> tuple[int, int, int]:
    parts = key.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        raise LookupError("There is no such file on the local Discord.")
    return int(parts[0]), int(parts[1]), int(parts[2])


def _user(persona: Persona) -> User:
    if persona.discord is None:
        raise NotPossible(f"{persona.name} has no Discord account.")
    return persona.discord
