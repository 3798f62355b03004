"""Pressing what is shown, and what comes back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from adapters.playground.telegram import CallbackAnswer, NotPossibleError

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene

YES_NO = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Yes", callback_data="v1.yes"),
            InlineKeyboardButton("More", url="https://t.me/talkoot_bot?start=more"),
        ]
    ]
)


async def ask(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    await scene.client.send_message(scene.ben.id, "Coming?", reply_markup=YES_NO)
    await scene.updates()


async def test_a_person_sees_the_answer_to_a_press(scene: Scene) -> None:
    await ask(scene)
    pressed = asyncio.create_task(scene.ben.press(scene.ben.private(scene.bot).last, "Yes"))
    (update,) = await scene.updates(wait=2)
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.from_user.language_code) == ("v1.yes", scene.ben.id, "en")
    await query.answer("Noted", show_alert=True)
    assert await pressed == CallbackAnswer("Noted", alert=True)


async def test_only_buttons_that_are_shown_now_can_be_pressed(scene: Scene) -> None:
    await ask(scene)
    message = scene.ben.private(scene.bot).last
    with pytest.raises(NotPossibleError, match="Maybe"):
        await scene.ben.press(message, "Maybe")
    await scene.client.edit_message_text("Closed", scene.ben.id, message.id)
    with pytest.raises(NotPossibleError):
        await scene.ben.press(message, "Yes")
    with pytest.raises(NotPossibleError, match="private"):
        await scene.aino.press(message, "Yes")


async def test_a_press_is_answered_once_and_in_time(scene: Scene) -> None:
    await ask(scene)
    message = scene.ben.private(scene.bot).last
    await scene.ben.press(message, "Yes", wait=0)
    (first,) = await scene.updates()
    assert first.callback_query is not None
    await first.callback_query.answer()
    with pytest.raises(BadRequest, match="too old"):
        await first.callback_query.answer()
    await scene.ben.press(message, "Yes", wait=0)
    (second,) = await scene.updates()
    assert second.callback_query is not None
    scene.clock.move(151)
    with pytest.raises(BadRequest, match="too old"):
        await second.callback_query.answer()


async def test_a_press_without_an_answer_ends_without_one(scene: Scene) -> None:
    await ask(scene)
    assert await scene.ben.press(scene.ben.private(scene.bot).last, "Yes", wait=0.05) is None


async def test_a_toast_is_short(scene: Scene) -> None:
    await ask(scene)
    await scene.ben.press(scene.ben.private(scene.bot).last, "Yes", wait=0)
    (update,) = await scene.updates()
    assert update.callback_query is not None
    with pytest.raises(BadRequest, match=r"(?i)LONG"):
        await update.callback_query.answer("a" * 201)


async def test_a_link_button_leads_to_start_with_its_payload(scene: Scene) -> None:
    await ask(scene)
    opened = await scene.ben.press(scene.ben.private(scene.bot).last, "More")
    assert opened is not None
    assert opened.url is not None
    await scene.carla.open_link(opened.url)
    assert await scene.texts() == ["/start more"]
    assert scene.carla.private(scene.bot).last.text == "/start more"


async def test_a_changed_app_can_send_other_data_than_the_button_has(scene: Scene) -> None:
    await ask(scene)
    await scene.ben.press_forged(scene.ben.private(scene.bot).last, "v1.admin", wait=0)
    (update,) = await scene.updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "v1.admin"
