"""How long people wait for an answer while 3,000 others are being put into groups."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

from figures import Figure, percentile
from house import House, Setting, connect, embedded, open_course
from towns import town

from community.chat.address import Platform
from community.groups import FormationState, Terms
from storage.work import Work

PEOPLE = 3000
SECONDS = 20.0
PER_SECOND = 5.0
AIM = 500.0
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
INTERESTS = ("cooking", "walks", "music", "maps", "gardens", "films", "choirs", "history")
ZONES = ("Europe/Helsinki", "Europe/Lisbon", "Europe/Rome", "Europe/Oslo")


async def answers_during_a_formation() -> AsyncIterator[Figure]:
    with embedded() as house:
        async with town("telegram", people=PEOPLE, groups=1) as (place, founded):
            setting = Setting.of(Platform.TELEGRAM, founded)
            with house.open() as store:
                store.now_run(lambda work: _found(work, setting))
            begun = datetime.now(UTC)
            async with house.served(limits=True, telegram=founded["section"]):
                asked = await place.asked("ask", text="/help", per_second=PER_SECOND, seconds=SECONDS)
                early = _state(house) is FormationState.PROPOSED
                while _state(house) is not FormationState.PROPOSED:  # noqa: ASYNC110 - in another process
                    await asyncio.sleep(1)
                whole = (datetime.now(UTC) - begun).total_seconds()
                after = await place.asked("ask", text="/help", per_second=PER_SECOND, seconds=5.0)
    took = [1000 * each for each in asked["took"]]
    yield Figure(f"answer while {PEOPLE} people are grouped, p50", "ms", [percentile(took, 0.5)])
    yield Figure(
        f"answer while {PEOPLE} people are grouped, p99",
        "ms",
        [percentile(took, 0.99)],
        f"aim < {AIM:.0f}" + (", but they were grouped before the end" if early else ""),
        lambda ms: ms < AIM,
    )
    yield Figure(
        "answer just after it, while it is kept, p99", "ms", [percentile([1000 * t for t in after["took"]], 0.99)]
    )
    yield Figure("from the start of the bot to the proposal", "s", [whole], "aim < 60", lambda seconds: seconds < 60)


def _found(work: Work, setting: Setting) -> None:
    course = open_course(work, 0)
    connect(work, course, setting.bot, setting.groups)
    setting.enrol(work, course)
    chance = random.Random(20261126)
    for membership, person in work.courses.members(course.id):
        evening = f"{chance.choice(DAYS)} {chance.randint(17, 19)}:00-21:00"
        morning = f"{chance.choice(DAYS)} {chance.randint(10, 11)}:00-13:00"
        languages = ("en", chance.choice(("fi", "it", "pt", "nb"))) if chance.random() < 0.6 else ("en",)
        work.people.save(replace(person, zone=chance.choice(ZONES), hours=f"{evening},{morning}", languages=languages))
        work.courses.save_membership(
            replace(membership, interests=tuple(chance.sample(INTERESTS, 3)), level=chance.randint(1, 5))
        )
    work.formations.ask(course.id, 7, Terms(size=5), course.created_by, datetime.now(UTC))


def _state(house: House) -> FormationState:
    with house.open() as store:
        return store.now_read(lambda work: work.formations.open(1)[0].state)
