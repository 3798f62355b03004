"""Playing the people from another process, and looking on."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from tests.adapters.playground_telegram.conftest import Scene


@pytest.fixture
async def order(scene: Scene) -> AsyncIterator[Callable[..., Coroutine[Any, Any, Any]]]:
    async with aiohttp.ClientSession(scene.server.base) as session:

        async def post(do: str, who: int | None = None, **facts: Any) -> Any:
            async with session.post("/control", json={"do": do, "as": who, "with": facts}) as answer:
                return await answer.json()

        yield post


async def test_people_can_be_played_over_http(scene: Scene, order: Callable[..., Coroutine[Any, Any, Any]]) -> None:
    emil = (await order("add_user", name="Emil", language_code="pt"))["result"]
    started = await order("start", emil["id"], bot=scene.bot.id, payload="abc")
    assert started["result"]["text"] == "/start abc"
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = await scene.client.send_message(emil["id"], "Coming?", api_kwargs={"reply_markup": keyboard})
    pressed = asyncio.create_task(order("press", emil["id"], bot=scene.bot.id, message=sent.message_id, label="Yes"))
    while not (query := (await scene.updates(wait=2))[-1].callback_query):
        pass
    await query.answer("Noted")
    assert (await pressed)["result"] == {"text": "Noted", "alert": False, "url": None}


async def test_a_group_can_be_made_and_read_over_http(
    scene: Scene, order: Callable[..., Coroutine[Any, Any, Any]]
) -> None:
    made = (await order("add_group", title="Ponte", members=[scene.ben.id], bots=[scene.bot.id]))["result"]
    first = (await order("send", scene.ben.id, chat=made["id"], text="/help"))["result"]
    await order("react", scene.ben.id, chat=made["id"], message=first["message_id"], emojis=["👍"])
    await order("send", scene.ben.id, chat=made["id"], text="again", reply_to=first["message_id"])
    async with aiohttp.ClientSession(scene.server.base) as session:
        async with session.get("/control", params={"chat": made["id"], "after": first["message_id"] - 1}) as answer:
            lines = (await answer.json())["result"]
        async with session.get("/control") as answer:
            snapshot = (await answer.json())["result"]
    assert [(line["text"], line["reactions"]) for line in lines] == [
        ("/help", {str(scene.ben.id): ["👍"]}),
        ("again", {}),
    ]
    assert made["id"] in [group["id"] for group in snapshot["groups"]]


async def test_faults_and_limits_can_be_set_over_http(
    scene: Scene, order: Callable[..., Coroutine[Any, Any, Any]]
) -> None:
    await order("fault", kind="error", method="getMe", status=500)
    await order("limits", enabled=True, per_second=5)
    assert scene.server.limiter.limits.per_second == 5
    assert [fault.method for fault in scene.server.faults.planned] == ["getMe"]


async def test_an_impossible_order_says_why(scene: Scene, order: Callable[..., Coroutine[Any, Any, Any]]) -> None:
    refused = await order("press", scene.ben.id, chat=scene.group.id, message=1, label="Yes")
    assert "no button" in refused["error"]
    assert "unknown order" in (await order("dance"))["error"]


async def test_everything_that_happens_can_be_followed(scene: Scene) -> None:
    events = scene.server.subscribe()
    await scene.ben.send(scene.group, "/help")
    await scene.client.send_message(scene.group.id, "Gladly")
    await scene.ben.react(scene.group.last, "👍")
    kinds = [(event.kind, event.actor) for event in (events.get_nowait() for _ in range(events.qsize()))]
    assert kinds == [("message", scene.ben.account), ("message", scene.bot), ("reaction", scene.ben.account)]


async def test_one_can_wait_for_something_to_be_seen(scene: Scene) -> None:
    seen = asyncio.create_task(scene.server.wait_for(lambda: "Gladly" in [each.text for each in scene.group.messages]))
    await scene.client.send_message(scene.group.id, "Gladly")
    assert await seen
    with pytest.raises(TimeoutError):
        await scene.server.wait_for(lambda: False, 0.05)


async def test_the_local_telegram_runs_in_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.playground.telegram", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        base = (await asyncio.wait_for(process.stdout.readline(), 10)).decode().strip()
        async with aiohttp.ClientSession() as session:
            made = {"do": "add_bot", "with": {"token": "700001:invented-token", "username": "talkoot_bot"}}
            async with session.post(f"{base}/control", json=made) as answer:
                assert (await answer.json())["result"]["username"] == "talkoot_bot"
            async with session.get(f"{base}/bot700001:invented-token/getMe") as answer:
                assert (await answer.json())["result"]["id"] == 700001
    finally:
        process.terminate()
        assert await process.wait() == 0
