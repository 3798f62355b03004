"""What bots learn of chats and do in them: members, pins, invite links, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram import delivery
from adapters.playground.telegram.calls import Call, api
from adapters.playground.telegram.groups import add_link, admit, let_go, settle_request
from adapters.playground.telegram.state import JSON, Group, Membership, PrivateChat, bad_request
from adapters.playground.telegram.wire import full_chat_json, link_json, member_json

if TYPE_CHECKING:
    from adapters.playground.telegram.state import Account, Chat


@api("getChat", "chat_id!:chat")
def get_chat(call: Call) -> JSON:
    chat = call.chat()
    if isinstance(chat, Group):
        call.world.inside(call.bot, chat)
    return full_chat_json(chat, call.bot)


def group_of(call: Call) -> Group:
    """The group of a request that the bot is in."""
    return call.world.inside(call.bot, call.chat())


def group_with_right(call: Call, right: str, reason: str) -> Group:
    group = group_of(call)
    if not group.membership(call.bot).may(right):
        raise bad_request(reason)
    return group


def somebody(call: Call) -> Account:
    account = call.world.accounts.get(call.get("user_id"))
    if account is None:
        raise bad_request("invalid user_id specified")
    return account


@api("getChatMember", "chat_id!:chat user_id!:int")
def get_chat_member(call: Call) -> JSON:
    chat, account = call.chat(), somebody(call)
    member = Membership(account) if isinstance(chat, PrivateChat) else group_of(call).membership(account)
    return member_json(member, level=call.world.level)


@api("getChatAdministrators", "chat_id!:chat")
def get_chat_administrators(call: Call) -> list[JSON]:
    """Without other bots, as the real server answers."""
    chat = call.chat()
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    members = group_of(call).members.values()
    shown = [member for member in members if member.admin and (not member.account.is_bot or member.account is call.bot)]
    return [member_json(member, level=call.world.level) for member in shown]


@api("getChatMemberCount", "chat_id!:chat")
def get_chat_member_count(call: Call) -> int:
    chat = call.chat()
    if not isinstance(chat, Group):
        return 2
    return sum(member.inside for member in group_of(call).members.values())


def pin_place(call: Call) -> Chat:
    chat = call.writable()
    if isinstance(chat, Group) and not chat.membership(call.bot).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


@api("pinChatMessage", "chat_id!:chat message_id!:int disable_notification:flag")
def pin_chat_message(call: Call) -> bool:
    chat = pin_place(call)
    message = call.world.message_in(chat, call.get("message_id"), "to pin")
    if message.service:
        raise bad_request("message can't be pinned")
    delivery.pin(call.world, message, call.bot)
    return True


@api("unpinChatMessage", "chat_id!:chat message_id:int")
def unpin_chat_message(call: Call) -> bool:
    chat = pin_place(call)
    message_id = call.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    delivery.unpin(call.world, chat.by_id[message_id], call.bot)
    return True


@api("leaveChat", "chat_id!:chat")
def leave_chat(call: Call) -> bool:
    let_go(call.world, group_of(call), call.bot, call.bot)
    return True


@api(
    "createChatInviteLink",
    "chat_id!:chat name:text expire_date:int member_limit:int creates_join_request:flag",
)
def create_chat_invite_link(call: Call) -> JSON:
    group = group_with_right(call, "can_invite_users", "not enough rights to manage chat invite link")
    name, limit, asks_first = call.get("name"), call.get("member_limit"), bool(call.get("creates_join_request"))
    if len(name or "") > 32:
        raise bad_request("invite link name is too long")
    if limit is not None and (asks_first or not 1 <= limit <= 99_999):
        raise bad_request("member limit can't be specified for links that need approval, and is 1 to 99999")
    link = add_link(call.world, group, call.bot, name=name, asks_first=asks_first, member_limit=limit)
    link.expires = call.get("expire_date")
    return link_json(link)


@api("approveChatJoinRequest", "chat_id!:chat user_id!:int")
def approve_chat_join_request(call: Call) -> bool:
    group = group_with_right(call, "can_invite_users", "not enough rights to approve join requests")
    account = somebody(call)
    link = settle_request(call.world, group, account)
    if link is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    admit(call.world, group, account, call.bot, link=link)
    return True


@api("declineChatJoinRequest", "chat_id!:chat user_id!:int")
def decline_chat_join_request(call: Call) -> bool:
    group = group_with_right(call, "can_invite_users", "not enough rights to decline join requests")
    if settle_request(call.world, group, somebody(call)) is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return True


@api("createForumTopic", "chat_id!:chat name!:text icon_color:int")
def create_forum_topic(call: Call) -> JSON:
    group = forum_with_right(call, "not enough rights to create a topic")
    if not 1 <= len(call.get("name")) <= 128:
        raise bad_request("topic name is too long")
    topic = delivery.open_topic(call.world, group, call.bot, call.get("name"))
    return {"message_thread_id": topic.id, **topic.service["forum_topic_created"]}


def forum_with_right(call: Call, reason: str) -> Group:
    group = group_with_right(call, "can_manage_topics", reason)
    if not group.forum:
        raise bad_request("the chat is not a forum")
    return group


def topic_of(call: Call) -> tuple[Group, int]:
    """The topic that a request means; a bot may always manage those that it made."""
    group, number = group_of(call), call.get("message_thread_id")
    if not group.forum:
        raise bad_request("the chat is not a forum")
    if number not in group.topics:
        raise bad_request("message thread not found")
    if group.by_id[number].sender is not call.bot:
        forum_with_right(call, "not enough rights to manage the topic")
    return group, number


@api("editForumTopic", "chat_id!:chat message_thread_id!:int name:text")
def edit_forum_topic(call: Call) -> bool:
    group, number = topic_of(call)
    name = call.get("name") or ""
    if len(name) > 128:
        raise bad_request("topic name is too long")
    if not name or name == group.topics[number]["name"]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    delivery.rename_topic(call.world, group, number, call.bot, name)
    return True


@api("closeForumTopic", "chat_id!:chat message_thread_id!:int")
def close_forum_topic(call: Call) -> bool:
    return set_closed(call, closed=True)


@api("reopenForumTopic", "chat_id!:chat message_thread_id!:int")
def reopen_forum_topic(call: Call) -> bool:
    return set_closed(call, closed=False)


@api("deleteForumTopic", "chat_id!:chat message_thread_id!:int")
def delete_forum_topic(call: Call) -> bool:
    """By right, or by who made a topic in which nobody else has written."""
    group, number = topic_of(call)
    others = any(each.sender is not call.bot for each in group.log if each.thread_id == number)
    if others or group.by_id[number].sender is not call.bot:
        group_with_right(call, "can_delete_messages", "not enough rights to delete the topic")
    delivery.delete_topic(call.world, group, number, call.bot)
    return True


def set_closed(call: Call, *, closed: bool) -> bool:
    group, number = topic_of(call)
    if bool(group.topics[number].get("closed")) is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    delivery.set_topic_closed(call.world, group, number, call.bot, closed=closed)
    return True
