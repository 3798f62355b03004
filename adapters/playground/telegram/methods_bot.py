"""What a bot is and receives: its own account, its updates, its command menus and texts."""

from __future__ import annotations

import re
from typing import Any

from adapters.playground.telegram.calls import Call, api
from adapters.playground.telegram.state import JSON, BotApiError, bad_request
from adapters.playground.telegram.updates import KINDS
from adapters.playground.telegram.wire import me_json

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}|")
SCOPE_FIELDS = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


class RawResult(str):
    """A result that is JSON text already."""

    __slots__ = ()


@api("getMe")
def get_me(call: Call) -> JSON:
    return me_json(call.bot)


@api("getUpdates", "offset:int limit:int timeout:int allowed_updates:json")
async def get_updates(call: Call) -> RawResult:
    mailbox = call.bot.mailbox
    if mailbox.webhook:
        raise BotApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
    if call.get("allowed_updates") is not None:
        mailbox.choose(checked_kinds(call.get("allowed_updates")))
    if call.get("offset"):
        mailbox.confirm(call.get("offset"))
    limit = min(max(call.get("limit", 100), 1), 100)
    updates = await mailbox.poll(limit, min(max(call.get("timeout", 0), 0), 50))
    if updates is None:
        raise BotApiError(
            409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
    return RawResult(f"[{','.join(updates)}]")


def checked_kinds(kinds: Any) -> list[str]:
    """The real server passes over unknown kinds; here a misspelled one is refused."""
    unknown = set(kinds) - KINDS
    if unknown:
        raise bad_request(f"the local Telegram does not know the update kinds {', '.join(sorted(unknown))}")
    return list(kinds)


@api("setWebhook", "url!:text max_connections:int allowed_updates:json drop_pending_updates:flag secret_token:text")
def set_webhook(call: Call) -> bool:
    """Remembers that a webhook is set, so that polling is refused; it delivers nothing."""
    if call.get("url") and not call.get("url").startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    call.bot.mailbox.webhook = call.get("url")
    return drop_updates(call)


@api("deleteWebhook", "drop_pending_updates:flag")
def delete_webhook(call: Call) -> bool:
    call.bot.mailbox.webhook = ""
    return drop_updates(call)


def drop_updates(call: Call) -> bool:
    if call.get("drop_pending_updates"):
        call.bot.mailbox.pending.clear()
    return True


@api("getWebhookInfo")
def get_webhook_info(call: Call) -> JSON:
    mailbox = call.bot.mailbox
    out: JSON = {
        "url": mailbox.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(mailbox.pending),
    }
    if mailbox.chosen:
        out["allowed_updates"] = mailbox.chosen
    return out


def scope_key(scope: JSON | None) -> str:
    """One scope as a key, e.g. `chat_member:-100123:500`."""
    given = scope or {"type": "default"}
    kind = given.get("type", "")
    if kind not in SCOPE_FIELDS:
        raise bad_request(f"unsupported type {kind!r} of BotCommandScope")
    return ":".join([kind, *(str(given[name]) for name in SCOPE_FIELDS[kind])])


def checked_language(call: Call) -> str:
    code = call.get("language_code") or ""
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return str(code)


def scope_of(call: Call) -> tuple[str, str]:
    scope = call.get("scope") or {}
    if "chat_id" in scope:
        call.world.chat_for(call.bot, scope["chat_id"])
    return scope_key(scope), checked_language(call)


def check_command(command: JSON) -> None:
    if not COMMAND_NAME.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


@api("setMyCommands", "commands!:json scope:json language_code:text")
def set_my_commands(call: Call) -> bool:
    commands = call.get("commands")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        check_command(command)
    call.bot.commands[scope_of(call)] = commands
    call.world.tell("commands", actor=call.bot)
    return True


@api("getMyCommands", "scope:json language_code:text")
def get_my_commands(call: Call) -> list[JSON]:
    return call.bot.commands.get(scope_of(call), [])


@api("deleteMyCommands", "scope:json language_code:text")
def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(scope_of(call), None)
    call.world.tell("commands", actor=call.bot)
    return True


def set_text(call: Call, what: str, limit: int) -> bool:
    """The bot's name or a description, per language."""
    text = call.get(what) or ""
    if len(text) > limit:
        raise bad_request(f"{what} is too long")
    key = (what, checked_language(call))
    if text:
        call.bot.texts[key] = text
    else:
        call.bot.texts.pop(key, None)
    return True


def get_text(call: Call, what: str, default: str = "") -> JSON:
    texts = call.bot.texts
    return {what: texts.get((what, checked_language(call))) or texts.get((what, "")) or default}


@api("setMyName", "name:text language_code:text")
def set_my_name(call: Call) -> bool:
    return set_text(call, "name", 64)


@api("getMyName", "language_code:text")
def get_my_name(call: Call) -> JSON:
    return get_text(call, "name", call.bot.first_name)


@api("setMyDescription", "description:text language_code:text")
def set_my_description(call: Call) -> bool:
    return set_text(call, "description", 512)


@api("getMyDescription", "language_code:text")
def get_my_description(call: Call) -> JSON:
    return get_text(call, "description")


@api("setMyShortDescription", "short_description:text language_code:text")
def set_my_short_description(call: Call) -> bool:
    return set_text(call, "short_description", 120)


@api("getMyShortDescription", "language_code:text")
def get_my_short_description(call: Call) -> JSON:
    return get_text(call, "short_description")
