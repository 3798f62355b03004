"""Presses on Telegram: acknowledged in time, once, and with a word about them where there is one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import pytest

from adapters.telegram import presses
from community.chat.address import MessageRef
from community.chat.gateway import Act, Change, Note, Parcel, Post
from community.chat.inbound import Handle, Pressed, Said
from community.chat.message import Block, Button, Buttons, Message, Press, Span, Text
from community.errors import HandleExpired

QUESTION = "Ready?"


def words(text: str, *more: Block) -> Message:
    return Message((Text((Span(text),)), *more))


def yes() -> Buttons:
    return Buttons(((Button("Yes", Press("v1.yes")),),))


@pytest.fixture
async def asked(town: Any) -> AsyncIterator[Any]:
    """Aino is asked something in private, and the bot listens."""
    await town.aino.start(town.bot)
    await town.gateway.deliver(Parcel("k1", town.private(town.aino), Post(words(QUESTION, yes()))))
    async with town.keeper.listening():
        yield town


async def press(town: Any) -> tuple[Any, Handle]:
    """Aino presses [Yes]; the task of her waiting, and the right to answer it."""
    waiting = asyncio.create_task(town.aino.press(town.aino.private(town.bot).last, "Yes"))
    await town.keeper.until(lambda: pressed(town))
    return waiting, pressed(town)[-1].arrival.handle


def pressed(town: Any) -> list[Any]:
    return [event for event in town.keeper.events if isinstance(event, Pressed)]


async def answer(town: Any, handle: Handle | None, act: Act) -> None:
    await town.gateway.deliver(Parcel("k2", town.private(town.aino), act, handle, update=True))


async def test_a_press_is_acknowledged_only_after_it_is_kept(asked: Any) -> None:
    before = datetime.now(UTC)
    shown = await asked.aino.press(asked.aino.private(asked.bot).last, "Yes")
    assert (shown.text, shown.alert) == ("", False)
    [kept] = pressed(asked)
    assert kept.token == "v1.yes"
    assert abs(kept.arrival.at - before) < timedelta(seconds=5)


async def test_a_press_that_telegram_tells_twice_is_acknowledged_once(
    asked: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(presses, "ACKNOWLEDGE_AFTER", 0.1)
    asked.server.deliver_twice(asked.bot)
    waiting, _ = await press(asked)
    await waiting
    await asyncio.sleep(0.3)
    assert asked.server.refusals == []
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_the_waiting_sign_ends_as_soon_as_the_answer_is_on_its_way(asked: Any) -> None:
    waiting, handle = await press(asked)
    before = monotonic()
    here = MessageRef(asked.private(asked.aino), str(asked.aino.private(asked.bot).last.id))
    await answer(asked, handle, Change(here, words("Thank you.")))
    assert (await waiting).text == ""
    assert monotonic() - before < presses.ACKNOWLEDGE_AFTER / 2


@pytest.mark.parametrize(("text", "stays"), [("Not for you.", False), ("A little longer. " * 5, True)])
async def test_a_note_shows_at_the_press_and_leaves_what_was_pressed(asked: Any, text: str, stays: bool) -> None:
    waiting, handle = await press(asked)
    await answer(asked, handle, Note(words(text)))
    shown = await waiting
    assert (shown.text, shown.alert) == (text.strip(), stays)
    assert asked.aino.private(asked.bot).last.text == QUESTION


async def test_a_note_that_comes_after_the_acknowledgement_goes_another_way(asked: Any) -> None:
    waiting, handle = await press(asked)
    await waiting
    with pytest.raises(HandleExpired):
        await answer(asked, handle, Note(words("Not for you.")))


async def test_a_note_at_a_press_that_telegram_has_forgotten_goes_another_way(town: Any) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    with pytest.raises(HandleExpired):
        await answer(town, Handle("1", later), Note(words("Not for you.")))


@pytest.mark.parametrize("message", [words("Too long. " * 30), words("Not yet.", yes())])
async def test_what_does_not_fit_at_a_press_goes_another_way(asked: Any, message: Message) -> None:
    waiting, handle = await press(asked)
    with pytest.raises(HandleExpired):
        await answer(asked, handle, Note(message))
    assert (await waiting).text == ""


async def test_a_note_without_a_press_goes_another_way(town: Any) -> None:
    with pytest.raises(HandleExpired):
        await answer(town, None, Note(words("Not for you.")))


async def test_a_failing_acknowledgement_does_not_hold_up_polling(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "ACKNOWLEDGE_AFTER", 0)
    asked.server.faults.add("delay", "answerCallbackQuery", seconds=60)
    assert await asked.aino.press(asked.aino.private(asked.bot).last, "Yes", wait=0.2) is None
    await asked.aino.send(asked.bot, "Hello?")
    await asked.keeper.until(lambda: any(isinstance(event, Said) for event in asked.keeper.events))
