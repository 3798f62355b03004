"""Servers and channels as their people see and arrange them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import ChannelType, OverwriteType

from adapters.playground.discord.posts import Post
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.playground.discord.people import Person
    from adapters.playground.discord.world import BotAccount, World


class Channel:
    """A text channel, a thread or the private chat of a person and a bot."""

    def __init__(self, world: World, channel_id: int) -> None:
        self.id = channel_id
        self._world = world

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Channel) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def name(self) -> str:
        return self._world.backend.get_channel(self.id).name or "private"

    @property
    def guild_id(self) -> int | None:
        return self._world.backend.get_channel(self.id).guild_id

    @property
    def messages(self) -> list[Post]:
        """What everybody in the channel sees, oldest first."""
        kept = self._world.backend.messages.get(self.id, {})
        return [Post(self._world, message) for message in kept.values() if not message.is_ephemeral]

    @property
    def latest(self) -> Post:
        found = self._world.history_before(self.id, None, 1)
        if not found:
            raise Impossible(f"Nobody has written in {self.name} yet.")
        return Post(self._world, found[0])

    def post(self, message_id: int) -> Post:
        return Post(self._world, self._world.backend.get_message(self.id, message_id))

    def deny(self, who: BotAccount | Person, *permissions: str) -> None:
        """Take permissions away from somebody in this channel."""
        denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
        self._world.backend.set_overwrite(self.id, Overwrite(who.id, OverwriteType.MEMBER, deny=denied))


class Guild:
    """A Discord server: its channels, its members and what they may do."""

    def __init__(self, world: World, guild_id: int) -> None:
        self.id = guild_id
        self._world = world

    @classmethod
    def found(cls, world: World, name: str, owner_id: int, locale: str) -> Guild:
        backend = world.backend
        guild = backend.create_guild(name, owner_id=owner_id, preferred_locale=locale)
        # The backend puts its one bot into every server; here bots come by invitation.
        del guild.members[backend.bot_user.id]
        for role_id in [role.id for role in guild.roles.values() if role.managed]:
            del guild.roles[role_id]
        return cls(world, guild.id)

    @property
    def name(self) -> str:
        return self._world.backend.get_guild(self.id).name

    @property
    def channels(self) -> list[Channel]:
        guild = self._world.backend.get_guild(self.id)
        return [Channel(self._world, channel_id) for channel_id in (*guild.channel_ids, *guild.thread_ids)]

    def channel(self, name: str) -> Channel:
        for channel in self.channels:
            if channel.name == name:
                return channel
        raise Impossible(f"{self.name} has no channel {name}; it has {[channel.name for channel in self.channels]}.")

    def add_channel(self, name: str, *, topic: str | None = None, forum: bool = False) -> Channel:
        kind = ChannelType.FORUM if forum else ChannelType.TEXT
        return Channel(self._world, self._world.backend.create_channel(self.id, name, type=kind, topic=topic).id)

    def add_thread(self, parent: Channel, name: str, owner: Person, *, members: Iterable[Person] = ()) -> Channel:
        backend = self._world.backend
        thread = backend.create_thread(parent.id, name, owner_id=owner.id, type=ChannelType.PUBLIC_THREAD)
        for member in members:
            backend.add_thread_member(thread.id, member.id)
        return Channel(self._world, thread.id)

    def invite(self, bot: BotAccount) -> None:
        """Add a bot with the rights that its invitation link asks for, short of administration."""
        backend = self._world.backend
        guild = backend.get_guild(self.id)
        if bot.id in guild.members:
            return
        everything = discord.Permissions.all()
        everything.administrator = False
        role = backend.create_role(self.id, bot.name, permissions=everything.value, managed=True)
        backend.add_member(self.id, bot.id, roles=[role.id])
        self._world.tell(bot, "GUILD_CREATE", self._world.guild_payload(guild))
        self._world.chronicle.record("bot_added", who=bot.name, guild=str(self.id))

    def remove(self, bot: BotAccount) -> None:
        """Throw a bot out; the role that came with it goes too."""
        guild = self._world.backend.get_guild(self.id)
        member = guild.members.pop(bot.id, None)
        for role_id in member.role_ids if member is not None else ():
            if guild.roles[role_id].managed:
                del guild.roles[role_id]
        self._world.tell(bot, "GUILD_DELETE", {"id": str(self.id)})
        self._world.chronicle.record("bot_removed", who=bot.name, guild=str(self.id))

    def grant(self, person: Person, *permissions: str, role: str = "staff") -> None:
        """Give a member a role with these permissions."""
        backend = self._world.backend
        allowed = discord.Permissions(**dict.fromkeys(permissions, True)).value
        backend.add_member_role(self.id, person.id, backend.create_role(self.id, role, permissions=allowed).id)

    def kick(self, person: Person) -> None:
        self._world.backend.remove_member(self.id, person.id)

    def as_json(self) -> dict[str, Any]:
        guild = self._world.backend.get_guild(self.id)
        channels = [{"id": str(channel.id), "name": channel.name} for channel in self.channels]
        members = [serializers.user_payload(self._world.backend.users[user_id]) for user_id in guild.members]
        shown = [{"id": member["id"], "name": member["global_name"]} for member in members]
        return {"id": str(self.id), "name": guild.name, "channels": channels, "members": shown}
