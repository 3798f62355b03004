"""The playground's page in a real browser: a long conversation, scrolling, what happens, and many tabs."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from figures import Figure, percentile
from machine import resident_of
from playwright.async_api import Browser, Page, async_playwright

from adapters.playground.telegram import Group, delivery
from bot.playground.community import Community
from bot.playground.house import House
from bot.playground.opening import open_house
from bot.playground.site import Site
from tests.playground.browser import QUIET, browser_path

MESSAGES = 5000
OPENINGS = 5
EVENTS = 40
TABS = 10
WATCH_TASKS = """() => {
  window.tasks = [0];
  new PerformanceObserver(list => list.getEntries().forEach(each => window.tasks.push(each.duration)))
    .observe({type: 'longtask'});
}"""
SCROLL = """async () => {
  const log = document.querySelector('#telegram .log');
  for (let step = 0; step < 200; step++) {
    log.scrollTop = Math.max(0, log.scrollTop - 400);
    await new Promise(requestAnimationFrame);
  }
  return [Math.max(...window.tasks), log.querySelectorAll('li[data-order]').length];
}"""
"""Up through the conversation, a step for each picture: the longest task reported (from 50 ms on), and what was read."""
SEEN = """words => new Promise(done => {
  const list = document.getElementById('telegram-log');
  const look = () => list.lastElementChild?.textContent.includes(words) && (done(Date.now()), true);
  look() || new MutationObserver((_, self) => look() && self.disconnect()).observe(list, {childList: true, subtree: true});
})"""


async def page_in_a_browser() -> AsyncIterator[Figure]:
    """Needs Chromium; without it nothing of this is measured."""
    path = browser_path()
    if path is None:
        return
    async with _playground() as (house, address), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        group = _long_conversation(house)
        target = f"{address}as/ben?telegram={group.id}"
        opened = [await _opened(browser, target) for _ in range(OPENINGS)]
        yield _at_most(f"a conversation of {MESSAGES} messages opens in", "s", opened, 1.0, digits=2)
        page = await browser.new_page()
        await page.goto(target)
        await page.evaluate(WATCH_TASKS)
        longest, read = await page.evaluate(SCROLL)
        yield _at_most("longest task of 50 ms and more while scrolling", "ms", [longest], 50)
        yield Figure("messages read by scrolling", "", [read])
        await page.goto(target)
        shown = [await _shown(house, group, page, number) for number in range(EVENTS)]
        yield Figure("from an event to the page, p50", "ms", [percentile(shown, 0.5)])
        yield _at_most("from an event to the page, p99", "ms", [percentile(shown, 0.99)], 100)
        yield _at_most("memory of the playground for a tab", "MB", [await _a_tab(browser, target)], 5, digits=1)
        await browser.close()


def _at_most(name: str, unit: str, runs: list[float], most: float, *, digits: int = 0) -> Figure:
    return Figure(name, unit, runs, f"aim < {most:g}", lambda value: value < most, digits=digits)


@asynccontextmanager
async def _playground() -> AsyncIterator[tuple[House, str]]:
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        async with open_house(Path(folder), Community.read()) as house, Site(house).open(0) as address:
            await house.bot.serves.wait()
            yield house, address


def _long_conversation(house: House) -> Group:
    group = next(iter(house.telegram.world.groups.values()))
    people = [user.account for user in house.telegram.people.values()]
    for number in range(MESSAGES):
        text = f"Message {number}: a word or two about what helped me this week, and why it did."
        delivery.post(house.telegram.world, group, people[number % len(people)], text)
    return group


async def _opened(browser: Browser, target: str) -> float:
    """Seconds until the newest message can be read."""
    page = await browser.new_page()
    begun = time.perf_counter()
    await page.goto(target, wait_until="commit")
    await page.locator(".log").get_by_text(f"Message {MESSAGES - 1}:").wait_for()
    took = time.perf_counter() - begun
    await page.close()
    return took


async def _shown(house: House, group: Group, page: Page, number: int) -> float:
    """Milliseconds from a message to its place on an open page."""
    words = f"Just now {number}"
    seeing = asyncio.ensure_future(page.evaluate(SEEN, words))
    await asyncio.sleep(0.1)
    begun = time.time()
    delivery.post(house.telegram.world, group, house.personas["aino"].telegram.account, words)  # type: ignore[union-attr]
    seen: float = await seeing
    return max(0.0, seen - begun * 1000)


async def _a_tab(browser: Browser, target: str) -> float:
    before = resident_of(os.getpid(), "VmRSS")
    pages = [await browser.new_page() for _ in range(TABS)]
    for page in pages:
        await page.goto(target)
    after = resident_of(os.getpid(), "VmRSS")
    return (after - before) / TABS
