"""Command menus and forced replies, as people's apps show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatMember,
    ForceReply,
    ReplyParameters,
)
from telegram.error import BadRequest

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene


def names(menu: list[dict[str, str]]) -> list[str]:
    return [command["command"] for command in menu]


async def test_the_narrowest_menu_that_was_set_is_offered(scene: Scene) -> None:
    put = scene.client.set_my_commands
    await put([("help", "Help")])
    await put([("todo", "What waits")], BotCommandScopeAllPrivateChats())
    await put([("todo", "Mitä odottaa"), ("kieli", "Kieli")], BotCommandScopeAllPrivateChats(), "fi")
    await put([("join", "Join")], BotCommandScopeAllGroupChats())
    await put([("course_new", "New course")], BotCommandScopeAllChatAdministrators())
    await put([("answer", "Answer")], BotCommandScopeChatMember(scene.group.id, scene.ben.id))
    assert names(scene.aino.menu(scene.bot)) == ["todo", "kieli"]
    assert names(scene.ben.menu(scene.bot)) == ["todo"]
    assert names(scene.aino.menu(scene.group)) == ["course_new"]
    assert names(scene.ben.menu(scene.group)) == ["answer"]
    await scene.client.delete_my_commands(BotCommandScopeChatMember(scene.group.id, scene.ben.id))
    assert names(scene.ben.menu(scene.group)) == ["join"]
    assert await scene.client.get_my_commands() == (BotCommand("help", "Help"),)


@pytest.mark.parametrize(
    "commands",
    [
        [("Help", "upper case")],
        [("a" * 33, "long")],
        [("help", "d" * 257)],
        [("kyllä", "not ASCII")],
        [(f"c{n}", "one too many") for n in range(101)],
    ],
)
async def test_commands_beyond_the_limits_are_refused(scene: Scene, commands: list[tuple[str, str]]) -> None:
    with pytest.raises(BadRequest):
        await scene.client.set_my_commands(commands)


async def test_a_selective_question_asks_who_is_mentioned_or_answered(scene: Scene) -> None:
    line = await scene.ben.send(scene.group, "/answer")
    force = ForceReply(selective=True)
    await scene.client.send_message(
        scene.group.id, "Your answer?", reply_markup=force, reply_parameters=ReplyParameters(line.id)
    )
    assert (scene.ben.is_asked_by(scene.group.last), scene.aino.is_asked_by(scene.group.last)) == (True, False)
    await scene.client.send_message(scene.group.id, "And you, @aino?", reply_markup=force)
    assert (scene.ben.is_asked_by(scene.group.last), scene.aino.is_asked_by(scene.group.last)) == (False, True)


async def test_the_bot_has_a_name_and_descriptions_per_language(scene: Scene) -> None:
    await scene.client.set_my_name("Talkoot")
    await scene.client.set_my_description("Learn together", "")
    await scene.client.set_my_description("Opi yhdessä", "fi")
    await scene.client.set_my_short_description("Peer learning")
    assert (await scene.client.get_my_name()).name == "Talkoot"
    assert (await scene.client.get_my_description("fi")).description == "Opi yhdessä"
    assert (await scene.client.get_my_description("sv")).description == "Learn together"
    assert (await scene.client.get_my_short_description()).short_description == "Peer learning"
    with pytest.raises(BadRequest):
        await scene.client.set_my_short_description("a" * 121)
