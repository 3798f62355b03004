"""Discord's window in a real browser: commands with their options, forms, private answers, replies."""

import pytest
from playwright.async_api import expect

from tests.playground.browser import Screens, Tab
from tests.playground.taking_part import joins_on_discord
from tests.playground.test_for_everybody import fits, nothing_found

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

CHANNEL = "repair-café"


async def opens_the_course(olav: Tab) -> None:
    await olav.opens("discord", CHANNEL)
    await olav.calls("course new")
    form = await olav.form("Open a course")
    await nothing_found(olav.page)
    await form.get_by_role("button", name="Submit").click()
    await olav.sees("discord", "is open")


async def test_a_course_on_discord(screens: Screens) -> None:
    olav, kari, ida = await screens.of("Olav"), await screens.of("Kari", width=320, height=800), await screens.of("Ida")
    await opens_the_course(olav)
    await joins_on_discord(kari, CHANNEL)
    await ida.opens("discord", CHANNEL)
    await expect(ida.window("discord").locator(".log")).not_to_contain_text("You are in")
    await olav.calls("prompt schedule", when="tomorrow 9:00", text="What did you mend?")
    await olav.presses("discord", "What did you mend?", "Schedule it")
    await olav.sees("discord", "Scheduled as")
    await olav.calls("setup")
    await olav.sees("discord", "Good to know")
    await olav.window("discord").locator(".log").evaluate("(log) => { log.scrollTop = 0 }")
    await olav.calls("prompt list")
    await expect((await olav.sees("discord", "Prompts of")).locator(".text")).to_be_in_viewport(ratio=0.9)
    await kari.goes_on_until("discord", "What did you mend?")
    await kari.presses("discord", "What did you mend?", "Answer")
    await kari.fills("Your answer", Your_answer="A lamp, with help.")
    await ida.sees("discord", "A lamp, with help.")
    await nothing_found(kari.page)
    await fits(kari)
    assert [*olav.faults, *kari.faults, *ida.faults] == []
