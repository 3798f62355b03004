"""Somebody with a Telegram account: which places they may write and read in, and as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram.state import (
    JSON,
    Account,
    Bot,
    Chat,
    Group,
    Membership,
    Message,
    NotPossibleError,
    PrivateChat,
)

if TYPE_CHECKING:
    from adapters.playground.telegram.world import World


class Somebody:
    """An account with its standing in chats."""

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

    def _place(self, where: Chat | Bot) -> Chat:
        chat = self.private(where) if isinstance(where, Bot) else where
        if isinstance(chat, Group):
            self._member(chat)
        elif isinstance(chat, PrivateChat) and (not chat.started or chat.blocked):
            raise NotPossibleError(f"{self.name} has not pressed Start, or has blocked {chat.bot.username}")
        return chat

    def _face(self, chat: Chat) -> JSON:
        """Who the others see as the sender."""
        member = chat.membership(self.account) if isinstance(chat, Group) else None
        if member is None or not member.anonymous:
            return {"sender": self.account}
        return {"sender": self.world.anonymous, "sender_chat": chat, "author_signature": member.title}

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
