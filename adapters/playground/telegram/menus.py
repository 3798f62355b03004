"""What a person's app offers: the command menu of a place, and the answer field of a forced reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram.entities import cut
from adapters.playground.telegram.state import JSON, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.playground.telegram.state import Account, Bot, Chat, Message


def scopes(chat: Chat, account: Account) -> Iterator[str]:
    """The scopes that fit, narrowest first, in the documented order."""
    if isinstance(chat, Group):
        yield f"chat_member:{chat.id}:{account.id}"
        if chat.membership(account).admin:
            yield f"chat_administrators:{chat.id}"
        yield f"chat:{chat.id}"
        if chat.membership(account).admin:
            yield "all_chat_administrators"
        yield "all_group_chats"
    else:
        yield f"chat:{chat.id}"
        yield "all_private_chats"
    yield "default"


def offered(bot: Bot, chat: Chat, account: Account) -> list[JSON]:
    """The first list that was set: a scope in the person's language, then without one, then the next scope.

    Lists are kept by the two letters of a language, so that "pt-br" finds "pt".
    """
    spoken = (account.language_code or "").partition("-")[0]
    for scope in scopes(chat, account):
        for language in (spoken, ""):
            commands = bot.commands.get((scope, language))
            if commands:
                return commands
    return []


def asks(message: Message, account: Account) -> bool:
    """Selective ones ask only who is mentioned or answered."""
    if not message.asks_reply:
        return False
    if not (message.markup or {}).get("selective"):
        return True
    if message.reply_to is not None and account in (message.reply_to.sender, message.reply_to.author):
        return True
    return any(mentions(message.text, mark, account) for mark in message.entities)


def mentions(text: str, mark: JSON, account: Account) -> bool:
    if mark["type"] == "text_mention":
        return bool(mark["user"]["id"] == account.id)
    if mark["type"] == "text_link":
        return bool(mark["url"] == f"tg://user?id={account.id}")
    return mark["type"] == "mention" and cut(text, mark).lower() == f"@{account.username or ''}".lower()
