"""What surrounds the letters on Telegram: administrators, files from people, command menus, and the check."""

from datetime import UTC, datetime
from typing import Any

import pytest

from community.chat.address import Account, Place, Platform
from community.chat.gateway import MenuEntry
from community.errors import Refused


async def test_administrators_are_known_and_asked_about_once_a_minute(town: Any) -> None:
    asked = town.server.endpoint.calls
    assert await town.gateway.is_admin(town.place, town.account(town.aino))
    assert not await town.gateway.is_admin(town.place, town.account(town.ben))
    before = asked["getChatMember"]
    assert await town.gateway.is_admin(town.place, town.account(town.aino))
    assert asked["getChatMember"] == before
    assert not await town.gateway.is_admin(town.place, Account(Platform.TELEGRAM, "99"))
    assert not await town.gateway.is_admin(town.private(town.aino), town.account(town.aino))


async def test_a_file_from_a_person_is_fetched(town: Any) -> None:
    await town.aino.start(town.bot)
    sent = await town.aino.send_document(town.bot, "letter.txt", b"Dear all")
    assert await town.gateway.fetch(sent.document["file_id"]) == b"Dear all"
    with pytest.raises(Refused):
        await town.gateway.fetch("no-such-file")


MENUS = {
    "": [
        MenuEntry("todo", "What waits for you"),
        MenuEntry("forgetme", "Erase everything", where="private"),
        MenuEntry("prompt schedule", "Plan a prompt", audience="staff"),
    ],
    "fi": [MenuEntry("todo", "Mikä odottaa sinua")],
}


async def test_menus_show_each_scope_its_commands(town: Any) -> None:
    await town.gateway.show_menus(MENUS, "")

    def shown(scope: str, language: str = "") -> list[str]:
        return [each["command"] for each in town.bot.commands.get((scope, language), [])]

    assert shown("default") == ["todo"]
    assert shown("all_private_chats") == ["todo", "forgetme"]
    assert shown("all_chat_administrators") == ["todo", "prompt_schedule"]
    assert shown("all_group_chats", "fi") == ["todo"]


async def test_menus_are_sent_again_only_where_something_changed(town: Any) -> None:
    calls = town.server.endpoint.calls
    known = await town.gateway.show_menus(MENUS, "")
    first = calls["setMyCommands"]
    assert await town.gateway.show_menus(MENUS, known) == known
    assert calls["setMyCommands"] == first
    changed = MENUS | {"fi": [MenuEntry("forgetme", "Poista tietoni", where="private")]}
    await town.gateway.show_menus(changed, known)
    assert calls["setMyCommands"] == first + 1
    assert town.bot.commands.get(("all_group_chats", "fi"), []) == []


async def test_a_language_that_went_away_is_taken_down(town: Any) -> None:
    known = await town.gateway.show_menus(MENUS, "")
    await town.gateway.show_menus({"": MENUS[""]}, known)
    assert not any(commands for (_, language), commands in town.bot.commands.items() if language == "fi")


async def findings(town: Any, *places: Place) -> dict[str, bool]:
    found = await town.gateway.examine(places, datetime.now(UTC))
    return {finding.key: finding.good for finding in found}


async def test_the_check_says_what_is_wrong(town: Any) -> None:
    found = await findings(town, town.place)
    assert found["telegram.token"]
    assert found["telegram.privacy_mode"]
    assert found["telegram.in_chat"]
    await town.aino.remove(town.group, town.bot)
    assert not (await findings(town, town.place))["telegram.not_in_chat"]
    town.server.revoke(town.bot)
    assert await findings(town, town.place) == {"telegram.token": False}


async def test_the_check_of_a_server_that_is_away_names_the_line(town: Any) -> None:
    await town.server.stop()
    assert await findings(town) == {"telegram.connection": False}
