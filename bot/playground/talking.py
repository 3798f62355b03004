"""What people say to the bot before anybody looks on, and what it answers: by places of buttons, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from adapters.playground.discord.outcomes import Outcome
    from adapters.playground.discord.places import Channel
    from adapters.playground.telegram import Message
    from adapters.playground.telegram import Person as TelegramUser
    from adapters.playground.telegram.state import Chat
    from bot.playground.house import House, Persona

PATIENCE = 20.0
"""Seconds until an answer of the bot is missed."""


@dataclass(frozen=True)
class Talking:
    """Raises TimeoutError where the bot does not answer."""

    house: House

    async def tells(self, user: TelegramUser, text: str) -> Message:
        """What the bot answers in the private chat on Telegram."""
        chat, bot = user.private(self.house.telegram_bot), self.house.telegram_bot
        if not chat.started:
            return await self.answered(chat, user.start(bot, text.removeprefix("/start ").strip()))
        return await self.answered(chat, user.send(chat, text))

    async def takes_first(self, user: TelegramUser, message: Message) -> Message:
        """Press the first button under a message; what stands at the end of the chat then."""
        return await self.answered(message.chat, user.press_at(message, 0, 0))

    async def answered(self, chat: Chat, deed: Awaitable[object]) -> Message:
        """The bot's last message in a chat, as soon as the deed has made it another one."""
        before = self._last(chat)
        await deed

        def answer() -> Message | None:
            last = self._last(chat)
            return last[0] if last is not None and last != before else None

        found = await self.house.telegram.wait_for(answer, PATIENCE)
        assert found is not None  # noqa: S101 - waited for
        return found

    def _last(self, chat: Chat) -> tuple[Message, str] | None:
        ours = (each for each in reversed(chat.messages) if each.sender is self.house.telegram_bot)
        return next(((each, each.text) for each in ours), None)

    async def calls(self, persona: Persona, command: str, channel: Channel | None = None, **options: str) -> Outcome:
        """A command on Discord, in the private chat unless a channel is named."""
        assert persona.discord is not None  # noqa: S101 - asked before
        place = channel or persona.discord.dm(self.house.discord_bot)
        return await seen(await persona.discord.slash(place, command, of_bot=self.house.discord_bot, **options))


async def seen(outcome: Outcome) -> Outcome:
    """What comes after an act on Discord."""
    if outcome.failed:
        raise TimeoutError
    return outcome if outcome.modal is not None else await outcome.completed(PATIENCE)
