"""Discord's window in a real browser: commands with their options, forms, private answers, replies."""

import pytest
from playwright.async_api import Locator, expect

from tests.playground.browser import Screens, Tab
from tests.playground.test_for_everybody import fits, nothing_found

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

CHANNEL = "repair-café"


async def calls(tab: Tab, command: str, **options: str) -> None:
    """Type a command, fill in its options, send it."""
    field = tab.window("discord").locator("#discord-text")
    await field.fill(f"/{command}")
    await field.press("Enter")
    form = tab.window("discord").get_by_role("form", name=f"/{command}")
    for name, value in options.items():
        await form.get_by_label(name, exact=False).first.fill(value)
    await form.get_by_role("button", name=f"Send /{command}").click()


async def form_of(tab: Tab, title: str) -> Locator:
    form = tab.page.get_by_role("dialog")
    await expect(form).to_contain_text(title)
    return form


async def opens_the_course(olav: Tab) -> None:
    await olav.opens("discord", CHANNEL)
    await calls(olav, "course new")
    form = await form_of(olav, "Open a course")
    await nothing_found(olav.page)
    await form.get_by_role("button", name="Submit").click()
    await olav.sees("discord", "is open")


async def joins(learner: Tab) -> None:
    await learner.opens("discord", CHANNEL)
    await learner.presses("discord", "is open", "Join")
    await learner.presses("discord", "Only you can see this", "Join the course")
    form = await form_of(learner, "Your name")
    await form.get_by_role("button", name="Submit").click()
    await learner.sees("discord", "You are in")


async def test_a_course_on_discord(screens: Screens) -> None:
    olav, kari, ida = await screens.of("Olav"), await screens.of("Kari", width=320, height=800), await screens.of("Ida")
    await opens_the_course(olav)
    await joins(kari)
    await ida.opens("discord", CHANNEL)
    await expect(ida.window("discord").locator(".log")).not_to_contain_text("You are in")
    await calls(olav, "prompt schedule", when="tomorrow 9:00", text="What did you mend?")
    await olav.presses("discord", "What did you mend?", "Schedule it")
    await olav.sees("discord", "Scheduled as")
    await kari.goes_on_until("discord", "What did you mend?")
    await kari.presses("discord", "What did you mend?", "Answer")
    form = await form_of(kari, "Your answer")
    await form.get_by_label("Your answer").fill("A lamp, with help.")
    await form.get_by_role("button", name="Submit").click()
    await ida.sees("discord", "A lamp, with help.")
    await nothing_found(kari.page)
    await fits(kari)
    assert [*olav.faults, *kari.faults, *ida.faults] == []
