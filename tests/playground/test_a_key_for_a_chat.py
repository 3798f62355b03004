"""A key in Telegram's window that asks which chat is meant."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import telegram

from tests.playground.phone import Town, a_town

COURSE = "English for seniors"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with a_town(tmp_path) as made:
        yield made


async def test_a_key_asks_for_one_of_the_groups_and_tells_the_bot_which(town: Town) -> None:
    dina = town.phone("Dina")
    await dina.does("start")
    wanted = telegram.KeyboardButtonRequestChat(7, False, request_title=True)
    key = telegram.KeyboardButton("Pick the chat", request_chat=wanted)
    asked = await town.bot.send_message(dina.last.chat.id, "Where?", reply_markup=telegram.ReplyKeyboardMarkup([[key]]))
    assert "[Pick the chat]" in dina.sees()
    dialog = await dina.does("which_chat", message=asked.message_id, label="Pick the chat")
    assert COURSE in dialog.dialog
    group = next(each for each in town.house.telegram.world.groups.values() if each.title == COURSE)
    await dina.does("pick_chat", message=asked.message_id, label="Pick the chat", group=group.id)
    assert dina.lines()[-1] == f"Dina picked the chat {COURSE}"
