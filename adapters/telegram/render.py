"""How a message looks on Telegram: blocks in, calls of the Bot API out. Nothing is markup, so nothing needs escaping."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

from adapters.telegram.limits import BUTTONS, CAPTION, ENTITIES, LABEL, NOTE, PLACEHOLDER, ROW, TEXT
from adapters.telegram.splitting import Mark, Marked, shorten, split, units
from community.chat.address import Place, Platform
from community.chat.gateway import Sign
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
    account_on,
)

JSON = dict[str, Any]

NO_PREVIEW: Final = {"is_disabled": True}
WORD_JOINER: Final = "\u2060"
CALLS_OUT: Final = re.compile(r"(?<![\w@/])([@/])(?=[A-Za-z0-9_])")
"""The start of a mention or a command, which Telegram makes live by itself."""
RIGHTS: Final = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
"""Every right of an administrator that has to be named."""
REACTIONS: Final[Mapping[Sign, str]] = {Sign.COUNTED: "👌", Sign.HEARD: "❤"}
TONES: Final[Mapping[Tone, str]] = {Tone.MAIN: "primary", Tone.DANGER: "danger"}
PERSON: Final = "text_mention"
ENTITY: Final[Mapping[Style, str]] = {
    Style.BOLD: "bold",
    Style.ITALIC: "italic",
    Style.CODE: "code",
    Style.LINK: "text_link",
    Style.PERSON: PERSON,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API; a file goes along as an upload under the name that the method has for it."""

    method: str
    parameters: JSON
    file: File | None = field(default=None, repr=False)

    @property
    def upload(self) -> str:
        return "photo" if self.method == "sendPhoto" else "document"


def post(message: Message, place: Place, bot_name: str) -> list[Call]:
    """The calls that write a message: long texts in parts, short ones over the first file, buttons on the last."""
    text, files = words(message), [block for block in message.blocks if isinstance(block, File)]
    caption = Marked("")
    if files and units(text.text) <= CAPTION:
        text, caption = Marked(""), text
    calls = [Call("sendMessage", _worded("text", "entities", part) | _quiet()) for part in split(text, TEXT)]
    for file in files:
        method = "sendPhoto" if file.seen else "sendDocument"
        calls.append(Call(method, _worded("caption", "caption_entities", caption), file))
        caption = Marked("")
    for call in calls:
        call.parameters.update(_address(place), **({"disable_notification": True} if message.silent else {}))
    if calls:
        calls[0].parameters.update(_answering(message, place))
        calls[-1].parameters.update(_markup(message, place, bot_name))
    return calls


def change(message: Message, place: Place, message_id: str, bot_name: str) -> Call:
    """The call that puts new words and buttons into a message of ours. It stays one message: too long is shortened."""
    parameters = {"chat_id": _number(place.chat), "message_id": int(message_id)}
    parameters |= _worded("text", "entities", shorten(words(message), TEXT)) | _quiet()
    buttons = _keyboard(message, bot_name)
    return Call("editMessageText", parameters | ({"reply_markup": buttons} if buttons else {}))


def fits_into_the_old_one(message: Message, place: Place) -> bool:
    """Whether a message can replace one of ours: no file, one part, and no reply box that has to open in a group."""
    opens = any(isinstance(block, ReplyBox) for block in message.blocks) and not place.private
    opens = opens or any(isinstance(block, PickChat) for block in message.blocks)
    files = any(isinstance(block, File) for block in message.blocks)
    return not opens and not files and units(words(message).text) <= TEXT


def note(message: Message) -> str:
    """The message as it stands at a press; empty if it does not fit there."""
    bare = not any(isinstance(block, Buttons | ReplyBox | File | PickChat) for block in message.blocks)
    text = words(message).text
    return text if bare and units(text) <= NOTE else ""


def reaction(sign: Sign | None) -> list[JSON]:
    return [] if sign is None else [{"type": "emoji", "emoji": REACTIONS[sign]}]


def words(message: Message) -> Marked:
    """Everything that is text in a message, in reading order, a blank line between blocks."""
    text = Marked("")
    for block in message.blocks:
        piece = _block(block).stripped()
        if piece.text:
            text = text + Marked("\n\n") + piece if text.text else piece
    return text


def _block(block: Block) -> Marked:
    match block:
        case Text():
            return _spans(block.spans)
        case Quote():
            text = hushed(block.text)
            return Marked(text, (Mark(0, len(text), "blockquote"),))
        case Facts():
            return _facts(block.rows)
        case Buttons() | ReplyBox() | File() | PickChat():
            return Marked("")
        case _:
            assert_never(block)


def hushed(text: str) -> str:
    """A person's own words, in which a name calls nobody and a command cannot be tapped."""
    return CALLS_OUT.sub(rf"\1{WORD_JOINER}", text)


