"""Putting messages and changes into chats, and into the queues of the bots that may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.playground.telegram.entities import cut
from adapters.playground.telegram.state import Group, Membership, Message, PrivateChat
from adapters.playground.telegram.wire import (
    account_json,
    chat_json,
    link_json,
    member_json,
    message_json,
    reaction_json,
)

if TYPE_CHECKING:
    from adapters.playground.telegram.state import Account, Bot, Chat, InviteLink
    from adapters.playground.telegram.world import World


def post(world: World, chat: Chat, sender: Account, text: str = "", **facts: Any) -> Message:
    """A new message; bots that may see it find it in their queue."""
    message = Message(world.next_message_id(chat), chat, world.now(), sender, text, **facts)
    if "forum_topic_created" in message.service:
        message.thread_id = message.id
    elif message.thread_id is None and message.reply_to is not None:
        message.thread_id = thread_of(chat, message.reply_to)
    chat.log.append(message)
    chat.by_id[message.id] = message
    if isinstance(chat, Group) and sender.id in chat.bots:
        chat.last_bot = sender.id
    announce(message, "message")
    world.tell("message", chat=chat, message=message, actor=sender)
    return message


def thread_of(chat: Chat, answered: Message) -> int | None:
    """Replies in a supergroup belong to a thread, also where there are no topics."""
    if not isinstance(chat, Group) or not chat.supergroup:
        return None
    if chat.forum:
        return answered.thread_id
    return answered.thread_id or answered.id


def announce(message: Message, kind: str) -> None:
    """Queue a message or its edit for the bots that see it; bots never see bots."""
    chat = message.chat
    if message.sender.is_bot and message.sender_chat is None and not message.service:
        return
    body = None
    for bot in chat.bots_here:
        if bot is not message.sender and sees(bot, message):
            bot.met.add(message.sender.id)
            body = body or message_json(message)
            bot.mailbox.push(kind, body)


def sees(bot: Bot, message: Message) -> bool:
    """Privacy mode: which messages of a group reach the bot."""
    chat = message.chat
    if not isinstance(chat, Group):
        return True
    member = chat.membership(bot)
    if not member.inside:
        return False
    if message.service or member.admin or member.sees_all:
        return True
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    return any(means(bot, chat, cut(message.text, mark)) for mark in message.entities if mark["type"] == "bot_command")


def means(bot: Bot, chat: Group, command: str) -> bool:
    """A command names its bot, or it goes to the only bot, or to the one that spoke last."""
    _, _, name = command.partition("@")
    if name:
        return name.lower() == (bot.username or "").lower()
    return len(chat.bots) == 1 or chat.last_bot in (None, bot.id)


def service(world: World, chat: Chat, actor: Account, **what: Any) -> Message:
    """A line like "Aino joined the group"."""
    return post(world, chat, actor, service=what)


def change_member(
    world: World,
    group: Group,
    actor: Account,
    after: Membership,
    *,
    link: InviteLink | None = None,
) -> None:
    """A new status of somebody in a group; admin bots and the bot itself hear of it."""
    before = group.membership(after.account)
    group.members[after.account.id] = after
    update = {
        "chat": chat_json(group),
        "from": account_json(actor, language=True),
        "date": world.now(),
        "old_chat_member": member_json(before, level=world.level),
        "new_chat_member": member_json(after, level=world.level),
    }
    if link is not None:
        update["invite_link"] = link_json(link)
    for bot in group.bots.values():
        bot.met.update((actor.id, after.account.id))
        if bot is after.account:
            bot.mailbox.push("my_chat_member", update)
        elif group.membership(bot).admin:
            bot.mailbox.push("chat_member", update)
    world.tell("member", chat=group, actor=actor, data={"account": after.account.id, "status": after.status})


def change_private(world: World, chat: PrivateChat, *, blocked: bool) -> None:
    """Blocked or unblocked: the bot gets it as a change of its own membership."""
    bot, was = chat.bot, chat.blocked
    chat.blocked = blocked
    states = [member_json(Membership(bot, status="kicked" if flag else "member")) for flag in (was, blocked)]
    bot.mailbox.push(
        "my_chat_member",
        {
            "chat": chat_json(chat),
            "from": account_json(chat.user, language=True),
            "date": world.now(),
            "old_chat_member": states[0],
            "new_chat_member": states[1],
        },
    )
    world.tell("blocked" if blocked else "unblocked", chat=chat, actor=chat.user)


def react(world: World, message: Message, actor: Account, emojis: list[str], *, as_chat: Group | None = None) -> None:
    """Somebody's reactions to a message, all of them anew; admin bots hear of it."""
    before = message.reactions.get(actor.id, [])
    if emojis:
        message.reactions[actor.id] = emojis
    else:
        message.reactions.pop(actor.id, None)
    world.tell("reaction", chat=message.chat, message=message, actor=actor, data={"reaction": emojis})
    if actor.is_bot or before == emojis:
        return
    update = {
        "chat": chat_json(message.chat),
        "message_id": message.id,
        "date": world.now(),
        "old_reaction": [reaction_json(emoji) for emoji in before],
        "new_reaction": [reaction_json(emoji) for emoji in emojis],
    }
    update |= {"actor_chat": chat_json(as_chat)} if as_chat else {"user": account_json(actor, language=True)}
    for bot in hears_reactions(message.chat):
        bot.mailbox.push("message_reaction", update)


def hears_reactions(chat: Chat) -> list[Bot]:
    if isinstance(chat, PrivateChat):
        return [chat.bot]
    return [bot for bot in chat.bots_here if chat.membership(bot).admin]


def pin(world: World, message: Message, actor: Account, **face: Any) -> None:
    """The message stands above the chat, and the line "... pinned a message" below."""
    if message.id not in message.chat.pinned:
        message.chat.pinned.append(message.id)
    message.pinned = True
    line = {"pinned_message": message_json(message, replies=False)}
    post(world, message.chat, **({"sender": actor} | face), service=line)


def unpin(world: World, message: Message, actor: Account) -> None:
    message.chat.pinned.remove(message.id)
    message.pinned = False
    world.tell("unpin", chat=message.chat, message=message, actor=actor)


def open_topic(world: World, group: Group, actor: Account, name: str) -> Message:
    """A forum topic begins with a service message whose id is the thread's."""
    created = {"name": name, "icon_color": 7_322_096}
    message = post(world, group, actor, service={"forum_topic_created": created})
    group.topics[message.id] = dict(created)
    return message


def rename_topic(world: World, group: Group, number: int, actor: Account, name: str) -> None:
    group.topics[number]["name"] = name
    post(world, group, actor, thread_id=number, service={"forum_topic_edited": {"name": name}})


def set_topic_closed(world: World, group: Group, number: int, actor: Account, *, closed: bool) -> None:
    """A closed topic can be read; only who may manage topics writes there."""
    group.topics[number]["closed"] = closed
    post(
        world, group, actor, thread_id=number, service={"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    )


def delete_topic(world: World, group: Group, number: int, actor: Account) -> None:
    """The topic and everything in it is gone; no bot is told."""
    del group.topics[number]
    for message in group.log:
        if message.thread_id == number:
            message.deleted = True
    world.tell("delete_topic", chat=group, actor=actor, data={"topic": number})


def share_chat(world: World, chat: PrivateChat, group: Group, request: int, *, title: bool) -> None:
    """Somebody picked a chat for the bot."""
    shared = {"request_id": request, "chat_id": group.id} | ({"title": group.title} if title else {})
    post(world, chat, chat.user, service={"chat_shared": shared})
