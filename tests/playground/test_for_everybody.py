"""The page can be used by everybody: checked by axe-core, at the width of a phone, in light and dark."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.playground.browser import Screens, Tab

pytestmark = pytest.mark.slow

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


async def nothing_found(page: Page) -> None:
    found = await Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


async def fits(tab: Tab) -> None:
    """Nobody has to scroll sideways."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await tab.page.evaluate(wide) <= 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_every_view(screens: Screens, width: int, dark: bool) -> None:
    tab = await screens.of("Carla", width=width, dark=dark)
    await nothing_found(tab.page)
    await fits(tab)
    await tab.opens("telegram", "English for seniors")
    await tab.sees("telegram", "Hello everybody")
    await nothing_found(tab.page)
    await fits(tab)
    await tab.page.goto(screens.address)
    await nothing_found(tab.page)
    await fits(tab)
    await tab.page.goto(f"{screens.address}as/nobody")
    await nothing_found(tab.page)
