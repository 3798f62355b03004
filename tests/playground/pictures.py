"""Takes the pictures of README.md: a week's beginning, played at the screens of both sides (make pictures).

Needs Chromium, pngquant, and a font with signs such as 👌 (Debian: fonts-noto-color-emoji).
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, Page, expect

from bot.playground.community import Community
from bot.playground.opening import open_house
from bot.playground.site import Site
from tests.playground.browser import Screens, Tab, a_browser, browser_here
from tests.playground.taking_part import (
    CHANNEL,
    COURSE,
    connects_discord,
    joins_on_discord,
    joins_on_telegram,
    opens_on_telegram,
)
from tests.playground.visiting import before_term

DOCS = Path(__file__).parents[2] / "docs"
PROMPT = "Share one link that helped you this week, and say why."


async def take() -> None:
    """All of them, in the order of the story."""
    async with _screens(Community.read()) as screens:
        await _groups(await screens.of("Astrid", width=480, height=840))
    async with _screens(before_term()) as screens:
        await _monday(screens)
        dina, aino, ben, carla, ida = await _course(screens)
        await _comes_late_to_discord(dina, carla)
        await _answers(aino, ben, carla, ida)
        await _keep(carla.page, "both-chats")


@asynccontextmanager
async def _screens(community: Community) -> AsyncIterator[Screens]:
    with tempfile.TemporaryDirectory(prefix="talkoot-pictures-") as folder:
        async with open_house(Path(folder), community) as house, Site(house).open(0) as address:
            await house.settled.wait()
            async with a_browser(browser_here()) as browser, AsyncExitStack() as tabs:
                yield Screens(browser, house, address, tabs)


async def _groups(astrid: Tab) -> None:
    """A trainer whose course has learners asks for groups, and looks at what is proposed."""
    await astrid.opens("telegram", "Talkoot")
    await astrid.says("telegram", "/group_make")
    proposal = await astrid.sees("telegram", "Proposal for")
    await expect(proposal.get_by_role("button", name="Confirm these groups")).to_be_in_viewport()
    await _keep(astrid.window("telegram"), "groups-proposed")


async def _monday(screens: Screens) -> None:
    """The story begins on a Monday morning, whenever it is told."""
    clock = screens.house.clock
    now = clock.now().astimezone(ZoneInfo("Europe/Helsinki"))
    clock.jump((now + timedelta(days=7 - now.weekday())).replace(hour=8, minute=0, second=0))


async def _course(screens: Screens) -> list[Tab]:
    """Dina opens it on both sides, four learners come in, a prompt is planned."""
    dina = await screens.of("Dina")
    await opens_on_telegram(dina)
    await connects_discord(dina)
    aino, ben = await screens.of("Aino", width=320, height=640), await screens.of("Ben")
    carla, ida = await screens.of("Carla", height=720), await screens.of("Ida", width=480, height=640)
    for learner in (ben, carla):
        await joins_on_telegram(learner)
    await _joins_in_finnish(aino)
    await joins_on_discord(ida, words="now a place of")
    await dina.says("telegram", f"/prompt_schedule every Monday 9:00 until 31.12. {PROMPT}")
    await dina.presses("telegram", PROMPT, "Schedule it")
    await dina.sees("telegram", "Scheduled as")
    return [dina, aino, ben, carla, ida]


async def _joins_in_finnish(aino: Tab) -> None:
    await aino.opens("telegram", COURSE)
    await aino.presses("telegram", "is open", "Join")
    await aino.presses("telegram", "avustaja", "Liity kurssille")
    await aino.presses("telegram", "kutsu", "Aino")
    await aino.sees("telegram", "mukana")


async def _comes_late_to_discord(dina: Tab, carla: Tab) -> None:
    """The first picture: Discord asks to wait, and the panel says why the prompt is not there yet."""
    panel = dina.window("panel")
    await panel.get_by_text("Let something go wrong").click()
    await panel.get_by_label("The next call to Discord").get_by_role("button", name="429").click()
    await panel.get_by_text("Let something go wrong").click()
    await carla.opens("telegram", COURSE)
    await carla.opens("discord", CHANNEL)
    await carla.goes_on_until("telegram", PROMPT)
    await panel.get_by_text("waits for a limit").wait_for()
    await panel.page.set_viewport_size({"width": 1280, "height": 740})
    await _keep(panel, "time-and-letters")


async def _answers(aino: Tab, ben: Tab, carla: Tab, ida: Tab) -> None:
    """By reply, in private on a phone (the second picture), and on a form (the third)."""
    await ben.opens("telegram", COURSE)
    await ben.replies("telegram", await ben.sees("telegram", PROMPT), "bird.example: I hear a song and find its bird.")
    await aino.opens("telegram", COURSE)
    await aino.presses("telegram", "press Answer", "Answer")
    await aino.opens("telegram", "Talkoot")
    await aino.says("telegram", "radio.example: hitaita uutisia helpolla englannilla.")
    await aino.sees("telegram", "Kiitos")
    await _keep(aino.window("telegram"), "phone")
    await ida.presses("discord", PROMPT, "Answer")
    form = await ida.form("Your answer")
    await form.get_by_label("Your answer").fill("recipes.example: every dish has a picture, so I need few words.")
    await ida.page.evaluate("document.querySelector('#discord').scrollIntoView()")
    await _keep(ida.page, "answer-form")
    await form.get_by_role("button", name="Submit").click()
    await carla.sees("telegram", "Aino answered")
    await carla.sees("discord", "Ida answered")


async def _keep(seen: Page | Locator, name: str) -> None:
    """As a small file: few colours are enough for letters and lines."""
    path = DOCS / f"{name}.png"
    await seen.screenshot(path=path)
    smaller = await asyncio.create_subprocess_exec("pngquant", "--force", "--ext", ".png", "64", path)
    if await smaller.wait():
        raise RuntimeError(f"pngquant could not make {path} smaller")


if __name__ == "__main__":
    asyncio.run(take())
