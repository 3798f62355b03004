"""Requests that the bridge answers itself: history, private channels, commands one by one, first answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from simcord.backend import errors, serializers
from simcord.backend.access import channel_accessible
from simcord.backend.errors import BackendError
from simcord.http._helpers import message_response
from simcord.http.router import RequestContext

from adapters.playground.discord.posts import Post

if TYPE_CHECKING:
    from collections.abc import Callable

    from simcord.backend.models import Message

    from adapters.playground.discord.exchanges import Exchange
    from adapters.playground.discord.rest import Call, Rest

NONCE_REMEMBERED = 300.0

OWN: dict[str, Callable[[Rest, Call], Any]] = {}


def answers(*routes: str) -> Callable[[Callable[[Rest, Call], Any]], Callable[[Rest, Call], Any]]:
    def registered(handler: Callable[[Rest, Call], Any]) -> Callable[[Rest, Call], Any]:
        for route in routes:
            OWN[route] = handler
        return handler

    return registered


def _context(rest: Rest, call: Call) -> RequestContext:
    reads = call.bot is None or call.bot.reads_content
    return RequestContext(rest.world.backend, {}, params=call.query, message_content_access=reads)


@answers("GET channels/*/messages")
def history(rest: Rest, call: Call) -> Any:
    """A page of history, always newest first; after an id it holds the messages next to that id."""
    world, channel_id = rest.world, call.number(1)
    context = _context(rest, call)
    context.require_channel_permissions(channel_id)
    if not channel_accessible(world.backend, channel_id, world.backend.bot_user.id, history=True):
        return []
    limit = int(call.query.get("limit", 50))
    return [message_response(context, message) for message in _page(rest, call, channel_id, limit)]


def _page(rest: Rest, call: Call, channel_id: int, limit: int) -> list[Message]:
    world, query = rest.world, call.query
    if "after" in query:
        return world.history_after(channel_id, int(query["after"]), limit)[::-1]
    if "around" in query:
        middle = int(query["around"])
        older = world.history_before(channel_id, middle, limit // 2)
        return world.history_after(channel_id, middle - 1, limit - len(older))[::-1] + older
    return world.history_before(channel_id, int(query["before"]) if "before" in query else None, limit)


@answers("POST channels/*/messages")
def create_message(rest: Rest, call: Call) -> Any:
    channel = rest.world.backend.get_channel(call.number(1))
    if channel.guild_id is None:
        _check_reachable(rest, call, channel.recipient_ids[0])
    nonce = call.body.get("nonce") if isinstance(call.body, dict) else None
    if nonce is None:
        return rest.dispatch(call)
    key = (call.bot.id if call.bot else 0, channel.id, str(nonce))
    again = _already_sent(rest, key) if call.body.get("enforce_nonce") else None
    if again is not None:
        return {**message_response(_context(rest, call), again), "nonce": nonce}
    rest.world.nonce = nonce
    try:
        created = rest.dispatch(call)
    finally:
        rest.world.nonce = None
    _remember(rest, key, int(created["id"]))
    return {**created, "nonce": nonce}


def _check_reachable(rest: Rest, call: Call, user_id: int) -> None:
    bot_id = call.bot.id if call.bot else 0
    if user_id in rest.world.closed_dms:
        raise BackendError(403, 50007, "Cannot send messages to this user")
    if not rest.world.share_guild(bot_id, user_id):
        raise BackendError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def _already_sent(rest: Rest, key: tuple[int, int, str]) -> Message | None:
    sent_at, message_id = rest.nonces.get(key, (0.0, 0))
    if time.monotonic() - sent_at > NONCE_REMEMBERED:
        return None
    return rest.world.backend.messages[key[1]].get(message_id)


def _remember(rest: Rest, key: tuple[int, int, str], message_id: int) -> None:
    now = time.monotonic()
    rest.nonces[key] = (now, message_id)
    oldest = next(iter(rest.nonces))
    if now - rest.nonces[oldest][0] > NONCE_REMEMBERED:
        del rest.nonces[oldest]


@answers("POST users/@me/channels")
def open_dm(rest: Rest, call: Call) -> Any:
    user_id = int(call.body["recipient_id"])
    if call.bot is None or user_id not in rest.world.backend.users:
        raise BackendError(400, 50033, "Invalid Recipient(s)")
    channel = rest.world.dm_channel(call.bot, user_id)
    return dict(serializers.channel_payload(rest.world.backend, channel))


@answers("POST interactions/*/*/callback")
def first_answer(rest: Rest, call: Call) -> Any:
    exchange = call.exchange
    if exchange is None:
        raise errors.unknown_interaction()
    rest.exchanges.check_callback(exchange, call.body)
    result = rest.dispatch(call)
    rest.exchanges.settle(exchange)
    _note(rest, exchange, "answered", exchange.record.message_id)
    return result if call.query.get("with_response", "").lower() in {"true", "1"} else None


@answers(
    "POST webhooks/*/*",
    "PATCH webhooks/*/*/messages/@original",
    "DELETE webhooks/*/*/messages/@original",
    "PATCH webhooks/*/*/messages/*",
    "DELETE webhooks/*/*/messages/*",
)
def follow_up(rest: Rest, call: Call) -> Any:
    result = rest.dispatch(call)
    if call.exchange is not None:
        rest.exchanges.settle(call.exchange)
        touched = int(result["id"]) if result else _named_message(call, call.exchange)
        _note(rest, call.exchange, "followed_up", touched)
    if call.route == "POST webhooks/*/*" and call.exchange is None and call.query.get("wait", "").lower() != "true":
        return None
    return result


def _named_message(call: Call, exchange: Exchange) -> int | None:
    """The message that was deleted."""
    return exchange.record.message_id if call.parts[-1] == "@original" else call.number(-1)


def _note(rest: Rest, exchange: Exchange, what: str, message_id: int | None) -> None:
    """What the person got to see; private answers are announced nowhere else."""
    record, world = exchange.record, rest.world
    person = world.backend.users[record.user_id]
    message = world.backend.messages.get(record.channel_id, {}).get(message_id or 0)
    facts: dict[str, Any] = {"who": exchange.bot.name, "to": person.global_name or person.name}
    facts |= {"channel": str(record.channel_id), "interaction": str(record.id), "how": str(record.response_kind)}
    if message_id:
        facts["message"] = str(message_id)
    if message is not None:
        facts |= {"text": Post(world, message).text, "ephemeral": message.is_ephemeral}
    if record.modal is not None:
        facts["form"] = record.modal["title"]
    world.chronicle.record(what, **facts)


@answers("GET gateway")
def gateway(rest: Rest, _: Call) -> Any:
    return {"url": rest.gateway_address}


@answers("GET gateway/bot")
def gateway_for_bot(rest: Rest, call: Call) -> Any:
    used = call.bot.identified if call.bot else 0
    start = {
        "total": rest.identify_limit,
        "remaining": max(rest.identify_limit - used, 0),
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    }
    return {"url": rest.gateway_address, "shards": 1, "session_start_limit": start}


@answers("GET applications/@me", "GET oauth2/applications/@me", "PATCH applications/@me")
def application(rest: Rest, call: Call) -> Any:
    call.method, call.path = "GET", "/oauth2/applications/@me"
    described: dict[str, Any] = rest.dispatch(call)
    return {**described, "flags": call.bot.portal_flags() if call.bot else 0}


def _scope(call: Call) -> int | None:
    return call.number(3) if call.parts[2] == "guilds" else None


def _named(rest: Rest, call: Call) -> dict[str, Any]:
    for command in rest.world.backend.commands.get(_scope(call), {}).values():
        if command["id"] == call.parts[-1]:
            return command
    raise BackendError(404, 10063, "Unknown application command")


@answers("PUT applications/*/commands", "PUT applications/*/guilds/*/commands")
def set_commands(rest: Rest, call: Call) -> Any:
    """Replace all commands; nulls of an optional field mean that it is not set."""
    given = call.body or []
    call.body = [{k: v for k, v in command.items() if v is not None} for command in given]
    return [_completed(command) for command in rest.dispatch(call)]


@answers("GET applications/*/commands", "GET applications/*/guilds/*/commands")
def list_commands(rest: Rest, call: Call) -> Any:
    return [_completed(command) for command in rest.dispatch(call)]


@answers("POST applications/*/commands", "POST applications/*/guilds/*/commands")
def add_command(rest: Rest, call: Call) -> Any:
    scope = _scope(call)
    key = (call.body["name"], call.body.get("type", 1))
    others = [_given(c) for k, c in rest.world.backend.commands.get(scope, {}).items() if k != key]
    wanted = {k: v for k, v in call.body.items() if v is not None and k != "nsfw"}
    return _completed(rest.world.backend.register_commands(scope, [*others, wanted])[-1])


@answers("GET applications/*/commands/*", "GET applications/*/guilds/*/commands/*")
def read_command(rest: Rest, call: Call) -> Any:
    return _completed(_named(rest, call))


@answers("PATCH applications/*/commands/*", "PATCH applications/*/guilds/*/commands/*")
def change_command(rest: Rest, call: Call) -> Any:
    command = _named(rest, call)
    command.update({k: v for k, v in call.body.items() if k not in {"id", "nsfw"}})
    return _completed(command)


@answers("DELETE applications/*/commands/*", "DELETE applications/*/guilds/*/commands/*")
def remove_command(rest: Rest, call: Call) -> None:
    command = _named(rest, call)
    del rest.world.backend.commands[_scope(call)][(command["name"], command["type"])]


def _given(command: dict[str, Any]) -> dict[str, Any]:
    made_by_us = {"id", "application_id", "guild_id", "version"}
    return {key: value for key, value in command.items() if key not in made_by_us}


def _completed(command: dict[str, Any]) -> dict[str, Any]:
    return {"version": command["id"], "nsfw": False, "contexts": None, "integration_types": [0], **command}
