"""How a bot receives what happened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from adapters.playground.telegram import TelegramServer

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene

EVERY_KIND = ["message", "chat_member", "message_reaction", "my_chat_member", "callback_query", "edited_message"]


async def test_a_long_poll_waits_until_somebody_writes(scene: Scene) -> None:
    waiting = asyncio.create_task(scene.client.get_updates(offset=scene.offset, timeout=20))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await scene.aino.start(scene.bot)
    (update,) = await asyncio.wait_for(waiting, 2)
    assert update.message is not None
    assert update.message.text == "/start"


async def test_updates_come_again_until_a_higher_offset_confirms_them(scene: Scene) -> None:
    await scene.aino.start(scene.bot)
    await scene.aino.send(scene.bot, "one")
    first = await scene.client.get_updates(offset=scene.offset)
    again = await scene.client.get_updates(offset=scene.offset)
    assert [update.update_id for update in first] == [update.update_id for update in again]
    rest = await scene.client.get_updates(offset=first[0].update_id + 1)
    assert [update.update_id for update in rest] == [first[1].update_id]
    assert await scene.client.get_updates(offset=first[1].update_id + 1) == ()


async def test_an_update_id_counts_for_one_bot_only(scene: Scene) -> None:
    other = scene.server.add_bot("700002:another-invented-token", username="fjord_bot")
    before = other.mailbox.next_id
    await scene.aino.start(scene.bot)
    assert other.mailbox.next_id == before
    await scene.aino.start(other)
    assert other.mailbox.next_id == before + 1


async def test_the_kinds_a_bot_asked_for_stay_until_it_asks_for_others(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    await scene.updates(kinds=["chat_member"])
    await scene.carla.join(scene.group)
    await scene.ben.send(scene.group, "/hello")
    (joined,) = await scene.updates()
    assert joined.chat_member is not None
    await scene.updates(kinds=[])
    await scene.carla.leave(scene.group)
    assert [update.chat_member for update in await scene.updates()] == [None]


async def test_member_and_reaction_events_are_left_out_unless_asked_for(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    await scene.updates()
    line = await scene.ben.send(scene.group, "hello everybody")
    await scene.aino.react(line, "👍")
    assert [update.message_reaction for update in await scene.updates()] == [None]


async def test_a_second_poller_ends_the_first_with_a_conflict(scene: Scene) -> None:
    first = asyncio.create_task(scene.client.get_updates(offset=scene.offset, timeout=10))
    await asyncio.sleep(0.1)
    async with type(scene.client)(scene.client.token, base_url=f"{scene.server.base}/bot") as second:
        later = asyncio.create_task(second.get_updates(offset=scene.offset, timeout=10))
        with pytest.raises(Conflict):
            await asyncio.wait_for(first, 2)
        await scene.aino.start(scene.bot)
        assert len(await asyncio.wait_for(later, 2)) == 1


async def test_nobody_can_poll_while_a_webhook_is_set(scene: Scene) -> None:
    await scene.client.set_webhook("https://valo.example/hook")
    with pytest.raises(Conflict):
        await scene.client.get_updates()
    await scene.client.delete_webhook()
    assert await scene.client.get_updates(offset=scene.offset) == ()


async def test_a_message_waits_a_day_and_a_press_only_150_seconds(scene: Scene) -> None:
    await scene.aino.start(scene.bot)
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await scene.client.send_message(scene.aino.id, "Coming?", api_kwargs={"reply_markup": keyboard})
    await scene.aino.press(scene.aino.private(scene.bot).last, "Yes", wait=0)
    scene.clock.move(151)
    assert [update.callback_query for update in await scene.client.get_updates(offset=scene.offset)] == [None]
    scene.clock.move(86_400)
    assert await scene.client.get_updates(offset=scene.offset) == ()


async def test_update_ids_begin_anew_after_a_quiet_week(scene: Scene) -> None:
    await scene.aino.start(scene.bot)
    before = scene.bot.mailbox.next_id
    scene.clock.move(8 * 86_400)
    await scene.aino.send(scene.bot, "back again")
    assert abs(scene.bot.mailbox.next_id - before) > 1


async def test_an_update_delivered_twice_keeps_its_id(scene: Scene) -> None:
    scene.server.deliver_twice(scene.bot)
    await scene.aino.start(scene.bot)
    await scene.aino.send(scene.bot, "only once")
    first = await scene.updates()
    second = await scene.updates()
    assert [update.update_id for update in second] == [first[0].update_id]
    assert await scene.updates() == []


async def test_an_update_can_be_unreadable_or_of_an_unknown_kind(scene: Scene) -> None:
    scene.server.deliver_unknown_kind(scene.bot)
    (unknown,) = await scene.updates()
    assert unknown.api_kwargs == {"moon_phase_changed": {"phase": "full"}}
    scene.server.deliver_unreadable(scene.bot)
    with pytest.raises((TelegramError, TypeError, ValueError)):
        await scene.updates()


async def test_a_revoked_token_is_unauthorized_and_an_unknown_one_not_found(scene: Scene) -> None:
    async with TelegramServer() as elsewhere:
        client = type(scene.client)(scene.client.token, base_url=f"{elsewhere.base}/bot")
        with pytest.raises(InvalidToken):
            await client.initialize()
        await client.shutdown()
    scene.server.revoke(scene.bot)
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await scene.client.get_me()


async def test_nothing_is_forgotten_while_the_server_is_away(scene: Scene) -> None:
    port = int(scene.server.base.rpartition(":")[2])
    await scene.aino.start(scene.bot)
    await scene.server.stop()
    with pytest.raises(NetworkError):
        await scene.client.get_me()
    await scene.aino.send(scene.bot, "are you there?")
    await scene.server.start(port)
    assert await scene.texts() == ["/start", "are you there?"]
    waiting = asyncio.create_task(scene.client.get_updates(offset=scene.offset, timeout=10))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await scene.aino.send(scene.bot, "good")
    assert len(await waiting) == 1


async def test_a_misspelled_kind_of_update_is_refused(scene: Scene) -> None:
    with pytest.raises(TelegramError, match="mesage"):
        await scene.updates(kinds=["mesage"])
