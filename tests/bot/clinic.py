"""An installation in which each fault is provoked for real, and what `talkoot check` finds wrong with it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.doctor import Finding, examine, worded
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
TELEGRAM_TOKEN = "4100001:tests-only-no-real-token-AAAAAAAAAAAA"
DISCORD_TOKEN = "tests.only.no-real-token"
NOW = datetime.now(UTC)


class Clinic:
    """An installation and what is found wrong with it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.key_file = folder / "talkoot.key"
        self.sections: dict[str, Any] = {}

    @property
    def settings(self) -> Settings:
        given = {"database": {"url": self.url}, "vault": {"key_file": str(self.key_file)}, **self.sections}
        return Settings.model_validate(given)

    async def findings(self, *, repair: bool = False) -> list[Finding]:
        return await examine(self.settings, repair=repair)

    async def says(self, key: str, *, good: bool = False, repair: bool = False) -> str:
        """The sentence of the finding with this key, which must be there and be good or not."""
        found = await self.findings(repair=repair)
        meant = [worded(each) for each in found if each.key == key and each.good is good]
        assert meant, [(each.key, each.good) for each in found]
        return meant[0]
