"""What people arrange in a server: channels, threads and bots, each by those who have the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.discord.places import Channel
from adapters.playground.discord.rights import Somebody
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from adapters.playground.discord.places import Guild
    from adapters.playground.discord.posts import Post
    from adapters.playground.discord.world import BotAccount

LONGEST_NAME = 100


class Arranger(Somebody):
    """Somebody in the servers they share with others."""

    def join(self, guild: Guild) -> None:
        """Accept an invitation."""
        if self.id in self._world.backend.get_guild(guild.id).members:
            raise Impossible(f"{self.name} is in {guild.name} already.")
        self._world.backend.add_member(guild.id, self.id, announce=True)

    def leave(self, guild: Guild) -> None:
        if self._world.backend.get_guild(guild.id).owner_id == self.id:
            raise Impossible(f"{self.name} is the owner of {guild.name} and would have to hand it over first.")
        self._world.backend.remove_member(guild.id, self.id)

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """A text channel; the app writes its name small and with hyphens."""
        self._require_in(guild, "manage_channels")
        return guild.add_channel(_named("-".join(name.lower().split())))

    def open_thread(self, parent: Channel, name: str, *, on: Post | None = None) -> Channel:
        """A public thread in a channel, or under one of its messages."""
        self._place(parent.id, "create_public_threads")
        under = self._visible(on).id if on is not None else None
        if under in self._world.backend.channels:
            raise Impossible("There is a thread under this message already.")
        thread = self._world.backend.create_thread(parent.id, _named(name.strip()), self.id, message_id=under)
        return Channel(self._world, thread.id)

    def add_bot(self, guild: Guild, bot: BotAccount) -> None:
        """Open the bot's invitation link and choose this server."""
        self._require_in(guild, "manage_guild")
        guild.invite(bot)

    def remove_bot(self, guild: Guild, bot: BotAccount) -> None:
        self._require_in(guild, "kick_members")
        guild.remove(bot)


def _named(name: str) -> str:
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Impossible(f"A name has 1 to {LONGEST_NAME} characters.")
    return name
