"""A message as one person sees it in Discord's app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup
from simcord.components import walk_components
from simcord.enums import SELECT_TYPES, ComponentType, InteractionType, MessageType

from adapters.playground.discord.posts import VOICE, Post
from bot.playground.discord.fields import Field, name_of
from bot.playground.discord.markdown import formatted
from bot.playground.discord.places import id_of, order_of
from bot.playground.discord.signs import Signs

PALETTE = ("👍", "❤️", "😂", "🎉", "🤔", "👀", "✅", "🙏")
"""A few of the reactions that Discord knows."""
WRITTEN = (MessageType.DEFAULT, MessageType.REPLY, MessageType.CHAT_INPUT_COMMAND, MessageType.CONTEXT_MENU_COMMAND)
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
SOUNDS = {"audio/ogg", "audio/mpeg"}
STYLES = {1: "main", 2: "", 3: "good", 4: "danger"}
IN_WORDS = {1: "Main button", 3: "Green button", 4: "Red button"}
TOGETHER = 7 * 60
"""Seconds within which messages of one person stand together under one name."""
GIST = 90


@dataclass(frozen=True)
class Attached:
    """A file under a message."""

    name: str
    size: int
    kind: str
    address: str
    described: str
    seconds: float


@dataclass(frozen=True)
class Control:
    """A button or a menu under a message."""

    disabled: bool
    menu: Field | None = None
    label: str = ""
    url: str = ""
    id: str = ""
    style: str = ""
    in_words: str = ""


@dataclass(frozen=True)
class Reaction:
    """Everybody who reacted with the same emoji."""

    emoji: str
    names: Sequence[str]
    mine: bool


@dataclass(frozen=True)
class Answer:
    """An answer of a poll."""

    number: int
    text: str
    names: Sequence[str]
    mine: bool


@dataclass(frozen=True)
class Bubble:
    """What its piece of the page needs to know."""

    post: Post
    signs: Signs
    above: Post | None
    """The message before it on this person's screen."""
    failed: bool = False
    """Whether the last thing this person pressed under it was not answered."""

    @property
    def id(self) -> str:
        return id_of(self.post.channel_id, self.post.id)

    @property
    def order(self) -> int:
        return order_of(self.post.id)

    @property
    def mine(self) -> bool:
        return self.post.author_id == self.signs.user.id

    @property
    def who(self) -> str:
        return self.post.message.author_name or self.post.author

    @property
    def bot(self) -> bool:
        return bool(self.signs.world.backend.users[self.post.author_id].bot)

    @property
    def at(self) -> datetime:
        return _moment(self.post)

    @property
    def new_day(self) -> bool:
        """Whether the date stands above it."""
        return self.above is None or self._date(self.above) != self._date(self.post)

    @property
    def follows(self) -> bool:
        """Whether it stands under the name of the message above it."""
        above = self.above
        if above is None or self.new_day or self.answers or self.used or self.service:
            return False
        near = (self.at - _moment(above)).total_seconds() < TOGETHER
        plain = above.message.type in WRITTEN and above.ephemeral == self.post.ephemeral
        return near and plain and above.author_id == self.post.author_id

    @property
    def service(self) -> bool:
        """Whether the app says it, not a person."""
        return self.post.message.type not in WRITTEN

    @property
    def told(self) -> Markup:
        """What the app says."""
        words, about = self.post.message.content, self.post.message.system_metadata
        if self.post.message.type == MessageType.THREAD_CREATED and about and about.channel_id:
            link = self.signs.channel(about.channel_id)
            return Markup("<b>{}</b> started a thread: {}").format(self.who, link)
        if self.post.message.type == MessageType.CHANNEL_NAME_CHANGE:
            return Markup("<b>{}</b> changed the name of the channel: {}").format(self.who, words)
        return Markup("<b>{}</b> {}").format(self.who, words)

    @property
    def used(self) -> str:
        """Which command it answers, and whose."""
        about = self.post.message.interaction_metadata or {}
        if about.get("type") != InteractionType.APPLICATION_COMMAND or "name" not in about:
            return ""
        return f"{name_of(self.signs.world, int(about['user']['id']))} used /{about['name']}"

    @property
    def text(self) -> Markup:
        return formatted(self.post.message.content, self.signs)

    @property
    def displays(self) -> list[Markup]:
        """Text that stands in components."""
        found = (part for part in self._parts if part.get("type") == ComponentType.TEXT_DISPLAY)
        return [formatted(part.get("content", ""), self.signs) for part in found]

    @property
    def embeds(self) -> list[dict[str, Any]]:
        return [
            {
                "title": embed.get("title") or "",
                "text": formatted(embed.get("description") or "", self.signs),
                "fields": [
                    (f.get("name"), formatted(f.get("value") or "", self.signs)) for f in embed.get("fields") or ()
                ],
                "footer": (embed.get("footer") or {}).get("text") or "",
            }
            for embed in self.post.message.embeds
        ]

    @property
    def typed(self) -> str:
        """The text as its writer edits it."""
        return self.signs.typed(self.post.message.content)

    @property
    def gist(self) -> str:
        """The message in a line."""
        words = " ".join(formatted(self.post.text, self.signs).striptags().split())
        kept = words or (f"{self.files[0].name}" if self.files else "") or ("Poll" if self.poll else "")
        return kept if len(kept) <= GIST else f"{kept[: GIST - 1]}…"

    @property
    def answers(self) -> bool:
        return self.post.reply_to is not None

    @cached_property
    def answered(self) -> "Bubble | None":
        """The message it replies to, if it is still there for this reader."""
        kept = self.signs.world.backend.messages.get(self.post.channel_id, {})
        message = kept.get(self.post.reply_to or 0)
        post = Post(self.signs.world, message) if message is not None else None
        return Bubble(post, self.signs, None) if post is not None and self.signs.user.sees(post) else None

    @property
    def pings(self) -> bool:
        """Whether it calls this person."""
        message = self.post.message
        return self.signs.user.id in message.ping_user_ids or message.mention_everyone

    @property
    def files(self) -> list[Attached]:
        return [self._attached(number, each) for number, each in enumerate(self.post.message.attachments)]

    def _attached(self, number: int, file: dict[str, Any]) -> Attached:
        mime = file.get("content_type") or ""
        voice = bool(self.post.message.flags & VOICE)
        kind = "voice" if voice else "picture" if mime in PICTURES else "sound" if mime in SOUNDS else "file"
        address = f"/as/{self.signs.persona.key}/discord/file/{self.post.channel_id}/{self.post.id}/{number}"
        return Attached(
            file["filename"], file["size"], kind, address, file.get("description") or "", file.get("duration_secs") or 0
        )

    @property
    def rows(self) -> list[list[Control]]:
        """Rows of buttons, and menus, each a row of its own."""
        rows = (part["components"] for part in self._parts if part.get("type") == ComponentType.ACTION_ROW)
        return [[self._control(part) for part in row] for row in rows]

    def _control(self, part: dict[str, Any]) -> Control:
        if part["type"] in SELECT_TYPES:
            field = Field(part, self.signs, part.get("placeholder") or "Make a choice")
            return Control(bool(part.get("disabled")), menu=field)
        emoji, style = (part.get("emoji") or {}).get("name") or "", part.get("style", 2)
        label = " ".join(filter(None, (emoji, part.get("label") or "")))
        return Control(
            bool(part.get("disabled")),
            label=label,
            url=part.get("url") or "",
            id=part.get("custom_id") or "",
            style=STYLES.get(style, ""),
            in_words=IN_WORDS.get(style, ""),
        )

    @property
    def reactions(self) -> list[Reaction]:
        made = self.post.message.reactions
        names = {each.emoji: [name_of(self.signs.world, number) for number in each.user_ids] for each in made}
        return [Reaction(each.emoji, names[each.emoji], self.signs.user.id in each.user_ids) for each in made]

    @property
    def poll(self) -> Any:
        return self.post.message.poll

    @property
    def closed(self) -> bool:
        return self.poll.finalized or datetime.fromisoformat(self.poll.expiry) <= self.signs.now

    @property
    def choices(self) -> list[Answer]:
        votes, world = self.post.votes, self.signs.world
        return [
            Answer(
                each.answer_id,
                each.text or each.emoji or "",
                [name_of(world, number) for number in votes[each.answer_id]],
                self.signs.user.id in votes[each.answer_id],
            )
            for each in self.poll.answers
        ]

    @property
    def voted(self) -> bool:
        return any(each.mine for each in self.choices)

    @property
    def thread(self) -> Markup | None:
        """The thread under it."""
        return self.signs.channel(self.post.id) if self.post.id in self.signs.world.backend.channels else None

    @cached_property
    def _parts(self) -> list[dict[str, Any]]:
        return list(walk_components(self.post.message.components))

    def _date(self, post: Post) -> Any:
        return _moment(post).astimezone(self.signs.persona.zone).date()


def _moment(post: Post) -> datetime:
    return datetime.fromisoformat(post.message.timestamp)
