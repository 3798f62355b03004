"""The line to Discord's gateway: resumed where it broke, begun anew when it must be, never in a storm."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import aiohttp
import discord
from discord.asset import Asset
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route
from yarl import URL

from adapters.causes import cause_of
from adapters.discord.errors import closed_for_good
from adapters.discord.rest import PacedHTTP
from community.errors import TryLater

log = logging.getLogger(__name__)

_BETWEEN_IDENTIFIES = 5.0
_AFTER_INVALID_SESSION = 1.0
_MANY, _WHEN_MANY = 20, 120.0
_HOUR = 3600.0
_CONNECT_WITHIN = 60.0
_STABLE = 5.0
_LONGEST_PAUSE = 60.0
_FRUITLESS = 3
_RESUMABLE = 4000  # the codes 1000 and 1001 would end the session
_NOBODY = {"id": "0", "username": "", "discriminator": "0", "avatar": None}
_NETWORK = (OSError, aiohttp.ClientError, TimeoutError, TryLater)


@dataclass(frozen=True, slots=True)
class Session:
    """What is needed to go on where a connection ended."""

    id: str
    address: str
    seq: int

    @classmethod
    def of_mark(cls, mark: Mapping[str, str]) -> "Session | None":
        if not (mark.get("session_id") and mark.get("resume_gateway_url") and mark.get("seq", "").isdigit()):
            return None
        return cls(mark["session_id"], mark["resume_gateway_url"], int(mark["seq"]))


class Bases:
    """Where discord.py finds Discord. The library has one set of addresses for a whole process."""

    _chosen: tuple[str, str, str] | None = None
    _users = 0

    @classmethod
    def claim(cls, api: str, gateway: str, cdn: str) -> None:
        chosen = (api.rstrip("/"), gateway, cdn.rstrip("/"))
        if cls._users and cls._chosen != chosen:
            raise ValueError(
                "Two Discord bots with different addresses cannot run in one process."
                " Give all of them the same discord.api_base, discord.gateway and discord.cdn, or start a second process."
            )
        cls._chosen = chosen
        cls._users += 1
        Route.BASE, Asset.BASE = chosen[0], chosen[2]
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)

    @classmethod
    def files(cls) -> str:
        """How the address of every file begins."""
        return f"{cls._chosen[2]}/" if cls._chosen else "https://cdn.discordapp.com/"

    @classmethod
    def release(cls) -> None:
        cls._users = max(cls._users - 1, 0)


class Ear(discord.Client):
    """discord.py's client as a listener only: each frame is handed on as it came, and nothing is parsed or cached.

    An exception in one of the library's parsers would end the client; what nobody parses cannot fail.
    """

    def __init__(
        self, intents: discord.Intents, http: PacedHTTP, hear: Callable[[str], None], heartbeat_timeout: float
    ) -> None:
        super().__init__(
            intents=intents,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=60,
            heartbeat_timeout=heartbeat_timeout,
            enable_debug_events=True,
        )
        self.http = http
        self._connection.http = http
        self._connection.parsers = {}
        self._hear = hear

    async def application_info(self) -> discord.AppInfo:
        """Whose application this is need not be said, but the library takes it for granted."""
        said: dict[str, Any] = dict(await self.http.application_info())
        said["owner"] = said.get("owner") or _NOBODY
        return discord.AppInfo(self._connection, said)  # type: ignore[arg-type]

    def dispatch(self, event: str, /, *args: Any, **_: Any) -> None:
        if event == "socket_raw_receive":
            self._hear(args[0])


class Wire:
    """Keeps one connection up until it is cancelled. Raises `TokenRefused` when there is no use in going on."""

    def __init__(self, client: discord.Client, session: Session | None, room: Callable[[], Awaitable[object]]) -> None:
        self.session = session
        self._client = client
        self._room = room
        self._identified: deque[float] = deque(maxlen=_MANY)
        self._failures = 0
        self._fruitless = 0

    async def keep_up(self) -> NoReturn:
        while True:
            began = time.monotonic()
            try:
                await self._connected()
            except ReconnectWebSocket as again:
                await self._reconnecting(again)
            except discord.ConnectionClosed as closed:
                if reason := closed_for_good(closed.code):
                    raise reason from None
                log.info("discord closed the line with %s", closed.code)
            except _NETWORK as fault:
                log.info("the line to discord broke: %s", cause_of(fault))
            except Exception as error:  # noqa: BLE001 - whatever a frame does to the library, the next must arrive
                self._stumbled(error)
            if (task := asyncio.current_task()) and task.cancelling():
                raise asyncio.CancelledError  # the line broke at the moment at which we were told to stop
            self._failures = 0 if time.monotonic() - began > _STABLE else self._failures + 1
            if self._failures > 1:
                await asyncio.sleep(min(0.25 * 2**self._failures, _LONGEST_PAUSE))

    async def _reconnecting(self, again: ReconnectWebSocket) -> None:
        if not again.resume:
            self.session = None
            await asyncio.sleep(_AFTER_INVALID_SESSION)

    def _stumbled(self, error: Exception) -> None:
        """A session that fails again and again at the same place is given up."""
        log.error("discord sent something that could not be read (%s); connecting again", type(error).__name__)
        self._fruitless += 1
        if self._fruitless >= _FRUITLESS:
            self.session, self._fruitless = None, 0

    async def _connected(self) -> None:
        """One connection, from its beginning to the exception that ends it.

        Where a session's own address fails, every other try goes to the usual one: its server may be gone for good.
        """
        session = self.session
        if session is None:
            await self._turn_to_identify()
        opening = DiscordWebSocket.from_client(
            self._client,
            initial=True,
            gateway=URL(session.address) if session and not self._failures % 2 else None,
            session=session.id if session else None,
            sequence=session.seq if session else None,
            resume=session is not None,
        )
        socket = await asyncio.wait_for(opening, _CONNECT_WITHIN)
        try:
            while True:
                await self._room()
                await socket.poll_event()
        finally:
            self._remember(socket)
            with contextlib.suppress(Exception):
                await socket.close(code=_RESUMABLE)

    def _remember(self, socket: DiscordWebSocket) -> None:
        if socket.session_id and socket.sequence is not None:
            if self.session is None or socket.sequence > self.session.seq:
                self._fruitless = 0
            self.session = Session(socket.session_id, str(socket.gateway), socket.sequence)

    async def _turn_to_identify(self) -> None:
        """At most one IDENTIFY in five seconds; after twenty in an hour, one in two minutes: 1000 a day cost the token."""
        now = time.monotonic()
        if self._identified:
            many = len(self._identified) == _MANY and now - self._identified[0] < _HOUR
            opens = self._identified[-1] + (_WHEN_MANY if many else _BETWEEN_IDENTIFIES)
            await asyncio.sleep(max(opens - now, 0))
        self._identified.append(time.monotonic())
