"""The gateway: one websocket conversation with a bot, from HELLO to its end."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from simcord.backend import serializers

from adapters.playground.discord.sessions import Session
from adapters.playground.discord.transport import Packer, packer_for
from adapters.playground.discord.world import PRIVILEGED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simcord.backend.models import Guild, Member

    from adapters.playground.discord.world import BotAccount, World

JOURNEY = 0.05
"""Seconds that an acknowledgement takes: discord.py holds one that is back at once for that of the beat before."""
HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = 1, 2, 3, 4, 6, 7, 8, 9, 10, 11
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, WRONG_TOKEN, TWICE = 4001, 4002, 4003, 4004, 4005
INVALID_SEQUENCE, TOO_FAST, INVALID_SHARD, INVALID_INTENTS, DISALLOWED_INTENTS = 4007, 4008, 4010, 4013, 4014
LARGEST_PAYLOAD = 4096
SENDS_A_MINUTE = 120
CHUNK = 1000
ENDED_BY_CLIENT = (1000, 1001)


class Gateway:
    """Accepts bots' connections and can break them on demand."""

    def __init__(self, world: World, heartbeat: float, identify_limit: int = 1000) -> None:
        self.world = world
        self.heartbeat = heartbeat
        self.identify_limit = identify_limit
        self.address = ""
        self.lines: set[Line] = set()

    async def connect(self, request: web.Request) -> web.StreamResponse:
        packer = packer_for(request.query.get("compress"))
        if packer is None:
            return web.Response(status=400, text="This transport compression is not offered; ask for zlib-stream.")
        socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 20)
        await socket.prepare(request)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            await socket.close(code=4012)
            return socket
        line = Line(self, socket, packer, request.transport)
        self.lines.add(line)
        try:
            await line.serve()
        finally:
            self.lines.discard(line)
        return socket

    def lines_of(self, bot: BotAccount) -> list[Line]:
        return [line for line in self.lines if line.bot is bot]


