"""The page can be used by everybody: checked by axe-core, at the width of a phone, in light and dark."""

from itertools import product

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.playground.browser import Screens, Tab

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


async def nothing_found(page: Page) -> None:
    found = await Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


async def fits(tab: Tab) -> None:
    """Nobody has to scroll sideways."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await tab.page.evaluate(wide) <= 0


async def is_for_everybody(tab: Tab) -> None:
    await nothing_found(tab.page)
    await fits(tab)


async def test_every_view(screens: Screens) -> None:
    for width, dark in product((320, 768, 1280), (False, True)):
        tab = await screens.of("Carla", width=width, dark=dark)
        await is_for_everybody(tab)
        await tab.opens("telegram", "English for seniors")
        await tab.sees("telegram", "Hello everybody")
        await tab.window("panel").get_by_text("Let something go wrong").click()
        await is_for_everybody(tab)
        await tab.page.goto(screens.address)
        await is_for_everybody(tab)
        await tab.page.goto(f"{screens.address}as/nobody")
        await is_for_everybody(tab)


OF_A_CHANNEL = ("About this server", "Pins", "New thread", "New server", "More")


async def test_every_dialog_on_discord(screens: Screens) -> None:
    tab = await screens.of("Olav", width=320)
    await tab.opens("discord", "general")
    await tab.says("discord", "Good morning, **everybody**")
    await tab.sees("discord", "Good morning")
    for label in OF_A_CHANNEL:
        await tab.window("discord").get_by_role("button", name=label).last.click()
        await expect(tab.page.get_by_role("dialog")).to_be_visible()
        await is_for_everybody(tab)
        await tab.page.keyboard.press("Escape")
    await tab.panel("Start over")
    await expect(tab.page.get_by_role("dialog")).to_be_visible()
    await is_for_everybody(tab)
