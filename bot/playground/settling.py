"""How staff come into their places: each opens a one-time link, and links a second account as people do."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo.shell import Shell

if TYPE_CHECKING:
    from adapters.playground.discord.outcomes import Outcome
    from adapters.playground.telegram import Message
    from adapters.playground.telegram import Person as TelegramUser
    from bot.playground.community import Somebody
    from bot.playground.house import House, Persona

PATIENCE = 20.0
"""Seconds until an answer of the bot is missed."""


class NotSettled(Exception):
    """Somebody did not come into their place; the text says who, and what was missed."""


@dataclass
class Settling:
    """Brings in the coordinators and trainers of a new house."""

    house: House

    async def all(self) -> None:
        """Raises `NotSettled`."""
        await self._menus()
        staff = [each for each in self.house.community.people if each.role != "learner"]
        await asyncio.gather(*(self._in_time(self.house.called(each.name), each) for each in staff))

    async def _in_time(self, persona: Persona, somebody: Somebody) -> None:
        try:
            await self._come_in(persona, somebody)
        except (TimeoutError, LookupError) as missed:
            raise NotSettled(f"{somebody.name} is not {somebody.role} yet: the bot did not answer.") from missed

    async def _menus(self) -> None:
        """The bot hears Discord and shows its commands there a moment after it serves."""
        bot = self.house.discord_bot
        await self.house.discord.wait_for(lambda: bot.connected and any(bot.commands.values()), PATIENCE)

    async def _come_in(self, persona: Persona, somebody: Somebody) -> None:
        talkoot = Shell(self.house.config)
        code = json.loads(talkoot("invite", somebody.role, "--json", "--organisation", somebody.centre))["code"]
        if persona.telegram is not None:
            await self._answered(persona.telegram, f"/start {code}")
            if persona.discord is not None:
                answer = await self._answered(persona.telegram, "/link")
                asked = await self._slash(persona, "link", answer.text.split()[-1])
                if asked.post is not None and persona.discord is not None:
                    await persona.discord.press(asked.post, asked.post.buttons[0])
        elif persona.discord is not None:
            await self._slash(persona, "join", code)

    async def _answered(self, user: TelegramUser, text: str) -> Message:
        """What the bot answers in the private chat."""
        chat, bot = user.private(self.house.telegram_bot), self.house.telegram_bot
        if not chat.started:
            asked = await user.start(bot, text.removeprefix("/start ").strip())
        else:
            asked = await user.send(chat, text)

        def answer() -> Message | None:
            later = (each for each in chat.messages if each.id > asked.id and each.sender is bot)
            return next(later, None)

        found = await self.house.telegram.wait_for(answer, PATIENCE)
        assert found is not None  # noqa: S101 - waited for
        return found

    async def _slash(self, persona: Persona, command: str, code: str) -> Outcome:
        assert persona.discord is not None  # noqa: S101 - asked before
        channel = persona.discord.dm(self.house.discord_bot)
        outcome = await persona.discord.slash(channel, command, code=code, of_bot=self.house.discord_bot)
        if outcome.failed:
            raise TimeoutError
        return await outcome.completed(PATIENCE)