class Line:
    """One connection: reads what the bot says and writes what it is told, in order."""

    def __init__(
        self,
        gateway: Gateway,
        socket: web.WebSocketResponse,
        packer: Packer,
        transport: asyncio.Transport | None,
    ) -> None:
        self.bot: BotAccount | None = None
        self.session: Session | None = None
        self._gateway = gateway
        self._world = gateway.world
        self._socket = socket
        self._packer = packer
        self._transport = transport
        self._outbox: asyncio.Queue[str | int] = asyncio.Queue()
        self._hanging_up = False
        self._goodbye: int | None = None
        self._received: list[float] = []
        self._heard: dict[int, Callable[[Any], None]] = {
            HEARTBEAT: lambda _: self._beat(),
            IDENTIFY: self._identify,
            RESUME: self._resume,
            MEMBERS: self._members,
            PRESENCE: lambda _: None,
            VOICE: lambda _: None,
        }

    def say(self, op: int, data: Any = None) -> None:
        self._outbox.put_nowait(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def hang_up(self, code: int) -> None:
        self._hanging_up = True
        self._outbox.put_nowait(code)

    def cut(self) -> None:
        """Break the line without a word, as a lost network does."""
        if self._transport is not None:
            self._transport.abort()

    async def serve(self) -> None:
        writer = asyncio.create_task(self._write())
        self.say(HELLO, {"heartbeat_interval": int(self._gateway.heartbeat * 1000), "_trace": []})
        try:
            await self._read()
        finally:
            writer.cancel()
            self._part()

    async def _read(self) -> None:
        while not self._socket.closed:
            try:
                message = await self._socket.receive(timeout=self._gateway.heartbeat * 1.5)
            except TimeoutError:
                await self._socket.close(code=4000)
                return
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                self._goodbye = message.data if message.type == WSMsgType.CLOSE else None
                return
            self._hear(message.data)

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            if isinstance(item, int):
                await self._socket.close(code=item)
                return
            packed = self._packer.pack(item)
            try:
                await (self._socket.send_str(packed) if isinstance(packed, str) else self._socket.send_bytes(packed))
            except ConnectionError:
                return

    def _hear(self, raw: str | bytes) -> None:
        try:
            said = json.loads(raw)
            op, data = int(said["op"]), said.get("d")
        except (ValueError, KeyError, TypeError):
            return self.hang_up(DECODE_ERROR)
        if len(raw) > LARGEST_PAYLOAD:
            return self.hang_up(DECODE_ERROR)
        if op not in self._heard:
            return self.hang_up(UNKNOWN_OPCODE)
        if self._too_fast():
            return self.hang_up(TOO_FAST)
        if self.bot is None and op not in (HEARTBEAT, IDENTIFY, RESUME):
            return self.hang_up(NOT_AUTHENTICATED)
        return self._heard[op](data)

    def _too_fast(self) -> bool:
        now = time.monotonic()
        self._received = [moment for moment in self._received if now - moment < 60.0]
        self._received.append(now)
        return len(self._received) > SENDS_A_MINUTE

    def _beat(self) -> None:
        if self._world.faults.keep_ack():
            asyncio.get_running_loop().call_later(JOURNEY, self.say, ACK)

    def _identify(self, data: dict[str, Any]) -> None:
        bot = self._known(data)
        if bot is None:
            return
        bits = int(data.get("intents", 0))
        shard = tuple(data.get("shard") or (0, 1))
        if any(bits & flag and not bot.approved & flag for flag in PRIVILEGED.values()):
            self.hang_up(DISALLOWED_INTENTS)
        elif "intents" not in data or bits < 0:
            self.hang_up(INVALID_INTENTS)
        elif len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            self.hang_up(INVALID_SHARD)
        else:
            self._begin(bot, bits, (shard[0], shard[1]))

    def _known(self, data: dict[str, Any]) -> BotAccount | None:
        """The bot with this token; otherwise the line is closed."""
        bot = self._world.by_token.get(str(data.get("token")).removeprefix("Bot "))
        if self.bot is not None:
            self.hang_up(TWICE)
            return None
        if bot is None or bot.revoked:
            self.hang_up(WRONG_TOKEN)
            return None
        return bot

    def _begin(self, bot: BotAccount, bits: int, shard: tuple[int, int]) -> None:
        bot.identified += 1
        if bot.identified > self._gateway.identify_limit:
            bot.revoked = True
            self.hang_up(WRONG_TOKEN)
            return
        session = Session(self._world.backend, bot.id, bits, shard)
        bot.sessions[session.id] = session
        self._join(bot, session)
        guilds = [guild for guild in self._world.backend.guilds.values() if bot.id in guild.members]
        session.tell("READY", self._ready(bot, session, [guild.id for guild in guilds]))
        for guild in guilds:
            session.offer("GUILD_CREATE", self._world.guild_payload(guild))
        self._world.chronicle.record("connected", who=bot.name)

    def _ready(self, bot: BotAccount, session: Session, guild_ids: list[int]) -> dict[str, Any]:
        return {
            "v": 10,
            "user": dict(serializers.user_payload(bot.user)),
            "guilds": [{"id": str(guild_id), "unavailable": True} for guild_id in guild_ids],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._gateway.address,
            "shard": list(session.shard),
            "application": {"id": str(bot.id), "flags": bot.portal_flags()},
            "private_channels": [],
            "user_settings": {},
            "relationships": [],
            "presences": [],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }

    def _resume(self, data: dict[str, Any]) -> None:
        bot = self._known(data)
        if bot is None:
            return
        session = bot.sessions.get(str(data.get("session_id")))
        seq = data.get("seq")
        if session is None or session.expired(self._world.session_lifetime) or not isinstance(seq, int):
            self.say(INVALID, False)
            return
        missed = session.replay_from(seq)
        if missed is None:
            del bot.sessions[session.id]
            self.hang_up(INVALID_SEQUENCE)
            return
        bot.resumed += 1
        for text in missed:
            self._outbox.put_nowait(text)
        self._join(bot, session)
        session.tell("RESUMED", {"_trace": []})
        self._world.chronicle.record("resumed", who=bot.name, replayed=len(missed))

    def _join(self, bot: BotAccount, session: Session) -> None:
        self.bot, self.session = bot, session
        session.attach(self._outbox.put_nowait)

    def _part(self) -> None:
        """A session lives on for a while, unless the bot said goodbye."""
        if self.bot is None or self.session is None:
            return
        if self.session.send == self._outbox.put_nowait:
            self.session.detach()
        if self._goodbye in ENDED_BY_CLIENT and not self._hanging_up:
            self.bot.sessions.pop(self.session.id, None)
        self._world.chronicle.record("disconnected", who=self.bot.name, code=self._goodbye)

    def _members(self, data: dict[str, Any]) -> None:
        """Answer REQUEST_GUILD_MEMBERS in chunks; without the intent only a lookup by ids or name is allowed."""
        guild = self._world.backend.guilds.get(int(data["guild_id"]))
        if guild is None or self.session is None or self.bot is None or self.bot.id not in guild.members:
            return
        wanted = [int(user_id) for user_id in _listed(data.get("user_ids"))]
        if not wanted and not data.get("query") and not self.session.intents.members:
            self.hang_up(DISALLOWED_INTENTS)
            return
        found = [guild.members[u] for u in wanted if u in guild.members] if wanted else self._named(guild, data)
        missing = [str(user_id) for user_id in wanted if user_id not in guild.members]
        for payload in self._chunks(guild, found):
            nonce = {"nonce": data["nonce"]} if data.get("nonce") else {}
            self.session.tell("GUILD_MEMBERS_CHUNK", {**payload, "not_found": missing, **nonce})

    def _named(self, guild: Guild, data: dict[str, Any]) -> list[Member]:
        prefix, users = str(data.get("query") or "").lower(), self._world.backend.users
        members = guild.members.values()
        found = [m for m in members if (m.nick or users[m.user_id].name).lower().startswith(prefix)]
        return found[: int(data.get("limit") or 0) or None]

    def _chunks(self, guild: Guild, members: list[Member]) -> Iterator[dict[str, Any]]:
        backend = self._world.backend
        count = max(1, -(-len(members) // CHUNK))
        for index in range(count):
            part = members[index * CHUNK : (index + 1) * CHUNK]
            shown = [serializers.member_payload(backend, guild, member) for member in part]
            yield {"guild_id": str(guild.id), "members": shown, "chunk_index": index, "chunk_count": count}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
