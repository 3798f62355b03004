"""What a bot lives through on the gateway: broken lines, replays, refusals, missing intents, broken events."""

from __future__ import annotations

import asyncio
import json
import zlib

import aiohttp
import discord
import pytest

from tests.adapters.playground_discord.fjord import TOKEN, Fjord, Helper, fjord_centre, running


def texts(client: Helper) -> list[str]:
    return [message.content for message in client.heard]


async def test_what_was_said_while_the_line_was_cut_is_replayed_once(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        await fjord.ben.send(fjord.general, "before")
        await fjord.server.wait_for(lambda: texts(client) == ["before"])
        fjord.server.cut_gateway(fjord.bot)
        await fjord.server.wait_for(lambda: not fjord.bot.connected)
        await fjord.ben.send(fjord.general, "while cut 1")
        await fjord.ben.send(fjord.general, "while cut 2")
        await fjord.server.wait_for(lambda: fjord.bot.resumed == 1)
        await fjord.server.wait_for(lambda: len(client.heard) == 3)
    assert sorted(texts(client)) == ["before", "while cut 1", "while cut 2"]
    assert fjord.bot.identified == 1


@pytest.mark.parametrize("trouble", ["close", "reconnect"])
async def test_a_close_4000_or_a_request_to_reconnect_is_followed_by_a_resume(fjord: Fjord, trouble: str) -> None:
    async with running(Helper(), fjord.server):
        if trouble == "close":
            fjord.server.close_gateway(fjord.bot, 4000)
        else:
            fjord.server.ask_reconnect(fjord.bot)
        await fjord.server.wait_for(lambda: fjord.bot.resumed == 1)
        assert fjord.bot.identified == 1


async def test_an_invalid_session_means_a_fresh_start_without_replay(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        client.arrived.clear()
        fjord.server.invalidate(fjord.bot)
        await fjord.ben.send(fjord.general, "into the void")
        await fjord.server.wait_for(lambda: fjord.bot.identified == 2, timeout=10)
        await asyncio.wait_for(client.arrived.wait(), 5)
        await fjord.ben.send(fjord.general, "heard")
        await fjord.server.wait_for(lambda: bool(client.heard))
        assert texts(client) == ["heard"]
        channel = client.get_channel(fjord.general.id)
        assert isinstance(channel, discord.TextChannel)
        assert [message.content async for message in channel.history(oldest_first=True)] == ["into the void", "heard"]


async def test_what_was_said_while_no_session_existed_is_in_history_only(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server):
        pass
    missed = await fjord.ben.send(fjord.general, "nobody is listening")
    async with running(Helper(), fjord.server) as client:
        channel = client.get_channel(fjord.general.id)
        assert isinstance(channel, discord.TextChannel)
        assert channel.last_message_id == missed.id
        assert texts(client) == []


@pytest.mark.parametrize(("code", "kept"), [(1000, 0), (1001, 0), (4000, 1)])
async def test_a_goodbye_ends_the_session_and_any_other_close_keeps_it(fjord: Fjord, code: int, kept: int) -> None:
    query = {"v": "10", "encoding": "json"}
    async with aiohttp.ClientSession() as session, session.ws_connect(fjord.server.gateway, params=query) as line:
        await line.send_json({"op": 2, "d": {"token": TOKEN, "intents": 1}})
        await fjord.server.wait_for(lambda: fjord.bot.connected)
        while (await line.receive_json())["t"] != "GUILD_CREATE":
            pass
        await line.close(code=code)
        await fjord.server.wait_for(lambda: not fjord.bot.connected)
    assert len(fjord.bot.sessions) == kept


async def test_a_session_that_outlived_its_time_cannot_be_resumed() -> None:
    async with fjord_centre(session_lifetime=0.0) as fjord, running(Helper(), fjord.server):
        fjord.server.cut_gateway(fjord.bot)
        await fjord.server.wait_for(lambda: fjord.bot.identified == 2, timeout=10)
        assert fjord.bot.resumed == 0


async def test_a_wrong_or_revoked_token_is_refused(fjord: Fjord) -> None:
    with pytest.raises(discord.LoginFailure):
        async with running(Helper(), fjord.server, "another.token.entirely"):
            pass
    async with running(Helper(), fjord.server) as client:
        fjord.server.revoke(fjord.bot)
        await fjord.server.wait_for(client.is_closed)
        assert client.is_closed()


async def test_an_intent_that_was_not_switched_on_is_disallowed(fjord: Fjord) -> None:
    fjord.bot.approved = 0
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(Helper(), fjord.server):
            pass


async def test_without_message_content_only_what_concerns_the_bot_can_be_read(fjord: Fjord) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    async with running(Helper(intents=intents), fjord.server) as client:
        channel = client.get_channel(fjord.general.id)
        assert isinstance(channel, discord.TextChannel)
        own = await channel.send("A question")
        asked = fjord.general.post(own.id)
        await fjord.ben.send(fjord.general, "just talk", files=[("notes.txt", b"secret")])
        await fjord.ben.send(fjord.general, "a quiet reply", reply_to=asked, ping=False)
        await fjord.ben.send(fjord.general, "a reply", reply_to=asked)
        await fjord.ben.send(fjord.general, f"<@{fjord.bot.id}> hello")
        await fjord.ben.send(fjord.ben.dm(fjord.bot), "in private")
        await fjord.server.wait_for(lambda: len(client.heard) == 5)
        heard = sorted(client.heard, key=lambda message: message.id)
        assert [m.content for m in heard] == ["", "", "a reply", f"<@{fjord.bot.id}> hello", "in private"]
        assert heard[0].attachments == []
        assert heard[1].reference is not None
        assert heard[1].reference.message_id == own.id


async def test_joining_and_leaving_is_told_only_to_a_bot_with_the_members_intent(fjord: Fjord) -> None:
    carla = fjord.server.add_user("Carla")
    async with running(Helper(), fjord.server) as client:
        carla.join(fjord.guild)
        await fjord.server.wait_for(lambda: ("GUILD_MEMBER_ADD", None) in client.raw)
        carla.leave(fjord.guild)
        await fjord.server.wait_for(lambda: ("GUILD_MEMBER_REMOVE", None) in client.raw)
    async with running(Helper(intents=discord.Intents(guilds=True, guild_messages=True)), fjord.server) as client:
        carla.join(fjord.guild)
        await carla.send(fjord.general, "hello")
        await fjord.server.wait_for(lambda: bool(client.heard))
        assert ("GUILD_MEMBER_ADD", None) not in client.raw


async def test_members_are_looked_up_over_the_gateway(fjord: Fjord) -> None:
    async with running(Helper(chunk_guilds_at_startup=False), fjord.server) as client:
        guild = client.get_guild(fjord.guild.id)
        assert guild is not None
        found = await guild.query_members(user_ids=[fjord.ben.id])
        assert [member.display_name for member in found] == ["Ben"]
        assert {member.display_name for member in await guild.chunk()} == {"Aino", "Ben", "Talkoot"}


async def test_an_event_can_come_twice_or_be_of_a_kind_nobody_knows(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        fjord.server.faults.duplicate("MESSAGE_CREATE")
        fjord.server.faults.stranger_before("MESSAGE_CREATE")
        await fjord.ben.send(fjord.general, "once")
        await fjord.server.wait_for(lambda: texts(client) == ["once", "once"])
        assert ("SOMETHING_NEVER_SEEN", None) in client.raw


async def test_a_malformed_event_ends_the_client_and_later_ones_flow_again(fjord: Fjord) -> None:
    fjord.server.faults.malform("MESSAGE_CREATE")
    async with running(Helper(), fjord.server) as client:
        await fjord.ben.send(fjord.general, "poison")
        await fjord.server.wait_for(lambda: client.ended is not None and client.ended.done())
        assert client.ended is not None
        assert isinstance(client.ended.exception(), TypeError)
    async with running(Helper(), fjord.server) as client:
        await fjord.ben.send(fjord.general, "fine")
        await fjord.server.wait_for(lambda: texts(client) == ["fine"])


async def test_lost_heartbeat_acks_make_the_client_resume() -> None:
    async with fjord_centre(heartbeat=0.1) as fjord:
        fjord.server.faults.lose_heartbeat_acks(8)
        async with running(Helper(heartbeat_timeout=0.4), fjord.server):
            await fjord.server.wait_for(lambda: fjord.bot.resumed > 0, timeout=10)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("not json", 4002),
        (json.dumps({"op": 99, "d": None}), 4001),
        (json.dumps({"op": 8, "d": {}}), 4003),
        (json.dumps({"op": 2, "d": {"token": "nobody", "intents": 0}}), 4004),
        (json.dumps({"op": 2, "d": {"token": TOKEN, "intents": 0, "shard": [3, 2]}}), 4010),
        (json.dumps({"op": 1, "d": "x" * 5000}), 4002),
    ],
)
async def test_a_mistake_on_the_line_is_answered_by_its_close_code(fjord: Fjord, said: str, code: int) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(fjord.server.gateway, params={"v": "10", "encoding": "json"}) as line,
    ):
        assert (await line.receive_json())["op"] == 10
        await line.send_str(said)
        closing = await line.receive()
        assert closing.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        assert line.close_code == code


async def test_a_planned_close_says_its_code(fjord: Fjord) -> None:
    query = {"v": "10", "encoding": "json"}
    async with aiohttp.ClientSession() as session, session.ws_connect(fjord.server.gateway, params=query) as line:
        await line.send_json({"op": 2, "d": {"token": TOKEN, "intents": 0}})
        await fjord.server.wait_for(lambda: fjord.bot.connected)
        fjord.server.close_gateway(fjord.bot, 4009)
        while (await line.receive()).type is aiohttp.WSMsgType.TEXT:
            pass
        assert line.close_code == 4009


async def test_zlib_streams_are_served_and_unknown_compressions_are_not(fjord: Fjord) -> None:
    query = {"v": "10", "encoding": "json", "compress": "zlib-stream"}
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(fjord.server.gateway, params=query) as line:
            stream = zlib.decompressobj()
            hello = await line.receive_bytes()
            assert hello.endswith(b"\x00\x00\xff\xff")
            assert json.loads(stream.decompress(hello))["d"]["heartbeat_interval"] == 41250
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(fjord.server.gateway, params={**query, "compress": "brotli"})
