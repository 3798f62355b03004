"""The same server under a second client library, so that it is not fitted to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.playground.telegram import Limits, TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram import Bot as Client

TOKEN = "700009:invented-token-of-the-second-client"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(limits=Limits(enabled=False), level=(10, 3)) as server:
        yield server
    assert server.violations == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_a_course_conversation_works_with_aiogram_too(server: TelegramServer) -> None:
    from aiogram import Bot as Client
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base))
    async with Client(TOKEN, session=session) as client:
        await converse(server, client)


async def converse(server: TelegramServer, client: Client) -> None:
    from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
    from aiogram.types import (
        BotCommand,
        BufferedInputFile,
        ForceReply,
        InlineKeyboardButton,
        InlineKeyboardMarkup,
        ReactionTypeEmoji,
        ReplyParameters,
    )

    bot = server.add_bot(TOKEN, username="second_bot")
    aino, ben = server.add_user("Aino", language_code="fi"), server.add_user("Ben")
    group = server.add_group("Fjord Centre", admins=[aino], members=[ben], bot_admin=True)
    assert (await client.me()).username == "second_bot"
    with pytest.raises(TelegramBadRequest):
        await client.send_message(ben.id, "hello stranger")
    await ben.start(bot, "join-abc")
    updates = await client.get_updates(timeout=1, allowed_updates=["message", "callback_query", "message_reaction"])
    assert updates[-1].message is not None
    assert updates[-1].message.text == "/start join-abc"

    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="y")]])
    asked = await client.send_message(ben.id, "<b>Coming?</b>", parse_mode="HTML", reply_markup=keyboard)
    await ben.press(ben.private(bot).last, "Yes", wait=0)
    (press,) = await client.get_updates(offset=updates[-1].update_id + 1, timeout=1)
    assert press.callback_query is not None
    await client.answer_callback_query(press.callback_query.id, text="Noted")
    await client.edit_message_text("Noted", chat_id=ben.id, message_id=asked.message_id)
    with pytest.raises(TelegramBadRequest):
        await client.edit_message_text("Noted", chat_id=ben.id, message_id=asked.message_id)

    sent = await client.send_document(ben.id, BufferedInputFile(b"a,b\n", "export.csv"), caption="Export")
    assert sent.document is not None
    content = await client.download(sent.document)
    assert content is not None
    assert content.read() == b"a,b\n"

    line = await ben.send(group, "hello")
    await client.set_message_reaction(group.id, line.id, [ReactionTypeEmoji(emoji="👍")])
    await client.send_message(
        group.id,
        "Say more",
        reply_parameters=ReplyParameters(message_id=line.id),
        reply_markup=ForceReply(force_reply=True),
    )
    await ben.react(line, "❤")
    reacted = (await client.get_updates(offset=press.update_id + 1, timeout=1))[-1]
    assert reacted.message_reaction is not None
    assert {member.status for member in await client.get_chat_administrators(group.id)} == {"creator", "administrator"}
    await client.set_my_commands([BotCommand(command="todo", description="What waits")], language_code="fi")
    assert [command["command"] for command in aino.menu(bot)] == ["todo"]
    await ben.block(bot)
    with pytest.raises(TelegramForbiddenError):
        await client.send_message(ben.id, "are you there?")
