"""The playground's page in a real browser: a long conversation, scrolling, what happens, and many tabs."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from figures import Figure, percentile
from machine import resident_of
from playwright.async_api import Browser, Page, async_playwright

from adapters.playground.telegram import delivery
from bot.playground.house import House
from bot.playground.opening import open_house
from bot.playground.site import Site
from tests.playground.browser import QUIET, browser_path
from tests.playground.visiting import before_term

MESSAGES = 5000
OPENINGS = 5
EVENTS = 40
TABS = 10
WATCH_TASKS = """() => {
  window.tasks = [0];
  new PerformanceObserver(list => list.getEntries().forEach(each => window.tasks.push(each.duration)))
    .observe({type: 'longtask'});
}"""
SCROLL = """async (side) => {
  const log = document.querySelector(`#${side} .log`);
  for (let step = 0; step < 200; step++) {
    log.scrollTop = Math.max(0, log.scrollTop - 400);
    await new Promise(requestAnimationFrame);
  }
  return [Math.max(...window.tasks), log.querySelectorAll('li[data-order]').length];
}"""
"""Up through the conversation, a step for each picture: the longest task reported (from 50 ms on), and what was read."""
SEEN = """([side, words]) => new Promise(done => {
  const list = document.getElementById(`${side}-log`);
  const look = () => list.lastElementChild?.textContent.includes(words) && (done(Date.now()), true);
  look() || new MutationObserver((_, self) => look() && self.disconnect()).observe(list, {childList: true, subtree: true});
})"""


Say = Callable[[str], Awaitable[object]]


@dataclass(frozen=True)
class Side:
    """One of the windows, with a long conversation open in it."""

    name: str
    chat: str
    say: Say
    """Somebody writes there."""


async def page_in_a_browser() -> AsyncIterator[Figure]:
    """Needs Chromium; without it nothing of this is measured."""
    path = browser_path()
    if path is None:
        return
    async with _playground() as (house, address), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        for side in (_telegram(house), _discord(house)):
            for number in range(MESSAGES):
                await side.say(f"Message {number}: a word or two about what helped me this week, and why it did.")
            async for figure in _of_one_side(browser, side, f"{address}as/carla?{side.name}={side.chat}"):
                yield figure
        await browser.close()


async def _of_one_side(browser: Browser, side: Side, target: str) -> AsyncIterator[Figure]:
    where = f" ({side.name.title()})"
    opened = [await _opened(browser, side, target) for _ in range(OPENINGS)]
    yield _at_most(f"a conversation of {MESSAGES} messages opens in{where}", "s", opened, 1.0, digits=2)
    page = await browser.new_page()
    await page.goto(target)
    await page.evaluate(WATCH_TASKS)
    longest, read = await page.evaluate(SCROLL, side.name)
    yield _at_most(f"longest task of 50 ms and more while scrolling{where}", "ms", [longest], 50)
    yield Figure(f"messages read by scrolling{where}", "", [read])
    await page.goto(target)
    shown = [await _shown(side, page, number) for number in range(EVENTS)]
    yield Figure(f"from an event to the page, p50{where}", "ms", [percentile(shown, 0.5)])
    yield _at_most(f"from an event to the page, p99{where}", "ms", [percentile(shown, 0.99)], 100)
    yield _at_most(f"memory of the playground for a tab{where}", "MB", [await _a_tab(browser, target)], 5, digits=1)
    await page.close()


def _at_most(name: str, unit: str, runs: list[float], most: float, *, digits: int = 0) -> Figure:
    return Figure(name, unit, runs, f"aim < {most:g}", lambda value: value < most, digits=digits)


@asynccontextmanager
async def _playground() -> AsyncIterator[tuple[House, str]]:
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        async with open_house(Path(folder), before_term()) as house, Site(house).open(0) as address:
            await house.bot.serves.wait()
            yield house, address


def _telegram(house: House) -> Side:
    """The post office itself writes: nobody waits for a bot's ear."""
    group = next(iter(house.telegram.world.groups.values()))
    people = cycle([user.account for user in house.telegram.people.values()])

    async def say(words: str) -> None:
        delivery.post(house.telegram.world, group, next(people), words)

    return Side("telegram", str(group.id), say)


def _discord(house: House) -> Side:
    guild = next(iter(house.discord.guilds.values()))
    channel, people = guild.channels[0], cycle([user for user in house.discord.people.values() if user.may_in(guild)])

    async def say(words: str) -> None:
        await next(people).send(channel, words)

    return Side("discord", str(channel.id), say)


async def _opened(browser: Browser, side: Side, target: str) -> float:
    """Seconds until the newest message can be read."""
    page = await browser.new_page()
    begun = time.perf_counter()
    await page.goto(target, wait_until="commit")
    await page.locator(f"#{side.name} .log").get_by_text(f"Message {MESSAGES - 1}:").wait_for()
    took = time.perf_counter() - begun
    await page.close()
    return took


async def _shown(side: Side, page: Page, number: int) -> float:
    """Milliseconds from a message to its place on an open page."""
    words = f"Just now {number}"
    seeing = asyncio.ensure_future(page.evaluate(SEEN, [side.name, words]))
    await asyncio.sleep(0.1)
    begun = time.time()
    await side.say(words)
    seen: float = await seeing
    return max(0.0, seen - begun * 1000)


async def _a_tab(browser: Browser, target: str) -> float:
    before = resident_of(os.getpid(), "VmRSS")
    pages = [await browser.new_page() for _ in range(TABS)]
    for page in pages:
        await page.goto(target)
    after = resident_of(os.getpid(), "VmRSS")
    return (after - before) / TABS
