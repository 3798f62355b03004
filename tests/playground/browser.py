"""The playground open in a real browser: its house, its page, and a person in each tab."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect
from playwright.async_api import Error as PlaywrightError

from bot.playground.house import House
from tests.conftest import NO_BROWSER

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 15_000
"""Milliseconds until something that should be on the page is missed."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Tab:
    """Somebody at their screen."""

    page: Page
    name: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", self._said)

    def _said(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.faults.append(f"{line.text} {line.location}")

    def window(self, platform: str) -> Locator:
        return self.page.locator(f"#{platform}")

    async def opens(self, platform: str, chat: str) -> None:
        named = self.page.get_by_text(chat, exact=True)
        await self.window(platform).locator("a[data-open]").filter(has=named).click()
        await expect(self.window(platform).get_by_role("heading", name=chat)).to_be_visible()

    async def says(self, platform: str, text: str) -> None:
        field = self.window(platform).locator(".composer textarea")
        await field.fill(text)
        await field.press("Enter")

    async def sees(self, platform: str, words: str) -> Locator:
        """The newest message with these words."""
        found = self.window(platform).locator(".log li", has_text=words).last
        await expect(found).to_be_visible()
        return found

    async def presses(self, platform: str, words: str, label: str) -> None:
        """A button under the newest message with these words."""
        message = await self.sees(platform, words)
        await message.get_by_role("button", name=label, exact=True).click()

    async def replies(self, platform: str, message: Locator, text: str) -> None:
        await message.hover()
        await message.get_by_role("button", name="Reply", exact=True).click()
        await self.says(platform, text)

    async def calls(self, command: str, **options: str) -> None:
        """Type a slash command on Discord, fill in its options, send it."""
        field = self.window("discord").locator("#discord-text")
        await field.fill(f"/{command}")
        await field.press("Enter")
        form = self.window("discord").get_by_role("form", name=f"/{command}")
        for name, value in options.items():
            await form.get_by_label(name, exact=False).first.fill(value)
        await form.get_by_role("button", name=f"Send /{command}").click()

    async def form(self, title: str) -> Locator:
        """The form that has opened over the page."""
        form = self.page.get_by_role("dialog")
        await expect(form).to_contain_text(title)
        return form

    async def fills(self, title: str, **fields: str) -> None:
        """Answer the form that has opened, and send it; a blank in a label is written as _."""
        form = await self.form(title)
        for label, value in fields.items():
            await form.get_by_label(label.replace("_", " ")).fill(value)
        await form.get_by_role("button", name="Submit").click()

    async def panel(self, label: str) -> None:
        """A button beside the chats."""
        await self.page.locator("#panel").get_by_role("button", name=label, exact=True).click()

    async def goes_on_until(self, platform: str, words: str) -> Locator:
        """From one thing that happens to the next, until these words come."""
        found = self.window(platform).locator(".log li", has_text=words)
        while not await found.count():
            await self.panel("To the next thing that happens")
            with suppress(PlaywrightError):
                await found.last.wait_for(timeout=1500)
        return found.last

    async def downloads(self, platform: str, name: str) -> str:
        """The text of a file that came into the open chat."""
        link = self.window(platform).get_by_role("link", name=name).last
        async with self.page.expect_download() as coming:
            await link.click()
        path = await (await coming.value).path()
        return path.read_text(encoding="utf-8-sig")


@dataclass
class Screens:
    """The browser, and the playground that is open in it."""

    browser: Browser
    house: House
    address: str
    tabs: AsyncExitStack

    async def of(self, name: str, *, width: int = 1280, height: int = 900, dark: bool = False) -> Tab:
        """A tab of its own for somebody."""
        look: Literal["dark", "light"] = "dark" if dark else "light"
        context = await self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=look)
        self.tabs.push_async_callback(context.close)
        page = await context.new_page()
        tab = Tab(page, name)
        await page.goto(f"{self.address}as/{name.lower()}")
        return tab


def browser_path() -> str | None:
    """Where the browser is, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def browser_here() -> str:
    """Where the browser is; without one the test is left out, except in CI."""
    found = browser_path()
    if found is None:
        if os.environ.get("CI"):
            raise RuntimeError("CI tests the pages in a real browser, and there is none: install chromium")
        pytest.skip(NO_BROWSER)
    return found


@asynccontextmanager
async def a_browser(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            await browser.close()
