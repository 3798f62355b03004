"""People with their apps: what they can do, and what they can read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from adapters.playground.telegram import delivery, groups, menus
from adapters.playground.telegram.entities import found_entities, units
from adapters.playground.telegram.methods_file import document_json, photo_json
from adapters.playground.telegram.state import (
    JSON,
    Account,
    Bot,
    Callback,
    Chat,
    Edit,
    Group,
    Membership,
    Message,
    NotPossibleError,
    PrivateChat,
)
from adapters.playground.telegram.updates import CALLBACK_LIFETIME
from adapters.playground.telegram.wire import account_json, message_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.playground.telegram.state import StoredFile
    from adapters.playground.telegram.world import World

MAX_TEXT = 4096
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person sees after pressing a button."""

    text: str = ""
    alert: bool = False
    url: str | None = None


class Person:
    """Somebody with a Telegram account, acting as the app lets them."""

    def __init__(self, world: World, account: Account) -> None:
        self.world = world
        self.account = account

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.first_name

    def private(self, bot: Bot) -> PrivateChat:
        """The private chat with a bot, as it stands."""
        return self.world.private(bot, self.account)

    async def start(self, bot: Bot, payload: str = "") -> Message:
        """Press Start, by hand or through a deep link with a payload."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise NotPossibleError("a deep link carries 1-64 of A-Z, a-z, 0-9, _ and -")
        chat = self.private(bot)
        if chat.blocked:
            delivery.change_private(self.world, chat, blocked=False)
        chat.started = True
        return self._post(chat, f"/start {payload}".strip())

    async def send(
        self, where: Chat | Bot, text: str, *, reply_to: Message | None = None, thread_id: int | None = None
    ) -> Message:
        """Write a message; commands, links and mentions in it are recognised as in the app."""
        return self._post(self._place(where), text, reply_to=reply_to, thread_id=thread_id)

    async def send_document(
        self,
        where: Chat | Bot,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        mime: str = "application/octet-stream",
        reply_to: Message | None = None,
    ) -> Message:
        stored = self.world.store_file(name, content, mime, "documents")
        return self._post_file(where, {"document": document_json(stored)}, caption, reply_to)

    async def send_photo(
        self, where: Chat | Bot, content: bytes, *, caption: str = "", reply_to: Message | None = None
    ) -> Message:
        stored: StoredFile = self.world.store_file("photo.jpg", content, "image/jpeg", "photos")
        return self._post_file(where, {"photo": [photo_json(stored)]}, caption, reply_to)

    async def edit(self, message: Message, text: str) -> Message:
        """Change an own message."""
        self._own(message)
        message.edits.append(Edit(message.edit_date or message.date, message.text))
        message.text, message.entities = text, found_entities(text)
        message.edit_date = self.world.now()
        delivery.announce(message, "edited_message")
        self.world.tell("edit", chat=message.chat, message=message, actor=self.account)
        return message

    async def delete(self, message: Message) -> None:
        """Delete an own message; bots are never told."""
        self._own(message)
        message.deleted = True
        self.world.tell("delete", chat=message.chat, message=message, actor=self.account)

    async def react(self, message: Message, *emojis: str) -> None:
        """Set the own reactions to a message; none takes them back."""
        self._readable(message)
        group = message.chat if isinstance(message.chat, Group) else None
        anonymous = group is not None and group.membership(self.account).anonymous
        delivery.react(self.world, message, self.account, list(emojis), as_chat=group if anonymous else None)

    async def press(self, message: Message, label: str, *, wait: float = 5.0) -> CallbackAnswer | None:
        """Press a button that is shown now; None when the bot does not answer in time."""
        self._readable(message)
        button = next((each for row in message.keyboard for each in row if each["text"] == label), None)
        if button is None:
            raise NotPossibleError(f"no button {label!r} under this message; shown are {message.buttons}")
        if "callback_data" not in button:
            return CallbackAnswer(url=button.get("url"))
        return await self.press_forged(message, button["callback_data"], wait=wait)

    async def press_forged(self, message: Message, data: str, *, wait: float = 5.0) -> CallbackAnswer | None:
        """Send any callback data for a message, as a changed app could."""
        callback = self._call_back(message, data)
        if wait <= 0:
            return None
        try:
            await self.world.wait_for(lambda: callback.answered, wait)
        except TimeoutError:
            return None
        return CallbackAnswer(**callback.answer)

    async def block(self, bot: Bot) -> None:
        if not self.private(bot).blocked:
            delivery.change_private(self.world, self.private(bot), blocked=True)

    async def unblock(self, bot: Bot) -> None:
        if self.private(bot).blocked:
            delivery.change_private(self.world, self.private(bot), blocked=False)

    def menu(self, where: Chat | Bot, bot: Bot | None = None) -> list[JSON]:
        """The commands the app offers here, chosen by scope and by the person's language."""
        shown_by = where if isinstance(where, Bot) else bot or where.bots_here[0]
        chat = self.private(where) if isinstance(where, Bot) else where
        return menus.offered(shown_by, chat, self.account)

    def is_asked_by(self, message: Message) -> bool:
        """Whether the app opens the answer field of a forced reply for this person."""
        return menus.asks(message, self.account)

    async def join(self, group: Group, link: str | None = None) -> None:
        """Come into a group, freely or by a link; a link may only ask for admission."""
        if group.membership(self.account).inside:
            raise NotPossibleError(f"{self.name} is in {group.title} already")
        if group.membership(self.account).status == "kicked":
            raise NotPossibleError(f"{self.name} was banned from {group.title}")
        invitation = group.links.get(link) if link else None
        if link and (invitation is None or not invitation.usable(self.world.clock())):
            raise NotPossibleError("this invite link is not valid, has expired, or was used up")
        if invitation is not None and invitation.asks_first:
            groups.ask_to_join(self.world, group, self.account, invitation)
        else:
            groups.admit(self.world, group, self.account, self.account, link=invitation)

    async def leave(self, group: Group) -> None:
        self._member(group)
        groups.let_go(self.world, group, self.account, self.account)

    async def open_link(self, url: str, *, group: Group | None = None) -> Message | None:
        """Follow a t.me link: into a private chat with a bot, or into a group, or with a bot into the named group."""
        if url in self.world.links:
            await self.join(self.world.links[url][0], url)
            return None
        parts = urlsplit(url if "//" in url else f"https://{url}")
        bot = self.world.names.get(parts.path.strip("/").lower())
        if parts.netloc != "t.me" or not isinstance(bot, Bot):
            raise NotPossibleError(f"{url} leads nowhere on the local Telegram")
        query = parse_qs(parts.query)
        if group is None or "startgroup" not in query:
            return await self.start(bot, query.get("start", [""])[0])
        await self.add_bot(group, bot)
        return await self.send(group, f"/start@{bot.username} {query['startgroup'][0]}")

    async def add_bot(self, group: Group, bot: Bot, *, admin: bool | Iterable[str] = False) -> None:
        """Bring a bot into a group, as a member or as an administrator."""
        self._member(group)
        groups.admit(self.world, group, bot, self.account)
        if admin:
            await self.promote(group, bot, None if admin is True else admin)

    async def promote(self, group: Group, who: Person | Bot, rights: Iterable[str] | None = None) -> None:
        self._admin(group)
        groups.promote(self.world, group, _account(who), self.account, rights)

    async def demote(self, group: Group, who: Person | Bot) -> None:
        self._admin(group)
        groups.demote(self.world, group, _account(who), self.account)

    async def remove(self, group: Group, who: Person | Bot, *, banned: bool = True) -> None:
        """Take somebody out of a group; banned ones cannot come back by themselves."""
        self._admin(group)
        groups.let_go(self.world, group, _account(who), self.account, banned=banned)

    async def as_anonymous_admin(self, group: Group, *, on: bool = True, title: str | None = None) -> None:
        """From now on speak as the group, not under the own name."""
        member = self._admin(group)
        if not group.supergroup:
            raise NotPossibleError("only supergroups have anonymous administrators")
        member.anonymous, member.title = on, title

    async def open_topic(self, group: Group, name: str) -> Message:
        self._member(group)
        return delivery.open_topic(self.world, group, self.account, name)

    async def migrate(self, group: Group) -> Group:
        """Do something that turns a basic group into a supergroup."""
        self._admin(group)
        if group.supergroup:
            raise NotPossibleError(f"{group.title} is a supergroup already")
        return groups.migrate(self.world, group, self.account)

    def _place(self, where: Chat | Bot) -> Chat:
        chat = self.private(where) if isinstance(where, Bot) else where
        if isinstance(chat, Group):
            self._member(chat)
        elif isinstance(chat, PrivateChat) and (not chat.started or chat.blocked):
            raise NotPossibleError(f"{self.name} has not pressed Start, or has blocked {chat.bot.username}")
        return chat

    def _post(self, chat: Chat, text: str, **facts: Any) -> Message:
        if units(text) > MAX_TEXT:
            raise NotPossibleError("the app sends at most 4096 characters in a message")
        text = text.strip()
        if not text and not facts.get("media"):
            raise NotPossibleError("the app sends no empty message")
        return delivery.post(
            self.world, chat, entities=found_entities(text), text=text, author=self.account, **self._face(chat), **facts
        )

    def _face(self, chat: Chat) -> JSON:
        """Who the others see as the sender."""
        member = chat.membership(self.account) if isinstance(chat, Group) else None
        if member is None or not member.anonymous:
            return {"sender": self.account}
        return {"sender": self.world.anonymous, "sender_chat": chat, "author_signature": member.title}

    def _post_file(self, where: Chat | Bot, media: JSON, caption: str, reply_to: Message | None) -> Message:
        return self._post(self._place(where), caption, media=media, reply_to=reply_to)

    def _call_back(self, message: Message, data: str) -> Callback:
        bot, world = message.sender, self.world
        if not isinstance(bot, Bot):
            raise NotPossibleError("only messages of bots have buttons")
        number = str(bot.id * 1_000_003 + next(world.numbers))
        callback = Callback(number, bot, self.account, message, world.deadlines() + CALLBACK_LIFETIME)
        world.callbacks[number] = callback
        bot.met.add(self.id)
        update = {
            "id": number,
            "from": account_json(self.account, language=True),
            "message": message_json(message),
            "chat_instance": str(message.chat.id * 31),
            "data": data,
        }
        bot.mailbox.push("callback_query", update, CALLBACK_LIFETIME)
        world.tell("press", chat=message.chat, message=message, actor=self.account, data={"data": data})
        return callback

    def _own(self, message: Message) -> None:
        if message.author is not self.account or message.deleted:
            raise NotPossibleError(f"{self.name} can change only own messages that are still there")

    def _readable(self, message: Message) -> None:
        chat = message.chat
        if message.deleted:
            raise NotPossibleError("this message has been deleted")
        if isinstance(chat, PrivateChat) and chat.user is not self.account:
            raise NotPossibleError(f"{self.name} cannot see the private chats of others")
        if isinstance(chat, Group):
            self._member(chat)

    def _member(self, group: Group) -> Membership:
        if group.migrated_to is not None:
            raise NotPossibleError(f"{group.title} has become a supergroup; write there")
        member = group.membership(self.account)
        if not member.inside:
            raise NotPossibleError(f"{self.name} is not in {group.title}")
        return member

    def _admin(self, group: Group) -> Membership:
        member = self._member(group)
        if not member.admin:
            raise NotPossibleError(f"{self.name} is not an administrator of {group.title}")
        return member


def _account(who: Person | Bot) -> Account:
    return who.account if isinstance(who, Person) else who
