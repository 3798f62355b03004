"""What the panel beside the chats tells, and what its buttons do."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from bot.playground.house import House
from bot.playground.opening import open_house
from bot.playground.outlook import look
from bot.routines.due import LONG, ROUTINES
from bot.routines.prompts import SERIES
from community.chat.address import Bot, Place, Platform
from community.letters import Letter, Priority
from storage.engine import Store
from storage.vault import Vault
from storage.work import Work
from tests.playground.visiting import Visitor, a_visitor, before_term

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One for all."""
    async with open_house(tmp_path_factory.mktemp("house"), before_term()) as house:
        await house.settled.wait()
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def house(opened: House) -> House:
    """The bot runs, in real time, whatever was done before."""
    opened.clock.run_at(1.0)
    opened.bot.start()
    await opened.bot.serves.wait()
    await opened.discord.wait_for(lambda: opened.discord_bot.connected, 20)
    return opened


@pytest_asyncio.fixture(loop_scope="module")
async def maria(house: House) -> AsyncIterator[Visitor]:
    async with a_visitor(house) as visitor:
        yield visitor


@pytest.fixture
def outside(house: House) -> Iterator[Store]:
    """The bot's database in another hand."""
    store = Store.open(house.database, Vault.at(house.key_file))
    yield store
    store.close()


async def test_the_pressed_speed_is_the_one_that_holds(maria: Visitor, house: House) -> None:
    assert "[Pause] [*Real time] [x60] [x3600]" in await maria.panel()
    await maria.does("speed", to="x3600")
    assert "[Pause] [Real time] [x60] [*x3600]" in await maria.panel()
    await maria.does("speed", to="Pause")
    assert house.clock.speed == 0
    before = house.clock.now()
    for name, length in (("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("week", timedelta(weeks=1))):
        await maria.does("jump", by=name)
        before += length
        assert house.clock.now() == before


async def test_what_nobody_can_press_is_refused_in_words(maria: Visitor) -> None:
    assert (await maria.does("speed", to="x7"))["error"] == "There is no x7; there is Pause, Real time, x60, x3600."
    assert "The panel has no dance" in (await maria.does("dance"))["error"]
    assert (await maria.does("speed"))["error"] == "The form lacks to."


async def test_it_says_when_nothing_is_planned(maria: Visitor) -> None:
    assert "Nothing is planned." in await maria.panel()
    assert (await maria.does("next"))["note"].startswith("Nothing is planned.")
    assert "Everything has arrived." in await maria.sees("Everything has arrived.")


async def test_a_letter_says_why_it_has_not_arrived(maria: Visitor, house: House, outside: Store) -> None:
    bot = Bot(Platform.TELEGRAM, str(house.telegram_bot.id))
    group = next(iter(house.telegram.world.groups.values()))
    place = Place(bot, str(group.id))
    later = house.clock.now() + timedelta(days=2)

    def write(work: Work) -> None:
        work.outbox.add(Letter(bot=bot, place=place, priority=Priority.GROUP, body=b"[false,[]]", not_before=later))

    await maria.does("kill")
    await outside.run(write)
    said = await maria.sees("Message to English for seniors: waits: the bot is not running")
    await maria.does("start")
    said = await maria.sees("Message to English for seniors: waits for its time")
    assert "The bot is running." in await maria.sees("The bot is running.")
    assert "waits for its time" in said


async def test_all_that_comes_by_itself_is_told_in_words(maria: Visitor, house: House, outside: Store) -> None:
    later = house.clock.now() + timedelta(days=2)

    def set_all(work: Work, moment: datetime | None) -> None:
        for kind in kinds:
            work.timers.set(kind, 999, moment)

    kinds = [kind for kind in [*ROUTINES, *LONG] if kind != SERIES]
    await maria.does("kill")
    await outside.run(lambda work: set_all(work, later))
    seen = {each.what for each in await outside.run(lambda work: look(work, house.clock.now()).coming)}
    assert {"Roles go round in the groups of a course", "New pairs in a course"} <= seen
    assert len(seen) == len(kinds)
    assert not {kind.capitalize() for kind in kinds} & seen
    await outside.run(lambda work: set_all(work, None))
    await maria.does("start")
    await maria.sees("The bot is running.")


async def test_a_letter_to_a_group_waits_for_its_place(maria: Visitor, house: House, outside: Store) -> None:
    bot = Bot(Platform.TELEGRAM, str(house.telegram_bot.id))
    later = house.clock.now() + timedelta(days=2)

    def write(work: Work) -> None:
        place = Place(bot, "group 1")
        work.outbox.add(Letter(bot=bot, place=place, priority=Priority.GROUP, body=b"[false,[]]", not_before=later))

    await outside.run(write)
    await maria.sees("Message to a group whose place is not there yet: waits for its time")


async def test_a_killed_bot_stays_down_until_it_is_started(maria: Visitor, house: House) -> None:
    await maria.does("kill")
    await maria.sees("The bot is down and stays down until you start it.", "[Start the bot]")
    await maria.does("jump", by="week")
    await maria.does("start")
    await maria.sees("The bot is running.")
    assert house.bot.serves.is_set()


async def test_a_bot_that_does_not_come_up_says_why(maria: Visitor, house: House) -> None:
    house.config.write_text('[telegram]\ntokn = "1"\n')
    await maria.does("kill", again="yes")
    said = await maria.sees("The bot ended by itself", "telegram.tokn is not a setting")
    assert "[Start the bot]" in said or "is started again" in said
    house.write_config()
    await maria.does("start")
    await maria.sees("The bot is running.")


FAULTS = [
    ("telegram", "error", "is answered with 500 and nothing is done", "was answered with 500; nothing was done"),
    ("telegram", "cut_after", "is done, and then cut off without an answer", "its answer was cut off"),
    ("telegram", "limit", "is refused with 429", "was refused with 429"),
    ("discord", "cut", "is cut off before anything is done", "was cut off; nothing was done"),
    ("discord", "limit", "is refused with 429", "was refused with 429"),
]


async def test_a_fault_is_announced_and_told(maria: Visitor, house: House) -> None:
    carla = house.personas["carla"]
    assert carla.telegram is not None
    assert carla.discord is not None
    for platform, what, will, was in FAULTS:
        assert will in (await maria.does("fault", platform=platform, what=what))["note"]
        assert f"The next call to {platform.title()} {will}" in await maria.panel()
        if platform == "telegram":
            await carla.telegram.start(house.telegram_bot)
        else:
            await carla.discord.slash(carla.discord.dm(house.discord_bot), "help", of_bot=house.discord_bot)
        await maria.sees("Nothing is about to go wrong.", f"{platform.title()}: ", was)


async def test_the_line_to_discord_can_be_troubled(maria: Visitor) -> None:
    assert await maria.does("trouble", what="reconnect") == {"note": "Discord: ask to reconnect."}
    await maria.sees("Discord: the bot has resumed its session; nothing was lost.")
    await maria.does("trouble", what="invalidate")
    await maria.sees("Discord: the bot has begun a new session.")


async def test_faults_can_be_taken_back(maria: Visitor) -> None:
    await maria.does("kill")
    for what in ("slow", "cut"):
        await maria.does("fault", platform="telegram", what=what)
    said = await maria.panel()
    assert "The next call to Telegram is answered after 5 seconds. The call after that is cut off" in said
    await maria.does("take-back")
    assert "Nothing is about to go wrong." in await maria.panel()
