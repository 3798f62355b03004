"""Discord as one person sees it, with one place open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from adapters.playground.discord.happenings import Happening
from adapters.playground.discord.people import Person as User
from adapters.playground.discord.posts import Post
from bot.playground.discord.bubbles import Bubble
from bot.playground.discord.places import Place, Server, first_id_at, id_of, order_of, place, private_chat, servers
from bot.playground.discord.signs import Signs
from bot.playground.house import House, Persona
from bot.playground.pages import piece
from bot.playground.window import Fragment

PAGE = 60
"""Messages that are shown at once; earlier ones come when somebody scrolls up."""
SeenUpTo = dict[tuple[str, str], int]
PARTS, LINES = "discord/parts.html", "discord/bubble.html"
ARRANGED = ("channel_", "thread_", "guild_", "bot_", "dms_")


def touches_pages(happening: Happening) -> bool:
    """Whether it changes what somebody sees."""
    return "message" in happening.facts or happening.kind.startswith(ARRANGED)


@dataclass(frozen=True)
class Row:
    """A line in the list of chats."""

    place: Place
    open: bool
    new: bool


class View:
    """What the pages of this person show of Discord."""

    def __init__(self, house: House, persona: Persona, user: User, here: Place, seen: SeenUpTo) -> None:
        self.house = house
        self.world = house.discord.world
        self.persona = persona
        self.user = user
        self.here = here
        self._seen = seen

    @cached_property
    def signs(self) -> Signs:
        return Signs(self.world, self.persona, self.user, self.house.clock.now(), self.here)

    @property
    def state(self) -> str:
        """What stands at the bottom: the field, or why there is none."""
        if self.here.guild is not None and not self.user.may_in(self.here.guild):
            return "outside"
        if not self.world.may_see(self.user.id, self.here.channel.id):
            return "hidden"
        return "write" if self.may("send_messages") else "silent"

    def may(self, *permissions: str) -> bool:
        return self.user.may(self.here.channel.id, *permissions)

    @property
    def may_pin(self) -> bool:
        return self.may("manage_messages")

    @property
    def may_open_threads(self) -> bool:
        return self.here.guild is not None and not self.here.under and self.may("create_public_threads")

    @property
    def under_title(self) -> str:
        if self.here.guild is None:
            return "direct messages are closed" if self.user.dms_closed else "private chat with the bot"
        inside = f"thread in #{self.here.under}, " if self.here.under else ""
        return f"{inside}{self.here.guild.name}" + (f": {self.here.topic}" if self.here.topic else "")

    def rows(self, places: Collection[Place]) -> list[Row]:
        return [self._row(each) for each in places]

    @property
    def private(self) -> Place:
        return private_chat(self.user, self.house.discord_bot)

    @property
    def servers(self) -> list[Server]:
        return servers(self.house, self.user)

    def _row(self, each: Place) -> Row:
        last = self.world.history_before(each.channel.id, None, 1)
        seen = self._seen.get((self.persona.key, each.key), 0)
        here = each.key == self.here.key
        return Row(each, here, new=bool(last) and not here and order_of(last[0].id) > seen)

    @cached_property
    def page(self) -> tuple[list[Bubble], bool]:
        return self.shown(None)

    def shown(self, before: int | None) -> tuple[list[Bubble], bool]:
        """A page of messages, oldest first, and whether there are earlier ones."""
        self.look()
        first = None if before is None else first_id_at(before)
        posts = self.user.screen(self.here.channel, PAGE + 1, before=first)
        more = len(posts) > PAGE
        pairs = pairwise(posts if more else [None, *posts])
        return [self._bubble(post, above) for above, post in pairs if post is not None], more

    def look(self) -> None:
        """What stands in the open place has been seen now."""
        last = self.world.history_before(self.here.channel.id, None, 1)
        self._seen[self.persona.key, self.here.key] = order_of(last[0].id) if last else 0

    def bubble(self, post: Post) -> Bubble:
        above = self.user.screen(self.here.channel, 1, before=post.id)
        return self._bubble(post, above[0] if above else None)

    def _bubble(self, post: Post, above: Post | None) -> Bubble:
        return Bubble(post, self.signs, above, failed=post.id in self._failures)

    @cached_property
    def _failures(self) -> set[int]:
        """The messages under which this person pressed something in vain."""
        last = {each.exchange.record.source_message_id: each.failed for each in self.user.outcomes.values()}
        return {number for number, failed in last.items() if failed and number}

    def fragments(self, changes: Collection[Happening]) -> list[Fragment]:
        """What these changes touch on the page, each piece once, as it is now."""
        found = {fragment.id: fragment for change in changes for fragment in self._touched(change)}
        return [found["discord-view"]] if "discord-view" in found else list(found.values())

    def _touched(self, change: Happening) -> Iterator[Fragment]:
        facts = change.facts
        if change.kind == "channel_pins_update":
            yield from (self._line(post) for post in self._pinned_here(facts))
        elif change.kind.startswith(ARRANGED):
            yield from self._arranged(change)
        elif "message" in facts and "channel" in facts:
            yield from self._of_message(change, int(facts["channel"]), int(facts["message"]))

    def _pinned_here(self, facts: dict[str, str]) -> list[Post]:
        here = facts.get("channel") == str(self.here.channel.id)
        return self.user.pins(self.here.channel) if here else []

    def _arranged(self, change: Happening) -> Iterator[Fragment]:
        about, mine = change.facts.get("guild"), change.facts.get("who") == self.user.name
        yield self._part("chats")
        if about is not None and (self.here.guild is None or about != str(self.here.guild.id)):
            return
        if mine and change.kind.startswith("guild_member"):
            yield self._part("view")
        yield self._part("head")
        yield self._part("composer")

    def _of_message(self, change: Happening, channel: int, number: int) -> Iterator[Fragment]:
        if channel != self.here.channel.id or not self.world.may_see(self.user.id, channel):
            if change.kind == "message_create":
                yield from self._in_the_list(channel)
            return
        message = self.world.backend.messages.get(channel, {}).get(number)
        post = Post(self.world, message) if message is not None else None
        if post is None or self.user.has_put_away(post):
            yield Fragment(id_of(channel, number), None)
            yield from (self._line(below) for below in self._after(number))
        elif self.user.sees(post):
            yield self._line(post)
            self.look()

    def _after(self, number: int) -> list[Post]:
        """The message that stands after a number, which may stand under another name now."""
        later = [post for post in self.user.screen(self.here.channel, PAGE) if post.id > number]
        return later[:1]

    def _in_the_list(self, channel: int) -> Iterator[Fragment]:
        """The line of a channel that is not open."""
        if self.world.may_see(self.user.id, channel):
            private = channel == self.private.channel.id
            each = self.private if private else place(self.house, self.user, str(channel))
            yield Fragment(f"discord-row-{each.key}", piece(PARTS, "row", self._row(each)))

    def _part(self, name: str) -> Fragment:
        return Fragment(f"discord-{name}", piece(PARTS, name, self))

    def _line(self, post: Post) -> Fragment:
        bubble = self.bubble(post)
        return Fragment(bubble.id, piece(LINES, "bubble", bubble), into="discord-log", order=bubble.order)
