"""Telegram as one person sees it, with one place open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

from adapters.playground.telegram import Group, Message, PrivateChat
from adapters.playground.telegram import Person as User
from adapters.playground.telegram.world import Event
from bot.playground.house import House, Persona
from bot.playground.pages import piece
from bot.playground.telegram.bubbles import Bubble
from bot.playground.telegram.places import Place, id_of, inside, order_of, places
from bot.playground.telegram.services import gist, speaker
from bot.playground.window import Fragment

PAGE = 60
"""Messages that are shown at once; earlier ones come when somebody scrolls up."""
MANY = 99
SeenUpTo = dict[tuple[str, str], int]
PARTS = "telegram/parts.html"


@dataclass(frozen=True)
class Row:
    """A line in the list of chats."""

    place: Place
    open: bool
    inside: bool
    last: str
    when: str
    new: int


class View:
    """What the pages of this person show of Telegram."""

    def __init__(self, house: House, persona: Persona, user: User, here: Place, seen: SeenUpTo) -> None:
        self.house = house
        self.world = house.telegram.world
        self.persona = persona
        self.user = user
        self.here = here
        self._seen = seen

    @property
    def inside(self) -> bool:
        return inside(self.user, self.here.chat)

    @property
    def group(self) -> Group | None:
        return self.here.chat if isinstance(self.here.chat, Group) else None

    @property
    def state(self) -> str:
        """What stands at the bottom: the field, or what has to be done before."""
        chat = self.here.chat
        if isinstance(chat, PrivateChat):
            return "blocked" if chat.blocked else "write" if chat.started else "new"
        return "write" if self.inside else "outside"

    @property
    def under_title(self) -> str:
        if self.group is None:
            return "bot, blocked by you" if self.state == "blocked" else "bot"
        count = sum(member.inside for member in self.group.members.values())
        about = ["1 member" if count == 1 else f"{count} members"]
        member = self.group.membership(self.user.account)
        if self.group.forum:
            about.insert(0, self.group.title)
        if member.admin:
            about.append("you speak as the group" if member.anonymous else "you are an administrator")
        return ", ".join(about)

    @property
    def heading(self) -> str:
        general = self.group is not None and self.group.forum and self.here.topic is None
        return f"{self.here.title}: General" if general else self.here.title

    @property
    def menu(self) -> list[dict[str, Any]]:
        """The commands that the app offers here."""
        return self.user.menu(self.here.chat) if self.inside and self.here.chat.bots_here else []

    @property
    def pinned(self) -> Bubble | None:
        found = self.here.pinned() if self.inside else None
        return self.bubble(found) if found else None

    @property
    def may_pin(self) -> bool:
        return self.user.may_pin(self.here.chat)

    @cached_property
    def page(self) -> tuple[list[Bubble], bool]:
        return self.shown(None)

    def shown(self, before: int | None) -> tuple[list[Bubble], bool]:
        """A page of messages, oldest first, and whether there are earlier ones."""
        self.look()
        older = (each for each in self._readable() if before is None or order_of(each) < before)
        found: list[Message | None] = list(islice(older, PAGE + 1))
        more = len(found) > PAGE
        pairs = pairwise(found if more else [*found, None])
        return [self._bubble(each, above) for each, above in pairs if each is not None][::-1], more

    def look(self) -> None:
        """What stands in the open place has been seen now."""
        last = next(self.here.newest_first(), None)
        self._seen[self.persona.key, self.here.key] = order_of(last) if last else 0

    def bubble(self, message: Message) -> Bubble:
        return self._bubble(message, self.here.before_this(message))

    def _bubble(self, message: Message, above: Message | None) -> Bubble:
        new_day = above is None or self._date(above) != self._date(message)
        live = message.chat is self.here.chat and self.state == "write"
        return Bubble(message, self.persona, self.user, self.world, new_day, live)

    def rows(self) -> list[Row]:
        """First the chats that this person is in."""
        found = [self._row(each) for each in places(self.world, self.user, self.house.telegram_bot)]
        return sorted(found, key=lambda row: not row.inside)

    def fragments(self, changes: Collection[Event]) -> list[Fragment]:
        """What these changes touch on the page, each piece once, as it is now."""
        found = {fragment.id: fragment for change in changes for fragment in self._touched(change)}
        return [found["telegram-view"]] if "telegram-view" in found else list(found.values())

    def _touched(self, change: Event) -> Iterator[Fragment]:
        if change.kind == "commands":
            yield self._part("menu")
        elif change.chat is not None and self._concerns(change):
            yield from self._of_message(change) if change.message is not None else self._of_chat(change)

    def _concerns(self, change: Event) -> bool:
        chat, about = change.chat, change.data.get("account")
        made = change.message is not None and "group_chat_created" in change.message.service
        return made or about == self.user.id or (chat is not None and inside(self.user, chat))

    def _of_message(self, change: Event) -> Iterator[Fragment]:
        message = change.message
        assert message is not None  # noqa: S101 - asked before
        if change.kind in {"message", "edit", "delete"}:
            yield from self._in_the_list(message)
        if "migrate_from_chat_id" in message.service and message.chat is self.here.chat:
            yield self._part("view")
        if not self.here.holds(message) or not self.inside:
            return
        if change.kind not in {"press", "answer"}:
            yield self._line(message)
        if change.kind == "delete" and (below := self.here.after_this(message)):
            yield self._line(below)
        if message.pinned or message.service or change.kind == "unpin":
            yield self._part("pinned")
        if isinstance(message.chat, PrivateChat) and message.text.startswith("/start"):
            yield self._part("composer")
        self.look()

    def _of_chat(self, change: Event) -> Iterator[Fragment]:
        about_me = change.data.get("account") == self.user.id
        if about_me:
            yield self._part("chats")
        if change.chat is not self.here.chat:
            return
        if about_me:
            yield self._part("view")
        yield self._part("head")
        yield self._part("menu")
        if change.kind in {"blocked", "unblocked"}:
            yield self._part("composer")

    def _in_the_list(self, message: Message) -> Iterator[Fragment]:
        """The line of its place; the whole list when there is a new one."""
        if {"forum_topic_created", "group_chat_created", "migrate_from_chat_id"} & set(message.service):
            yield self._part("chats")
            return
        for each in places(self.world, self.user, self.house.telegram_bot):
            if each.chat is message.chat and each.holds(message):
                row = self._row(each)
                yield Fragment(f"telegram-row-{each.key}", piece(PARTS, "row", row))

    def _line(self, message: Message) -> Fragment:
        html = None if message.deleted else piece("telegram/bubble.html", "bubble", self.bubble(message))
        return Fragment(id_of(message), html, into="telegram-log", order=order_of(message))

    def _part(self, name: str) -> Fragment:
        return Fragment(f"telegram-{name}", piece(PARTS, name, self))

    def _readable(self) -> Iterator[Message]:
        return self.here.newest_first() if self.inside else iter(())

    def _date(self, message: Message) -> Any:
        return _moment(message).astimezone(self.persona.zone).date()

    def _row(self, place: Place) -> Row:
        here, member = place.key == self.here.key, inside(self.user, place.chat)
        last = next(place.newest_first(), None) if member else None
        said = "" if last is None else gist(last)
        if last is not None and not place.private and not last.service:
            said = f"{speaker(last)}: {said}"
        when = self._when(last) if last else ""
        return Row(place, here, member, said, when, 0 if here or not member else self._new(place))

    def _when(self, message: Message) -> str:
        """The time of a message of today, the day of an earlier one."""
        at, now = (moment.astimezone(self.persona.zone) for moment in (_moment(message), self.house.clock.now()))
        return f"{at:%H:%M}" if at.date() == now.date() else f"{at.day} {at:%b}"

    def _new(self, place: Place) -> int:
        """How many messages of others came since this person looked there."""
        seen, count = self._seen.get((self.persona.key, place.key), 0), 0
        for message in place.newest_first():
            if order_of(message) <= seen or count == MANY:
                break
            count += message.author is not self.user.account and not message.service
        return count


def _moment(message: Message) -> datetime:
    return datetime.fromtimestamp(message.date, UTC)
