"""The fine print of answers to interactions, spoken in bare REST and checked by code."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.playground.discord import Impossible
from tests.adapters.playground_discord.fjord import TOKEN, Fjord, fjord_centre

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.playground.discord.outcomes import Outcome

MODAL = {
    "title": "Peer review",
    "custom_id": "review",
    "components": [
        {"type": 10, "content": "Be kind."},
        {"type": 18, "label": "Comment", "component": {"type": 4, "custom_id": "comment", "style": 2, "min_length": 3}},
        {
            "type": 18,
            "label": "Clear?",
            "component": {
                "type": 21,
                "custom_id": "clear",
                "options": [{"label": "Yes", "value": "y"}, {"label": "No", "value": "n"}],
            },
        },
        {"type": 18, "label": "Work", "component": {"type": 19, "custom_id": "work", "required": False}},
    ],
}
ROW = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Answer", "custom_id": "a"}]}
PEER = {"type": 1, "components": [{"type": 5, "custom_id": "peer", "placeholder": "Choose a peer"}]}


@dataclass
class Line:
    """A bot that speaks bare JSON: its gateway connection and its REST calls."""

    fjord: Fjord
    session: aiohttp.ClientSession
    socket: aiohttp.ClientWebSocketResponse

    async def event(self, kind: str) -> Any:
        async with asyncio.timeout(5):
            while True:
                heard = await self.socket.receive_json()
                if heard["t"] == kind:
                    return heard["d"]

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {TOKEN}"} if path.startswith(("/channels", "/applications")) else {}
        url = self.fjord.server.api_base + path
        async with self.session.request(method, url, json=body, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else None

    async def answer(self, interaction: Any, kind: int, data: Any = None) -> tuple[int, Any]:
        path = f"/interactions/{interaction['id']}/{interaction['token']}/callback?with_response=true"
        return await self.ask("POST", path, {"type": kind, "data": data} if data else {"type": kind})

    async def call(self, **options: Any) -> tuple[Any, asyncio.Task[Outcome]]:
        """Ben calls /review; the interaction as the bot gets it, and what Ben is going to see."""
        seeing = asyncio.create_task(self.fjord.ben.slash(self.fjord.general, "review", **options))
        return await self.event("INTERACTION_CREATE"), seeing


@asynccontextmanager
async def line(**settings: Any) -> AsyncIterator[Line]:
    query = {"v": "10", "encoding": "json"}
    async with (
        fjord_centre(**settings) as fjord,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{fjord.server.gateway}?{urlencode(query)}") as socket,
    ):
        made = Line(fjord, session, socket)
        await socket.send_json({"op": 2, "d": {"token": TOKEN, "intents": 1 << 9 | 1}})
        await made.event("READY")
        someone = {"name": "someone", "description": "Whom", "type": 6}
        command = {"name": "review", "description": "Review a peer", "options": [someone]}
        assert (await made.ask("PUT", f"/applications/{fjord.bot.id}/commands", [command]))[0] == 200
        yield made


async def test_an_interaction_tells_who_where_and_with_which_rights() -> None:
    async with line() as bot:
        interaction, seeing = await bot.call(someone=bot.fjord.aino)
        assert interaction["locale"] == "en-GB"
        assert interaction["guild_locale"] == "en-GB"
        assert int(interaction["member"]["permissions"]) & (1 << 11)
        assert int(interaction["app_permissions"]) & (1 << 4)
        assert interaction["data"]["resolved"]["users"][str(bot.fjord.aino.id)]["global_name"] == "Aino"
        await bot.answer(interaction, 4, {"content": "ok"})
        assert (await seeing).text == "ok"


async def test_a_second_first_answer_is_refused() -> None:
    async with line() as bot:
        interaction, seeing = await bot.call()
        status, told = await bot.answer(interaction, 5)
        assert (status, told["interaction"]["response_message_loading"]) == (200, True)
        assert (await bot.answer(interaction, 4, {"content": "again"}))[1]["code"] == 40060
        assert (await bot.answer(interaction, 9, MODAL))[1]["code"] == 40060
        assert (await seeing).deferred


async def test_a_second_first_answer_long_after_the_first_is_still_called_that() -> None:
    async with line(answer_within=0.2) as bot:
        interaction, seeing = await bot.call()
        await bot.answer(interaction, 5)
        await seeing
        await asyncio.sleep(0.2)
        assert (await bot.answer(interaction, 5))[1]["code"] == 40060


async def test_an_answer_that_is_refused_does_not_count() -> None:
    async with line() as bot:
        interaction, seeing = await bot.call()
        assert (await bot.answer(interaction, 4, {"content": "x" * 2001}))[0] == 400
        assert (await bot.answer(interaction, 7, {"content": "there is nothing to update"}))[0] == 400
        assert (await bot.answer(interaction, 8, {"choices": []}))[0] == 400
        assert (await bot.answer(interaction, 4, {"content": "short"}))[0] == 200
        assert (await seeing).text == "short"


async def test_follow_ups_need_a_first_answer_and_end_with_the_token() -> None:
    async with line(token_lifetime=0.4) as bot:
        interaction, seeing = await bot.call()
        hook = f"/webhooks/{bot.fjord.bot.id}/{interaction['token']}"
        assert (await bot.ask("POST", hook, {"content": "too early"}))[1]["code"] == 10015
        await bot.answer(interaction, 4, {"content": "first", "flags": 64})
        assert (await bot.ask("POST", hook, {"content": "more"}))[0] == 200
        assert (await bot.ask("PATCH", f"{hook}/messages/@original", {"content": "better"}))[0] == 200
        assert (await seeing).text == "better\nmore"
        await asyncio.sleep(0.4)
        assert (await bot.ask("PATCH", f"{hook}/messages/@original", {"content": "late"}))[1]["code"] == 50027


async def test_a_form_with_all_kinds_of_questions_is_filled_in_and_may_not_lead_to_another() -> None:
    async with line() as bot:
        interaction, seeing = await bot.call()
        assert (await bot.answer(interaction, 9, MODAL))[0] == 200
        modal = (await seeing).modal
        assert modal is not None
        assert modal.labels == ["Comment", "Clear?", "Work"]
        with pytest.raises(Impossible, match="comment takes 3"):
            await bot.fjord.ben.submit(modal, {"Comment": "no"})
        with pytest.raises(Impossible, match="has to be answered"):
            await bot.fjord.ben.submit(modal, {"Comment": "Good work"})
        values = {"Comment": "Good work", "Clear?": "Yes", "Work": ("work.txt", b"mine")}
        sending = asyncio.create_task(bot.fjord.ben.submit(modal, values))
        submitted = await bot.event("INTERACTION_CREATE")
        sent = [part.get("component") for part in submitted["data"]["components"]]
        assert [leaf and leaf.get("value", leaf.get("values")) for leaf in sent[:3]] == [None, "Good work", "y"]
        file = submitted["data"]["resolved"]["attachments"][sent[3]["values"][0]]
        async with bot.session.get(file["url"]) as response:
            assert await response.read() == b"mine"
        assert (await bot.answer(submitted, 9, MODAL))[1]["code"] == 50035
        assert (await bot.answer(submitted, 4, {"content": "thanks"}))[0] == 200
        assert (await sending).text == "thanks"


async def test_a_press_that_nobody_answers_fails_for_the_person() -> None:
    async with line(answer_within=0.1) as bot:
        await bot.ask("POST", f"/channels/{bot.fjord.general.id}/messages", {"content": "?", "components": [ROW, PEER]})
        prompt = bot.fjord.general.latest
        outcome = await bot.fjord.ben.press(prompt, "Answer")
        assert (outcome.failed, outcome.kind) == (True, "failed")
        late = await bot.event("INTERACTION_CREATE")
        assert late["message"]["id"] == str(prompt.id)
        assert (await bot.answer(late, 6))[1]["code"] == 10062


async def test_a_peer_is_chosen_in_a_menu_and_the_message_is_updated_later() -> None:
    async with line() as bot:
        await bot.ask("POST", f"/channels/{bot.fjord.general.id}/messages", {"content": "?", "components": [ROW, PEER]})
        prompt = bot.fjord.general.latest
        choosing = asyncio.create_task(bot.fjord.ben.select(prompt, [bot.fjord.aino], menu="Choose a peer"))
        interaction = await bot.event("INTERACTION_CREATE")
        assert interaction["data"]["values"] == [str(bot.fjord.aino.id)]
        assert (await bot.answer(interaction, 6))[0] == 200
        assert (await choosing).kind == "deferred_update"
        hook = f"/webhooks/{bot.fjord.bot.id}/{interaction['token']}/messages/@original"
        assert (await bot.ask("PATCH", hook, {"content": "Aino it is", "components": []}))[0] == 200
        assert (prompt.text, prompt.buttons) == ("Aino it is", [])
