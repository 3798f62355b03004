"""The story of a week, by people at their screens on both sides; the bot is killed twice, and nobody notices."""

import csv
import io

import pytest

from tests.playground.browser import Screens, Tab
from tests.playground.taking_part import (
    COURSE,
    connects_discord,
    joins_on_discord,
    joins_on_telegram,
    opens_on_telegram,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

PROMPT = "Share one link that helped you this week."


async def schedules(trainer: Tab) -> None:
    await trainer.says("telegram", f"/prompt_schedule tomorrow 9:00 {PROMPT}")
    await trainer.presses("telegram", PROMPT, "Schedule it")
    await trainer.sees("telegram", "Scheduled as")


async def is_killed(screens: Screens) -> None:
    house = screens.house
    house.bot.kill(again=True)
    await house.bot.serves.wait()
    await house.discord.wait_for(lambda: house.discord_bot.connected, 20)


async def figures(coordinator: Tab) -> list[tuple[str, str]]:
    """Of the prompts: how many were to answer, and how many did."""
    await coordinator.says("telegram", "/stats_export")
    rows = csv.DictReader(io.StringIO(await coordinator.downloads("telegram", "prompts.csv")))
    return [(row["invited"], row["answered"]) for row in rows]


async def test_a_prompt_goes_round_on_both_sides(screens: Screens) -> None:
    dina, ben, ida, maria = [await screens.of(name) for name in ("Dina", "Ben", "Ida", "Maria")]
    await opens_on_telegram(dina)
    await joins_on_telegram(ben)
    await connects_discord(dina)
    await joins_on_discord(ida, words="now a place of")
    await schedules(dina)
    await is_killed(screens)
    await ben.opens("telegram", COURSE)
    prompt = await ben.goes_on_until("telegram", PROMPT)
    await ida.presses("discord", PROMPT, "Answer")
    await ida.form("Your answer")
    await is_killed(screens)
    await ida.fills("Your answer", Your_answer="recipes.example, every dish with a picture.")
    await ida.sees("discord", "recipes.example")
    await ben.replies("telegram", prompt, "bird.example: it knows every song.")
    await ben.sees("telegram", "👌")
    assert await figures(maria) == [("2", "2")]
    assert [*dina.faults, *ben.faults, *ida.faults, *maria.faults] == []
