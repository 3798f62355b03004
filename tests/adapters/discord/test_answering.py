"""A press, a command or a form is acknowledged in time and answered where the person looks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from community.chat.form import Choice, Field, Line, Option, Page, When
from community.chat.gateway import Change, MenuEntry, MenuOption, Parcel, Post
from community.chat.inbound import Called, Filled, Pressed
from community.chat.message import Button, Buttons, File, Message, Press, Span, Text
from community.errors import HandleExpired, TryLater
from tests.adapters.discord.valo_server import said, valo_centre

if TYPE_CHECKING:
    from community.chat.address import MessageRef
    from community.chat.inbound import Inbound
    from tests.adapters.discord.valo_server import Valo

MENUS = {
    "": [
        MenuEntry("todo", "What waits for you"),
        MenuEntry(
            "prompt schedule",
            "Schedule a prompt",
            (
                MenuOption("when", "The time"),
                MenuOption("course", "The course", suggests=True),
                MenuOption("times", "How often", whole_number=True),
            ),
            where="group",
        ),
        MenuEntry("prompt list", "All prompts"),
    ],
    "fi": [MenuEntry("todo", "Mikä odottaa sinua")],
}
PAGE = Page(
    "v1.form.7",
    "Your answer",
    (
        Field("text", "What did you learn?", Line(least=2, most=1500, several_lines=True), hint="A sentence is enough"),
        Field("mood", "How was it?", Choice(("good", "bad")), options=(Option("good", "Good"), Option("bad", "Bad"))),
        Field("when", "When?", When(), required=False, value="Mon 9:00"),
    ),
)
BUTTON = Message((Text((Span("Well?"),)), Buttons(((Button("Answer", Press("v1.answer.7")),),))))


async def answer(
    valo: Valo, event: Inbound, text: str, *, hidden: bool = True, update: bool = False, **more: Any
) -> MessageRef | None:
    """What the courier does with the letter that answers."""
    arrival = event.arrival
    post = Post(said(text, **more), only_for=arrival.account if hidden else None)
    refs = await valo.gateway.deliver(Parcel("answer-1", arrival.place, post, arrival.handle, update))
    return refs[-1] if refs else None


async def called(valo: Valo, path: str = "todo", **options: Any) -> tuple[Any, Any]:
    """Ben calls a command; the task of his waiting, and what arrived."""
    await valo.gateway.show_menus(MENUS, "")
    waiting = asyncio.create_task(valo.ben.slash(valo.room, path, **options))
    return waiting, (await valo.arrives(Called))[-1]


async def pressed(valo: Valo) -> tuple[Any, Any]:
    ref = await valo.delivers_message(BUTTON)
    waiting = asyncio.create_task(valo.ben.press(valo.room.post(int(ref.id)), "Answer"))
    return waiting, (await valo.arrives(Pressed))[-1]


async def test_a_command_arrives_with_its_options_and_is_answered_privately(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo, "prompt schedule", when="Mon 9:00", times=3)
        assert (event.path, event.args) == ("prompt schedule", {"when": "Mon 9:00", "times": "3"})
        await answer(valo, event, "Understood")
        outcome = await waiting
    assert (outcome.kind, outcome.text, outcome.ephemeral) == ("message", "Understood", True)


async def test_a_slow_answer_is_announced_in_time_and_comes_later(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo)
        outcome = await waiting
        assert (outcome.kind, outcome.deferred) == ("deferred", True)
        await answer(valo, event, "Here it is")
        await outcome.completed()
    assert (outcome.text, outcome.ephemeral) == ("Here it is", True)


async def test_an_answer_for_all_is_seen_by_all_even_when_it_comes_late(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo)
        outcome = await waiting
        ref = await answer(valo, event, "The course is open", hidden=False)
    assert ref is not None
    assert valo.room.latest.text == "The course is open"
    assert str(valo.room.latest.id) == ref.id
    assert outcome.text == ""


async def test_an_answer_for_all_comes_directly_when_it_is_quick(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo)
        ref = await answer(valo, event, "The course is open", hidden=False)
        outcome = await waiting
    assert ref is not None
    assert (outcome.text, outcome.ephemeral, str(outcome.post.id)) == ("The course is open", False, ref.id)


@pytest.mark.parametrize("late", [False, True])
async def test_a_press_can_change_the_message_it_was_made_on(valo: Valo, late: bool) -> None:
    async with valo.receiving():
        waiting, event = await pressed(valo)
        if late:
            assert (await waiting).kind == "deferred_update"
        await answer(valo, event, "Done", hidden=False, update=True)
        await waiting
    assert valo.room.post(int(event.message.id)).text == "Done"
    assert len(valo.room.messages) == 1


@pytest.mark.parametrize("late", [False, True])
async def test_a_press_in_the_group_is_answered_to_one_person_and_the_prompt_stays(valo: Valo, late: bool) -> None:
    async with valo.receiving():
        waiting, event = await pressed(valo)
        if late:
            await waiting
        await answer(valo, event, "Your answer is kept")
        await answer(valo, event, "One more thing")
        await waiting
    shown = [post for post in valo.ben.sees_in(valo.room) if post.ephemeral]
    assert [post.text for post in shown] == ["Your answer is kept", "One more thing"]
    assert [post.text for post in valo.aino.sees_in(valo.room)] == ["Well?"]


async def test_a_long_private_answer_and_its_file_stay_private(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo)
        message = Message((Text((Span("word " * 700),)), File("figures.csv", b"a,b\n", "text/csv")))
        await valo.gateway.deliver(
            Parcel("a", event.arrival.place, Post(message, event.arrival.account), event.arrival.handle)
        )
        outcome = await waiting
    assert len(outcome.posts) == 2
    assert all(post.ephemeral for post in outcome.posts)
    assert outcome.posts[-1].file("figures.csv") == b"a,b\n"


async def test_a_declared_form_opens_at_once_and_comes_back_filled_in(valo: Valo) -> None:
    valo.inbox.page = lambda event: PAGE if isinstance(event, Pressed) else None
    async with valo.receiving():
        ref = await valo.delivers_message(BUTTON)
        outcome = await valo.ben.press(valo.room.post(int(ref.id)), "Answer")
        assert outcome.modal
        assert (outcome.modal.title, outcome.modal.labels[0]) == ("Your answer", "What did you learn?")
        assert outcome.modal.values["When?"] == "Mon 9:00"
        waiting = asyncio.create_task(valo.ben.submit(outcome.modal, {"text": "Knots\nand more", "mood": "good"}))
        [event] = await valo.arrives(Filled)
        await answer(valo, event, "Kept")
        shown = await waiting
    assert (event.token, event.message) == ("v1.form.7", ref)
    assert event.values == {"text": "Knots\nand more", "mood": "good", "when": "Mon 9:00"}
    assert (shown.text, shown.ephemeral) == ("Kept", True)
    assert not valo.of_kind(Pressed)
    assert valo.room.post(int(ref.id)).text == "Well?"


async def test_two_people_who_send_the_same_form_at_once_are_told_apart(valo: Valo) -> None:
    valo.inbox.page = lambda event: PAGE if isinstance(event, Pressed) else None
    async with valo.receiving():
        ref = await valo.delivers_message(BUTTON)
        prompt = valo.room.post(int(ref.id))
        pressed = await asyncio.gather(*(person.press(prompt, "Answer") for person in (valo.aino, valo.ben)))
        forms = [outcome.modal for outcome in pressed if outcome.modal]
        sent = [
            asyncio.create_task(person.submit(form, {"text": person.name, "mood": "good"}))
            for person, form in zip((valo.aino, valo.ben), forms, strict=True)
        ]
        filled = await valo.arrives(Filled, count=2)
        for event in filled:
            await answer(valo, event, f"Thank you, {event.values['text']}")
        shown = [(await one).text for one in sent]
    assert {event.arrival.name: event.values["text"] for event in filled} == {"Aino": "Aino", "Ben": "Ben"}
    assert shown == ["Thank you, Aino", "Thank you, Ben"]


async def test_suggestions_come_while_typing_and_are_never_kept(valo: Valo) -> None:
    valo.inbox.options = [Option("7", "English for seniors"), Option("8", "Knots")]
    await valo.gateway.show_menus(MENUS, "")
    async with valo.receiving():
        choices = await valo.ben.autocomplete(valo.room, "prompt schedule", "course", "eng", when="Mon")
    assert [(choice["name"], choice["value"]) for choice in choices] == [("English for seniors", "7"), ("Knots", "8")]
    [asked] = valo.inbox.asked
    assert (asked.path, asked.option, asked.partial, asked.args) == (
        "prompt schedule",
        "course",
        "eng",
        {"when": "Mon"},
    )
    assert not valo.events


async def restarted(valo: Valo) -> None:
    """The bot begins anew and remembers nothing but the handle that the database keeps."""
    await valo.gateway.close()
    valo.gateway = valo.another_gateway()
    await valo.gateway.connect()


async def test_an_announced_answer_is_still_given_after_a_restart(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo)
        outcome = await waiting
    await restarted(valo)
    await answer(valo, event, "Here it is")
    assert (outcome.text, outcome.deferred) == ("Here it is", False)


async def test_a_press_acknowledged_before_a_restart_does_not_overwrite_the_prompt(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await pressed(valo)
        await waiting
    await restarted(valo)
    await answer(valo, event, "Kept")
    assert valo.room.post(int(event.message.id)).text == "Well?"
    assert [post.text for post in valo.ben.sees_in(valo.room) if post.ephemeral] == ["Kept"]


async def test_an_answer_given_just_before_a_restart_is_not_given_twice(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await pressed(valo)
        await answer(valo, event, "Kept")
        await waiting
    await restarted(valo)
    await answer(valo, event, "Kept")
    assert [post.text for post in valo.ben.sees_in(valo.room) if post.ephemeral] == ["Kept"]


async def test_an_answer_whose_arrival_is_unknown_is_given_once(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await pressed(valo)
        valo.server.faults.drop("POST /interactions/*", after_effect=True)
        with pytest.raises(TryLater):
            await answer(valo, event, "Kept")
        await answer(valo, event, "Kept")
        await waiting
    assert [post.text for post in valo.ben.sees_in(valo.room) if post.ephemeral] == ["Kept"]


async def test_a_press_nobody_acknowledged_in_time_goes_to_the_fallback() -> None:
    async with valo_centre(server_settings={"answer_within": 0.2}) as valo, valo.receiving():
        waiting, event = await called(valo)
        assert (await waiting).failed
        with pytest.raises(HandleExpired):
            await answer(valo, event, "Too late")


async def test_an_old_handle_goes_to_the_fallback() -> None:
    async with valo_centre(server_settings={"token_lifetime": 0.3}) as valo, valo.receiving():
        waiting, event = await called(valo)
        await answer(valo, event, "In time")
        await waiting
        await asyncio.sleep(0.4)
        with pytest.raises(HandleExpired):
            await answer(valo, event, "Too late")


async def test_a_private_letter_without_a_handle_is_never_shown_in_the_group(valo: Valo) -> None:
    async with valo.receiving():
        waiting, event = await called(valo)
        letter = Parcel("x", event.arrival.place, Post(said("For you alone"), event.arrival.account))
        with pytest.raises(HandleExpired):
            await valo.gateway.deliver(letter)
        await answer(valo, event, "x")
        await waiting
    assert valo.room.messages == []


async def test_commands_are_shown_once_and_again_only_when_they_change(valo: Valo) -> None:
    digest = await valo.gateway.show_menus(MENUS, "")
    assert await valo.gateway.show_menus(MENUS, digest) == digest
    assert valo.server.rest.requests["PUT applications/*/commands"] == 1
    changed = {"": [*MENUS[""], MenuEntry("help", "What you can do")]}
    assert await valo.gateway.show_menus(changed, digest) != digest
    assert valo.server.rest.requests["PUT applications/*/commands"] == 2


async def test_a_changed_message_loses_its_old_buttons(valo: Valo) -> None:
    ref = await valo.delivers_message(BUTTON)
    await valo.delivers(Change(ref, said("Over")))
    shown = valo.room.post(int(ref.id))
    assert (shown.text, shown.buttons) == ("Over", [])
