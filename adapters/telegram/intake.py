"""What Telegram's updates mean: a raw update in, events out, nothing else touched."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from adapters.telegram import comings
from adapters.telegram.attachments import attachments_in, says_something
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.inbound import (
    Arrival,
    BotJoined,
    BotLeft,
    Called,
    Event,
    Handle,
    Pressed,
    ReachabilityChanged,
    RightsChanged,
    Said,
    Talked,
)

JSON = Mapping[str, Any]

WANTED: Final = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
)
RECEIVED: Final = "received_at"
"""Our own mark on a stored press, which carries no date: seconds since 1970 when it came in."""
GROUPS: Final = frozenset({"group", "supergroup"})
ANONYMOUS_ADMIN: Final = 1087968824
ANSWERABLE_FOR: Final = timedelta(seconds=150)
"""Telegram forgets a press after this."""
COMMAND: Final = re.compile(
    r"/(?P<name>[A-Za-z0-9_]{1,64})(?:@(?P<bot>[A-Za-z0-9_]+))?(?![\w/@])\s*(?P<rest>.*)", re.DOTALL
)


def lane_of(update: JSON) -> str:
    """The chat an update belongs to, else the person; readable also where the update is not."""
    for body in update.values():
        if not isinstance(body, Mapping):
            continue
        message = body.get("message")
        inner = message if isinstance(message, Mapping) else {}
        for party in (body.get("chat"), inner.get("chat"), body.get("from"), body.get("user")):
            if isinstance(party, Mapping) and "id" in party:
                return str(party["id"])
    return ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Reads updates as the bot with this id and name."""

    bot: Bot
    name: str

    def read(self, raw: bytes) -> Sequence[Event]:
        try:
            update = json.loads(raw)
            kind = next(filter(update.keys().__contains__, WANTED), None)
            return self._kinds()[kind](update[kind], update) if kind else ()
        except (KeyError, TypeError, AttributeError, OverflowError, OSError) as fault:
            raise ValueError(f"an update of an unknown shape: {type(fault).__name__}") from fault

    def _kinds(self) -> Mapping[str, Callable[[JSON, JSON], Sequence[Event]]]:
        return {
            "message": self._message,
            "edited_message": self._edit,
            "callback_query": self._press,
            "my_chat_member": self._membership,
            "chat_member": lambda change, update: comings.membership(change, update, self._arrival),
            "chat_join_request": lambda asked, update: comings.request(asked, update, self._arrival),
        }

    def _message(self, message: JSON, update: JSON) -> Sequence[Event]:
        if not _from_a_person(message):
            return ()
        arrival, service = self._arrival(update, message), comings.told_by(message, update, self._arrival)
        if service is not None or not says_something(message):
            return service or ()
        command = _commands(message)
        if command:
            return self._command(arrival, message, command)
        return (self._words(arrival, message),)

    def _command(self, arrival: Arrival, message: JSON, command: re.Match[str]) -> Sequence[Event]:
        addressed = command["bot"]
        if addressed and addressed.casefold() != self.name.casefold():
            return ()
        return (
            Called(
                arrival=arrival,
                path=command["name"].lower(),
                typed=command["rest"],
                addressed=bool(addressed),
                message=_ref(arrival.place, message),
                reply_to=_reply(arrival.place, message),
                files=dict(zip(("",), attachments_in(message), strict=False)),
            ),
        )

    def _words(self, arrival: Arrival, message: JSON, *, edited: bool = False) -> Said | Talked:
        ref, reply_to = _ref(arrival.place, message), _reply(arrival.place, message)
        to_us = self._answers_us(message)
        if not arrival.place.private and not to_us:
            return Talked(arrival=arrival, message=ref, reply_to=reply_to)
        return Said(
            arrival=arrival,
            text=message.get("text", message.get("caption", "")),
            message=ref,
            reply_to=reply_to,
            reply_tokens=_carried(_replied(message)) if to_us else (),
            edited=edited,
            attachments=attachments_in(message),
        )

    def _edit(self, message: JSON, update: JSON) -> Sequence[Event]:
        """A changed command is not run again, and changed group talk is not counted again."""
        if not _from_a_person(message) or not says_something(message) or _commands(message):
            return ()
        words = self._words(self._arrival(update, message), message, edited=True)
        return (words,) if isinstance(words, Said) else ()

    def _press(self, query: JSON, update: JSON) -> Sequence[Event]:
        message = query.get("message")
        if message is None or "data" not in query or query["from"].get("is_bot"):
            return ()
        at = _moment(update.get(RECEIVED) or message["date"])
        arrival = self._arrival(update, message, sender=query["from"], at=at, press=query["id"])
        return (Pressed(arrival=arrival, token=query["data"], message=_ref(arrival.place, message)),)

    def _membership(self, change: JSON, update: JSON) -> Sequence[Event]:
        chat, member = change["chat"], change["new_chat_member"]
        arrival = self._arrival(update, change)
        out, was_out = comings.is_out(member), comings.is_out(change["old_chat_member"])
        if chat["type"] == "private":
            return (ReachabilityChanged(arrival=arrival, reachable=not out),)
        if chat["type"] not in GROUPS:
            return ()
        if out == was_out:
            same = member == change["old_chat_member"]
            return () if out or same else (_rights(arrival, member),)
        return (BotLeft(arrival=arrival) if out else BotJoined(arrival=arrival),)

    def _arrival(
        self,
        update: JSON,
        message: JSON,
        *,
        sender: JSON | None = None,
        at: datetime | None = None,
        press: str = "",
    ) -> Arrival:
        person, chat = sender or message["from"], message["chat"]
        at = at or _moment(message.get("edit_date") or message["date"])
        anonymous = person["id"] == ANONYMOUS_ADMIN
        return Arrival(
            bot=self.bot,
            id=str(update["update_id"]),
            at=at,
            place=self._place(message),
            account=None if anonymous else Account(Platform.TELEGRAM, str(person["id"])),
            name="" if anonymous else _full_name(person),
            language="" if anonymous else person.get("language_code", ""),
            admin=True if anonymous else None,
            anonymous=anonymous,
            place_title=chat.get("title", ""),
            handle=Handle(press, at + ANSWERABLE_FOR) if press else None,
        )

    def _place(self, message: JSON) -> Place:
        chat = message["chat"]
        private = chat["type"] == "private"
        topic = message.get("is_topic_message") and not private
        return Place(self.bot, str(chat["id"]), str(message["message_thread_id"]) if topic else "", private)

    def _answers_us(self, message: JSON) -> bool:
        original = _replied(message)
        return original is not None and str(original.get("from", {}).get("id")) == self.bot.id


