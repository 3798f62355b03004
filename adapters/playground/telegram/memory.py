"""What the local Telegram remembers when its process ends, and how it goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.playground.telegram.people import Person
from adapters.playground.telegram.state import Bot

if TYPE_CHECKING:
    from adapters.playground.telegram.server import TelegramServer

KEPT = (
    *("level", "accounts", "names", "bots", "groups", "privates", "private_ids"),
    *("links", "files", "file_paths", "numbers", "anonymous"),
)
FORGOTTEN = ("clock", "deadlines", "callbacks", "listeners", "_waiters")
"""Belongs to a process: its clocks, who looks on, presses that wait for an answer."""
SKIPPED = 1000
"""So many numbers are left out after a sudden end: a bot may have seen them already."""


def memory_of(server: TelegramServer) -> dict[str, Any]:
    """Everything that exists, as data that can be pickled."""
    return {name: getattr(server.world, name) for name in KEPT}


def recall(server: TelegramServer, memory: dict[str, Any], *, sudden: bool) -> None:
    """Let everything exist again; `sudden`: the end came without a farewell, and the last of it is not remembered."""
    world = server.world
    for name, value in memory.items():
        setattr(world, name, value)
    for bot in world.bots.values():
        bot.mailbox.resume(world.deadlines, server.endpoint.check_update)
    people = (each for each in world.accounts.values() if not isinstance(each, Bot) and each is not world.anonymous)
    server.people.update({account.id: Person(world, account) for account in people})
    if sudden:
        _skip(server)


def _skip(server: TelegramServer) -> None:
    world = server.world
    for bot in world.bots.values():
        bot.mailbox.next_id += SKIPPED
    for numbers in (world.numbers, *world.private_ids.values()):
        numbers.last += SKIPPED
    for group in world.groups.values():
        group.last_id += SKIPPED
