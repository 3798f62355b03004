"""Nothing that reaches Telegram is lost on its way to us, whatever goes wrong in between."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.telegram.gateway import TelegramGateway
from community.chat.inbound import BotJoined, Called, Said, Talked
from community.errors import TokenRefused


def of(town: Any, kind: type[Any]) -> list[Any]:
    return [event for event in town.keeper.events if isinstance(event, kind)]


async def test_what_people_write_arrives_in_order(town: Any) -> None:
    await town.aino.start(town.bot, "join-abc")
    for number in range(250):
        await town.aino.send(town.bot, f"Answer {number}")
    async with town.keeper.listening():
        await town.keeper.until(lambda: len(of(town, Said)) == 250)
    assert [said.text for said in of(town, Said)] == [f"Answer {number}" for number in range(250)]
    assert of(town, Called)[-1].typed == "join-abc"
    assert town.keeper.batches >= 3


async def test_a_batch_that_was_not_kept_is_asked_for_again(town: Any) -> None:
    failures = iter([OSError("disk full"), OSError("disk full")])

    def fail_twice() -> None:
        fault = next(failures, None)
        if fault:
            raise fault

    town.keeper.before_keeping = fail_twice
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))
    assert next(failures, None) is None


async def test_telegram_forgets_only_what_was_kept(town: Any) -> None:
    async def wait_for_ever() -> None:
        await asyncio.sleep(3600)

    reached = asyncio.Event()

    async def stuck(*_: Any) -> None:
        reached.set()
        await wait_for_ever()

    await town.aino.start(town.bot)
    keep, town.keeper.keep = town.keeper.keep, stuck
    async with town.keeper.listening():
        await asyncio.wait_for(reached.wait(), 5)
    town.keeper.keep = keep
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))


async def test_a_restart_goes_on_where_it_stopped(town: Any) -> None:
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))
    await town.aino.send(town.bot, "While you slept")
    batches = town.keeper.batches
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Said))
    assert town.keeper.batches == batches + 1


async def test_the_same_update_twice_is_one_event(town: Any) -> None:
    town.server.deliver_twice(town.bot)
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: town.keeper.batches >= 2)
    assert len(of(town, Called)) == 1


async def test_unreadable_and_unknown_updates_do_not_hold_up_the_rest(town: Any) -> None:
    town.server.deliver_unreadable(town.bot)
    town.server.deliver_unknown_kind(town.bot)
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))
    unreadable = [raw for raw in town.keeper.raws.values() if b"seven" in raw.payload]
    assert len(unreadable) == 1
    with pytest.raises(ValueError, match="unknown shape"):
        town.gateway.read(unreadable[0].payload)


@pytest.mark.parametrize("kind", ["error", "html", "drop_before", "drop_after", "flood"])
async def test_polling_survives_faults(town: Any, kind: str) -> None:
    town.server.faults.add(kind, "getUpdates", times=2)
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called), within=15)
    assert len(of(town, Called)) == 1


async def test_faults_do_not_make_a_hot_loop(town: Any) -> None:
    town.server.faults.add("error", "getUpdates", times=1000)
    async with town.keeper.listening():
        await asyncio.sleep(2)
    assert len(town.server.faults.happened) <= 3


async def test_a_silent_stall_is_noticed_and_the_line_renewed(
    impatient_town: Any, caplog: pytest.LogCaptureFixture
) -> None:
    town = impatient_town
    town.server.faults.add("delay", "getUpdates", seconds=30)
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called), within=8)
    assert "went silent" in caplog.text


async def test_a_webhook_in_the_way_is_taken_down(town: Any) -> None:
    town.bot.mailbox.webhook = "https://old.example/hook"
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))
    assert town.bot.mailbox.webhook == ""


async def test_a_second_reader_of_the_same_bot_is_reported_and_outlived(
    town: Any, caplog: pytest.LogCaptureFixture
) -> None:
    other = TelegramGateway(town.bot.token, town.server.base, town.server.base, poll_seconds=1)
    await other.connect()
    rival = type(town.keeper)(other)
    async with town.keeper.listening():
        await asyncio.sleep(0.2)
        async with rival.listening():
            await town.keeper.until(lambda: "second program" in caplog.text)
        await other.close()
        await town.aino.start(town.bot)
        await town.keeper.until(lambda: of(town, Called) + [e for e in rival.events if isinstance(e, Called)])


async def test_a_token_that_is_revoked_meanwhile_ends_receiving(town: Any) -> None:
    receiving = asyncio.create_task(town.gateway.receive(town.keeper))
    await asyncio.sleep(0.1)
    town.server.revoke(town.bot)
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(receiving, 10)


async def test_a_group_is_heard_as_privacy_mode_allows(town: Any) -> None:
    async with town.keeper.listening():
        await town.aino.send(town.group, "Lovely weather")
        await town.aino.send(town.group, "/todo")
        await town.keeper.until(lambda: of(town, Called))
    assert of(town, Talked) == []
    assert of(town, BotJoined)


async def test_after_a_quiet_week_new_numbers_are_not_thrown_away(town: Any) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=8)
    town.keeper.marked = {"offset": str(10**9), "seen": str(int(long_ago.timestamp()))}
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))
    assert int(town.keeper.marked["offset"]) < 10**9


async def test_the_kinds_of_updates_are_always_named(town: Any) -> None:
    town.bot.mailbox.choose(["poll"])
    async with town.keeper.listening():
        await town.keeper.until(lambda: "message" in town.bot.mailbox.chosen)
    assert {"edited_message", "callback_query", "my_chat_member"} <= set(town.bot.mailbox.chosen)


async def test_what_is_kept_is_the_update_as_it_came(town: Any) -> None:
    await town.aino.start(town.bot)
    async with town.keeper.listening():
        await town.keeper.until(lambda: of(town, Called))
    raw = next(raw for raw in town.keeper.raws.values() if b"/start" in raw.payload)
    update = json.loads(raw.payload)
    assert raw.id == str(update["update_id"])
    assert raw.lane == str(town.aino.id)
    assert update["message"]["from"]["language_code"] == "fi"


async def test_stopping_leaves_no_task_behind(town: Any) -> None:
    async with town.keeper.listening():
        await asyncio.sleep(0.1)
    await town.gateway.close()
    await town.server.stop()
    assert asyncio.all_tasks() == {asyncio.current_task()}
