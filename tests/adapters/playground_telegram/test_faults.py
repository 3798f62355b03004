"""What goes wrong on purpose, as python-telegram-bot shows it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, RetryAfter

from adapters.playground.telegram import Limits, TelegramServer

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene


def texts(scene: Scene) -> list[str]:
    return [message.text for message in scene.group.messages if message.text]


async def test_a_flood_of_one_chat_stops_that_chat_only(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    scene.server.faults.add("flood", "sendMessage", retry_after=1, chat_id=scene.group.id)
    with pytest.raises(RetryAfter):
        await scene.client.send_message(scene.group.id, "too much")
    with pytest.raises(RetryAfter):
        await scene.client.send_message(scene.group.id, "still too much")
    await scene.client.send_message(scene.ben.id, "another chat")
    assert scene.server.floods == 2
    assert texts(scene) == []


async def test_a_flood_of_the_bot_stops_everything_but_receiving(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    scene.server.faults.add("flood", retry_after=1, scope="bot", skip=1)
    await scene.client.send_message(scene.group.id, "the last one")
    for chat_id in (scene.group.id, scene.ben.id):
        with pytest.raises(RetryAfter):
            await scene.client.send_message(chat_id, "too much")
    assert await scene.texts() == ["/start"]


async def test_server_errors_end_after_so_many_times(scene: Scene) -> None:
    scene.server.faults.add("error", "sendMessage", times=2, status=502)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await scene.client.send_message(scene.group.id, "hello")
    await scene.client.send_message(scene.group.id, "hello")
    assert texts(scene) == ["hello"]


async def test_a_fault_for_every_method_waits_past_the_polls(scene: Scene) -> None:
    scene.server.faults.add("error")
    await scene.updates()
    with pytest.raises(NetworkError):
        await scene.client.get_me()
    scene.server.faults.add("error", "getUpdates")
    with pytest.raises(NetworkError):
        await scene.updates()


async def test_a_page_instead_of_json_is_a_network_error(scene: Scene) -> None:
    scene.server.faults.add("html", "sendMessage")
    with pytest.raises(NetworkError):
        await scene.client.send_message(scene.group.id, "hello")


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", []), ("drop_after", ["hello"])])
async def test_a_cut_connection_may_have_had_its_effect_or_not(scene: Scene, kind: str, posted: list[str]) -> None:
    scene.server.faults.add(kind, "sendMessage")  # type: ignore[arg-type]
    with pytest.raises(NetworkError):
        await scene.client.send_message(scene.group.id, "hello")
    assert texts(scene) == posted
    assert scene.server.faults.happened == [(kind, "sendMessage")]


async def test_an_answer_can_be_slow(scene: Scene) -> None:
    scene.server.faults.add("delay", "sendMessage", seconds=0.2)
    began = time.monotonic()
    await scene.client.send_message(scene.group.id, "hello")
    assert time.monotonic() - began >= 0.2


async def test_the_real_limits_answer_429_and_say_how_long(scene: Scene) -> None:
    scene.server.limiter.limits = Limits()
    await scene.ben.start(scene.bot)
    for number in range(3):
        await scene.client.send_message(scene.ben.id, f"{number}")
    with pytest.raises(RetryAfter):
        await scene.client.send_message(scene.ben.id, "a fourth in one second")
    await scene.client.send_message(scene.group.id, "another chat")
    assert scene.server.floods == 1


async def test_a_group_takes_twenty_a_minute_and_a_bot_thirty_a_second() -> None:
    now = 1000.0
    async with TelegramServer() as server:
        limiter = server.limiter
        limiter.clock = lambda: now
        for _ in range(20):
            limiter.admit(1, -100, counts=True)
            now += 1
        assert wait_of(server, -100) == 40
        assert wait_of(server, 7) == 0
        now += 100
        for chat_id in range(1, 31):
            limiter.admit(1, chat_id, counts=True)
        assert wait_of(server, 99) == 1
        limiter.limits = Limits(enabled=False)
        assert wait_of(server, 99) == 0


def wait_of(server: TelegramServer, chat_id: int) -> int:
    from adapters.playground.telegram.state import BotApiError

    try:
        server.limiter.admit(1, chat_id, counts=True)
    except BotApiError as refused:
        return refused.parameters["retry_after"]
    return 0
