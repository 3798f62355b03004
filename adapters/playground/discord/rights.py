"""Somebody with an account: what they may see and do, asked of the servers they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcord.backend.errors import BackendError

from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from simcord.backend.models import Message, User

    from adapters.playground.discord.places import Guild
    from adapters.playground.discord.posts import Post
    from adapters.playground.discord.world import World


class Somebody:
    """An account of a person, and the questions whether they may."""

    def __init__(self, world: World, user: User) -> None:
        self.user = user
        self._world = world

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.global_name or self.user.name

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def may(self, channel_id: int, *permissions: str) -> bool:
        """Whether the app would offer this in the channel."""
        try:
            self._place(channel_id, *permissions)
        except (Impossible, BackendError):
            return False
        return True

    def may_in(self, guild: Guild, *permissions: str) -> bool:
        try:
            self._require_in(guild, *permissions)
        except Impossible:
            return False
        return True

    def _place(self, channel_id: int, *permissions: str) -> Any:
        if not self._world.may_see(self.id, channel_id):
            raise Impossible(f"{self.name} cannot see this channel.")
        channel = self._world.backend.get_channel(channel_id)
        wanted = [f"{p}_in_threads" if channel.is_thread and p == "send_messages" else p for p in permissions]
        self._require(channel_id, *wanted)
        return channel

    def _require(self, channel_id: int, *permissions: str) -> None:
        channel = self._world.backend.get_channel(channel_id)
        if channel.guild_id is not None:
            self._check(channel.guild_id, channel_id, permissions)

    def _require_in(self, guild: Guild, *permissions: str) -> None:
        self._check(guild.id, None, permissions)

    def _check(self, guild_id: int, channel_id: int | None, permissions: tuple[str, ...]) -> None:
        try:
            self._world.backend.require_permissions(guild_id, self.id, channel_id, *permissions)
        except BackendError as error:
            raise Impossible(f"{self.name} may not do that here: {error.message}") from None

    def _visible(self, post: Post) -> Message:
        if post.deleted or not post.message.visible_to(self.id) or not self._world.may_see(self.id, post.channel_id):
            raise Impossible(f"{self.name} does not see this message.")
        return post.message

    def _own(self, post: Post) -> Message:
        message = self._visible(post)
        if message.author_id != self.id:
            raise Impossible(f"{self.name} can only edit what {self.name} wrote.")
        return message

    def _did(self, what: str, channel_id: int, **facts: Any) -> None:
        self._world.chronicle.record(what, who=self.name, channel=str(channel_id), **facts)