def _spans(spans: Sequence[Span]) -> Marked:
    text, marks, at = "".join(span.text for span in spans), [], 0
    for span in spans:
        end = at + len(span.text)
        target = account_on(Platform.TELEGRAM, span) if span.style is Style.PERSON else span.url
        if span.style in ENTITY and span.text and (target or span.style is not Style.PERSON):
            marks.append(Mark(at, end, ENTITY[span.style], target))
        at = end
    return Marked(text, tuple(marks))


def _facts(rows: Sequence[tuple[str, str]]) -> Marked:
    text = Marked("")
    for label, value in rows:
        line = Marked(f"{label}:", (Mark(0, len(label) + 1, "bold"),)) + Marked(f" {value}")
        text = text + Marked("\n") + line if text.text else line
    return text


def _worded(text: str, entities: str, part: Marked) -> JSON:
    if not part.text:
        return {}
    marks = _entities(part)
    return {text: part.text, entities: marks} if marks else {text: part.text}


def _entities(part: Marked) -> list[JSON]:
    """Marks as entities: offsets and lengths in UTF-16 units."""
    found = []
    for mark in part.marks[:ENTITIES]:
        offset, length = units(part.text[: mark.start]), units(part.text[mark.start : mark.end])
        found.append({"type": mark.kind, "offset": offset, "length": length, **_target(mark)})
    return found


def _target(mark: Mark) -> JSON:
    """Where a mark leads; of a person the platform looks at nothing but the id."""
    if mark.kind == PERSON:
        return {"user": {"id": _number(mark.url), "is_bot": False, "first_name": ""}}
    return {"url": mark.url} if mark.url else {}


def _quiet() -> JSON:
    return {"link_preview_options": NO_PREVIEW}


def _address(place: Place) -> JSON:
    address: JSON = {"chat_id": _number(place.chat)}
    return address | {"message_thread_id": int(place.thread)} if place.thread else address


def _number(chat: str) -> int | str:
    return int(chat) if chat.lstrip("-").isdecimal() else chat


def _answering(message: Message, place: Place) -> JSON:
    """What the message replies to; it is still written when that has gone meanwhile."""
    target = message.reply_to
    if target is None or target.place.chat != place.chat:
        return {}
    return {"reply_parameters": {"message_id": int(target.id), "allow_sending_without_reply": True}}


def _markup(message: Message, place: Place, bot_name: str) -> JSON:
    """One thing can stand under a message: in a group the reply box comes first, since only it lets us read the reply."""
    picker = next((block for block in message.blocks if isinstance(block, PickChat)), None)
    if picker is not None and place.private:
        return {"reply_markup": _picker(picker)}
    buttons = _keyboard(message, bot_name)
    box = next((block for block in message.blocks if isinstance(block, ReplyBox)), None)
    if box is not None and not (place.private and buttons):
        return {"reply_markup": _reply_box(box, message)}
    return {"reply_markup": buttons} if buttons else {}


def _picker(block: PickChat) -> JSON:
    """A key instead of the keyboard: whoever picks a chat adds us there, as an administrator with what we need."""
    ours = dict.fromkeys(RIGHTS, False) | {"can_manage_chat": True, "can_invite_users": True, "can_manage_topics": True}
    theirs = ours | {"can_promote_members": True}
    wanted: JSON = {"request_id": block.request, "chat_is_channel": False, "request_title": True}
    wanted |= {"user_administrator_rights": theirs, "bot_administrator_rights": ours}
    key = {"text": shorten(Marked(block.label), LABEL).text, "request_chat": wanted}
    return {"keyboard": [[key]], "resize_keyboard": True, "one_time_keyboard": True}


def _reply_box(box: ReplyBox, message: Message) -> JSON:
    """Selective boxes open for whom we reply to; without a reply nobody would see it."""
    markup: JSON = {"force_reply": True, "selective": message.reply_to is not None}
    placeholder = shorten(Marked(box.placeholder), PLACEHOLDER).text
    return markup | {"input_field_placeholder": placeholder} if placeholder else markup


def _keyboard(message: Message, bot_name: str) -> JSON | None:
    rows = [row for block in message.blocks if isinstance(block, Buttons) for row in block.rows]
    lines = [row[start : start + ROW] for row in rows for start in range(0, len(row), ROW)]
    keyboard, left = [], BUTTONS
    for line in lines:
        keyboard.append([_button(button, bot_name) for button in line[:left]])
        left -= len(line)
        if left <= 0:
            break
    return {"inline_keyboard": keyboard} if keyboard else None


def _button(button: Button, bot_name: str) -> JSON:
    face: JSON = {"text": shorten(Marked(button.label), LABEL).text}
    if button.tone in TONES:
        face["style"] = TONES[button.tone]
    match button.action:
        case Press(token):
            return face | {"callback_data": token}
        case Link(url):
            return face | {"url": url}
        case PrivateChat(payload):
            return face | {"url": f"https://t.me/{bot_name}?start={payload}"}
        case _:
            assert_never(button.action)
