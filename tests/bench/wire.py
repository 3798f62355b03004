"""How many answers a second come from the wire to their committed effect, and how that stands to the bare statements."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from figures import Figure
from floor import Floor
from house import House, Setting, connect, open_course, schedule, soon, still
from sqlalchemy import Connection, func, select
from towns import Town, town

from community.chat.address import Platform
from storage.database import address, engine_for
from storage.tables.prompts import answer
from storage.tables.system import inbox
from storage.work import Work

GROUPS = 20
ANSWERS = 1500
RUNS = 3
AIM = 0.6
FOUND = {"telegram": {"people": ANSWERS, "groups": GROUPS}, "discord": {"people": 400, "channels": GROUPS}}

Opened = Callable[[], AbstractContextManager[House]]


async def answers(name: str, opened: Opened) -> AsyncIterator[Figure]:
    """Answers from Telegram on one kind of database: with the limits of real life, then to the sign in the chat."""
    with opened() as house, opened() as beside:
        floor = await asyncio.to_thread(Floor.recorded, beside, ANSWERS)
        real = await _answered(house, Platform.TELEGRAM, limits=True, floor=floor)
    yield Figure(f"{name}: answers from the wire to their committed effect", "/s", [each.rate for each in real])
    yield Figure(f"{name}: the same statements by hand (floor)", "/s", [each.floor for each in real])
    ratios = [each.rate / each.floor for each in real]
    yield Figure(f"{name}: ratio to the floor", "", ratios, f"aim >= {AIM}", lambda ratio: ratio >= AIM, digits=2)
    with opened() as house:
        signs = [each.sign for each in await _answered(house, Platform.TELEGRAM, limits=False)]
    yield Figure(f"{name}: answers from the wire to the sign in the chat", "/s", signs, "limits off")


async def answers_on_discord(name: str, opened: Opened) -> AsyncIterator[Figure]:
    with opened() as house:
        rates = [each.rate for each in await _answered(house, Platform.DISCORD, limits=True)]
    yield Figure(f"{name}: answers from Discord to their committed effect", "/s", rates, "bound by the local Discord")


@dataclass(frozen=True)
class Round:
    """Rates of one run: to the effect, to the sign in the chat (limits off), and of the floor right after it."""

    rate: float
    sign: float = 0.0
    floor: float = 0.0


async def _answered(house: House, platform: Platform, *, limits: bool, floor: Floor | None = None) -> list[Round]:
    """The runs, after one that only warms up."""
    rounds = []
    async with town(platform.value, **FOUND[platform.value]) as (place, founded):
        setting = Setting.of(platform, founded)
        _found(house, setting)
        await place.asked("enforce", limits=limits)
        async with house.served(limits=limits, **{platform.value: section_of(founded)}) as bot:
            await place.until("posted", GROUPS * (RUNS + 1), 60)
            for run in range(RUNS + 1):
                done = await _round(house, place, run, len(setting.people), limits=limits)
                if floor is not None:
                    with still(bot):
                        done = replace(done, floor=await asyncio.to_thread(floor.replayed))
                rounds.append(done)
    return rounds[1:]


def section_of(founded: dict[str, object]) -> dict[str, object]:
    section = dict(founded["section"])  # type: ignore[call-overload]
    return section if "token" in section else {"token": founded["tokens"][0], **section}  # type: ignore[index]


def _found(house: House, setting: Setting) -> None:
    def job(work: Work) -> None:
        course = open_course(work, 0)
        connect(work, course, setting.bot, setting.groups)
        setting.enrol(work, course)
        for run in range(RUNS + 1):
            schedule(work, course, f"Prompt {run}: what helped you?", soon(1))

    with house.open() as store:
        store.now_run(job)


async def _round(house: House, place: Town, run: int, count: int, *, limits: bool) -> Round:
    await place.asked("forget")
    begun = (await place.asked("answer", prompt=f"Prompt {run}", most=count))["begun"]
    ended = await _settled(house, (run + 1) * count)
    if limits:
        return Round(count / (ended - begun))
    seen = await place.until("reacted", count, 120)
    return Round(count / (ended - begun), count / (max(seen["reactions"]) - begun))


async def _settled(house: House, expected: int) -> float:
    """When the last event was dealt with, as the database says."""
    engine = engine_for(address(house.url), readonly=True)

    def look(connection: Connection) -> datetime | None:
        with connection.begin():
            kept = connection.execute(select(func.count()).select_from(answer)).scalar_one()
            waiting = connection.execute(select(func.count()).where(inbox.c.settled_at.is_(None))).scalar_one()
            latest = select(func.max(inbox.c.settled_at, type_=inbox.c.settled_at.type))
            return connection.execute(latest).scalar() if kept == expected and not waiting else None

    with engine.connect() as connection:
        async with asyncio.timeout(120):
            while (latest := look(connection)) is None:  # noqa: ASYNC110 - in another process
                await asyncio.sleep(0.1)
    engine.dispose()
    return latest.timestamp()
