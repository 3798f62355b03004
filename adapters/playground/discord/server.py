"""The local Discord as one server: REST, gateway, files and the control of its people on one loopback port."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.playground.discord.checks import DOCUMENT, Checks, Violation
from adapters.playground.discord.control import Control
from adapters.playground.discord.exchanges import Exchanges
from adapters.playground.discord.gateway import INVALID, RECONNECT, WRONG_TOKEN, Gateway
from adapters.playground.discord.limits import Limiter, Limits
from adapters.playground.discord.menus import app_locale
from adapters.playground.discord.people import Person
from adapters.playground.discord.places import Guild
from adapters.playground.discord.rest import LARGEST_REQUEST, PREFIX, Rest
from adapters.playground.discord.world import PRIVILEGED, BotAccount, Impossible, Timepiece, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping
    from pathlib import Path
    from typing import Any, Self

    from adapters.playground.discord.faults import Faults
    from adapters.playground.discord.happenings import Chronicle, Happening


class DiscordServer:
    """A Discord of its own on 127.0.0.1; `clock` dates its messages, deadlines and limits are real time."""

    def __init__(
        self,
        clock: Timepiece | None = None,
        *,
        limits: Limits | None = None,
        validate: bool = True,
        document: Path = DOCUMENT,
        heartbeat: float = 41.25,
        session_lifetime: float = 180.0,
        answer_within: float = 3.0,
        token_lifetime: float = 900.0,
        identify_limit: int = 1000,
        port: int = 0,
    ) -> None:
        self.world = World(clock)
        self.world.session_lifetime = session_lifetime
        self.checks = Checks(validate=validate, document=document)
        self.exchanges = Exchanges(self.world, answer_within, token_lifetime)
        self.limiter = Limiter(limits or Limits())
        self.rest = Rest(self.world, self.exchanges, self.checks, self.limiter)
        self.rest.identify_limit = identify_limit
        self.gateway_side = Gateway(self.world, heartbeat, identify_limit)
        self.people: dict[int, Person] = {}
        self.guilds: dict[int, Guild] = {}
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_base(self) -> str:
        return f"{self.base}{PREFIX}"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self._port}/gateway"

    @property
    def cdn(self) -> str:
        return f"{self.base}/cdn"

    async def start(self) -> None:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", PREFIX + "/{path:.*}", self.rest.handle)
        app.router.add_get("/gateway", self.gateway_side.connect)
        app.router.add_get("/cdn/{path:.*}", self.world.files.serve)
        Control(self).mount(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.files.base = self.cdn
        self.rest.gateway_address = self.gateway_side.address = self.gateway

    async def stop(self) -> None:
        for line in list(self.gateway_side.lines):
            line.hang_up(1001)
        await asyncio.sleep(0)
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def add_bot(
        self,
        token: str,
        name: str = "Talkoot",
        *,
        intents: Iterable[str] = ("members", "message_content"),
        guilds: Iterable[Guild] = (),
    ) -> BotAccount:
        """A bot; `intents` are the privileged ones its owner switched on."""
        bot = self.world.add_bot(token, name, sum(PRIVILEGED[intent] for intent in intents))
        for guild in guilds:
            guild.invite(bot)
        return bot

    def add_user(self, name: str, *, locale: str = "en-GB") -> Person:
        user = self.world.backend.make_user(name.lower().replace(" ", "."), global_name=name)
        self.world.locales[user.id] = app_locale(locale)
        person = self.people[user.id] = Person(self.world, self.exchanges, user)
        return person

    def add_guild(
        self,
        name: str,
        *,
        owner: Person,
        members: Iterable[Person] = (),
        channels: Iterable[str] = ("general",),
        bots: Iterable[BotAccount] | None = None,
        locale: str = "en-GB",
    ) -> Guild:
        """A server with its channels; every bot known so far is in it unless `bots` says which."""
        guild = Guild.found(self.world, name, owner.id, app_locale(locale))
        for channel in channels:
            guild.add_channel(channel)
        for member in members:
            self.world.backend.add_member(guild.id, member.id)
        for bot in self.world.bots.values() if bots is None else bots:
            guild.invite(bot)
        self.guilds[guild.id] = guild
        return guild

    @property
    def violations(self) -> list[Violation]:
        return self.checks.violations

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def chronicle(self) -> Chronicle:
        return self.world.chronicle

    def events(self) -> AsyncIterator[Happening]:
        return self.world.chronicle.watch()

    async def wait_for(self, predicate: Callable[[], bool], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - patience
        """Wait until something is true; the predicate is asked again after every happening."""
        await self.world.chronicle.wait_for(predicate, timeout)

    def close_gateway(self, bot: BotAccount, code: int = 4000) -> None:
        for line in self.gateway_side.lines_of(bot):
            line.hang_up(code)

    def cut_gateway(self, bot: BotAccount) -> None:
        for line in self.gateway_side.lines_of(bot):
            line.cut()

    def ask_reconnect(self, bot: BotAccount) -> None:
        for line in self.gateway_side.lines_of(bot):
            line.say(RECONNECT)

    def invalidate(self, bot: BotAccount, *, resumable: bool = False) -> None:
        if not resumable:
            bot.sessions.clear()
        for line in self.gateway_side.lines_of(bot):
            line.say(INVALID, resumable)

    def revoke(self, bot: BotAccount) -> None:
        """Take the token back: 401 from now on, and the line is closed with 4004."""
        bot.revoked = True
        self.close_gateway(bot, WRONG_TOKEN)

    def send_raw(self, bot: BotAccount, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event exactly as given, however malformed it is."""
        for session in bot.sessions.values():
            session.tell(event, payload)

    def bot(self, name_or_id: str | int | None = None) -> BotAccount:
        for bot in self.world.bots.values():
            if name_or_id in (None, bot.id, str(bot.id), bot.name):
                return bot
        raise Impossible(f"There is no bot {name_or_id}; add it with add_bot first.")
