"""How everybody comes into their place: staff open one-time links, and courses are opened, as people do it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo.shell import Shell
from bot.playground.enrolling import Enrolling
from bot.playground.talking import PATIENCE, Talking

if TYPE_CHECKING:
    from bot.playground.community import Course, Somebody
    from bot.playground.house import House, Persona


class NotSettled(Exception):
    """Somebody did not come into their place; the text says who, and what was missed."""


@dataclass
class Settling:
    """Brings in the coordinators and trainers of a new house, and opens its courses."""

    house: House

    async def all(self) -> None:
        """Raises `NotSettled`."""
        await self._menus()
        staff = [each for each in self.house.community.people if each.role != "learner"]
        await asyncio.gather(*(self._in_time(self.house.called(each.name), each) for each in staff))
        for course in self.house.community.courses:
            await self._opened(course)

    async def _in_time(self, persona: Persona, somebody: Somebody) -> None:
        try:
            await self._come_in(persona, somebody)
        except (TimeoutError, LookupError) as missed:
            raise NotSettled(f"{somebody.name} is not {somebody.role} yet: the bot did not answer.") from missed

    async def _opened(self, course: Course) -> None:
        try:
            await Enrolling(self.house, course).all()
        except (TimeoutError, LookupError) as missed:
            raise NotSettled(f"{course.name} is not open with all its learners: the bot did not answer.") from missed

    async def _menus(self) -> None:
        """The bot hears Discord and shows its commands there a moment after it serves."""
        bot = self.house.discord_bot
        await self.house.discord.wait_for(lambda: bot.connected and any(bot.commands.values()), PATIENCE)

    async def _come_in(self, persona: Persona, somebody: Somebody) -> None:
        talkoot, talk = Shell(self.house.config), Talking(self.house)
        code = json.loads(talkoot("invite", somebody.role, "--json", "--organisation", somebody.centre))["code"]
        if persona.telegram is not None:
            await talk.tells(persona.telegram, f"/start {code}")
            if persona.discord is not None:
                answer = await talk.tells(persona.telegram, "/link")
                asked = await talk.calls(persona, "link", code=answer.text.split()[-1])
                if asked.post is not None and persona.discord is not None:
                    await persona.discord.press(asked.post, asked.post.buttons[0])
        elif persona.discord is not None:
            await talk.calls(persona, "join", code=code)
