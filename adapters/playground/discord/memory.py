"""What the local Discord remembers when its process ends, and how it goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.playground.discord.people import Person
from adapters.playground.discord.places import Guild

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.playground.discord.server import DiscordServer

KEPT = ("bots", "by_token", "dm_owner", "locales", "closed_dms", "_history")
FORGOTTEN = ("clock", "backend", "files", "faults", "chronicle", "session_lifetime", "nonce", "_acting")
"""Belongs to a process, or is kept in another way."""
OF_A_PROCESS = frozenset({"clock", "cdn", "subscribers", "http_requests", "transcript", "faults"})
OF_FILES = ("_files", "_secret", "base")


def memory_of(server: DiscordServer) -> dict[str, Any]:
    """Everything that exists, as data that can be pickled."""
    world, backend = server.world, vars(server.world.backend)
    return {
        "world": {name: getattr(world, name) for name in KEPT},
        "backend": {name: value for name, value in backend.items() if name not in OF_A_PROCESS},
        "files": {name: getattr(world.files, name) for name in OF_FILES},
    }


def recall(server: DiscordServer, memory: dict[str, Any]) -> None:
    """Let everything exist again, while the server listens. Sessions are not kept: bots begin new ones."""
    world = server.world
    for name, value in memory["world"].items():
        setattr(world, name, value)
    vars(world.backend).update(memory["backend"])
    old = memory["files"]["base"]
    world.files.restore(memory["files"]["_files"], memory["files"]["_secret"])
    for attachment in _attachments(server):
        attachment.update({key: _moved(attachment[key], old, world.files.base) for key in ("url", "proxy_url")})
    for bot in list(world.bots.values())[:1]:
        world.put_on(bot)
    people = (user for user in world.backend.users.values() if not user.bot)
    server.people.update({user.id: Person(world, server.exchanges, user) for user in people})
    server.guilds.update({number: Guild(world, number) for number in world.backend.guilds})


def _attachments(server: DiscordServer) -> Iterator[dict[str, Any]]:
    for messages in server.world.backend.messages.values():
        for message in messages.values():
            yield from message.attachments


def _moved(url: str, old: str, new: str) -> str:
    """The same file where the server listens now."""
    return new + url.removeprefix(old) if url.startswith(old) else url
