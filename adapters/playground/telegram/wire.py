"""Accounts, chats and messages as JSON of the Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram.entities import units
from adapters.playground.telegram.state import JSON, RIGHTS, Group, PrivateChat

if TYPE_CHECKING:
    from adapters.playground.telegram.state import Account, Bot, Chat, InviteLink, Membership, Message, Poll


def account_json(account: Account, *, language: bool = False) -> JSON:
    out: JSON = {"id": account.id, "is_bot": account.is_bot, "first_name": account.first_name}
    if account.last_name:
        out["last_name"] = account.last_name
    if account.username:
        out["username"] = account.username
    if language and account.language_code:
        out["language_code"] = account.language_code
    return out


def me_json(bot: Bot) -> JSON:
    return {
        **account_json(bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def chat_json(chat: Chat) -> JSON:
    if isinstance(chat, PrivateChat):
        user = account_json(chat.user)
        del user["is_bot"]
        return {**user, "type": "private"}
    out: JSON = {"id": chat.id, "title": chat.title, "type": chat.kind}
    if chat.username:
        out["username"] = chat.username
    if chat.forum:
        out["is_forum"] = True
    return out


def full_chat_json(chat: Chat, bot: Bot) -> JSON:
    out = {
        **chat_json(chat),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if isinstance(chat, Group):
        out["permissions"] = {"can_send_messages": not chat.quiet, "can_invite_users": True, "can_pin_messages": False}
        if chat.membership(bot).may("can_invite_users") and chat.links:
            out["invite_link"] = next(iter(chat.links))
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    if pinned:
        out["pinned_message"] = message_json(pinned, replies=False)
    return out


def message_json(message: Message, *, replies: bool = True) -> JSON:
    """The message with what it answers, one level deep."""
    out: JSON = {
        "message_id": message.id,
        "from": account_json(message.sender, language=True),
        "chat": chat_json(message.chat),
        "date": message.date,
    }
    if message.text:
        out["caption" if message.media else "text"] = message.text
    if message.entities:
        out["caption_entities" if message.media else "entities"] = message.entities
    if message.keyboard:
        out["reply_markup"] = {"inline_keyboard": message.keyboard}
    if message.edit_date:
        out["edit_date"] = message.edit_date
    add_origin(out, message)
    if replies and message.reply_to is not None and not message.reply_to.deleted:
        out["reply_to_message"] = message_json(message.reply_to, replies=False)
        if message.quote:
            out["quote"] = quote_json(message.quote, message.reply_to)
    if message.poll is not None:
        out["poll"] = poll_json(message.poll)
    out.update(message.media)
    out.update(message.service)
    out.update(message.options)
    return out


def quote_json(quote: str, answered: Message) -> JSON:
    before, _, _ = answered.text.partition(quote)
    return {"text": quote, "position": units(before) if quote in answered.text else 0, "is_manual": True}


def poll_json(poll: Poll) -> JSON:
    chosen = [number for choice in poll.votes.values() for number in choice]
    return {
        "id": poll.id,
        "question": poll.question,
        "options": [
            {"persistent_id": str(number), "text": text, "voter_count": chosen.count(number)}
            for number, text in enumerate(poll.options)
        ],
        "total_voter_count": len(poll.votes),
        "is_closed": poll.closed,
        "is_anonymous": poll.anonymous,
        "type": "regular",
        "allows_multiple_answers": poll.multiple,
        "allows_revoting": True,
        "members_only": False,
    }


def add_origin(out: JSON, message: Message) -> None:
    if message.sender_chat is not None:
        out["sender_chat"] = chat_json(message.sender_chat)
    if message.author_signature:
        out["author_signature"] = message.author_signature
    if message.thread_id is not None:
        out["message_thread_id"] = message.thread_id
        if isinstance(message.chat, Group) and message.chat.forum:
            out["is_topic_message"] = True


def member_json(member: Membership, *, level: tuple[int, int] = (10, 1)) -> JSON:
    out: JSON = {"status": member.status, "user": account_json(member.account)}
    if member.status == "kicked":
        out["until_date"] = 0
    if not member.admin:
        return out
    out["is_anonymous"] = member.anonymous
    if member.title:
        out["custom_title"] = member.title
    if member.status == "administrator":
        out["can_be_edited"] = False
        out.update((right, right in member.rights) for right in RIGHTS)
        if level >= (10, 3):
            out["can_send_welcome_messages"] = False
    return out


def link_json(link: InviteLink) -> JSON:
    out: JSON = {
        "invite_link": link.url,
        "creator": account_json(link.creator),
        "creates_join_request": link.asks_first,
        "is_primary": False,
        "is_revoked": False,
    }
    optional = {"name": link.name, "expire_date": link.expires, "member_limit": link.member_limit}
    out.update({key: value for key, value in optional.items() if value is not None})
    return out


def reaction_json(emoji: str) -> JSON:
    return {"type": "emoji", "emoji": emoji}
