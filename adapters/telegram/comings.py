"""Who comes into a chat, leaves it, asks to be let in, or picks one for us: read from Telegram's service messages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from community.chat.address import Place
from community.chat.inbound import Arrival, AsksToComeIn, CameIn, ChatPicked, Event, PlaceMoved, WentOut

JSON = Mapping[str, Any]
Arrive = Callable[..., Arrival]
"""Makes the arrival of a message or change, of its sender or of the person given as `sender`."""

SERVICE: Final = (
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "new_chat_members",
    "left_chat_member",
    "chat_shared",
)


def told_by(message: JSON, update: JSON, arrive: Arrive) -> Sequence[Event] | None:
    """The events of a service message; None for one in which somebody says something."""
    kind = next(filter(message.keys().__contains__, SERVICE), None)
    return _READERS[kind](message, update, arrive) if kind else None


def request(asked: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    """Somebody stands at the door of a chat that asks its administrators first."""
    arrival = arrive(update, asked)
    return (AsksToComeIn(arrival=arrival, link=asked.get("invite_link", {}).get("name", "")),)


def membership(change: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    """Somebody else's standing in a chat changed; told to administrators only, and beside the service message."""
    member = change["new_chat_member"]
    out, was_out = is_out(member), is_out(change["old_chat_member"])
    if out == was_out or member["user"].get("is_bot"):
        return ()
    arrival = arrive(update, change, sender=member["user"])
    return (WentOut(arrival=arrival) if out else CameIn(arrival=arrival),)


def is_out(member: JSON) -> bool:
    return member["status"] in {"left", "kicked"} or member.get("is_member") is False


def _moved(message: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    arrival = arrive(update, message)
    return (PlaceMoved(arrival=arrival, to=Place(arrival.bot, str(message["migrate_to_chat_id"]))),)


def _came_from(message: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    """The same, told in the new chat: for where the old one's word of it was lost."""
    old = {**message, "chat": {**message["chat"], "id": message["migrate_from_chat_id"]}}
    return (PlaceMoved(arrival=arrive(update, old), to=arrive(update, message).place),)


def _came(message: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    people = [each for each in message["new_chat_members"] if not each.get("is_bot")]
    return [CameIn(arrival=arrive(update, message, sender=each)) for each in people]


def _went(message: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    who = message["left_chat_member"]
    return () if who.get("is_bot") else (WentOut(arrival=arrive(update, message, sender=who)),)


def _picked(message: JSON, update: JSON, arrive: Arrive) -> Sequence[Event]:
    chosen, arrival = message["chat_shared"], arrive(update, message)
    chat = Place(arrival.bot, str(chosen["chat_id"]))
    return (ChatPicked(arrival=arrival, request=chosen["request_id"], chat=chat, title=chosen.get("title", "")),)


_READERS: Mapping[str, Callable[[JSON, JSON, Arrive], Sequence[Event]]] = {
    "migrate_to_chat_id": _moved,
    "migrate_from_chat_id": _came_from,
    "new_chat_members": _came,
    "left_chat_member": _went,
    "chat_shared": _picked,
}
