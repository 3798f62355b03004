"""The story of a week, by people at their screens: a course, learners, a prompt, answers, the figures, and a kill."""

import csv
import io

import pytest

from tests.playground.browser import Screens, Tab

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

COURSE = "English for seniors"
PROMPT = "Share one link that helped you this week."


async def opens_a_course(dina: Tab) -> None:
    await dina.opens("telegram", COURSE)
    await dina.says("telegram", f"/course_new {COURSE}")
    await dina.presses("telegram", "language", "English")
    await dina.presses("telegram", "time zone", "Helsinki")
    await dina.sees("telegram", "is open")


async def joins_on_telegram(learner: Tab) -> None:
    await learner.opens("telegram", COURSE)
    await learner.presses("telegram", "is open", "Join")
    await learner.presses("telegram", "I am the assistant", "Join the course")
    await learner.presses("telegram", "call you", learner.name)
    await learner.sees("telegram", "You are in")


async def test_a_prompt_goes_round(screens: Screens) -> None:
    dina, ben, maria = await screens.of("Dina"), await screens.of("Ben"), await screens.of("Maria")
    await opens_a_course(dina)
    await joins_on_telegram(ben)
    await dina.opens("telegram", "Talkoot")
    await dina.says("telegram", f"/prompt_schedule tomorrow 9:00 {PROMPT}")
    await dina.presses("telegram", PROMPT, "Schedule it")
    await dina.sees("telegram", "Scheduled as")
    screens.house.bot.kill(again=True)
    await ben.opens("telegram", COURSE)
    await screens.house.bot.serves.wait()
    prompt = await ben.goes_on_until("telegram", PROMPT)
    await ben.replies("telegram", prompt, "bird.example: it knows every song.")
    await ben.sees("telegram", "👌")
    await maria.says("telegram", "/stats_export")
    rows = csv.DictReader(io.StringIO(await maria.downloads("telegram", "prompts.csv")))
    assert [row["answered"] for row in rows] == ["1"]
