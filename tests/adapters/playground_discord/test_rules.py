"""Requests that the real service would refuse, and what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord import app_commands

from adapters.playground.discord.checks import DOCUMENT
from tests.adapters.playground_discord.fjord import TOKEN, Fjord, Helper, fjord_centre, running

if TYPE_CHECKING:
    from pathlib import Path

    from discord import TextChannel

needs_document = pytest.mark.skipif(not DOCUMENT.exists(), reason="the API's description is not beside the project")


def room(client: Helper, fjord: Fjord) -> TextChannel:
    channel = client.get_channel(fjord.general.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def asked(fjord: Fjord, method: str, path: str, body: Any = None, query: str = "") -> tuple[int, Any]:
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, fjord.server.api_base + path + query, json=body, headers=headers) as response,
    ):
        return response.status, await response.json() if response.status != 204 else None


def button(custom_id: str) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "style": 1, "label": "Answer", "custom_id": custom_id}]}


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001},
        {"content": "\N{PARTY POPPER}" * 1001},
        {"content": ""},
        {"content": "x", "nonce": "n" * 26},
        {"components": [button("c" * 101)]},
        {"content": "x", "components": [button("a"), button("a")]},
        {"content": "x", "components": [button(str(row)) for row in range(6)]},
        {"embeds": [{"description": "d" * 4097}]},
        {"content": "x", "message_reference": {"message_id": "1"}, "allowed_mentions": {"parse": ["everybody"]}},
    ],
)
async def test_a_message_that_breaks_a_limit_is_refused(body: dict[str, Any]) -> None:
    async with fjord_centre() as fjord:
        status, told = await asked(fjord, "POST", f"/channels/{fjord.general.id}/messages", body)
        assert (status, told["code"]) in {(400, 50035), (400, 50006)}
        assert fjord.general.messages == []


@needs_document
async def test_an_unknown_field_or_query_is_refused_and_recorded() -> None:
    async with fjord_centre() as fjord:
        path = f"/channels/{fjord.general.id}/messages"
        assert (await asked(fjord, "POST", path, {"content": "x", "colour": "red"}))[0] == 400
        assert (await asked(fjord, "GET", path, query="?limit=101"))[0] == 400
        assert (await asked(fjord, "GET", path, query="?since=1"))[0] == 400
        assert [violation.where for violation in fjord.server.violations] == ["colour", "?limit", "?since"]


@needs_document
async def test_the_four_known_deviations_of_the_client_pass_and_no_other() -> None:
    async with fjord_centre() as fjord:
        first = await fjord.ben.send(fjord.general, "hello")
        reference = {"message_id": first.id, "channel_id": fjord.general.id}
        path = f"/channels/{fjord.general.id}/messages"
        assert (await asked(fjord, "POST", path, {"content": "x", "message_reference": reference}))[0] == 200
        assert (await asked(fjord, "POST", "/users/@me/channels", {"recipient_id": fjord.ben.id}))[0] == 200
        role = {"name": "learner", "permissions": "1024"}
        assert (await asked(fjord, "POST", f"/guilds/{fjord.guild.id}/roles", role))[0] == 200
        assert fjord.server.violations == []
        assert (await asked(fjord, "POST", path, {"content": "x", "tts": "no"}))[0] == 400


async def test_without_the_description_our_own_rules_still_hold(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with fjord_centre(document=tmp_path / "missing.json") as fjord:
        assert "our own rules only" in caplog.text
        assert (await asked(fjord, "POST", f"/channels/{fjord.general.id}/messages", {"content": "x" * 2001}))[0] == 400


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Prompt", "description": "upper case"},
        {"name": "my prompt", "description": "a blank"},
        {"name": "x" * 33, "description": "too long"},
        {"name": "prompt", "description": ""},
        {"name": "prompt", "description": "d" * 101},
        {
            "name": "prompt",
            "description": "required ones come first",
            "options": [
                {"name": "a", "description": "a", "type": 3},
                {"name": "b", "description": "b", "type": 3, "required": True},
            ],
        },
    ],
)
async def test_a_command_that_breaks_a_rule_is_refused(command: dict[str, Any]) -> None:
    async with fjord_centre() as fjord:
        status, told = await asked(fjord, "PUT", f"/applications/{fjord.bot.id}/commands", [command])
        assert (status, told["code"]) == (400, 50035)


async def test_commands_are_replaced_as_a_whole_and_keep_their_ids(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        place = discord.Object(fjord.guild.id)
        for scope in (None, place):
            for name in ("ping", "todo"):
                client.tree.add_command(simple(name), guild=scope)
        synced = await client.tree.sync()
        await client.tree.sync(guild=place)
        client.tree.remove_command("todo")
        again = await client.tree.sync()
        assert [command.name for command in again] == ["ping"]
        assert again[0].id == next(command.id for command in synced if command.name == "ping")
        assert [command.name for command in await client.tree.fetch_commands(guild=place)] == ["ping", "todo"]
        await (await client.tree.fetch_command(again[0].id)).delete()
        assert await client.tree.fetch_commands() == []


def simple(name: str) -> app_commands.Command[Any, ..., None]:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("done")

    return app_commands.Command(name=name, description="A command", callback=answer)


async def test_history_is_read_in_pages_from_where_one_stopped(fjord: Fjord) -> None:
    posts = [await fjord.ben.send(fjord.general, str(number)) for number in range(250)]
    await fjord.ben.delete(posts[30])
    async with running(Helper(), fjord.server) as client:
        after = discord.Object(posts[9].id)
        read = [m.content async for m in room(client, fjord).history(after=after, oldest_first=True, limit=None)]
        assert read == [str(number) for number in range(10, 250) if number != 30]
        newest = [m.content async for m in room(client, fjord).history(limit=3)]
        assert newest == ["249", "248", "247"]
        around = [m.content async for m in room(client, fjord).history(around=discord.Object(posts[100].id), limit=5)]
        assert sorted(around, key=int) == ["98", "99", "100", "101", "102"]


async def test_a_private_message_reaches_ben_unless_he_closed_his_or_shares_no_server(fjord: Fjord) -> None:
    carla = fjord.server.add_user("Carla")
    async with running(Helper(), fjord.server) as client:
        await (await client.fetch_user(fjord.ben.id)).send("Welcome, Ben")
        assert [post.text for post in fjord.ben.dm(fjord.bot).messages] == ["Welcome, Ben"]
        fjord.ben.close_dms()
        with pytest.raises(discord.Forbidden) as closed:
            await (await client.fetch_user(fjord.ben.id)).send("Still there?")
        assert closed.value.code == 50007
        with pytest.raises(discord.Forbidden) as strange:
            await (await client.fetch_user(carla.id)).send("Hello")
        assert strange.value.code == 50278


async def test_a_bot_without_the_permission_is_told_so(fjord: Fjord) -> None:
    fjord.general.deny(fjord.bot, "send_messages")
    hidden = fjord.guild.add_channel("staff")
    hidden.deny(fjord.bot, "view_channel")
    async with running(Helper(), fjord.server) as client:
        with pytest.raises(discord.Forbidden) as refused:
            await room(client, fjord).send("hello")
        assert refused.value.code == 50013
        await fjord.aino.send(hidden, "among us")
        await fjord.aino.send(fjord.general, "for all")
        await fjord.server.wait_for(lambda: bool(client.heard))
        assert [message.content for message in client.heard] == ["for all"]


async def test_what_is_not_there_is_not_found(fjord: Fjord) -> None:
    assert (await asked(fjord, "GET", "/channels/1/messages"))[1]["code"] == 10003
    assert (await asked(fjord, "GET", f"/channels/{fjord.general.id}/messages/1"))[1]["code"] == 10008
    assert (await asked(fjord, "POST", "/interactions/1/x/callback", {"type": 5}))[1]["code"] == 10062
    assert (await asked(fjord, "GET", f"/applications/{fjord.bot.id}/commands/1"))[1]["code"] == 10063
