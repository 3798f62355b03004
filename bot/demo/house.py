"""The house of the demo: a local Telegram, a local Discord, the real bot between them, and a memory that is thrown away."""

import asyncio
import contextlib
import io
import json
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from adapters.playground.discord import DiscordServer
from adapters.playground.discord.world import BotAccount
from adapters.playground.telegram import Bot, TelegramServer
from bot import log
from bot.app import App, gateways
from bot.clock import Clock, ScaledClock
from bot.settings import Settings
from storage.engine import Store
from storage.vault import Vault

T = TypeVar("T")

SPEED = 60.0
"""A minute of the course in a second; between two scenes the clock jumps."""
PATIENCE = 15.0
"""Real seconds for which something that should come is waited for."""
HELSINKI, OSLO = ZoneInfo("Europe/Helsinki"), ZoneInfo("Europe/Oslo")
TELEGRAM_TOKEN = "4100001:demo-on-this-computer-only-00000000"  # noqa: S105 - of the local Telegram
DISCORD_TOKEN = "demo.on-this-computer.only"  # noqa: S105 - of the local Discord


class Missing(Exception):
    """Something that the demo waited for did not come; the text says what."""


@dataclass
class House:
    """Everything that runs while the demo plays."""

    telegram: TelegramServer
    discord: DiscordServer
    clock: ScaledClock
    folder: Path
    begin: datetime
    limits: bool
    reports: io.StringIO = field(default_factory=io.StringIO)
    telegram_bot: Bot = field(init=False)
    discord_bot: BotAccount = field(init=False)
    _serving: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.telegram_bot = self.telegram.add_bot(
            TELEGRAM_TOKEN, username="talkoot_demo_bot", name="Talkoot", privacy=False
        )
        self.discord_bot = self.discord.add_bot(DISCORD_TOKEN)

    def on(self, days: int, clock: str, zone: ZoneInfo = HELSINKI) -> datetime:
        """So many days after the Sunday on which all begins, at this time of the place."""
        hour, minute = map(int, clock.split(":"))
        day = (self.begin.astimezone(HELSINKI) + timedelta(days=days)).date()
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)

    async def seen(self, what: str, look: Callable[[], T | None]) -> T:
        """What `look` finds, as soon as it finds something. Raises `Missing` when it does not."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(LookupError):
                if found := look():
                    return found
            self._must_serve()
            await asyncio.sleep(0.02)
        raise Missing(what)

    def _must_serve(self) -> None:
        if self._serving is not None and self._serving.done():
            fault = self._serving.exception() if not self._serving.cancelled() else None
            raise Missing(f"the bot stopped ({type(fault).__name__})")

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """The bot at work."""
        settings = Settings.model_validate(self._settings())
        store = Store.open(settings.database.url, Vault.at(settings.vault.key_file))
        app = App(store, gateways(settings, self.clock), self.clock, settings.courier.limits)
        self._serving = asyncio.create_task(app.run())
        try:
            await self.seen("the bot coming up", lambda: all(each.serving.is_set() for each in app.accounts))
            yield
        finally:
            self._serving.cancel()
            await asyncio.gather(self._serving, return_exceptions=True)
            store.close()

    def write_config(self) -> None:
        """The same settings as a file, for the commands of the shell."""
        sections = self._settings().items()
        lines = [f"[{name}]\n" + "".join(map(_setting, section.items())) for name, section in sections]
        self.config.write_text("\n".join(lines), encoding="utf-8")

    def _settings(self) -> dict[str, dict[str, Any]]:
        discord = {name: getattr(self.discord, name) for name in ("api_base", "gateway", "cdn")}
        return {
            "telegram": {"token": TELEGRAM_TOKEN, "api_base": self.telegram.base},
            "discord": {"token": DISCORD_TOKEN, **discord},
            "database": {"url": f"sqlite:///{self.folder / 'talkoot.db'}"},
            "courier": {"limits": self.limits},
            "vault": {"key_file": str(self.folder / "talkoot.key")},
        }


def _setting(item: tuple[str, Any]) -> str:
    return f"{item[0]} = {json.dumps(item[1])}\n"


def last_sunday(now: datetime) -> datetime:
    """Four o'clock in Helsinki on the latest Sunday: invitations, which the shell dates with real time, are still good."""
    day = now.astimezone(HELSINKI).replace(hour=16, minute=0, second=0, microsecond=0)
    day -= timedelta(days=(day.weekday() - 6) % 7)
    return (day if day <= now else day - timedelta(days=7)).astimezone(UTC)


@asynccontextmanager
async def open_house(*, limits: bool) -> AsyncIterator[House]:
    """Start the platforms, with or without their real limits; everything is gone afterwards."""
    from adapters.playground.discord import Limits as DiscordLimits
    from adapters.playground.telegram import Limits as TelegramLimits

    begin = last_sunday(Clock().now())
    clock = ScaledClock(begin, SPEED)
    telegram = TelegramServer(
        clock=lambda: clock.now().timestamp(), deadlines=time.time, limits=TelegramLimits(enabled=limits), check=False
    )
    discord = DiscordServer(clock, limits=DiscordLimits() if limits else DiscordLimits.off(), validate=False)
    with tempfile.TemporaryDirectory(prefix="talkoot-demo-") as folder:
        async with telegram, discord:
            house = House(telegram, discord, clock, Path(folder), begin, limits=limits)
            log.set_up("warning", "console", [TELEGRAM_TOKEN, DISCORD_TOKEN], stream=house.reports)
            yield house
