"""Where somebody can be on Telegram: a private chat, a group, or a topic of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from adapters.playground.telegram import Bot, Group, Message, PrivateChat
from adapters.playground.telegram import Person as User
from adapters.playground.telegram.state import Chat
from adapters.playground.telegram.world import World

BEFORE_MIGRATION = -1_000_000_000
"""Messages of the basic group stand before those of the supergroup that it became, which count from 1 again."""


def key_of(chat: Chat) -> str:
    """What stands for a chat in addresses: a private chat is named by its bot."""
    return f"bot{chat.bot.id}" if isinstance(chat, PrivateChat) else str(chat.id)


def id_of(message: Message) -> str:
    """The message's id on the page."""
    return f"telegram-{key_of(message.chat)}-{message.id}"


def order_of(message: Message) -> int:
    """Where it stands in its conversation."""
    moved = isinstance(message.chat, Group) and message.chat.migrated_to is not None
    return message.id + (BEFORE_MIGRATION if moved else 0)


@dataclass(frozen=True)
class Place:
    """A chat, or a topic in it; a forum without one is its topic General."""

    chat: Chat
    topic: int | None = None
    before: Group | None = None
    """The basic group that became this supergroup."""

    @property
    def key(self) -> str:
        return key_of(self.chat) if self.topic is None else f"{self.chat.id}.{self.topic}"

    @property
    def private(self) -> bool:
        return isinstance(self.chat, PrivateChat)

    @property
    def title(self) -> str:
        if isinstance(self.chat, PrivateChat):
            return self.chat.bot.first_name
        return str(self.chat.topics[self.topic]["name"]) if self.topic is not None else self.chat.title

    def holds(self, message: Message) -> bool:
        """Whether a message stands here."""
        if message.chat is not self.chat:
            return message.chat is self.before
        if not isinstance(self.chat, Group) or not self.chat.forum:
            return True
        return (message.thread_id if message.thread_id in self.chat.topics else None) == self.topic

    def newest_first(self) -> Iterator[Message]:
        """What can be read here."""
        logs = chain(reversed(self.chat.log), reversed(self.before.log if self.before else []))
        return (message for message in logs if not message.deleted and self.holds(message))

    def before_this(self, message: Message) -> Message | None:
        """What stands directly above it."""
        order = order_of(message)
        return next((each for each in self.newest_first() if order_of(each) < order), None)

    def after_this(self, message: Message) -> Message | None:
        """What stands directly below it."""
        below = None
        for each in self.newest_first():
            if order_of(each) <= order_of(message):
                break
            below = each
        return below

    def pinned(self) -> Message | None:
        """What was pinned here last."""
        found = (self.chat.find(number) for number in reversed(self.chat.pinned))
        return next((message for message in found if message is not None and self.holds(message)), None)


def inside(user: User, chat: Chat) -> bool:
    """Whether somebody reads what is written there."""
    return chat.user is user.account if isinstance(chat, PrivateChat) else chat.membership(user.account).inside


def places(world: World, user: User, bot: Bot) -> list[Place]:
    """All that somebody's app shows: the chat with the bot, then groups with their topics, also those to come into."""
    found = [Place(user.private(bot))]
    for group in world.groups.values():
        if group.migrated_to is None:
            found.append(Place(group, before=_came_from(world, group)))
            found += [Place(group, topic) for topic in group.topics if inside(user, group)]
    return found


def place(world: World, user: User, bot: Bot, key: str) -> Place:
    """The place with this key, the first one for none; a group that moved is found where it is now."""
    known = places(world, user, bot)
    if not key:
        return known[0]
    group = world.groups.get(int(key)) if key.removeprefix("-").isdecimal() else None
    if group is not None and group.migrated_to is not None:
        key = key_of(group.migrated_to)
    found = next((each for each in known if each.key == key), None)
    if found is None:
        raise LookupError(f"There is no chat {key} on the local Telegram.")
    return found


def _came_from(world: World, group: Group) -> Group | None:
    first = group.log[0].service if group.log else {}
    return world.groups.get(first.get("migrate_from_chat_id", 0))
