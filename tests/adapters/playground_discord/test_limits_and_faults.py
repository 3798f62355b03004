"""Rate limits and planned trouble of the REST side, as discord.py lives through them."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

from adapters.playground.discord import Limits, Rate
from tests.adapters.playground_discord.fjord import TOKEN, Fjord, Helper, fjord_centre, running

if TYPE_CHECKING:
    from discord import TextChannel

SENDING = "POST /channels/*/messages"


def room(client: Helper, fjord: Fjord) -> TextChannel:
    channel = client.get_channel(fjord.general.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def post(session: aiohttp.ClientSession, fjord: Fjord, **body: object) -> aiohttp.ClientResponse:
    url = f"{fjord.server.api_base}/channels/{fjord.general.id}/messages"
    response = await session.post(url, json=body, headers={"Authorization": f"Bot {TOKEN}"})
    await response.read()
    return response


async def test_headers_tell_the_bucket_and_the_sixth_message_is_refused() -> None:
    async with fjord_centre(limits=Limits()) as fjord, aiohttp.ClientSession() as session:
        answers = [await post(session, fjord, content=str(number)) for number in range(6)]
        assert [answer.status for answer in answers] == [200] * 5 + [429]
        assert answers[0].headers["Content-Type"] == "application/json"
        shown = answers[0].headers
        assert (shown["X-RateLimit-Limit"], shown["X-RateLimit-Remaining"]) == ("5", "4")
        assert 0 < float(shown["X-RateLimit-Reset-After"]) <= 5
        refusal = answers[5]
        assert refusal.headers["Via"]
        assert refusal.headers["X-RateLimit-Scope"] == "user"
        told = await refusal.json()
        assert told["global"] is False
        assert 0 < told["retry_after"] <= 5


async def test_the_whole_bot_has_a_limit_of_its_own() -> None:
    limits = Limits(rates={}, otherwise=Rate(1000, 1.0), whole_bot=Rate(3, 5.0))
    async with fjord_centre(limits=limits) as fjord, aiohttp.ClientSession() as session:
        answers = [await post(session, fjord, content=str(number)) for number in range(4)]
        assert [answer.status for answer in answers] == [200, 200, 200, 429]
        assert answers[3].headers["X-RateLimit-Scope"] == "global"
        assert (await answers[3].json())["global"] is True


async def test_the_client_keeps_to_the_limits_by_itself() -> None:
    limits = Limits(rates={"POST channels/*/messages": Rate(3, 0.3)})
    async with fjord_centre(limits=limits) as fjord, running(Helper(), fjord.server) as client:
        for number in range(7):
            await room(client, fjord).send(str(number))
        assert [message.text for message in fjord.general.messages] == [str(number) for number in range(7)]
        assert fjord.server.limiter.refused == 0


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
async def test_a_planned_429_is_waited_out(fjord: Fjord, scope: str) -> None:
    async with running(Helper(), fjord.server) as client:
        fjord.server.faults.rate_limit(SENDING, retry_after=0.2, scope=scope)
        began = time.monotonic()
        await room(client, fjord).send("late")
        assert time.monotonic() - began >= 0.2
        assert fjord.general.latest.text == "late"
        assert fjord.server.rest.refused[429] == (0 if scope == "shared" else 1)


async def test_a_503_is_told_at_once_and_a_502_is_retried(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        fjord.server.faults.server_error(SENDING, status=503)
        with pytest.raises(discord.DiscordServerError):
            await room(client, fjord).send("lost")
        fjord.server.faults.server_error(SENDING, status=502, html=True)
        await room(client, fjord).send("second try")
    assert [message.text for message in fjord.general.messages] == ["second try"]


async def test_a_lost_answer_leaves_the_message_and_the_same_nonce_does_not_repeat_it(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        fjord.server.faults.drop(SENDING, after_effect=True)
        with pytest.raises(aiohttp.ClientError):
            await room(client, fjord).send("once", nonce="letter-1")
        assert [message.text for message in fjord.general.messages] == ["once"]
        again = await room(client, fjord).send("once", nonce="letter-1")
        assert again.id == fjord.general.latest.id
        await room(client, fjord).send("once", nonce="letter-2")
    assert len(fjord.general.messages) == 2


async def test_a_connection_dropped_before_the_effect_leaves_nothing(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        fjord.server.faults.drop(SENDING)
        with pytest.raises(aiohttp.ClientError):
            await room(client, fjord).send("lost")
        fjord.server.faults.delay(SENDING, seconds=0.2)
        began = time.monotonic()
        await room(client, fjord).send("slow")
        assert time.monotonic() - began >= 0.2
    assert [message.text for message in fjord.general.messages] == ["slow"]


async def test_a_revoked_token_is_unauthorised_everywhere(fjord: Fjord) -> None:
    fjord.server.revoke(fjord.bot)
    async with aiohttp.ClientSession() as session:
        assert (await post(session, fjord, content="hello")).status == 401
    assert fjord.server.rest.refused[401] == 1


async def test_a_channel_is_renamed_twice_in_ten_minutes_whatever_the_headers_say() -> None:
    async with fjord_centre(limits=Limits()) as fjord, aiohttp.ClientSession() as session:
        url = f"{fjord.server.api_base}/channels/{fjord.general.id}"
        statuses = []
        for name in ("one", "two", "three"):
            async with session.patch(url, json={"name": name}, headers={"Authorization": f"Bot {TOKEN}"}) as response:
                statuses.append((response.status, response.headers["X-RateLimit-Remaining"] != "0"))
        assert statuses == [(200, True), (200, True), (429, True)]
        assert fjord.guild.channels[0].name == "two"


async def test_too_large_an_upload_is_refused(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        file = discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), filename="film.mp4")
        with pytest.raises(discord.HTTPException) as refused:
            await room(client, fjord).send(file=file)
        assert (refused.value.status, refused.value.code) == (413, 40005)
