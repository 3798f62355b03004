"""Whether this computer knows what time it is: against the servers it talks to, and in the zones of the world."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
from sqlalchemy import func, select

from bot.clock import Clock
from bot.settings import Settings
from community.chat.gateway import Finding
from storage.engine import Store
from storage.errors import StorageError
from storage.work import Work

AWAY = timedelta(seconds=30)
"""How wrong a clock may be: dates in HTTP have whole seconds, and the way there takes time."""
WITHIN = 10.0
ZONES = ("Europe/Helsinki", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland")


async def look(settings: Settings, store: Store | None) -> AsyncIterator[Finding]:
    yield _zones()
    moments = [*await _of_apis(settings), *(await _of_database(store) if store is not None else [])]
    for against, moment, ours in moments:
        seconds = round(abs((moment - ours).total_seconds()))
        facts = {"against": against, "seconds": str(seconds)}
        yield Finding("clock.real", good=seconds <= AWAY.total_seconds(), facts=facts)


def _zones() -> Finding:
    lacking = [name for name in ZONES if not _known(name)]
    return Finding("clock.zones", good=not lacking, facts={"zones": ", ".join(lacking)})


def _known(name: str) -> bool:
    try:
        return ZoneInfo(name).key == name
    except (KeyError, OSError):
        return False


async def _of_apis(settings: Settings) -> list[tuple[str, datetime, datetime]]:
    """The time that each platform's server writes over its answers; no token is sent for it."""
    bases = {bot.api_base for bot in settings.telegram_bots()} | {bot.api_base for bot in settings.discord_bots()}
    told = await asyncio.gather(*map(_date_of, sorted(bases)))
    return [each for each in told if each is not None]


async def _date_of(base: str) -> tuple[str, datetime, datetime] | None:
    timeout = aiohttp.ClientTimeout(total=WITHIN)
    proxies = base.startswith("https:")
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=proxies) as session, session.head(base) as answer:
            moment = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return None  # that it cannot be reached is told by the look at the bot
    return urlsplit(base).hostname or base, moment, Clock().now()


async def _of_database(store: Store) -> Iterator[tuple[str, datetime, datetime]]:
    """A database on another computer has a clock of its own."""
    if store.file is not None:
        return iter(())

    def job(work: Work) -> datetime:
        told: datetime = work.connection.execute(select(func.clock_timestamp())).scalar_one()
        return told

    try:
        return iter([("the database server", await store.read(job), Clock().now())])
    except StorageError:
        return iter(())
