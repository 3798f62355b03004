"""Telegram's window before one's eyes: the keyboard, what opens by itself, and how fast it is."""

import struct
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, expect

from bot.playground.site import Site
from tests.playground.browser import Screens, Tab, a_browser, browser_here
from tests.playground.phone import Town, a_town
from tests.playground.test_for_everybody import fits, nothing_found

pytestmark = pytest.mark.slow

COURSE = "English for seniors"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
VOICE = b"OggS\x00\x04" + struct.pack("<q", 3 * 48_000) + b"\x00" * 12


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with a_town(tmp_path) as made:
        yield made


@pytest.fixture
async def screens(town: Town) -> AsyncIterator[Screens]:
    path = browser_here()
    async with Site(town.house).open(0) as address, a_browser(path) as browser, AsyncExitStack() as tabs:
        yield Screens(browser, town.house, address, tabs)


async def in_the_course(screens: Screens, name: str) -> Tab:
    tab = await screens.of(name)
    await tab.page.goto(f"{screens.address}as/{name.lower()}?telegram={course(screens)}")
    await expect(tab.window("telegram").get_by_role("heading", name=COURSE)).to_be_visible()
    return tab


def course(screens: Screens) -> int:
    groups = screens.house.telegram.world.groups
    return next(number for number, group in groups.items() if group.title == COURSE)


def field(tab: Tab) -> Locator:
    return tab.window("telegram").locator(".composer textarea")


async def test_commands_are_completed_by_keyboard(town: Town, screens: Screens) -> None:
    await town.bot.set_my_commands([("help", "Help"), ("join", "Join a course"), ("join_group", "Join a group")])
    ben = await in_the_course(screens, "Ben")
    options = ben.window("telegram").get_by_role("option")
    await field(ben).press_sequentially("/jo")
    await expect(options).to_have_count(2)
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await field(ben).press("ArrowDown")
    marked = await field(ben).get_attribute("aria-activedescendant")
    assert marked == await options.nth(1).get_attribute("id")
    await field(ben).press("Escape")
    await expect(options).to_have_count(0)
    await field(ben).press_sequentially("i")
    await field(ben).press("Tab")
    await expect(field(ben)).to_have_value("/join ")
    await field(ben).fill("/he")
    await field(ben).press("Enter")
    await ben.sees("telegram", "/help")
    await ben.window("telegram").get_by_role("button", name="Commands").click()
    await expect(options).to_have_count(3)
    await options.nth(1).click()
    await ben.sees("telegram", "/join")
    assert ben.faults == []


async def test_a_forced_reply_opens_the_field(town: Town, screens: Screens) -> None:
    ben = await in_the_course(screens, "Ben")
    markup = {"force_reply": True, "input_field_placeholder": "The name of the course"}
    asked = await town.bot.send_message(course(screens), "What is it called?", api_kwargs={"reply_markup": markup})
    await expect(ben.window("telegram").locator(".replying")).to_contain_text("Reply to Talkoot")
    await expect(field(ben)).to_be_focused()
    await expect(field(ben)).to_have_attribute("placeholder", "The name of the course")
    await ben.says("telegram", "Mornings")
    await ben.sees("telegram", "Mornings")
    last = town.house.telegram.world.groups[course(screens)].last
    assert last.reply_to is not None
    assert last.reply_to.id == asked.message_id
    await expect(ben.window("telegram").locator(".replying")).to_be_hidden()


async def test_a_press_shows_that_it_waits_and_then_what_was_answered(town: Town, screens: Screens) -> None:
    ben = await in_the_course(screens, "Ben")
    rows = [[{"text": "Yes", "callback_data": "y"}]]
    await town.bot.send_message(course(screens), "Coming?", api_kwargs={"reply_markup": {"inline_keyboard": rows}})
    await ben.presses("telegram", "Coming?", "Yes")
    button = ben.window("telegram").get_by_role("button", name="Yes")
    await expect(button).to_have_attribute("aria-busy", "true")
    query = None
    while query is None:
        updates = await town.bot.get_updates(timeout=2, offset=-1)
        query = next((each.callback_query for each in updates if each.callback_query), None)
    await query.answer("See you there", show_alert=True)
    await expect(ben.page.get_by_role("dialog")).to_contain_text("See you there")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_a_message_is_answered_with_a_quote_edited_reacted_to_and_deleted(screens: Screens) -> None:
    dina, ben = await in_the_course(screens, "Dina"), await in_the_course(screens, "Ben")
    await dina.says("telegram", "Tea or coffee?")
    line = await ben.sees("telegram", "Tea or coffee?")
    await line.get_by_role("button", name="More for this message").click()
    await ben.page.get_by_role("button", name="👏").click()
    await expect((await dina.sees("telegram", "Tea")).locator(".reaction")).to_contain_text("👏 1")
    await line.locator(".text").dblclick(position={"x": 80, "y": 10})
    await line.get_by_role("button", name="Reply", exact=True).click()
    await expect(ben.window("telegram").locator(".replying")).to_contain_text('"coffee')
    await ben.says("telegram", "With milk")
    mine = await ben.sees("telegram", "With milk")
    await mine.get_by_role("button", name="More for this message").click()
    await ben.page.get_by_role("button", name="Edit", exact=True).click()
    await expect(field(ben)).to_have_value("With milk")
    await ben.says("telegram", "With sugar")
    theirs = await dina.sees("telegram", "With sugar")
    await theirs.get_by_role("button", name="Dina").click()
    await expect(await dina.sees("telegram", "Tea")).to_be_focused()
    await (await ben.sees("telegram", "With sugar")).get_by_role("button", name="More for this message").click()
    await ben.page.get_by_role("button", name="Delete", exact=True).click()
    await expect(dina.window("telegram").locator(".log li", has_text="With sugar")).to_have_count(0)
    assert ben.faults == dina.faults == []