def _commands(message: JSON) -> re.Match[str] | None:
    """The command at the beginning of a message, or of the words beside a file."""
    return COMMAND.match(message.get("text", message.get("caption", "")))


def _from_a_person(message: JSON) -> bool:
    """People and anonymous administrators; not channels, linked channels' posts, or other bots."""
    sender, chat = message.get("from"), message["chat"]
    if chat["type"] not in {"private", *GROUPS} or sender is None:
        return False
    behind = message.get("sender_chat")
    if behind is not None:
        return bool(behind["id"] == chat["id"] and sender["id"] == ANONYMOUS_ADMIN)
    return not sender.get("is_bot") or sender["id"] == ANONYMOUS_ADMIN


def _replied(message: JSON) -> JSON | None:
    """The message this one replies to. In a topic every message hangs on the topic's opening, which is no reply."""
    original: JSON | None = message.get("reply_to_message")
    return None if original is None or "forum_topic_created" in original else original


def _reply(place: Place, message: JSON) -> MessageRef | None:
    original = _replied(message)
    return None if original is None else _ref(place, original)


def _carried(original: JSON | None) -> tuple[str, ...]:
    """What the buttons of a message carry: sent back where they stand, or at the end of a link to the private chat."""
    rows = (original or {}).get("reply_markup", {}).get("inline_keyboard", ())
    buttons = [button for row in rows for button in row]
    tokens = [each.get("callback_data") or each.get("url", "").partition("?start=")[2] for each in buttons]
    return tuple(filter(None, tokens))


def _ref(place: Place, message: JSON) -> MessageRef:
    return MessageRef(place, str(message["message_id"]))


def _full_name(person: JSON) -> str:
    return " ".join(filter(None, (person["first_name"], person.get("last_name"))))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _rights(arrival: Arrival, member: JSON) -> RightsChanged:
    """Of a plain member the chat itself says what it may do."""
    if member["status"] == "administrator":
        return RightsChanged(arrival=arrival, writes=True, opens_threads=bool(member.get("can_manage_topics")))
    writes = bool(member.get("can_send_messages")) if member["status"] == "restricted" else None
    return RightsChanged(arrival=arrival, writes=writes, opens_threads=False)
