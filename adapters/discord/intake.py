"""What arrives from Discord, in the words of the chat model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from discord import Permissions
from discord.utils import snowflake_time

from adapters.discord.limits import HANDLE_SECONDS
from adapters.discord.modals import uploads_in, values_of
from adapters.discord.render import START
from adapters.discord.slash import arguments_of
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.inbound import (
    Arrival,
    Attachment,
    BotJoined,
    BotLeft,
    Called,
    Event,
    Filled,
    Handle,
    Pressed,
    Removed,
    Said,
    Suggesting,
    Talked,
)

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MALFORMED = "MALFORMED"
"""A frame that is not shaped as it should be: kept, so that it can be looked at."""
_BUTTON = 2
_REPLY = 19
_USER = "user:"
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a reply handle carries: the interaction, and the message that was pressed, if one was."""

    application: str
    interaction: str
    token: str
    pressed: str = ""

    @property
    def text(self) -> str:
        return f"{self.application} {self.interaction} {self.token} {self.pressed}"

    @classmethod
    def read(cls, text: str) -> "Ticket":
        application, interaction, token, pressed = text.split(" ")
        return cls(application, interaction, token, pressed)


def private_place(bot: Bot, user: str) -> Place:
    """The private chat with a person, named by the person: its channel is opened when it is needed."""
    return Place(bot, f"{_USER}{user}", private=True)


def user_of(place: Place) -> str:
    """Whose private chat this is; empty for any other place."""
    return place.chat.removeprefix(_USER) if place.chat.startswith(_USER) else ""


