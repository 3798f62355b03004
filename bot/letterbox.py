"""How a message is kept in a letter until it is sent: as JSON, which the storage encrypts."""

import base64
import json
from collections.abc import Callable
from typing import Any, assert_never

from community.chat.address import Bot, MessageRef, Place, Platform
from community.chat.message import (
    Block,
    Button,
    Buttons,
    Facts,
    File,
    Link,
    Message,
    PickChat,
    Press,
    PrivateChat,
    Quote,
    ReplyBox,
    Span,
    Style,
    Text,
    Tone,
)


def fold(message: Message) -> bytes:
    """The message as bytes for the body of a letter."""
    blocks = [_fold_block(block) for block in message.blocks]
    return json.dumps([message.silent, blocks], ensure_ascii=False, separators=(",", ":")).encode()


def unfold(body: bytes, reply_to: MessageRef | None = None) -> Message:
    """The message that `fold` made into bytes."""
    silent, blocks = json.loads(body)
    return Message(tuple(_unfold_block(block) for block in blocks), reply_to, silent)


def _fold_block(block: Block) -> list[Any]:
    match block:
        case Text(spans=spans):
            folded: list[Any] = ["text", *([span.text, span.style, span.url] for span in spans)]
        case Quote(text=text):
            folded = ["quote", text]
        case Facts(rows=rows):
            folded = ["facts", *rows]
        case Buttons(rows=rows):
            folded = ["buttons", *([_fold_button(button) for button in row] for row in rows)]
        case ReplyBox(placeholder=placeholder):
            folded = ["reply", placeholder]
        case PickChat(label=label, request=request):
            folded = ["pick", label, request]
        case File(name=name, content=content, mime=mime, alt=alt, seen=seen):
            folded = ["file", name, mime, base64.b64encode(content).decode(), alt, seen]
        case _:
            assert_never(block)
    return folded


def _fold_button(button: Button) -> list[str]:
    match button.action:
        case Press(token=value):
            kind = "press"
        case Link(url=value):
            kind = "link"
        case PrivateChat(payload=value):
            kind = "private"
    return [button.label, button.tone, kind, value]


def _unfold_block(folded: list[Any]) -> Block:
    kind, *rest = folded
    if kind not in _UNFOLD:
        raise ValueError(f"no block is called {kind!r}")
    return _UNFOLD[kind](rest)


_UNFOLD: dict[str, Callable[[list[Any]], Block]] = {
    "text": lambda rest: Text(tuple(Span(text, Style(style), url) for text, style, url in rest)),
    "quote": lambda rest: Quote(rest[0]),
    "facts": lambda rest: Facts(tuple((label, value) for label, value in rest)),
    "buttons": lambda rest: Buttons(tuple(tuple(_unfold_button(*button) for button in row) for row in rest)),
    "reply": lambda rest: ReplyBox(rest[0]),
    "pick": lambda rest: PickChat(*rest),
    "file": lambda rest: File(rest[0], base64.b64decode(rest[2]), rest[1], *rest[3:]),
}


def _unfold_button(label: str, tone: str, kind: str, value: str) -> Button:
    actions: dict[str, Callable[[str], Press | Link | PrivateChat]] = {
        "press": Press,
        "link": Link,
        "private": PrivateChat,
    }
    return Button(label, actions[kind](value), Tone(tone))


def place_code(place: Place) -> str:
    """A place as one word, for the arguments of a stored call."""
    return f"{place.bot.platform}|{place.bot.id}|{place.chat}|{place.thread}"


def read_place(code: str) -> Place:
    """The place that `place_code` wrote."""
    platform, bot, chat, thread = code.split("|")
    return Place(Bot(Platform(platform), bot), chat, thread)