async def test_files_are_named_before_they_go_and_arrive_for_everybody(screens: Screens) -> None:
    dina, ben = await in_the_course(screens, "Dina"), await in_the_course(screens, "Ben")
    pictures: list[FilePayload] = [
        {"name": name, "mimeType": "image/png", "buffer": DOT} for name in ("one.png", "two.png")
    ]
    await dina.window("telegram").locator("input[name=file]").set_input_files(pictures)
    await expect(dina.window("telegram").locator(".chosen")).to_contain_text("one.png, two.png")
    await dina.says("telegram", "Both")
    await expect(ben.window("telegram").get_by_alt_text("Picture from Dina")).to_have_count(2)
    note: FilePayload = {"name": "note.ogg", "mimeType": "audio/ogg", "buffer": VOICE}
    await dina.window("telegram").locator("input[name=voice]").set_input_files(note)
    await dina.window("telegram").get_by_role("button", name="Send", exact=True).click()
    await expect(ben.window("telegram").get_by_label("Voice note from Dina")).to_be_visible()
    large: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"0" * (21 * 1024 * 1024)}
    await dina.window("telegram").locator("input[name=file]").set_input_files(large)
    await dina.says("telegram", "My film")
    await expect(dina.page.locator("#notes")).to_contain_text("takes 20 MB at once, what a bot can fetch")
    await expect(field(dina)).to_have_value("My film")


@pytest.mark.parametrize("messages", [0, 40])
async def test_the_conversation_fills_the_window(town: Town, screens: Screens, messages: int) -> None:
    group, dina = town.house.telegram.world.groups[course(screens)], town.house.personas["dina"].telegram
    assert dina is not None
    for number in range(messages):
        await dina.send(group, f"Line {number}")
    tab = await in_the_course(screens, "Ben")
    for _ in ("without", "with a pinned message"):
        window = await tab.page.locator("#telegram").bounding_box()
        log = await tab.page.locator("#telegram .log").bounding_box()
        composer = await tab.page.locator("#telegram .composer").bounding_box()
        assert window
        assert log
        assert composer
        assert abs(window["y"] + window["height"] - composer["y"] - composer["height"]) < 3
        assert abs(log["y"] + log["height"] - composer["y"]) < 3
        await dina.pin(await dina.send(group, "Read this"))
        await expect(tab.page.locator("#telegram .pinned b")).to_be_visible()


async def test_a_poll_is_made_and_voted_on(screens: Screens) -> None:
    dina, ben = await in_the_course(screens, "Dina"), await in_the_course(screens, "Ben")
    await dina.window("telegram").locator("details.attach summary").click()
    await dina.page.get_by_role("button", name="Make a poll").click()
    await dina.page.get_by_label("Question").fill("Which day?")
    await dina.page.get_by_label("Answers, one a line").fill("Monday")
    await dina.page.get_by_role("button", name="Make the poll").click()
    await expect(dina.page.get_by_role("dialog")).to_contain_text("2 to 12 answers")
    await dina.page.get_by_label("Answers, one a line").fill("Monday\nTuesday")
    await dina.page.get_by_role("button", name="Make the poll").click()
    await expect(dina.page.get_by_role("dialog")).to_be_hidden()
    await ben.window("telegram").get_by_role("button", name="Tuesday").click()
    await expect(ben.window("telegram").locator(".result").nth(1)).to_contain_text("1 of 1")


