"""What people do on Discord arrives, in order, once, and as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.chat.inbound import Called, Pressed, Removed, Said, Talked
from community.chat.message import Button, Buttons, Message, Press, PrivateChat, Span, Text

if TYPE_CHECKING:
    from tests.adapters.discord.valo_server import Valo


async def test_a_reply_to_the_bot_arrives_blank_when_its_words_may_not_be_seen(valo: Valo) -> None:
    async with valo.receiving():
        prompt = await valo.posts("What did you learn this week?")
        answer = await valo.ben.send(valo.room, "Knots", reply_to=valo.room.post(int(prompt.id)), ping=False)
        [event] = await valo.arrives(Said)
    assert (event.text, event.blank, event.reply_to) == ("", True, prompt)
    assert event.message == valo.ref(answer.id)
    assert event.arrival.name == "Ben"


async def test_a_reply_that_pings_the_bot_arrives_with_its_words(valo: Valo) -> None:
    async with valo.receiving():
        prompt = await valo.posts("What did you learn this week?")
        await valo.ben.send(valo.room, "Knots", reply_to=valo.room.post(int(prompt.id)))
        [event] = await valo.arrives(Said)
    assert (event.text, event.blank) == ("Knots", False)


async def test_group_talk_is_told_without_its_words(valo: Valo) -> None:
    async with valo.receiving():
        first = await valo.aino.send(valo.room, "Secret plans")
        await valo.ben.send(valo.room, "More secrets", reply_to=first)
        talked = await valo.arrives(Talked, count=2)
    assert [event.reply_to for event in talked] == [None, valo.ref(first.id)]
    assert all(b"ecret" not in raw.payload for raw in valo.inbox.kept.values())


async def test_private_words_arrive_in_the_private_place_of_the_person(valo: Valo) -> None:
    async with valo.receiving():
        await valo.ben.send(valo.ben.dm(valo.account), "/join KETTU")
        [event] = await valo.arrives(Said)
    assert event.text == "/join KETTU"
    assert event.arrival.account is not None
    assert event.arrival.place == valo.gateway.private_place(event.arrival.account)


async def test_a_private_message_that_is_deleted_is_known_by_its_person(valo: Valo) -> None:
    async with valo.receiving():
        note = await valo.ben.send(valo.ben.dm(valo.account), "A typing error")
        [said] = await valo.arrives(Said)
        await valo.ben.delete(note)
        [removed] = await valo.arrives(Removed)
    assert removed.messages == (said.message,)


async def test_a_changed_and_a_deleted_answer_are_told(valo: Valo) -> None:
    async with valo.receiving():
        prompt = await valo.posts("What did you learn?")
        answer = await valo.ben.send(valo.room, "Nots", reply_to=valo.room.post(int(prompt.id)))
        await valo.arrives(Said)
        await valo.ben.edit(answer, "Knots")
        _, edited = await valo.arrives(Said, count=2)
        await valo.ben.delete(answer)
        [removed] = await valo.arrives(Removed)
    assert (edited.text, edited.edited, edited.message) == ("Knots", True, valo.ref(answer.id))
    assert removed.messages == (valo.ref(answer.id),)


async def test_the_bot_does_not_listen_to_itself(valo: Valo) -> None:
    async with valo.receiving():
        await valo.posts("One")
        await valo.ben.send(valo.room, "Two")
        await valo.arrives(Talked)
    assert len(valo.events) == 1


async def test_a_press_arrives_with_its_token_its_message_and_who_may_govern(valo: Valo) -> None:
    buttons = Buttons(((Button("Answer", Press("v1.answer.7")), Button("Join", PrivateChat("KETTU"))),))
    async with valo.receiving():
        ref = await valo.delivers_message(Message((Text((Span("Well?"),)), buttons)))
        prompt = valo.room.post(int(ref.id))
        await valo.aino.press(prompt, "Answer")
        [pressed] = await valo.arrives(Pressed)
        await valo.ben.press(prompt, "Join")
        [called] = await valo.arrives(Called)
    assert (pressed.token, pressed.message, pressed.arrival.admin) == ("v1.answer.7", ref, True)
    assert pressed.arrival.language == "fi"
    assert (called.path, called.typed, called.arrival.admin) == ("start", "KETTU", False)
    assert called.arrival.place_title == "general"


async def test_events_that_come_twice_malformed_or_unheard_of_do_not_stop_the_others(valo: Valo) -> None:
    faults = valo.server.faults
    async with valo.receiving():
        faults.malform("MESSAGE_CREATE", lambda payload: {**payload, "author": "nobody"})
        await valo.ben.send(valo.room, "broken")
        faults.duplicate("MESSAGE_CREATE")
        faults.stranger_before("MESSAGE_CREATE")
        await valo.ben.send(valo.room, "twice")
        await valo.ben.send(valo.room, "once")
        await valo.arrives(Talked, count=2)
        assert len(valo.of_kind(Talked)) == 2
    assert valo.account.identified == 1
    assert len(valo.inbox.kept) == 4  # with word of the server that we are in


async def test_nothing_is_passed_by_while_the_database_is_away(valo: Valo) -> None:
    valo.inbox.failures = 3
    async with valo.receiving():
        for number in range(5):
            await valo.ben.send(valo.room, str(number))
        await valo.arrives(Talked, count=5)


async def test_messages_keep_their_order(valo: Valo) -> None:
    async with valo.receiving():
        sent = [str((await valo.ben.send(valo.room, str(number))).id) for number in range(300)]
        talked = await valo.arrives(Talked, count=300)
    assert [event.message.id for event in talked] == sent
