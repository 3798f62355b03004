"""How a house is opened and closed: furnished anew, or brought back as it was kept."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import TelegramServer
from bot.clock import Clock, ScaledClock
from bot.playground.acting import STOP_WITHIN
from bot.playground.community import Community
from bot.playground.house import House
from bot.playground.keeping import empty
from bot.playground.memory import Memory, Remembered, remembered
from bot.playground.settling import NotSettled, Settling
from bot.shell.given import migrated
from storage.errors import AnotherWriter

LOOK_AGAIN, LOOKS = 0.2, int(STOP_WITHIN * 5)
"""Seconds between two looks whether the database is free, and how often."""


@asynccontextmanager
async def open_house(folder: Path, community: Community, *, keep: bool = False) -> AsyncIterator[House]:
    """Start the platforms and the bot; the staff are in place when the house has settled. Raises `Unreadable`."""
    before = remembered(folder) if keep else None
    clock = ScaledClock(before.at, before.speed) if before else ScaledClock(Clock().now(), 1.0)
    telegram = TelegramServer(clock=lambda: clock.now().timestamp(), deadlines=time.time)
    discord = DiscordServer(clock)
    async with telegram, discord:
        house = House(folder, community, clock, telegram, discord)
        await _bring_back(house, before) if before else await _found(house)
        work = [house.bot.run(), _live(house, keep=keep, settle=before is None)]
        tasks = [asyncio.create_task(each) for each in work]
        try:
            yield house
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if keep and house.settled.is_set() and not house.start_over.is_set():
                Memory(house).farewell()


async def _bring_back(house: House, before: Remembered) -> None:
    before.bring_back(house)
    house.write_config()
    await _when_free(house.database)


async def _when_free(database: str) -> None:
    """Up to date again; the bot of a playground that ended suddenly may still be about to follow it. Raises `AnotherWriter`."""
    for _ in range(LOOKS):
        with suppress(AnotherWriter):
            await asyncio.to_thread(migrated, database)
            return
        await asyncio.sleep(LOOK_AGAIN)
    await asyncio.to_thread(migrated, database)


async def _found(house: House) -> None:
    empty(house.folder)
    house.write_config()
    await house.furnish()
    house.found()


async def _live(house: House, *, keep: bool, settle: bool) -> None:
    """Settle in, and remember what happens from then on: nothing half furnished is kept."""
    if settle:
        await house.bot.serves.wait()
        try:
            await Settling(house).all()
        except NotSettled as fault:
            house.trouble = str(fault)
    house.settled.set()
    if keep:
        await Memory(house).run()
