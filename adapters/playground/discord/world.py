"""The world behind the local Discord: its guilds and channels, the bots in it, and who is told of what."""

from __future__ import annotations

import bisect
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from simcord._clock import Clock
from simcord.backend import Backend, serializers
from simcord.backend.access import channel_accessible

from adapters.playground.discord.cdn import Shelf
from adapters.playground.discord.faults import Faults
from adapters.playground.discord.happenings import Chronicle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simcord.backend.models import Channel, Guild, Message, User

    from adapters.playground.discord.sessions import Session

PRIVILEGED = {"presences": 1 << 8, "members": 1 << 1, "message_content": 1 << 15}
PORTAL_FLAGS = {"presences": 1 << 12, "members": 1 << 14, "message_content": 1 << 18}


class Impossible(Exception):
    """What no person could do in the real client: press a missing button, call an unknown command."""


class Timepiece(Protocol):
    """Whatever tells the time of the course."""

    def now(self) -> datetime: ...


class RealTime:
    """The time on the wall."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class CourseClock(Clock):
    """Follows a given timepiece and never goes back: ids are made of its time and must grow."""

    def __init__(self, timepiece: Timepiece) -> None:
        super().__init__()
        self._timepiece = timepiece
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        self._latest = max(self._latest, self._timepiece.now() + timedelta(seconds=self.elapsed))
        return self._latest


class Forgotten(list[Any]):
    """A log that keeps nothing: the backend would note every request and event for ever."""

    def append(self, _: Any) -> None:
        return


@dataclass(eq=False)
class BotAccount:
    """A bot: its token, what its owner approved, its commands, sessions and private channels."""

    token: str
    user: User
    approved: int
    sessions: dict[str, Session] = field(default_factory=dict)
    commands: dict[int | None, dict[tuple[str, int], dict[str, Any]]] = field(default_factory=dict)
    command_permissions: dict[tuple[int, int], list[dict[str, Any]]] = field(default_factory=dict)
    dm_channels: dict[int, int] = field(default_factory=dict)
    revoked: bool = False
    identified: int = 0
    resumed: int = 0

    def __getstate__(self) -> dict[str, Any]:
        """What is kept when the process ends; no session outlives that."""
        return {**vars(self), "sessions": {}}

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def reads_content(self) -> bool:
        return bool(self.approved & PRIVILEGED["message_content"])

    @property
    def connected(self) -> bool:
        return any(session.send is not None for session in self.sessions.values())

    def portal_flags(self) -> int:
        return sum(flag for name, flag in PORTAL_FLAGS.items() if self.approved & PRIVILEGED[name])


class World:
    """One shared Discord; whatever changes in it is told to the bots that may see it."""

    def __init__(self, timepiece: Timepiece | None = None) -> None:
        self.clock = CourseClock(timepiece or RealTime())
        self.backend = Backend(clock=self.clock)
        self.backend.http_requests = Forgotten()
        self.backend.transcript = Forgotten()
        self.files = Shelf()
        self.backend.cdn = self.files
        self.faults = Faults()
        self.chronicle = Chronicle(self.clock.now)
        self.bots: dict[int, BotAccount] = {}
        self.by_token: dict[str, BotAccount] = {}
        self.dm_owner: dict[int, BotAccount] = {}
        self.locales: dict[int, str] = {}
        self.closed_dms: set[int] = set()
        self.session_lifetime = 180.0
        self.nonce: str | int | None = None
        self._history: dict[int, list[int]] = {}
        self._acting: BotAccount | None = None
        self.backend.subscribers.append(self._changed)

    def add_bot(self, token: str, name: str, approved: int) -> BotAccount:
        user = self.backend.make_user(name, bot=True)
        bot = BotAccount(token, user, approved)
        if not self.bots:
            self.put_on(bot)
        self.bots[user.id] = self.by_token[token] = bot
        return bot

    @contextmanager
    def acting(self, bot: BotAccount | None) -> Iterator[None]:
        """Let the backend, which knows one bot only, be this bot's for one synchronous step."""
        before = self._acting
        if bot is None or bot is before:
            yield
            return
        self.put_on(bot)
        try:
            yield
        finally:
            if before is not None:
                self.put_on(before)

    def put_on(self, bot: BotAccount) -> None:
        """Let the backend take this bot for its own."""
        backend = self.backend
        self._acting = bot
        backend.bot_user, backend.application_id = bot.user, bot.user.id
        backend.commands, backend.command_permissions = bot.commands, bot.command_permissions
        backend.dm_channels = bot.dm_channels

    def dm_channel(self, bot: BotAccount, user_id: int) -> Channel:
        with self.acting(bot):
            channel = self.backend.get_dm_channel(user_id)
        self.dm_owner[channel.id] = bot
        return channel

    def bot_of(self, channel: Channel) -> BotAccount | None:
        """Whose private channel this is; nobody's for a channel of a guild."""
        return self.dm_owner.get(channel.id)

    def may_see(self, user_id: int, channel_id: int) -> bool:
        with self.acting(self.dm_owner.get(channel_id)):
            return channel_accessible(self.backend, channel_id, user_id)

    def share_guild(self, bot_id: int, user_id: int) -> bool:
        return any(bot_id in guild.members and user_id in guild.members for guild in self.backend.guilds.values())

    def history_after(self, channel_id: int, after: int, limit: int) -> list[Message]:
        """The first messages after an id, oldest first."""
        ids, kept = self._history.get(channel_id, []), self.backend.messages.get(channel_id, {})
        found: list[Message] = []
        for position in range(bisect.bisect_right(ids, after), len(ids)):
            if ids[position] in kept:
                found.append(kept[ids[position]])
                if len(found) == limit:
                    break
        return found

    def history_before(self, channel_id: int, before: int | None, limit: int) -> list[Message]:
        """The last messages before an id, newest first."""
        ids, kept = self._history.get(channel_id, []), self.backend.messages.get(channel_id, {})
        found: list[Message] = []
        for position in range((len(ids) if before is None else bisect.bisect_left(ids, before)) - 1, -1, -1):
            if ids[position] in kept:
                found.append(kept[ids[position]])
                if len(found) == limit:
                    break
        return found

    def tell(self, bot: BotAccount, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to one bot, as the fault plan lets it arrive."""
        for session_id, session in list(bot.sessions.items()):
            if session.expired(self.session_lifetime):
                del bot.sessions[session_id]
        for name, shaped in self.faults.shape(event, payload) if bot.sessions else ():
            for session in bot.sessions.values():
                session.offer(name, shaped)

    def _changed(self, event: str, payload: Mapping[str, Any]) -> None:
        payload = self._completed(event, payload)
        for bot in self._audience(event, payload):
            self.tell(bot, event, payload)
        self._chronicle(event, payload)

    def _completed(self, event: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add what the real service tells and the backend does not; note where new messages stand."""
        if event == "MESSAGE_CREATE":
            self._history.setdefault(int(payload["channel_id"]), []).append(int(payload["id"]))
            return payload if self.nonce is None else {**payload, "nonce": self.nonce}
        if event == "MESSAGE_REACTION_ADD":
            message = self.backend.get_message(int(payload["channel_id"]), int(payload["message_id"]))
            return {**payload, "message_author_id": str(message.author_id)}
        return payload

    def _audience(self, event: str, payload: Mapping[str, Any]) -> list[BotAccount]:
        channel_id = int(payload.get("channel_id") or 0)
        guild_id = payload.get("guild_id") or (payload.get("id") if event.startswith("GUILD_") else None)
        if guild_id is None:
            owner = self.dm_owner.get(channel_id, self._acting)
            return [owner] if owner is not None else []
        guild = self.backend.guilds.get(int(guild_id))
        if guild is None:
            return [self._acting] if self._acting is not None else []
        return [bot for bot in self.bots.values() if bot.id in guild.members and self._sees(bot, channel_id)]

    def _sees(self, bot: BotAccount, channel_id: int) -> bool:
        return channel_id not in self.backend.channels or channel_accessible(self.backend, channel_id, bot.id)

    def _chronicle(self, event: str, payload: Mapping[str, Any]) -> None:
        facts: dict[str, Any] = {"channel": payload.get("channel_id"), "guild": payload.get("guild_id")}
        person = payload.get("author") or payload.get("user") or {}
        facts["who"] = person.get("global_name") or self._name(payload.get("user_id"))
        facts["message"] = payload.get("message_id") or (payload.get("id") if event.startswith("MESSAGE_") else None)
        facts["text"] = payload.get("content")
        if "emoji" in payload:
            facts["emoji"] = payload["emoji"].get("name")
        known = {key: value for key, value in facts.items() if value is not None}
        self.chronicle.record(event.lower(), **known)

    def _name(self, user_id: str | None) -> str | None:
        user = self.backend.users.get(int(user_id)) if user_id else None
        return (user.global_name or user.name) if user else None

    def guild_payload(self, guild: Guild) -> dict[str, Any]:
        payload: dict[str, Any] = dict(serializers.guild_create_payload(self.backend, guild))
        payload["large"] = len(guild.members) > 250
        payload["lazy"] = True
        payload["threads"] = [thread for thread in payload["threads"] if not thread["thread_metadata"]["archived"]]
        return payload