async def test_a_group_is_joined_left_and_followed_when_it_moves(screens: Screens) -> None:
    dina, maria = await screens.of("Dina"), await screens.of("Maria")
    await dina.page.get_by_role("button", name="New group").click()
    await dina.page.get_by_label("Name").fill("Repair café")
    await dina.page.get_by_role("button", name="Make the group").click()
    await dina.says("telegram", "Screwdrivers are here")
    await dina.sees("telegram", "Screwdrivers")
    await maria.window("telegram").get_by_role("link", name="Repair café").click()
    await maria.window("telegram").get_by_role("button", name="Join the group").click()
    await maria.sees("telegram", "Screwdrivers")
    await dina.page.get_by_role("button", name="About this group").click()
    await dina.page.get_by_role("button", name="Make it a supergroup").click()
    await maria.sees("telegram", "The group is a supergroup now")
    await maria.says("telegram", "Still here")
    await dina.sees("telegram", "Still here")
    await maria.page.get_by_role("button", name="About this group").click()
    await maria.page.get_by_role("button", name="Leave the group").click()
    await expect(maria.window("telegram").get_by_text("Only members read")).to_be_visible()
    assert dina.faults == maria.faults == []


async def test_a_conversation_is_read_to_its_end(town: Town, screens: Screens) -> None:
    """Also when a message grows that was there, and when somebody speaks who read further up."""
    group, dina = town.house.telegram.world.groups[course(screens)], town.house.personas["dina"].telegram
    assert dina is not None
    for number in range(30):
        last = await dina.send(group, f"Line {number}")
    ben = await in_the_course(screens, "Ben")
    await dina.edit(last, "It grows\n" * 20)
    await expect((await ben.sees("telegram", "It grows")).get_by_text("edited")).to_be_in_viewport()
    await dina.send(group, "And on")
    await expect(await ben.sees("telegram", "And on")).to_be_in_viewport()
    await ben.window("telegram").locator(".log").evaluate("(log) => { log.scrollTop = 300 }")
    await ben.says("telegram", "My own words")
    await expect(await ben.sees("telegram", "My own words")).to_be_in_viewport()


async def test_long_conversations_are_quick(town: Town, screens: Screens) -> None:
    group, dina = town.house.telegram.world.groups[course(screens)], town.house.personas["dina"].telegram
    assert dina is not None
    first = await dina.send(group, "Line 0")
    for number in range(1, 5_000):
        await dina.send(group, f"Line {number}")
    tab = await screens.of("Ben")
    began = await tab.page.evaluate("performance.now()")
    await tab.opens("telegram", COURSE)
    await tab.sees("telegram", "Line 4999")
    assert await tab.page.evaluate("performance.now()") - began < 1_000
    await tab.page.evaluate(
        "() => { window.tasks = []; new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((each) => each.duration))).observe({type: 'longtask'}) }"
    )
    log = tab.window("telegram").locator(".log")
    for _ in range(30):
        await log.evaluate("(log) => { log.scrollTop = Math.max(0, log.scrollTop - 900) }")
        await tab.page.wait_for_timeout(40)
    assert await tab.page.evaluate("tasks") == []
    assert await tab.window("telegram").locator(".line").count() > 200
    await log.evaluate("(log) => { log.scrollTop = log.scrollHeight }")
    answer = await dina.send(group, "As I said", reply_to=first)
    await (await tab.sees("telegram", "As I said")).get_by_role("button", name="Dina").click()
    await expect(tab.page.locator(f"#telegram-{group.id}-{first.id}")).to_be_focused(timeout=30_000)
    assert answer.reply_to is first


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_a_busy_group_and_its_dialogs_can_be_used_by_everybody(
    town: Town, screens: Screens, *, dark: bool
) -> None:
    group = town.house.telegram.world.groups[course(screens)]
    dina, ben = town.house.personas["dina"].telegram, town.house.personas["ben"].telegram
    assert dina is not None
    assert ben is not None
    said = await dina.send(group, "See https://example.org, @ben #first /help")
    await ben.send(group, "Thank you", reply_to=said)
    await ben.react(said, "👏")
    await dina.pin(said)
    await dina.edit(said, "See https://example.org")
    await ben.vote(await dina.send_poll(group, "Which day?", ["Monday", "Tuesday"], anonymous=False), 1)
    await dina.send_poll(group, "Which ones?", ["Tea", "Coffee"], multiple=True)
    await dina.send_album(group, [("one.png", DOT, "image/png")] * 2)
    await dina.send_voice(group, VOICE)
    await dina.send_document(group, "homework.txt", b"words")
    rows = [[{"text": "Yes", "callback_data": "y"}, {"text": "Help", "url": "https://example.org"}]]
    await town.bot.send_message(group.id, "Coming?", api_kwargs={"reply_markup": {"inline_keyboard": rows}})
    tab = await screens.of("Ben", width=320, dark=dark)
    await tab.opens("telegram", COURSE)
    await nothing_found(tab.page)
    await fits(tab)
    window = tab.window("telegram")
    for label in ("About this group", "More for this message", "edited", "New group", "Open a link"):
        await window.get_by_role("button", name=label).last.click()
        await expect(tab.page.get_by_role("dialog")).to_be_visible()
        await nothing_found(tab.page)
        await fits(tab)
        await tab.page.keyboard.press("Escape")
    await field(tab).fill("/")
    await nothing_found(tab.page)
