"""What a bot can say, change and take back, and where Telegram stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, TelegramError

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


async def test_html_becomes_text_with_entities_counted_in_utf16(scene: Scene) -> None:
    await scene.aino.start(scene.bot)
    sent = await scene.client.send_message(
        scene.aino.id,
        "😀 <b>Hei <i>Aino</i></b> &amp; <a href='https://valo.example'>Valo</a> /todo",
        parse_mode="HTML",
    )
    seen = scene.aino.private(scene.bot).last
    assert seen.text == sent.text == "😀 Hei Aino & Valo /todo"
    assert sent.parse_entities() == {
        MessageEntity("bold", 3, 8): "Hei Aino",
        MessageEntity("italic", 7, 4): "Aino",
        MessageEntity("text_link", 14, 4, url="https://valo.example"): "Valo",
        MessageEntity("bot_command", 19, 5): "/todo",
    }


@pytest.mark.parametrize("broken", ["<b>open", "</b>shut", "<b><i>crossed</b></i>", "a < b", "<h1>no</h1>"])
async def test_broken_html_is_refused(scene: Scene, broken: str) -> None:
    await scene.aino.start(scene.bot)
    with pytest.raises(BadRequest, match=r"(?i)can't parse entities"):
        await scene.client.send_message(scene.aino.id, broken, parse_mode="HTML")


async def test_text_is_limited_after_parsing_and_in_utf16_units(scene: Scene) -> None:
    await scene.aino.start(scene.bot)
    await scene.client.send_message(scene.aino.id, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    await scene.client.send_message(scene.aino.id, "😀" * 2048)
    for too_long in ("a" * 4097, "😀" * 2048 + "a"):
        with pytest.raises(BadRequest, match="too long"):
            await scene.client.send_message(scene.aino.id, too_long)
    with pytest.raises(BadRequest, match=r"(?i)empty"):
        await scene.client.send_message(scene.aino.id, "<b> </b>", parse_mode="HTML")


async def test_nobody_can_be_written_to_before_start_or_after_blocking(scene: Scene) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await scene.client.send_message(scene.carla.id, "hello stranger")
    await scene.ben.send(scene.group, "/help")
    with pytest.raises(Forbidden, match="can't initiate"):
        await scene.client.send_message(scene.ben.id, "hello Ben")
    await scene.ben.start(scene.bot)
    await scene.client.send_message(scene.ben.id, "hello Ben")
    await scene.ben.block(scene.bot)
    with pytest.raises(Forbidden, match="blocked"):
        await scene.client.send_message(scene.ben.id, "are you there?")
    changes = [update.my_chat_member for update in await scene.updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked"]
    await scene.ben.start(scene.bot)
    await scene.client.send_message(scene.ben.id, "welcome back")


@pytest.mark.parametrize("chat_id", [-1009999999999, 42])
async def test_an_unknown_chat_is_not_found(scene: Scene, chat_id: int) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await scene.client.send_message(chat_id, "hello")


async def test_a_bot_that_was_removed_may_not_write_to_the_group(scene: Scene) -> None:
    await scene.client.send_message(scene.group.id, "hello group")
    await scene.aino.remove(scene.group, scene.bot)
    with pytest.raises(Forbidden, match="kicked"):
        await scene.client.send_message(scene.group.id, "hello?")


async def test_an_answer_shows_what_it_answers_one_level_deep(scene: Scene) -> None:
    question = await scene.client.send_message(scene.group.id, "How was it?")
    reply = await scene.ben.send(scene.group, "fine", reply_to=scene.group.last)
    answer = await scene.client.send_message(scene.group.id, "good", reply_parameters=ReplyParameters(reply.id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "fine"
    assert answer.reply_to_message.reply_to_message is None
    assert reply.reply_to is not None
    assert reply.reply_to.id == question.message_id
    with pytest.raises(BadRequest, match="replied not found"):
        await scene.client.send_message(scene.group.id, "x", reply_parameters=ReplyParameters(9999))
    alone = await scene.client.send_message(
        scene.group.id, "x", reply_parameters=ReplyParameters(9999, allow_sending_without_reply=True)
    )
    assert alone.reply_to_message is None


async def test_everything_that_may_stand_around_a_text_arrives(scene: Scene) -> None:
    await scene.client.send_message(
        scene.group.id,
        "Your turn, @aino",
        reply_markup=ForceReply(selective=True, input_field_placeholder="Write here"),
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    asked = scene.group.last
    assert asked.silent
    assert asked.asks_reply
    assert asked.options["link_preview_options"] == {"is_disabled": True}
    await scene.client.send_message(scene.group.id, "Thanks", reply_markup=ReplyKeyboardRemove(selective=True))
    with pytest.raises(BadRequest, match="can't be edited"):
        await scene.client.edit_message_text("changed", scene.group.id, asked.id)


@pytest.mark.parametrize(
    "keyboard",
    [
        [[{"text": "x", "callback_data": "ä" * 33}]],
        [[{"text": "x", "callback_data": ""}]],
        [[{"text": " ", "callback_data": "x"}]],
        [[{"text": "no action"}]],
        [[{"text": "x", "callback_data": "x", "url": "https://valo.example"}]],
        [[{"text": "x", "url": "nowhere"}]],
        [[{"text": str(n), "callback_data": str(n)}] for n in range(101)],
        [[{"text": str(n), "callback_data": str(n)} for n in range(9)]],
    ],
)
async def test_a_keyboard_beyond_the_limits_is_refused(scene: Scene, keyboard: list[object]) -> None:
    await scene.aino.start(scene.bot)
    with pytest.raises(BadRequest):
        await scene.client.send_message(scene.aino.id, "x", api_kwargs={"reply_markup": {"inline_keyboard": keyboard}})
    assert scene.aino.private(scene.bot).last.text == "/start"


async def test_an_edit_changes_the_text_and_keeps_what_was_said_before(scene: Scene) -> None:
    sent = await scene.client.send_message(scene.group.id, "first", reply_markup=buttons("Yes"))
    scene.clock.move(60)
    await scene.client.edit_message_text("second", scene.group.id, sent.message_id)
    seen = scene.group.last
    assert (seen.text, seen.buttons, [edit.text for edit in seen.edits]) == ("second", [], ["first"])
    assert seen.edit_date == seen.date + 60
    await scene.client.edit_message_reply_markup(scene.group.id, sent.message_id, reply_markup=buttons("No"))
    assert seen.buttons == ["No"]


async def test_an_edit_that_changes_nothing_is_refused(scene: Scene) -> None:
    sent = await scene.client.send_message(scene.group.id, "same", reply_markup=buttons("Yes"))
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await scene.client.edit_message_text("same", scene.group.id, sent.message_id, reply_markup=buttons("Yes"))
    with pytest.raises(BadRequest, match="to edit not found"):
        await scene.client.edit_message_text("same", scene.group.id, 9999)
    theirs = await scene.ben.send(scene.group, "mine")
    with pytest.raises(BadRequest, match="can't be edited"):
        await scene.client.edit_message_text("yours", scene.group.id, theirs.id)


async def test_a_bot_deletes_its_own_messages_for_two_days_and_those_of_others_by_right(scene: Scene) -> None:
    theirs = await scene.ben.send(scene.group, "/oops")
    with pytest.raises(BadRequest, match="can't be deleted"):
        await scene.client.delete_message(scene.group.id, theirs.id)
    own = await scene.client.send_message(scene.group.id, "mine")
    scene.clock.move(49 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await scene.client.delete_message(scene.group.id, own.message_id)
    await scene.aino.promote(scene.group, scene.bot, ["can_delete_messages"])
    await scene.client.delete_messages(scene.group.id, [theirs.id, own.message_id, 9999])
    assert scene.group.find(theirs.id) is scene.group.find(own.message_id) is None


async def test_a_bot_reacts_with_one_known_emoji(scene: Scene) -> None:
    line = await scene.ben.send(scene.group, "/done")
    await scene.client.set_message_reaction(scene.group.id, line.id, "👍")
    assert line.reactions == {scene.bot.id: ["👍"]}
    for wrong in ("🦖", ["👍", "👎"]):
        with pytest.raises(BadRequest, match=r"(?i)REACTION"):
            await scene.client.set_message_reaction(scene.group.id, line.id, wrong)
    await scene.client.set_message_reaction(scene.group.id, line.id)
    assert line.reactions == {}


async def test_what_the_local_telegram_does_not_know_is_refused_loudly(scene: Scene) -> None:
    with pytest.raises(TelegramError):
        await scene.client.send_dice(scene.group.id)
    with pytest.raises(BadRequest, match="colour"):
        await scene.client.send_message(scene.group.id, "x", api_kwargs={"colour": "green"})
    with pytest.raises(BadRequest, match="cannot be read"):
        await scene.client.delete_message(scene.group.id, "seven")  # type: ignore[arg-type]
    assert len(scene.server.refusals) == 3


async def test_a_nested_object_with_a_wrong_field_is_refused(scene: Scene) -> None:
    if not scene.server.checked:
        pytest.skip("the published schema is not beside the repository")
    with pytest.raises(BadRequest, match="schema"):
        await scene.client.send_message(scene.group.id, "x", api_kwargs={"reply_parameters": {"message": 1}})
