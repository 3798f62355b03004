"""Threads as the real service rules them: who opened one may do more in it than the backend allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcord.backend import serializers
from simcord.backend.errors import BackendError
from simcord.enums import ChannelType

from adapters.playground.discord.routes import answers

if TYPE_CHECKING:
    from simcord.backend.models import Channel

    from adapters.playground.discord.rest import Call, Rest

THEIR_OWN = frozenset({"name", "archived", "auto_archive_duration", "rate_limit_per_user", "invitable"})
"""What whoever opened a thread may change of it without any right."""


@answers("PATCH channels/*")
def change_channel(rest: Rest, call: Call) -> Any:
    thread = rest.world.backend.get_channel(call.number(1))
    if not thread.is_thread or not _opened_by(call, thread) or not set(call.body or {}) <= THEIR_OWN:
        return rest.dispatch(call)
    _in_sight(rest, call, thread)
    backend, wanted = rest.world.backend, dict(call.body)
    changes = {"name": wanted.pop("name")} if "name" in wanted else {}
    wanted.pop("rate_limit_per_user", None)
    backend.edit_channel(thread.id, changes, thread_metadata=wanted)
    return dict(serializers.channel_payload(backend, thread))


@answers("DELETE channels/*/thread-members/*")
def let_out(rest: Rest, call: Call) -> Any:
    """By right, or by who opened a private thread."""
    thread = rest.world.backend.get_channel(call.number(1))
    if thread.type != ChannelType.PRIVATE_THREAD or not _opened_by(call, thread):
        return rest.dispatch(call)
    _not_put_aside(thread)
    rest.world.backend.remove_thread_member(thread.id, call.number(3))
    return None


@answers("PUT channels/*/thread-members/*")
def let_in(rest: Rest, call: Call) -> Any:
    """Only who is on the server can be let into a thread, and nobody into one that was put aside."""
    thread = rest.world.backend.get_channel(call.number(1))
    if not thread.is_thread:
        raise BackendError(400, 50024, "Cannot execute action on this channel type")
    _not_put_aside(thread)
    guild = rest.world.backend.get_guild(thread.guild_id or 0)
    if call.number(3) not in guild.members:
        raise BackendError(404, 10007, "Unknown Member")
    return rest.dispatch(call)


def _not_put_aside(thread: Channel) -> None:
    if thread.thread_metadata is not None and thread.thread_metadata.archived:
        raise BackendError(400, 50083, "Thread is archived")


def _opened_by(call: Call, thread: Channel) -> bool:
    return call.bot is not None and thread.owner_id == call.bot.id


def _in_sight(rest: Rest, call: Call, thread: Channel) -> None:
    if call.bot is None or not rest.world.may_see(call.bot.id, thread.id):
        raise BackendError(403, 50001, "Missing Access")
