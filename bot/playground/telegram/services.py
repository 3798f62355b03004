"""What happened in a chat, and what a message holds, in words."""

from collections.abc import Callable
from typing import Any

from adapters.playground.telegram import Message

SHORT = 60


def speaker(message: Message) -> str:
    """Who the others see as the sender; an anonymous administrator is the group."""
    return message.sender_chat.title if message.sender_chat else message.sender.first_name


def told(message: Message) -> str:
    """The line of a service message, such as `Dina added Talkoot`."""
    kind, what = next(iter(message.service.items()))
    words = _LINES.get(kind)
    return words(speaker(message), what) if words else kind.replace("_", " ").capitalize()


def gist(message: Message) -> str:
    """A message in a few words, for lists and quotes."""
    if message.service:
        return told(message)
    if message.poll is not None:
        return f"Poll: {message.poll.question}"[:SHORT]
    held = " ".join(filter(None, (held_in(message), message.text)))
    return held[:SHORT].replace("\n", " ")


def held_in(message: Message) -> str:
    """What it holds beside its text."""
    if "photo" in message.media:
        return "Picture"
    if "voice" in message.media:
        return "Voice note"
    return str(message.media["document"]["file_name"]) if "document" in message.media else ""


def _came(who: str, members: list[Any]) -> str:
    names = " and ".join(member["first_name"] for member in members)
    return f"{who} joined the group" if names == who else f"{who} added {names}"


def _went(who: str, member: Any) -> str:
    name = member["first_name"]
    return f"{who} left the group" if name == who else f"{who} removed {name}"


def _pinned(who: str, message: Any) -> str:
    words = message.get("text") or message.get("caption") or ""
    return f'{who} pinned "{words[:SHORT]}"' if words else f"{who} pinned a message"


_LINES: dict[str, Callable[[str, Any], str]] = {
    "new_chat_members": _came,
    "left_chat_member": _went,
    "pinned_message": _pinned,
    "group_chat_created": lambda who, _: f"{who} made the group",
    "forum_topic_edited": lambda who, topic: f'{who} named the topic "{topic["name"]}"',
    "forum_topic_closed": lambda who, _: f"{who} closed the topic",
    "forum_topic_reopened": lambda who, _: f"{who} opened the topic again",
    "chat_shared": lambda who, shared: f"{who} picked the chat {shared.get('title', '')}".rstrip(),
    "forum_topic_created": lambda who, topic: f'{who} made the topic "{topic["name"]}"',
    "migrate_to_chat_id": lambda *_: "The group becomes a supergroup",
    "migrate_from_chat_id": lambda *_: "The group is a supergroup now",
}
