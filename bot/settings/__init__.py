"""Settings: what the operator decided, from a file, secrets and the environment."""

from bot.settings.faults import Fault, SettingsMistaken
from bot.settings.model import DiscordBot, Settings, TelegramBot
from bot.settings.sources import Sources, load, settings_of

__all__ = ["DiscordBot", "Fault", "Settings", "SettingsMistaken", "Sources", "TelegramBot", "load", "settings_of"]