def read(payload: bytes, bot: Bot, *, sees_content: bool) -> Sequence[Event]:
    """The events in a kept frame. Raises ValueError for what cannot be read; unknown kinds are no events."""
    try:
        frame = orjson.loads(payload)
        reader = _READERS.get(frame["t"])
        return reader(_Scene(bot, frame["id"], frame["t"], sees_content), frame["d"]) if reader else ()
    except (KeyError, TypeError, AttributeError, IndexError, orjson.JSONDecodeError) as error:
        raise ValueError(f"this event of Discord's cannot be read: {type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every reader needs besides the data."""

    bot: Bot
    id: str
    event: str
    sees_content: bool

    def place(self, channel: str, user: str, *, private: bool) -> Place:
        return private_place(self.bot, user) if private and user else Place(self.bot, channel, private=private)

    def arrival(self, at: datetime, place: Place, **more: Any) -> Arrival:
        return Arrival(bot=self.bot, id=self.id, at=at, place=place, **more)


def _message(scene: _Scene, data: Data) -> Sequence[Event]:
    author = data["author"]
    place = scene.place(data["channel_id"], author["id"], private=data["private"])
    edited = scene.event == "MESSAGE_UPDATE"
    at = datetime.fromisoformat(data["edited_timestamp"]) if edited else _made_at(data["id"])
    arrival = scene.arrival(at, place, account=_account(author), name=_name(author, data.get("nick")))
    message = MessageRef(place, data["id"])
    reply_to = _answered(place, data)
    if not place.private and not data["to_us"]:
        return () if edited else (Talked(arrival=arrival, message=message, reply_to=reply_to),)
    text = data.get("content") or ""
    said = Said(
        arrival=arrival,
        text=text,
        message=message,
        reply_to=reply_to,
        blank=not (text or data["shows"] or place.private or scene.sees_content),
        edited=edited,
        attachments=tuple(_attachment(data, file) for file in data["attachments"]),
    )
    return (said,)


def _answered(place: Place, data: Data) -> MessageRef | None:
    if data.get("type") != _REPLY:
        return None
    answered = (data.get("message_reference") or {}).get("message_id")
    return MessageRef(place, answered) if answered else None


def _attachment(data: Data, file: Data) -> Attachment:
    return _file(file, f"{data['channel_id']}/{data['id']}/{file['id']}")


def _file(file: Data, fetched_by: str) -> Attachment:
    return Attachment(
        id=fetched_by,
        name=file["filename"],
        mime=file.get("content_type") or "application/octet-stream",
        size=file["size"],
    )


def _deletion(scene: _Scene, data: Data) -> Sequence[Event]:
    """A deletion has no time of its own: it is dated like the newest message it takes away."""
    place = scene.place(data["channel_id"], data.get("user", ""), private="user" in data)
    arrival = scene.arrival(_made_at(max(data["ids"], key=int)), place)
    return (Removed(arrival=arrival, messages=tuple(MessageRef(place, name) for name in data["ids"])),)


def _malformed(_: _Scene, data: Data) -> Sequence[Event]:
    raise ValueError(f"a malformed {data['was']}")


def _guild_joined(scene: _Scene, data: Data) -> Sequence[Event]:
    place = Place(scene.bot, data["home"])
    also = tuple(Place(scene.bot, channel) for channel in data["channels"] if channel != data["home"])
    arrival = scene.arrival(_made_at(data["home"]), place, place_title=data["name"], language=data.get("locale", ""))
    return (BotJoined(arrival=arrival, also=also, anew=data["anew"]),)


def _left(scene: _Scene, data: Data) -> Sequence[Event]:
    return [
        BotLeft(arrival=scene.arrival(_made_at(channel), Place(scene.bot, channel))) for channel in data["channels"]
    ]


def _interaction(scene: _Scene, data: Data) -> Sequence[Event]:
    reader = _INTERACTIONS.get(data["type"])
    return reader(_arrived(scene, data), data) if reader else ()


def _arrived(scene: _Scene, data: Data) -> Arrival:
    person = data["person"]
    private = data["private"]
    at = _made_at(data["id"])
    ticket = Ticket(data["application_id"], data["id"], data["token"], (data.get("message") or {}).get("id", ""))
    return scene.arrival(
        at,
        scene.place(data.get("channel_id", ""), person["id"], private=private),
        account=_account(person),
        name=_name(person, data.get("nick")),
        language=data.get("locale") or data.get("guild_locale") or "",
        admin=False if private else _governs(data.get("permissions")),
        place_title="" if private else data.get("channel_name") or "",
        handle=Handle(ticket.text, at + timedelta(seconds=HANDLE_SECONDS)),
    )


def _called(arrival: Arrival, data: Data) -> Sequence[Event]:
    if data["data"].get("type", 1) != 1:
        return ()
    given = arguments_of(data["data"].get("options") or ())
    path = " ".join((data["data"]["name"], *given.words))
    files = _files(data, given.files)
    return (Called(arrival=arrival, path=path, args=given.given, files=files, addressed=True),)


def _files(data: Data, ids: Mapping[str, str]) -> dict[str, Attachment]:
    """The files of an interaction, by question; they stand in no message, so that only their address leads to them."""
    known = data.get("files") or {}
    return {name: _file(known[number], known[number]["url"]) for name, number in ids.items() if number in known}


def _pressed(arrival: Arrival, data: Data) -> Sequence[Event]:
    token = data["data"]["custom_id"]
    message = _pressed_message(arrival, data)
    if data["data"].get("component_type", _BUTTON) != _BUTTON:
        return (Filled(arrival=arrival, token=token, values={"value": _chosen(data)}, message=message),)
    if token.startswith(START):
        return (Called(arrival=arrival, path="start", typed=token.removeprefix(START), message=message),)
    return (Pressed(arrival=arrival, token=token, message=message),)


def _chosen(data: Data) -> str:
    return ",".join(data["data"].get("values") or ())


def _suggesting(arrival: Arrival, data: Data) -> Sequence[Event]:
    typed = arguments_of(data["data"].get("options") or ())
    others = {name: value for name, value in typed.given.items() if name != typed.typing}
    path, partial = " ".join((data["data"]["name"], *typed.words)), typed.given.get(typed.typing, "")
    return (Suggesting(arrival=arrival, path=path, option=typed.typing, partial=partial, args=others),)


def _submitted(arrival: Arrival, data: Data) -> Sequence[Event]:
    form = data["data"]
    filled = Filled(
        arrival=arrival,
        token=form["custom_id"],
        values=values_of(form["components"]),
        message=_pressed_message(arrival, data),
        files=_files(data, uploads_in(form["components"])),
    )
    return (filled,)


def _pressed_message(arrival: Arrival, data: Data) -> MessageRef | None:
    return MessageRef(arrival.place, data["message"]["id"]) if data.get("message") else None


def _account(person: Data) -> Account:
    return Account(Platform.DISCORD, person["id"])


def _name(person: Data, nick: str | None) -> str:
    return nick or person.get("global_name") or person.get("username") or ""


def _governs(bits: str | None) -> bool | None:
    """Whether these rights make somebody an administrator of the server."""
    if bits is None:
        return None
    rights = Permissions(int(bits))
    return rights.administrator or rights.manage_guild


def _made_at(snowflake: str) -> datetime:
    return snowflake_time(int(snowflake))


_READERS: Mapping[str, Callable[[_Scene, Data], Sequence[Event]]] = {
    "MESSAGE_CREATE": _message,
    "MESSAGE_UPDATE": _message,
    "MESSAGE_DELETE": _deletion,
    "MESSAGE_DELETE_BULK": _deletion,
    "INTERACTION_CREATE": _interaction,
    "GUILD_CREATE": _guild_joined,
    "GUILD_DELETE": _left,
    "CHANNEL_DELETE": _left,
    "THREAD_DELETE": _left,
    MALFORMED: _malformed,
}
_INTERACTIONS: Mapping[int, Callable[[Arrival, Data], Sequence[Event]]] = {
    COMMAND: _called,
    COMPONENT: _pressed,
    AUTOCOMPLETE: _suggesting,
    MODAL: _submitted,
}
