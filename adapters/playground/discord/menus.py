"""The commands after a slash, as the app lists them for one person in one channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcord.backend.command_access import command_access
from simcord.enums import AppCommandType, OptionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord.backend.models import Channel

    from adapters.playground.discord.world import BotAccount, World

NESTED = (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP)


@dataclass(frozen=True, slots=True)
class Offered:
    """A command that can be called: no group, but what stands in it."""

    bot: BotAccount
    path: str
    node: dict[str, Any]

    @property
    def options(self) -> list[dict[str, Any]]:
        return list(self.node.get("options") or ())

    def described(self, locale: str) -> str:
        """What it does, in the language of the app where the bot gave it."""
        return localized(self.node, "description", locale)


def offered(world: World, bot: BotAccount, user_id: int, channel: Channel) -> list[Offered]:
    """What this bot offers to this person here; a command of the server stands before a global one of its name."""
    with world.acting(bot):
        known = {**bot.commands.get(None, {}), **bot.commands.get(channel.guild_id, {})}
        roots = [root for root in known.values() if root.get("type", 1) == AppCommandType.CHAT_INPUT]
        shown = [r for r in roots if command_access(world.backend, r, user_id=user_id, channel_id=channel.id).allowed]
    found = [Offered(bot, path, node) for root in shown for path, node in _leaves(root, root["name"])]
    return sorted(found, key=lambda each: each.path)


def app_locale(language: str) -> str:
    """What the app can be set to for a language: Discord has Portuguese only of Brazil, and one Norwegian."""
    return {"en": "en-GB", "pt": "pt-BR", "pt-br": "pt-BR", "nb": "no", "nn": "no"}.get(language, language)


def localized(node: dict[str, Any], what: str, locale: str) -> str:
    given = node.get(f"{what}_localizations") or {}
    return str(given.get(app_locale(locale)) or node[what])


def _leaves(node: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    inner = [option for option in node.get("options") or () if option["type"] in NESTED]
    if not inner:
        yield path, node
    for option in inner:
        yield from _leaves(option, f"{path} {option['name']}")
