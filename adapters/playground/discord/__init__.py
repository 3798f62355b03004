"""A local Discord on loopback: real REST and a real gateway, with people who can be driven by tests and the demo."""

from adapters.playground.discord.limits import Limits, Rate
from adapters.playground.discord.server import DiscordServer
from adapters.playground.discord.world import Impossible

__all__ = ["DiscordServer", "Impossible", "Limits", "Rate"]
