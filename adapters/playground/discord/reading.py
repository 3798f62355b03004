"""What the app shows a person: the messages of a channel, its pins, and the commands after a slash."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from adapters.playground.discord.menus import Offered, offered
from adapters.playground.discord.posts import Post
from adapters.playground.discord.rights import Somebody
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord.backend.models import User

    from adapters.playground.discord.places import Channel
    from adapters.playground.discord.world import BotAccount, World


class Reader(Somebody):
    """Somebody in front of the app."""

    def __init__(self, world: World, user: User) -> None:
        super().__init__(world, user)
        self._put_away: set[int] = set()

    def sees(self, post: Post) -> bool:
        """Whether a message of a channel that they see stands on their screen."""
        return not post.deleted and post.message.visible_to(self.id) and post.id not in self._put_away

    def has_put_away(self, post: Post) -> bool:
        return post.id in self._put_away

    def sees_in(self, channel: Channel) -> list[Post]:
        """Everything on this person's screen in a channel, private answers included."""
        return list(self._newest_first(channel))[::-1]

    def screen(self, channel: Channel, most: int, *, before: int | None = None) -> list[Post]:
        """The last messages (before this one), oldest first."""
        posts = (post for post in self._newest_first(channel) if before is None or post.id < before)
        return list(islice(posts, most))[::-1]

    def pins(self, channel: Channel) -> list[Post]:
        """The pinned messages, the latest first."""
        return [post for post in self._newest_first(channel) if post.pinned]

    def dismiss(self, post: Post) -> None:
        """Put an answer away that nobody else sees; only this screen knows."""
        if not self._visible(post).is_ephemeral:
            raise Impossible("This message is there for everybody and cannot be put away.")
        self._put_away.add(post.id)
        self._did("dismissed", post.channel_id, message=str(post.id))

    def commands(self, channel: Channel) -> list[Offered]:
        """The commands that the app offers after a slash here, by name."""
        place = self._place(channel.id)
        return [each for bot in self._bots(channel) for each in offered(self._world, bot, self.id, place)]

    def _newest_first(self, channel: Channel) -> Iterator[Post]:
        if not self._world.may_see(self.id, channel.id):
            return
        kept = self._world.backend.messages.get(channel.id, {})
        posts = (Post(self._world, message) for message in reversed(kept.values()))
        yield from (post for post in posts if self.sees(post))

    def _bots(self, channel: Channel) -> list[BotAccount]:
        place = self._world.backend.get_channel(channel.id)
        owner = self._world.bot_of(place)
        if owner is not None:
            return [owner]
        members = self._world.backend.guilds[place.guild_id].members if place.guild_id else {}
        return [bot for bot in self._world.bots.values() if bot.id in members]
