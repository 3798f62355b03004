"""A prompt is scheduled, time is jumped over, and the bot is killed meanwhile: it comes all the same."""

from collections.abc import AsyncIterator

import pytest

from adapters.playground.telegram import Group, Message, Person
from adapters.playground.telegram.state import Chat
from bot.playground.house import House
from tests.playground.visiting import Visitor, a_visitor

pytestmark = pytest.mark.slow

PROMPT = "Share one link that helped you."


@pytest.fixture
async def maria(house: House) -> AsyncIterator[Visitor]:
    async with a_visitor(house) as visitor:
        yield visitor


async def reads(house: House, chat: Chat, words: str) -> Message:
    """The bot's newest message with these words, as soon as it is there."""

    def found() -> Message | None:
        told = (each for each in reversed(chat.messages) if each.sender is house.telegram_bot)
        return next((each for each in told if words in each.text), None)

    message = await house.telegram.wait_for(found, 20)
    assert message is not None
    return message


async def a_prompt_is_scheduled(house: House, dina: Person, group: Group, when: str) -> None:
    bot = house.telegram_bot
    await dina.send(group, "/course_new English for seniors")
    for question in ("language", "time zone"):
        asked = await reads(house, group, question)
        await dina.press(asked, asked.buttons[0])
    await reads(house, group, "is open")
    await dina.send(bot, f"/prompt_schedule {when} {PROMPT}")
    proposal = await reads(house, dina.private(bot), PROMPT)
    await dina.press(proposal, "Schedule it")
    await reads(house, dina.private(bot), "Scheduled as")


async def test_the_next_thing_happens_at_a_press_also_after_a_kill(maria: Visitor, house: House) -> None:
    await house.settled.wait()
    dina, group = house.personas["dina"].telegram, next(iter(house.telegram.world.groups.values()))
    assert dina is not None
    await a_prompt_is_scheduled(house, dina, group, "every Monday 9:00")
    said = await maria.sees("What is coming Mon ", "09:00 Prompt #1 of English for seniors")
    assert PROMPT not in said

    await maria.does("kill")
    await maria.sees("[Start the bot]")
    await maria.does("next")
    await maria.does("start")
    prompt = await reads(house, group, PROMPT)
    assert house.clock.now().timestamp() - prompt.date < 60

    await maria.does("speed", to="x3600")
    await maria.does("next")
    await house.telegram.wait_for(lambda: sum(PROMPT in each.text for each in group.messages) == 2, 20)
