"""What may stand under a message: inline keyboards, forced replies, removed keyboards, and their limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.playground.telegram.entities import units
from adapters.playground.telegram.state import JSON, Group, bad_request

if TYPE_CHECKING:
    from adapters.playground.telegram.state import Chat

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA = 64
ACTIONS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "web_app")
ADDRESS = re.compile(r"(https?://[^\s/]+\.?[^\s]*|tg://\S+)$")


def checked_markup(markup: JSON | None, chat: Chat) -> JSON | None:
    """The markup as it will be kept, or the refusal."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return checked_inline(markup["inline_keyboard"], chat)
    if markup.get("force_reply"):
        placeholder = markup.get("input_field_placeholder", "")
        if units(placeholder) > 64:
            raise bad_request("input field placeholder is too long")
        return markup
    if "keyboard" in markup:
        return checked_keys(markup, chat)
    if markup.get("remove_keyboard"):
        return markup
    raise bad_request("object expected as reply markup")


def checked_keys(markup: JSON, chat: Chat) -> JSON:
    """Keys in place of the keyboard; those that ask for a chat are for private chats, and ask for no more than fits."""
    for row in markup["keyboard"]:
        for key in row:
            if not isinstance(key, dict) or not str(key.get("text", "")).strip():
                raise bad_request("keyboard button text must be non-empty")
            if "request_chat" in key:
                check_request(key["request_chat"], chat)
    return markup


def check_request(wanted: JSON, chat: Chat) -> None:
    if isinstance(chat, Group):
        raise bad_request("can't request chats in this chat type")
    if not -(2**31) <= wanted["request_id"] < 2**31:
        raise bad_request("request_id must be a 32-bit number")
    theirs, ours = wanted.get("user_administrator_rights", {}), wanted.get("bot_administrator_rights", {})
    if any(given and not theirs.get(right) for right, given in ours.items()):
        raise bad_request("BOT_RIGHTS_NOT_SUBSET: the rights of the bot must be a subset of those of the user")


def checked_inline(rows: list[list[JSON]], chat: Chat) -> JSON | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an array of arrays')
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            check_button(button, chat)
    return {"inline_keyboard": rows} if rows else None


def check_button(button: JSON, chat: Chat) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    chosen = [action for action in ACTIONS if action in button]
    if len(chosen) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if chosen[0] == "callback_data" and not 1 <= len(button["callback_data"].encode()) <= MAX_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if chosen[0] == "url" and not ADDRESS.match(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if chosen[0] == "web_app" and isinstance(chat, Group):
        raise bad_request("BUTTON_TYPE_INVALID")
