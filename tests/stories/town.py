"""The town of the stories: a running Talkoot, local platforms with people on them, and a clock that stands still."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import structlog

from adapters.discord.gateway import DiscordGateway
from adapters.playground.discord import DiscordServer
from adapters.playground.discord import Limits as DiscordLimits
from adapters.playground.telegram import Limits as TelegramLimits
from adapters.playground.telegram import TelegramServer
from adapters.telegram.gateway import TelegramGateway
from bot.app import App
from bot.clock import ScaledClock
from bot.engine import LocalEngine
from community.chat.address import Platform
from community.chat.gateway import Gateway
from community.ids import INVITATION_CODE, new_code
from community.organisations import Organisation
from community.roles import Role
from storage.engine import Store
from storage.pairs import PAIRS
from storage.work import Work
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.telegram_people import TelegramPerson

T = TypeVar("T")

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Ten in the morning in Helsinki, nine in Lisbon's neighbour Madrid."""
HELSINKI = ZoneInfo("Europe/Helsinki")
TELEGRAM_TOKEN = "4100001:" + "A" * 35
DISCORD_TOKEN = "invented.token.here"
QUIET = 5.0
"""Seconds within which everything under way has to come to rest."""


class Town:
    """Everything a story needs, started on demand and driven step by step from the test."""

    def __init__(self, store: Store, home: Platform, *, both: bool = False, message_content: bool = False) -> None:
        self.store = store
        self.home = home
        self.platforms = list(Platform) if both else [home]
        self.clock = ScaledClock(TUESDAY, 0)
        self.conversation: list[str] = []
        self.expected_errors: list[str] = []
        self.expects_refusals = False
        self._message_content = message_content
        self._runner = asyncio.Runner()
        self._errors = _Errors()
        self._people: dict[str, Person] = {}
        self._rng = __import__("random").Random(7)

    def opens(self) -> None:
        """Start the platforms, then the bot."""
        self.telegram = TelegramServer(limits=TelegramLimits(enabled=False))
        self.discord = DiscordServer(limits=DiscordLimits.off())
        self.telegram_bot = self.telegram.add_bot(TELEGRAM_TOKEN, username="valo_bot", name="Talkoot")
        self.discord_bot = self.discord.add_bot(DISCORD_TOKEN)
        self._errors.begin()
        self.does(self._open())

    async def _open(self) -> None:
        await self.telegram.start()
        await self.discord.start()
        await self._start_bot()

    async def _start_bot(self) -> None:
        self.gateways: list[Gateway] = [self._gateway(platform) for platform in self.platforms]
        self.app = App(self.store, self.gateways, self.clock, limits=False)
        self._running = asyncio.create_task(self.app.run())
        async with asyncio.timeout(QUIET):
            await self.app.ready()
            if Platform.DISCORD in self.platforms:
                ready = lambda: self.discord_bot.connected and bool(self.discord_bot.commands.get(None))  # noqa: E731
                await self.discord.wait_for(ready)

    def _gateway(self, platform: Platform) -> Gateway:
        if platform is Platform.TELEGRAM:
            return TelegramGateway(TELEGRAM_TOKEN, self.telegram.base, self.telegram.base)
        return DiscordGateway(
            DISCORD_TOKEN,
            self.discord.api_base,
            self.discord.gateway,
            self.discord.cdn,
            message_content=self._message_content,
            keep_limits=False,
        )

    async def _stop_bot(self) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)

    def closes(self) -> None:
        """Stop everything; what was left open would be a fault of the bot."""
        try:
            self.does(self._close())
        finally:
            self._runner.close()
            self._errors.end()

    async def _close(self) -> None:
        await self._stop_bot()
        await self.telegram.stop()
        await self.discord.stop()

    def sleeps(self, meanwhile: Callable[[], None] = lambda: None, **time_away: float) -> None:
        """The bot is down for a while, and starts again on what it had kept."""
        self.does(self._stop_bot())
        meanwhile()
        self.clock.jump(self.clock.now() + timedelta(**time_away))
        self.notes(f"-- the bot was away for {time_away}")
        self.does(self._start_bot())
        self.settles()

    def passes(self, **time_passed: float) -> None:
        """Time passes."""
        self.jumps(self.clock.now() + timedelta(**time_passed))

    def jumps(self, to: datetime) -> None:
        """The clock shows another moment."""
        self.settles()
        self.clock.jump(to)
        self.notes(f"-- {to.astimezone(HELSINKI):%A %d %B %Y, %H:%M} in Helsinki")
        self.settles()

    def does(self, act: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(act)

    def keeps(self, job: Callable[[Work], T]) -> T:
        """Look into the database, or put something there that has no command."""
        return self.store.now_run(job)

    def waits_for(self, fact: Callable[[], bool], seconds: float) -> bool:
        return self.does(_until(fact, seconds))

    def settles(self) -> None:
        """Let everything under way come to rest: updates, events, letters, what is due."""
        self.does(self._settle())

    async def _settle(self) -> None:
        until = time.monotonic() + QUIET
        while not (self._platforms_rest() and await self._bot_rests() and self._platforms_rest()):
            if time.monotonic() > until:
                raise AssertionError(f"the bot does not come to rest: {await self.store.read(self._under_way)}")
            await asyncio.sleep(0.002)

    def _platforms_rest(self) -> bool:
        if self.telegram_bot.mailbox.pending and Platform.TELEGRAM in self.platforms:
            return False
        told = [session.seq for session in self.discord_bot.sessions.values()]
        streams = [gateway._stream for gateway in self.gateways if isinstance(gateway, DiscordGateway)]
        return all(
            stream is not None and stream._position.get("seq") == str(seq) for stream in streams for seq in told[-1:]
        )

    async def _bot_rests(self) -> bool:
        return await self.store.read(self._at_rest) and not self._calculates()

    def _calculates(self) -> bool:
        """Whether pairs are being drawn. For proposals of groups a person waits."""
        engine = self.app.engine
        assert isinstance(engine, LocalEngine)
        return any(key.startswith(PAIRS) for key in engine._long)

    def _under_way(self, work: Work) -> str:
        now = self.clock.now()
        waiting = [(work.inbox.pending(bot, 0, 5), work.outbox.queued(bot, 0, now, 5)) for bot in work.bots.all()]
        return f"platforms at rest: {self._platforms_rest()}, due: {work.timers.earliest()}, waiting: {waiting}"

    def _at_rest(self, work: Work) -> bool:
        now = self.clock.now()
        due = work.timers.earliest()
        return not (due and due <= now) and not any(
            work.inbox.pending(bot, 0, 1) or work.outbox.queued(bot, 0, now, 1) for bot in work.bots.all()
        )

    def person(self, name: str, on: Platform | None = None, language: str = "en") -> Person:
        """Somebody by this name, who becomes known on first mention."""
        key = f"{name} on {on or self.home}"
        if key not in self._people:
            self._people[key] = self._newcomer(name, on or self.home, language)
        return self._people[key]

    def newcomer(self, name: str, language: str = "en") -> Person:
        """Somebody who comes into the chat of the course."""
        person = self.person(name, language=language)
        if isinstance(person, TelegramPerson):
            self.does(person.account.join(self.group))
        elif isinstance(person, DiscordPerson):
            person.account.join(self.guild)
        self.settles()
        return person

    def _newcomer(self, name: str, on: Platform, language: str) -> Person:
        if on is Platform.TELEGRAM:
            return TelegramPerson(self, name, self.telegram.add_user(name, language_code=language))
        return DiscordPerson(self, name, self.discord.add_user(name, locale=language))

    def meet(self, *people: Person, title: str = "English for seniors", admin: Person | None = None) -> None:
        """Bring people together with the bot in a chat: a Telegram group or the channel of a Discord server."""
        first = self._admin = admin or people[0]
        others = [person for person in people if person is not first]
        if isinstance(first, TelegramPerson):
            members = [person.account for person in others if isinstance(person, TelegramPerson)]
            self.group = self.telegram.add_group(title, admins=[first.account], members=members)
        elif isinstance(first, DiscordPerson):
            self._found(first, [person for person in others if isinstance(person, DiscordPerson)], title)
        self.settles()

    def _found(self, owner: DiscordPerson, others: list[DiscordPerson], title: str) -> None:
        channel = title.lower().replace(" ", "-")
        self.guild = self.discord.add_guild(
            "Valo Centre", owner=owner.account, members=[person.account for person in others], channels=[channel]
        )
        self.channel = self.guild.channel(channel)

    def has_a_staff_room(self, person: Person) -> None:
        """Another chat with the bot: on Discord it can write only to people with whom it shares a server."""
        if isinstance(person, DiscordPerson):
            self.discord.add_guild("Staff room", owner=person.account)
        self.settles()

    def throws_the_bot_out(self) -> None:
        """Somebody removes the bot from the chat."""
        if self.home is Platform.TELEGRAM:
            self.does(self._admin.account.remove(self.group, self.telegram_bot))
        else:
            self.guild.remove(self.discord_bot)
        self.settles()

    def brings_the_bot_back(self) -> None:
        self.adds_the_bot()
        self.settles()

    def adds_the_bot(self) -> None:
        """Somebody adds the bot to the chat, whether it is awake or not."""
        if self.home is Platform.TELEGRAM:
            self.does(self._admin.account.add_bot(self.group, self.telegram_bot))
        else:
            self.guild.invite(self.discord_bot)

    def silences_the_bot(self, *, on: bool = True) -> None:
        """The right to write is taken from the bot, or given back; nobody tells it."""
        if self.home is Platform.TELEGRAM:
            self.group.quiet = on
        elif on:
            self.channel.deny(self.discord_bot, "send_messages")
        else:
            self.channel.deny(self.discord_bot)

    def organisation(self, name: str = "Valo Centre", zone: str = "Europe/Helsinki") -> Organisation:
        return self.keeps(lambda work: work.organisations.create(name, "en", zone, self.clock.now()))

    def invitation(self, organisation: Organisation, role: Role = Role.COORDINATOR) -> str:
        """The code of a one-time invitation, as the shell makes it."""
        code, until = new_code(self._rng, INVITATION_CODE), self.clock.now() + timedelta(days=7)
        self.keeps(
            lambda work: work.organisations.invite(
                organisation.id, role, None, work.vault.hash(code), until, self.clock.now()
            )
        )
        return code

    def notes(self, *lines: str) -> None:
        self.conversation.extend(lines)

    def ends_well(self) -> None:
        """What every story has to leave behind: no letter undelivered, nothing set aside, no rule broken, no error."""
        self.settles()
        errors = [error for error in self.errors() if not any(part in error for part in self.expected_errors)]
        assert not errors, f"errors in the log: {errors}"
        assert self.expects_refusals or not self.keeps(lambda work: work.outbox.buried()), "a letter was buried"
        assert self.expected_errors or not self.keeps(lambda work: work.inbox.quarantined()), "an event was set aside"
        assert (self.telegram.violations, self.telegram.refusals, self.discord.violations) == ([], [], [])

    def errors(self) -> list[str]:
        """What was logged as an error so far."""
        return self._errors.found()

    def tells(self, name: str) -> None:
        """Write the conversation down where the environment asks for it, to be read by a human eye."""
        if folder := os.environ.get("STORIES_TO"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"{name}.txt").write_text("\n".join(self.conversation), encoding="utf-8")


class _Errors(logging.Handler):
    """Collects what is logged as an error, by us or by a library."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._records: list[str] = []

    def begin(self) -> None:
        self._entries = structlog.testing.LogCapture()
        self._configured = structlog.get_config()["processors"]
        structlog.configure(processors=[structlog.processors.format_exc_info, self._entries])
        logging.getLogger().addHandler(self)

    def end(self) -> None:
        logging.getLogger().removeHandler(self)
        structlog.configure(processors=self._configured)

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(f"{record.getMessage()} {record.exc_text or ''}")

    def found(self) -> list[str]:
        ours = [str(entry) for entry in self._entries.entries if entry["log_level"] in {"error", "critical"}]
        return [*ours, *self._records]


async def _until(fact: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            return False
        await asyncio.sleep(0.005)
    return True
