"""The demo from the first line to the last: begins, plays, tells how to go on with real chats, and cleans up."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.demo import farewell, figures, opening, week
from bot.demo.cast import Stage
from bot.demo.house import House, Missing, open_house
from bot.demo.screen import Screen
from bot.demo.shell import Shell, forget_other_settings
from bot.demo.troupe import FJORD, VALO, ZONES, Troupe
from bot.demo.watching import Watcher

TRANSCRIPT = "conversation.txt"
REPORTS = "reports.txt"
"""What the bot reported, kept when the demo fails."""


async def perform(out: Path, *, fast: bool) -> int:
    """Play it all; returns the exit code."""
    forget_other_settings()
    _make(out)
    async with open_house(limits=not fast) as house:
        try:
            with (out / TRANSCRIPT).open("w", encoding="utf-8") as transcript:
                await _play(house, out, Screen(transcript, fast))
        except Missing as fault:
            _failed(house, out, f"The demo stopped because something did not come: {fault}.")
            return 1
        except asyncio.CancelledError:
            print("\nStopped; nothing is left running.", file=sys.stderr)  # noqa: T201
            raise
    return 0


async def _play(house: House, out: Path, screen: Screen) -> None:
    async with _showing(house, screen) as watcher:
        farewell.begin(screen, house)
        house.write_config()
        talkoot = Shell(house.config)
        talkoot("init", "--organisation", VALO, "--language", "en", "--zone", "Europe/Helsinki")
        talkoot("organisation", "add", FJORD, "--language", "en", "--zone", "Europe/Oslo")
        async with house.serving():
            troupe = Troupe(Stage(house, screen, watcher))
            await opening.play(troupe)
            await week.play(troupe)
            await figures.play(troupe, out)
        farewell.end(screen, out)
        await screen.read()


def _make(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / REPORTS).unlink(missing_ok=True)


@asynccontextmanager
async def _showing(house: House, screen: Screen) -> AsyncIterator[Watcher]:
    watcher = Watcher(house, screen, ZONES)
    tasks = [asyncio.create_task(watcher.run()), asyncio.create_task(screen.run())]
    try:
        yield watcher
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _failed(house: House, out: Path, sentence: str) -> None:
    print(f"\n{sentence}", file=sys.stderr)  # noqa: T201
    if reports := house.reports.getvalue():
        (out / REPORTS).write_text(reports, encoding="utf-8")
        print(f"What the bot reported meanwhile stands in {out / REPORTS}.", file=sys.stderr)  # noqa: T201
