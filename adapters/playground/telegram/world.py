"""Everything that exists and everything that happens on the local Telegram."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.playground.telegram.state import (
    ANONYMOUS_ADMIN_ID,
    JSON,
    Account,
    Bot,
    Callback,
    Chat,
    Group,
    Message,
    Numbers,
    PrivateChat,
    StoredFile,
    bad_request,
    forbidden,
)
from adapters.playground.telegram.updates import Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.playground.telegram.state import InviteLink

T = TypeVar("T")

FIRST_USER = 5_000_000_001
FIRST_GROUP = 4_000_000_001
SUPERGROUP_BASE = -1_000_000_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for pages and tests that look on."""

    kind: str
    at: float
    chat: Chat | None = None
    message: Message | None = None
    actor: Account | None = None
    data: JSON = field(default_factory=dict)


def seen(predicate: Callable[[], T]) -> T | None:
    """What there is to see; a chat without messages has nothing yet."""
    try:
        return predicate()
    except LookupError:
        return None


class World:
    """Registry of accounts, chats and files, and the stream of events."""

    def __init__(self, clock: Callable[[], float], *, deadlines: Callable[[], float] | None = None) -> None:
        self.clock = clock
        self.deadlines = deadlines or clock
        self.level = (10, 1)
        self.accounts: dict[int, Account] = {}
        self.names: dict[str, Account] = {}
        self.bots: dict[str, Bot] = {}
        self.groups: dict[int, Group] = {}
        self.privates: dict[tuple[int, int], PrivateChat] = {}
        self.private_ids: dict[int, Numbers] = {}
        self.links: dict[str, tuple[Group, InviteLink]] = {}
        self.files: dict[str, StoredFile] = {}
        self.file_paths: dict[str, tuple[StoredFile, float]] = {}
        self.callbacks: dict[str, Callback] = {}
        self.numbers = Numbers()
        self.listeners: list[Callable[[Event], None]] = []
        self._waiters: set[asyncio.Event] = set()
        self.anonymous = Account(ANONYMOUS_ADMIN_ID, "Group", is_bot=True, username="GroupAnonymousBot")
        self.accounts[ANONYMOUS_ADMIN_ID] = self.anonymous

    def now(self) -> int:
        return int(self.clock())

    def add_bot(self, token: str, username: str, name: str | None, *, privacy: bool) -> Bot:
        bot_id = int(token.partition(":")[0])
        bot = Bot(
            bot_id,
            name or username,
            is_bot=True,
            username=username,
            token=token,
            mailbox=Mailbox(100_000_000 + bot_id % 1_000_003, self.deadlines),
            privacy=privacy,
        )
        self.bots[token] = bot
        self.private_ids[bot_id] = Numbers()
        self.remember(bot)
        return bot

    def add_account(
        self, name: str, *, language_code: str | None, username: str | None, last_name: str | None
    ) -> Account:
        account = Account(
            FIRST_USER + next(self.numbers), name, username=username, last_name=last_name, language_code=language_code
        )
        self.remember(account)
        return account

    def remember(self, account: Account) -> None:
        self.accounts[account.id] = account
        if account.username:
            self.names[account.username.lower()] = account

    def add_group(self, title: str, *, supergroup: bool, forum: bool) -> Group:
        number = FIRST_GROUP + next(self.numbers)
        group = Group(SUPERGROUP_BASE - number if supergroup else -number, title, supergroup=supergroup, forum=forum)
        self.groups[group.id] = group
        return group

    def private(self, bot: Bot, user: Account) -> PrivateChat:
        key = (bot.id, user.id)
        if key not in self.privates:
            self.privates[key] = PrivateChat(user.id, user, bot)
        return self.privates[key]

    def chat_for(self, bot: Bot, chat_id: int | str) -> Chat:
        """The chat a bot means, if it has heard of it."""
        if isinstance(chat_id, str):
            chat_id = self._named(chat_id)
        if chat_id > 0:
            return self._private_for(bot, chat_id)
        group = self.groups.get(chat_id)
        if group is None or bot.id not in group.members:
            raise bad_request("chat not found")
        if group.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.migrated_to.id)
        return group

    def writable(self, bot: Bot, chat_id: int | str) -> Chat:
        """The chat a bot may write to now, or the real server's refusal."""
        chat = self.chat_for(bot, chat_id)
        if isinstance(chat, PrivateChat):
            if chat.user.deactivated:
                raise forbidden("user is deactivated")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started and self.deadlines() >= chat.open_until:
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        if chat.quiet and not self.inside(bot, chat).membership(bot).admin:
            raise bad_request("not enough rights to send text messages to the chat")
        return self.inside(bot, chat)

    def inside(self, bot: Bot, chat: Chat) -> Group:
        """The group, when the bot is in it."""
        if not isinstance(chat, Group):
            raise bad_request("method is available only for groups and supergroups")
        membership = chat.membership(bot)
        if membership.status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if not membership.inside:
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def message_in(self, chat: Chat, message_id: int | None, purpose: str) -> Message:
        message = chat.find(message_id)
        if message is None:
            raise bad_request(f"message {purpose} not found")
        return message

    def next_message_id(self, chat: Chat) -> int:
        """Private chats share one numbering per bot; a group counts for itself."""
        return next(self.private_ids[chat.bot.id]) if isinstance(chat, PrivateChat) else chat.next_id()

    def store_file(self, name: str, content: bytes, mime: str, folder: str) -> StoredFile:
        number = next(self.numbers)
        digest = hashlib.sha256(content).hexdigest()
        stored = StoredFile(f"BQAC{digest[:24]}{number}", f"AgAD{digest[:12]}", name, content, mime, folder, number)
        self.files[stored.id] = stored
        return stored

    def tell(self, kind: str, **facts: Any) -> None:
        """Let everybody who looks on know that something happened."""
        if self.listeners:
            event = Event(kind, self.clock(), **facts)
            for listener in self.listeners:
                listener(event)
        for waiter in self._waiters:
            waiter.set()

    async def wait_for(self, predicate: Callable[[], T], within: float) -> T:
        """Look again after everything that happens, until there is something to see."""
        woken = asyncio.Event()
        self._waiters.add(woken)
        try:
            async with asyncio.timeout(within):
                while not (found := seen(predicate)):
                    await woken.wait()
                    woken.clear()
            return found
        finally:
            self._waiters.discard(woken)

    def _named(self, name: str) -> int:
        for group in self.groups.values():
            if group.username and f"@{group.username}".lower() == name.lower():
                return group.id
        raise bad_request("chat not found")

    def _private_for(self, bot: Bot, user_id: int) -> PrivateChat:
        known = self.privates.get((bot.id, user_id))
        if known is not None:
            return known
        user = self.accounts.get(user_id)
        if user is None or user_id not in bot.met:
            raise bad_request("chat not found")
        if user.is_bot:
            raise forbidden("bot can't send messages to bots")
        return self.private(bot, user)
