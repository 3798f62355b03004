"""Who may do what in a channel: roles and overwrites added up as Discord does."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discord import Permissions
from discord.http import Route

from adapters.discord.rest import PacedHTTP

NEEDED = ("view_channel", "send_messages", "read_message_history", "add_reactions")
INVITED_WITH = Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_private_threads=True,
    read_message_history=True,
    add_reactions=True,
)
_TEXT, _THREADS = 0, {10, 11, 12}
_REMEMBERED = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A person or bot in one channel."""

    title: str
    rights: Permissions
    in_thread: bool = False
    has_threads: bool = True
    """Whether private threads can be opened in channels of its kind."""

    @property
    def governs(self) -> bool:
        return self.rights.administrator or self.rights.manage_guild

    @property
    def missing(self) -> list[str]:
        """The rights that we lack, as Discord's own settings call them."""
        needed = ("send_messages_in_threads" if name == "send_messages" else name for name in NEEDED)
        wanted = needed if self.in_thread else NEEDED
        return [name.replace("_", " ").title() for name in wanted if not getattr(self.rights, name)]


class Rights:
    """Asks Discord how somebody stands in a channel; the answer is good for a minute."""

    def __init__(self, http: PacedHTTP) -> None:
        self._http = http
        self._known: dict[tuple[str, str], tuple[float, Standing]] = {}

    async def of(self, channel: str, user: str, *, fresh: bool = False) -> Standing:
        now = time.monotonic()
        asked, standing = self._known.get((channel, user), (0.0, None))
        if standing is None or fresh or now - asked > _REMEMBERED:
            standing = await self._ask(channel, user)
            self._known = {key: known for key, known in self._known.items() if now - known[0] < _REMEMBERED}
            self._known[channel, user] = (now, standing)
        return standing

    async def _ask(self, channel_id: str, user: str) -> Standing:
        channel = await self._channel(channel_id)
        guild_id = channel.get("guild_id")
        if not guild_id:
            return Standing("", Permissions.none())
        guild = await self._http.request(Route("GET", "/guilds/{guild_id}", guild_id=guild_id))
        path = "/guilds/{guild_id}/members/{member_id}"
        member = await self._http.request(Route("GET", path, guild_id=guild_id, member_id=user))
        in_thread = channel["type"] in _THREADS
        rules = await self._channel(channel["parent_id"]) if in_thread else channel
        rights = added_up(guild, member, user, rules.get("permission_overwrites") or ())
        has_threads = channel["type"] == _TEXT
        return Standing(channel.get("name") or "", rights, in_thread=in_thread, has_threads=has_threads)

    async def _channel(self, channel_id: str) -> Mapping[str, Any]:
        channel: Mapping[str, Any] = await self._http.request(
            Route("GET", "/channels/{channel_id}", channel_id=channel_id)
        )
        return channel


def added_up(guild: Mapping[str, Any], member: Mapping[str, Any], user: str, overwrites: Any) -> Permissions:
    """First the roles, then what the channel takes and gives: to everyone, to roles, to the person."""
    held = {guild["id"], *member["roles"]}
    bits = 0
    for role in guild["roles"]:
        bits |= int(role["permissions"]) if role["id"] in held else 0
    if guild["owner_id"] == user or Permissions(bits).administrator:
        return Permissions.all()
    for names in ({guild["id"]}, held - {guild["id"]}, {user}):
        touched = [overwrite for overwrite in overwrites if overwrite["id"] in names]
        for overwrite in touched:
            bits &= ~int(overwrite["deny"])
        for overwrite in touched:
            bits |= int(overwrite["allow"])
    return Permissions(bits)
