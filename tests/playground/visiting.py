"""Somebody at the playground's pages without a browser: what they read, and what they press."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.playground.community import Community
from bot.playground.house import House
from bot.playground.site import Site

PATIENCE = 15.0


def before_term() -> Community:
    """The partnership before any course is open: it is in its place sooner."""
    return Community.read().model_copy(update={"courses": ()})


@dataclass
class Visitor:
    """Reads pages as text and sends acts, as the page's script does."""

    session: aiohttp.ClientSession
    address: str
    who: str = "maria"

    async def reads(self, path: str = "") -> str:
        """A page, or a window of the person's page, as text."""
        async with self.session.get(f"{self.address}{path or f'as/{self.who}'}") as response:
            return plain(await response.text())

    async def panel(self) -> str:
        return await self.reads(f"as/{self.who}/panel")

    async def sees(self, *words: str) -> str:
        """The panel, as soon as these words stand in it."""
        said = ""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(each in said for each in words):
                    await asyncio.sleep(0.05)
                    said = await self.panel()
        except TimeoutError:
            raise AssertionError(f"{words} should stand in the panel: {said}") from None
        return said

    async def does(self, act: str, window: str = "panel", **fields: str) -> dict[str, Any]:
        """What the page is told after an act."""
        return await self.sends(f"as/{self.who}/{window}/{act}", **fields)

    async def sends(self, path: str, **fields: Any) -> dict[str, Any]:
        form = aiohttp.FormData()
        for name, value in fields.items():
            for each in value if isinstance(value, list) else [value]:
                form.add_field(name, each)
        headers = {"Origin": self.address.rstrip("/")}
        async with self.session.post(f"{self.address}{path}", data=form, headers=headers) as response:
            said: dict[str, Any] = await response.json()
            return said


@asynccontextmanager
async def a_visitor(house: House) -> AsyncIterator[Visitor]:
    """Somebody with the panel open."""
    site = Site(house)
    async with site.open(0) as address, aiohttp.ClientSession() as session:
        with site.panel.watch.looked_at():
            yield Visitor(session, address)


def plain(page: str) -> str:
    """The words of a page; buttons in brackets, pressed ones with a star."""
    page = re.sub(r"<button[^>]*aria-pressed=.true.[^>]*>(.*?)</button>", r"[*\1]", page)
    page = re.sub(r"<button[^>]*>(.*?)</button>", r"[\1]", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
