"""How the courses of a new house come to be: the trainer opens each in its chat, and its learners join."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.talking import Talking, seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.playground.discord.people import Person as DiscordUser
    from adapters.playground.discord.places import Channel
    from adapters.playground.discord.posts import Post
    from adapters.playground.telegram import Message
    from adapters.playground.telegram import Person as TelegramUser
    from bot.playground.community import Course
    from bot.playground.house import House, Persona


@dataclass(frozen=True)
class Enrolling:
    """Opens one described course as people do."""

    house: House
    course: Course

    async def all(self) -> None:
        """Raises TimeoutError, LookupError."""
        code = _code(await self._opened())
        if self.course.channel:
            trainer = self.house.called(self.course.trainer)
            await self._talk.calls(trainer, "course connect", self._channel, code=code)
        await asyncio.gather(*(self._joins(self.house.called(name), code) for name in self.course.learners))

    @property
    def _talk(self) -> Talking:
        return Talking(self.house)

    @property
    def _channel(self) -> Channel:
        channels = [each for guild in self.house.discord.guilds.values() for each in guild.channels]
        return next(each for each in channels if each.name == self.course.channel)

    async def _opened(self) -> Message:
        """The course in its group, in the first language and time zone that are offered."""
        group = next(each for each in self.house.telegram.world.groups.values() if each.title == self.course.group)
        trainer = self.house.called(self.course.trainer).telegram
        assert trainer is not None  # noqa: S101 - the description has been read
        said = await self._talk.answered(group, trainer.send(group, f"/course_new {self.course.name}"))
        for _question in ("language", "time zone"):
            said = await self._talk.takes_first(trainer, said)
        return said

    async def _joins(self, learner: Persona, code: str) -> None:
        """By the code, under the own name; who has something to tell is asked, and tells it."""
        tells = next(each.tells for each in self.house.community.people if each.name == learner.name)
        if learner.telegram is not None:
            await self._on_telegram(learner.telegram, code, tells)
        elif learner.discord is not None:
            await self._on_discord(learner, learner.discord, code, tells)

    async def _on_telegram(self, user: TelegramUser, code: str, tells: Sequence[str]) -> None:
        welcome = await self._talk.tells(user, f"/start {code}")
        inside = await self._talk.takes_first(user, await self._talk.takes_first(user, welcome))
        if tells:
            await self._talk.takes_first(user, inside)
        for answer in tells:
            await self._talk.tells(user, answer)

    async def _on_discord(self, learner: Persona, user: DiscordUser, code: str, tells: Sequence[str]) -> None:
        inside = await self._fills_in(user, (await self._talk.calls(learner, "join", code=code)).post)
        if tells:
            await self._fills_in(user, inside, tells)

    async def _fills_in(self, user: DiscordUser, asked: Post | None, answers: Sequence[str] = ()) -> Post | None:
        """The form behind the first button: the answers in their order, else what stands in it already."""
        form = await user.press(asked, asked.buttons[0]) if asked is not None else None
        if form is None or form.modal is None:
            raise TimeoutError
        filled = dict(zip(form.modal.labels, answers, strict=False))
        return (await seen(await user.submit(form.modal, filled))).post


def _code(opened: Message) -> str:
    """With which one joins: the end of the link that the bot shows."""
    link = next(word for word in opened.text.split() if "?start=" in word)
    return link.rsplit("=", 1)[-1]
