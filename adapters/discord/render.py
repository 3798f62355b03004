"""What Discord is told to show: blocks of meaning become message payloads, in as few parts as their length needs."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from discord import MessageFlags

from adapters.discord.limits import FILES, LABEL, NONCE, ROW_WIDTH, ROWS, shortened
from adapters.discord.markup import Line, Paragraph, contents, lines_of
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

START = "start:"
"""A button that leads to the private chat elsewhere is, on Discord, a call of `/start` with its payload."""

_NOBODY = {"parse": [], "replied_user": False}
_STYLES = {Tone.MAIN: 1, Tone.PLAIN: 2, Tone.DANGER: 4}
_LINK_STYLE = 5
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One message of Discord's: its payload, and the files that travel with it."""

    payload: dict[str, Any]
    files: tuple[File, ...] = field(default=())

    def with_flags(self, flags: int) -> "Part":
        return replace(self, payload={**self.payload, "flags": self.payload["flags"] | flags})

    def having(self, **more: Any) -> "Part":
        return replace(self, payload={**self.payload, **more})


def parts_of(message: Message) -> list[Part]:
    """The messages to write: buttons and files on the last; buttons that find no room there in parts of their own."""
    texts = contents(_paragraphs(message.blocks))
    rows = _closer(list(_rows(message.blocks)))
    pages = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)] or [[]]
    files = tuple(block for block in message.blocks if isinstance(block, File))
    last = Part(_payload(texts[-1] if texts else "", pages[0], message), files[:FILES])
    parts = [Part(_payload(text, [], message)) for text in texts[:-1]]
    parts += [last, *(Part(_payload("", page, message)) for page in pages[1:])]
    parts += [Part(_payload("", [], message), files[at : at + FILES]) for at in range(FILES, len(files), FILES)]
    if message.reply_to is not None:
        parts[0] = parts[0].having(message_reference=_reference(message.reply_to.id))
    return parts


def edit_of(part: Part) -> dict[str, Any]:
    """The payload that puts a part into a message of ours, whatever stood there."""
    return {**part.payload, "flags": MessageFlags.suppress_embeds.flag}


def nonce_of(key: str, index: int = 0) -> str:
    """The name by which Discord knows a second copy: one per part."""
    if index == 0 and 0 < len(key) <= NONCE:
        return key
    return hashlib.blake2s(f"{key}:{index}".encode()).hexdigest()[:NONCE]


def _payload(content: str, rows: Sequence[Row], message: Message) -> dict[str, Any]:
    flags = MessageFlags.suppress_embeds.flag
    if message.silent:
        flags |= MessageFlags.suppress_notifications.flag
    return {"content": content, "components": list(rows), "flags": flags, "allowed_mentions": _NOBODY}


def _reference(message_id: str) -> dict[str, Any]:
    """A reply that is posted even if what it answers is gone."""
    return {"type": 0, "message_id": message_id, "fail_if_not_exists": False}


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Text(spans=spans):
                yield Paragraph(tuple(lines_of(spans)))
            case Quote(text=text):
                yield Paragraph(tuple(lines_of((Span(text),), "> ")))
            case Facts(rows=rows):
                yield Paragraph(tuple(line for label, value in rows for line in _fact(label, value)))
            case Buttons() | ReplyBox() | File() | PickChat():
                pass
            case _:
                assert_never(block)


def _fact(label: str, value: str) -> Iterator[Line]:
    yield from lines_of((Span(f"{label}:", Style.BOLD), Span(f" {value}")))


def _rows(blocks: Sequence[Block]) -> Iterator[Row]:
    """Action rows of at most five buttons; a longer row goes on in the next."""
    for block in blocks:
        for row in block.rows if isinstance(block, Buttons) else ():
            for start in range(0, len(row), ROW_WIDTH):
                yield {"type": 1, "components": [_button(button) for button in row[start : start + ROW_WIDTH]]}


def _closer(rows: list[Row]) -> list[Row]:
    """Rows that share lines, the shortest first and the last of these, until they fit under one message."""
    while len(rows) > ROWS:
        width, at = min((_width(rows[at : at + 2]), -at) for at in range(len(rows) - 1))
        if width > ROW_WIDTH:
            break
        pair = rows[-at : 2 - at]
        rows[-at : 2 - at] = [{"type": 1, "components": [button for row in pair for button in row["components"]]}]
    return rows


def _width(rows: Sequence[Row]) -> int:
    return sum(len(row["components"]) for row in rows)


def _button(button: Button) -> dict[str, Any]:
    shown = {"type": 2, "label": shortened(button.label, LABEL)}
    match button.action:
        case Press(token=token):
            return {**shown, "style": _STYLES[button.tone], "custom_id": token}
        case PrivateChat(payload=payload):
            return {**shown, "style": _STYLES[button.tone], "custom_id": START + payload}
        case Link(url=url):
            return {**shown, "style": _LINK_STYLE, "url": url}
        case _:
            assert_never(button.action)
