"""The line to the gateway breaks in every way it can, and nobody notices."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from discord import Client, Intents
from discord.gateway import DiscordWebSocket

from adapters.discord.errors import StartRefused
from adapters.discord.wire import Wire
from community.chat.inbound import BotJoined, BotLeft, Said, Talked
from community.errors import TokenRefused, TryLater
from tests.adapters.discord.valo_server import TOKEN, gateway_to, valo_centre

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.adapters.discord.valo_server import Valo


@asynccontextmanager
async def started_anew(valo: Valo) -> AsyncIterator[asyncio.Task[None]]:
    """The bot as a new process, with what the inbox remembers."""
    await valo.gateway.close()
    valo.gateway = valo.another_gateway()
    await valo.gateway.connect()
    async with valo.receiving() as task:
        yield task


async def test_a_restart_takes_the_session_up_again_and_misses_nothing(valo: Valo) -> None:
    async with valo.receiving():
        await valo.ben.send(valo.room, "before")
        await valo.arrives(Talked)
    missed = [await valo.ben.send(valo.room, f"meanwhile {number}") for number in range(3)]
    async with started_anew(valo):
        talked = await valo.arrives(Talked, count=4)
    assert [event.message.id for event in talked[1:]] == [str(post.id) for post in missed]
    assert (valo.account.identified, valo.account.resumed) == (1, 1)


async def test_a_session_is_taken_up_elsewhere_when_nobody_listens_where_it_was(valo: Valo) -> None:
    valo.server.gateway_side.address = "ws://127.0.0.1:9"  # told in READY; this place is gone afterwards
    async with valo.receiving():
        await valo.ben.send(valo.room, "before")
        await valo.arrives(Talked)
    missed = await valo.ben.send(valo.room, "meanwhile")
    async with started_anew(valo):
        talked = await valo.arrives(Talked, count=2)
    assert talked[1].message.id == str(missed.id)
    assert (valo.account.identified, valo.account.resumed) == (1, 1)


async def test_after_a_lost_session_the_history_tells_what_was_missed(valo: Valo) -> None:
    async with valo.receiving():
        prompt = await valo.posts("What did you learn?")
        valo.inbox.places = {valo.place: prompt.id}
    for number in range(250):
        await valo.ben.send(valo.room, str(number), reply_to=valo.room.post(int(prompt.id)))
    valo.account.sessions.clear()
    async with started_anew(valo):
        said = await valo.arrives(Said, count=250)
        await valo.ben.send(valo.room, "live", reply_to=valo.room.post(int(prompt.id)))
        await valo.arrives(Said, count=251)
    assert [event.text for event in said] == [str(number) for number in range(250)]
    assert valo.account.identified == 2


async def test_what_is_said_while_the_history_is_read_comes_after_what_was_missed(valo: Valo) -> None:
    async with valo.receiving():
        prompt = await valo.posts("What did you learn?")
        valo.inbox.places = {valo.place: prompt.id}
    for number in range(250):
        await valo.ben.send(valo.room, str(number), reply_to=valo.room.post(int(prompt.id)))
    valo.account.sessions.clear()
    async with started_anew(valo):
        await valo.server.wait_for(lambda: valo.account.identified == 2)
        await valo.ben.send(valo.room, "live", reply_to=valo.room.post(int(prompt.id)))
        said = await valo.arrives(Said, count=251)
    assert [event.text for event in said] == [*map(str, range(250)), "live"]


async def test_a_stop_in_the_middle_of_reading_the_history_costs_nothing(valo: Valo) -> None:
    async with valo.receiving():
        prompt = await valo.posts("What did you learn?")
        valo.inbox.places = {valo.place: prompt.id}
    for number in range(20):
        await valo.ben.send(valo.room, str(number), reply_to=valo.room.post(int(prompt.id)))
    valo.account.sessions.clear()
    valo.server.faults.server_error("GET /channels/*/messages", times=1000)
    async with started_anew(valo):
        live = await valo.ben.send(valo.room, "live", reply_to=valo.room.post(int(prompt.id)))
        await valo.arrives(Said)
        valo.inbox.places = {valo.place: str(live.id)}
    valo.server.faults.clear()
    async with started_anew(valo):
        said = await valo.arrives(Said, count=21)
    assert {event.text for event in said} == {"live", *map(str, range(20))}
    assert valo.account.resumed == 1


@pytest.mark.parametrize("trouble", ["cut", "4000", "reconnect", "resumable"])
async def test_a_broken_line_is_taken_up_where_it_broke(valo: Valo, trouble: str) -> None:
    async with valo.receiving():
        await valo.ben.send(valo.room, "before")
        await valo.arrives(Talked)
        {
            "cut": lambda: valo.server.cut_gateway(valo.account),
            "4000": lambda: valo.server.close_gateway(valo.account, 4000),
            "reconnect": lambda: valo.server.ask_reconnect(valo.account),
            "resumable": lambda: valo.server.invalidate(valo.account, resumable=True),
        }[trouble]()
        await valo.ben.send(valo.room, "after")
        await valo.arrives(Talked, count=2)
        await valo.server.wait_for(lambda: valo.account.resumed == 1)
    assert valo.account.identified == 1


@pytest.mark.parametrize("turns", range(5))
async def test_a_line_that_breaks_at_the_moment_of_a_stop_does_not_keep_the_bot(
    monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    opening, over = asyncio.Event(), asyncio.Event()

    async def breaks(*_: object, **__: object) -> None:
        opening.set()
        await over.wait()
        over.clear()
        raise ConnectionError("gone")

    async def room() -> None:
        """There is always room."""

    monkeypatch.setattr(DiscordWebSocket, "from_client", breaks)
    line = asyncio.create_task(Wire(Client(intents=Intents.none()), None, room).keep_up())
    await opening.wait()
    over.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    line.cancel()
    await asyncio.wait([line], timeout=2)
    assert line.cancelled()


async def test_an_invalid_session_is_begun_anew_but_not_in_a_storm(valo: Valo) -> None:
    async with valo.receiving():
        await valo.server.wait_for(lambda: valo.account.identified == 1)
        valo.server.invalidate(valo.account)
        await asyncio.sleep(2.5)
        assert valo.account.identified == 1
        await valo.server.wait_for(lambda: valo.account.identified == 2, timeout=10)


async def test_a_silent_line_is_noticed_and_replaced() -> None:
    async with valo_centre(server_settings={"heartbeat": 0.5}, heartbeat_timeout=1.0) as valo, valo.receiving():
        await valo.server.wait_for(lambda: valo.account.connected)
        valo.server.faults.lose_heartbeat_acks(5)
        await valo.server.wait_for(lambda: valo.account.resumed >= 1, timeout=15)
        await valo.ben.send(valo.room, "still there?")
        await valo.arrives(Talked)


async def test_a_token_taken_back_ends_receiving_and_asks_for_a_new_one(valo: Valo) -> None:
    async with valo.receiving() as task:
        await valo.server.wait_for(lambda: valo.account.connected)
        valo.server.revoke(valo.account)
        with pytest.raises(TokenRefused, match=r"discord\.token"):
            await asyncio.wait_for(asyncio.shield(task), 10)
    assert valo.account.identified == 1


async def test_an_intent_that_is_not_switched_on_is_named() -> None:
    async with valo_centre(message_content=True) as valo, valo.receiving() as task:
        with pytest.raises(StartRefused, match="Message Content Intent"):
            await asyncio.wait_for(asyncio.shield(task), 10)


async def test_a_wrong_token_is_said_at_once(valo: Valo) -> None:
    stranger = gateway_to(valo.server, "another.token.of.a.test")
    with pytest.raises(TokenRefused):
        await stranger.connect()
    await stranger.close()


async def test_a_discord_out_of_order_asks_for_patience_at_once(valo: Valo) -> None:
    valo.server.faults.server_error("GET /users/@me", times=1)
    late = gateway_to(valo.server)
    with pytest.raises(TryLater):
        await late.connect()
    assert (await late.connect()).name == "Talkoot"
    await late.close()


async def test_bots_with_two_addresses_do_not_fit_into_one_process(valo: Valo) -> None:
    from adapters.discord.gateway import DiscordGateway

    with pytest.raises(ValueError, match="second process"):
        DiscordGateway(TOKEN, "http://127.0.0.1:9/api/v10", valo.server.gateway, valo.server.cdn)


async def test_a_server_that_invites_us_is_news_and_those_we_know_are_not(valo: Valo) -> None:
    async with valo.receiving():
        ponte = valo.server.add_guild("Ponte", owner=valo.ben)
        [joined] = await valo.arrives(BotJoined)
        ponte.remove(valo.account)
        [left] = await valo.arrives(BotLeft)
    assert joined.arrival.place_title == "Ponte"
    assert joined.arrival.place == left.arrival.place


async def test_the_servers_we_are_in_are_told_with_their_channels_when_we_connect(valo: Valo) -> None:
    async with valo.receiving():
        await valo.ben.send(valo.room, "Hello")
        await valo.arrives(Talked)
    [here] = [event for event in valo.everything if isinstance(event, BotJoined)]
    assert not here.anew
    assert valo.place in {here.arrival.place, *here.also}


async def test_who_took_a_session_up_again_still_learns_which_chats_it_was_removed_from(valo: Valo) -> None:
    async with valo.receiving():
        await valo.ben.send(valo.room, "before")
        await valo.arrives(Talked)
    valo.inbox.places = {valo.place: ""}
    async with started_anew(valo):
        valo.guild.remove(valo.account)
        [left] = await valo.arrives(BotLeft)
    assert (left.arrival.place, valo.account.resumed) == (valo.place, 1)


async def test_a_frame_that_is_none_does_not_end_receiving(valo: Valo) -> None:
    async with valo.receiving():
        [line] = valo.server.gateway_side.lines_of(valo.account)
        line._outbox.put_nowait("this is no frame")
        await valo.ben.send(valo.room, "after")
        await valo.arrives(Talked)
    assert (valo.account.identified, valo.account.resumed) == (1, 1)


async def test_the_places_to_read_up_on_are_asked_for_until_they_are_known(
    valo: Valo, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await valo.ben.send(valo.room, "before")
    missed = await valo.ben.send(valo.room, "missed")
    answers = iter([OSError("the database is away"), {valo.place: str(first.id)}])

    async def places_of(_: object) -> object:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(valo.inbox, "places_of", places_of)
    async with valo.receiving():
        [event] = await valo.arrives(Talked)
    assert event.message.id == str(missed.id)
