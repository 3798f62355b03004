"""The house of the playground: a local Telegram, a local Discord, the people, and the bot in a process of its own."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.playground.discord import DiscordServer
from adapters.playground.discord.people import Person as DiscordUser
from adapters.playground.discord.world import BotAccount
from adapters.playground.telegram import Bot, TelegramServer
from adapters.playground.telegram import Person as TelegramUser
from bot.clock import ScaledClock
from bot.demo.shell import Shell
from bot.playground.acting import BotProcess
from bot.playground.community import Community, Platform, Somebody

TELEGRAM_TOKEN = "4100001:playground-on-this-computer-only-000"  # noqa: S105 - of the local Telegram
DISCORD_TOKEN = "playground.on-this-computer.only"  # noqa: S105 - of the local Discord
BOT_NAME = "talkoot_playground_bot"


class UnknownPersona(Exception):
    """Nobody is called like this here."""


@dataclass(eq=False)
class Persona:
    """Somebody whom a visitor of the playground can be."""

    key: str
    name: str
    language: str
    zone: ZoneInfo
    role: str
    centre: str = ""
    telegram: TelegramUser | None = None
    discord: DiscordUser | None = None


@dataclass
class House:
    """Everything that runs while the playground is open."""

    folder: Path
    community: Community
    clock: ScaledClock
    telegram: TelegramServer
    discord: DiscordServer
    bot: BotProcess = field(init=False)
    personas: dict[str, Persona] = field(default_factory=dict)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when everybody is in their place, or `trouble` says who is not."""
    trouble: str = ""
    start_over: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when somebody wants everything to begin anew."""

    def __post_init__(self) -> None:
        self.bot = BotProcess(self.config, self.clock, self.folder / "reports.txt")
        self.telegram.add_bot(TELEGRAM_TOKEN, username=BOT_NAME, name="Talkoot")
        self.discord.add_bot(DISCORD_TOKEN)

    @property
    def telegram_bot(self) -> Bot:
        return self.telegram.world.bots[TELEGRAM_TOKEN]

    @property
    def discord_bot(self) -> BotAccount:
        return self.discord.world.by_token[DISCORD_TOKEN]

    @property
    def config(self) -> Path:
        return self.folder / "playground.toml"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'talkoot.db'}"

    @property
    def key_file(self) -> Path:
        return self.folder / "talkoot.key"

    def persona(self, key: str) -> Persona:
        """Raises `UnknownPersona`."""
        if key not in self.personas:
            raise UnknownPersona(f"Nobody is called {key} here. There are {', '.join(self.personas)}.")
        return self.personas[key]

    def called(self, name: str) -> Persona:
        """Somebody whom the described community names."""
        return next(persona for persona in self.personas.values() if persona.name == name)

    def add(self, somebody: Somebody) -> Persona:
        """Somebody comes to live here, with an account on the platforms they use."""
        key, zone = self._key(somebody.name), ZoneInfo(somebody.zone)
        persona = Persona(key, somebody.name, somebody.language, zone, somebody.role, somebody.centre)
        for platform in somebody.on:
            self.give_account(persona, platform)
        self.personas[key] = persona
        return persona

    def give_account(self, persona: Persona, platform: Platform) -> None:
        """An account on that platform, for somebody who has none there."""
        if platform == "telegram" and persona.telegram is None:
            persona.telegram = self.telegram.add_user(persona.name, language_code=persona.language)
        if platform == "discord" and persona.discord is None:
            persona.discord = self.discord.add_user(persona.name, locale=persona.language)

    async def furnish(self) -> None:
        """Everybody and every place of the described community."""
        for somebody in self.community.people:
            self.add(somebody)
        for group in self.community.groups:
            admins, members = self._on_telegram(group.admins), self._on_telegram(group.members)
            bots, forum = None if group.bot else (), bool(group.topics)
            made = self.telegram.add_group(
                group.title, admins=admins, members=members, bots=bots, bot_admin=group.bot_admin, forum=forum
            )
            for topic in group.topics:
                await admins[0].open_topic(made, topic)
        for server in self.community.servers:
            owner, *others = self._on_discord((server.owner, *server.members))
            bots_there = None if server.bot else ()
            self.discord.add_guild(server.name, owner=owner, members=others, channels=server.channels, bots=bots_there)

    def write_config(self) -> None:
        sections = self._settings().items()
        lines = [f"[{name}]\n" + "".join(map(_setting, section.items())) for name, section in sections]
        self.config.write_text("\n".join(lines), encoding="utf-8")

    def found(self) -> None:
        """The database with its organisations, made as an operator would."""
        talkoot = Shell(self.config)
        first, *others = self.community.centres
        talkoot("init", "--organisation", first.name, "--language", first.language, "--zone", first.zone)
        for centre in others:
            talkoot("organisation", "add", centre.name, "--language", centre.language, "--zone", centre.zone)

    def _settings(self) -> dict[str, dict[str, Any]]:
        discord = {name: getattr(self.discord, name) for name in ("api_base", "gateway", "cdn")}
        return {
            "telegram": {"token": TELEGRAM_TOKEN, "api_base": self.telegram.base, "file_base": self.telegram.base},
            "discord": {"token": DISCORD_TOKEN, **discord},
            "database": {"url": self.database},
            "vault": {"key_file": str(self.key_file)},
        }

    def _on_telegram(self, names: tuple[str, ...]) -> list[TelegramUser]:
        found = (self.called(name).telegram for name in names)
        return [user for user in found if user is not None]

    def _on_discord(self, names: tuple[str, ...]) -> list[DiscordUser]:
        found = (self.called(name).discord for name in names)
        return [user for user in found if user is not None]

    def _key(self, name: str) -> str:
        """What stands in the address: the name in small letters, numbered if somebody has it already."""
        plain = re.sub(r"\W+", "-", name.casefold()).strip("-") or "somebody"
        taken = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(self.personas) + 2))
        return next(key for key in taken if key not in self.personas)


def _setting(item: tuple[str, Any]) -> str:
    return f"{item[0]} = {json.dumps(item[1])}\n"
