"""The playground as tests have it: open in a house of its own, and in a real browser."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.playground.house import House
from bot.playground.opening import open_house
from bot.playground.site import Site
from tests.playground.browser import Screens, a_browser, browser_here
from tests.playground.visiting import before_term


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, before_term()) as opened:
        await opened.settled.wait()
        yield opened


@pytest.fixture
async def screens(house: House) -> AsyncIterator[Screens]:
    path = browser_here()
    async with Site(house).open(0) as address, a_browser(path) as browser, AsyncExitStack() as tabs:
        yield Screens(browser, house, address, tabs)
