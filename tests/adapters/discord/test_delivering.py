"""Letters arrive on Discord once, within its limits, or it is said why not."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.playground.discord import Limits
from community.chat.address import Account, Place, Platform
from community.chat.gateway import Change, Erase, Parcel, Post, React, Sign
from community.chat.inbound import Said
from community.chat.message import File, Message, Span, Text
from community.errors import Refused, TokenRefused, TryLater, Undelivered, Unreachable
from tests.adapters.discord.valo_server import said, valo_centre

if TYPE_CHECKING:
    from tests.adapters.discord.valo_server import Valo

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


async def patiently(valo: Valo, parcel: Parcel) -> None:
    """What the courier does: come back when it is asked to."""
    while True:
        try:
            await valo.gateway.deliver(parcel)
        except TryLater as later:
            await asyncio.sleep(later.after.total_seconds())
        else:
            return


@pytest.mark.parametrize("fault", ["502", "drop before", "drop after"])
async def test_a_letter_whose_fate_is_unknown_is_sent_again_and_stands_there_once(valo: Valo, fault: str) -> None:
    faults, route = valo.server.faults, "POST /channels/*/messages"
    {
        "502": lambda: faults.server_error(route, times=2, html=True),
        "drop before": lambda: faults.drop(route),
        "drop after": lambda: faults.drop(route, after_effect=True),
    }[fault]()
    with pytest.raises(TryLater):
        await valo.posts("Once")
    await patiently(valo, Parcel("letter-1", valo.place, Post(said("Once"))))
    assert [post.text for post in valo.room.messages] == ["Once"]


async def test_a_letter_in_parts_sends_again_only_the_part_that_is_missing(valo: Valo) -> None:
    long = said("first " * 300, "second " * 250)
    valo.server.faults.delay("POST /channels/*/messages", seconds=0)
    valo.server.faults.server_error("POST /channels/*/messages")
    with pytest.raises(TryLater):
        await valo.delivers(Post(long))
    await patiently(valo, Parcel("letter-1", valo.place, Post(long)))
    assert [post.text[:5] for post in valo.room.messages] == ["first", "secon"]


async def test_a_limit_of_one_room_holds_up_that_room_only(valo: Valo) -> None:
    other = Place(valo.bot, str(valo.guild.add_channel("other").id))
    valo.server.faults.rate_limit(f"POST /channels/{valo.room.id}/messages", retry_after=7.0)
    for _ in range(2):
        with pytest.raises(TryLater) as later:
            await valo.posts("Slowly")
        assert later.value.limited
        assert not later.value.whole_bot
        assert 6 < later.value.after.total_seconds() <= 7
    await valo.gateway.deliver(Parcel("letter-2", other, Post(said("At once"))))
    assert valo.server.rest.refused[429] == 1


async def test_a_limit_of_the_whole_bot_is_told_as_such(valo: Valo) -> None:
    valo.server.faults.rate_limit("POST /channels/*", retry_after=3.0, scope="global")
    with pytest.raises(TryLater) as later:
        await valo.posts("Slowly")
    assert later.value.whole_bot


async def test_the_last_letter_of_a_bucket_does_not_wait_for_the_next_bucket() -> None:
    async with valo_centre(limits=Limits()) as valo:
        began = time.monotonic()
        for number in range(5):
            await valo.posts(str(number), key=f"letter-{number}")
        assert time.monotonic() - began < 4, "the next bucket opens after five seconds"
        with pytest.raises(TryLater) as later:
            await valo.posts("6", key="letter-6")
        assert 3 < later.value.after.total_seconds() <= 5
        assert valo.server.rest.refused[429] == 0


@pytest.mark.slow
async def test_many_rooms_get_every_letter_once_and_no_refusal() -> None:
    async with valo_centre(limits=Limits()) as valo:
        rooms = [valo.guild.add_channel(f"room-{n}") for n in range(60)]
        places = [Place(valo.bot, str(room.id)) for room in rooms]
        letters = [Parcel(f"{n}-{place.chat}", place, Post(said(str(n)))) for n in range(5) for place in places]
        await asyncio.gather(*(patiently(valo, letter) for letter in letters))
        assert valo.server.rest.refused[429] == 0
    assert len(valo.room.messages) == 0
    for room in rooms:
        assert sorted(post.text for post in room.messages) == ["0", "1", "2", "3", "4"]


async def test_a_person_who_closed_the_door_is_unreachable_and_one_who_opens_it_is_not(valo: Valo) -> None:
    private = valo.gateway.private_place(Account(Platform.DISCORD, str(valo.ben.id)))
    valo.ben.close_dms()
    with pytest.raises(Unreachable):
        await valo.gateway.deliver(Parcel("x", private, Post(said("Hello"))))
    valo.ben.open_dms()
    (ref,) = await valo.gateway.deliver(Parcel("x", private, Post(said("Hello"))))
    assert ref.place == private
    assert valo.ben.dm(valo.account).latest.text == "Hello"


async def test_a_stranger_is_unreachable(valo: Valo) -> None:
    carla = valo.server.add_user("Carla")
    private = valo.gateway.private_place(Account(Platform.DISCORD, str(carla.id)))
    with pytest.raises(Unreachable):
        await valo.gateway.deliver(Parcel("x", private, Post(said("Hello"))))


async def test_a_room_without_the_right_to_write_is_refused_with_the_remedy(valo: Valo) -> None:
    valo.room.deny(valo.account, "send_messages")
    with pytest.raises(Refused, match="right"):
        await valo.posts("Hello")


async def test_a_room_that_is_gone_is_refused(valo: Valo) -> None:
    with pytest.raises(Refused, match="gone"):
        await valo.gateway.deliver(Parcel("x", Place(valo.bot, "42"), Post(said("Hello"))))


async def test_a_token_taken_back_is_told_by_the_first_letter(valo: Valo) -> None:
    valo.server.revoke(valo.account)
    with pytest.raises(TokenRefused):
        await valo.posts("Hello")


async def test_the_bot_sets_its_sign_once_and_takes_it_away(valo: Valo) -> None:
    answer = await valo.ben.send(valo.room, "Knots")
    for _ in range(2):
        await valo.delivers(React(valo.ref(answer.id), Sign.COUNTED))
    assert answer.reactions == {"👌": ["Talkoot"]}
    await valo.delivers(React(valo.ref(answer.id), None))
    assert answer.reactions == {}


async def test_erasing_what_is_gone_already_is_a_success(valo: Valo) -> None:
    ref = await valo.posts("Hello")
    for _ in range(2):
        await valo.delivers(Erase(ref))
    assert valo.room.messages == []


async def test_changing_what_is_gone_is_refused_and_changing_to_the_same_is_fine(valo: Valo) -> None:
    ref = await valo.posts("Hello")
    assert await valo.delivers(Change(ref, said("Hello"))) == ref
    await valo.delivers(Erase(ref))
    with pytest.raises(Refused, match="gone"):
        await valo.delivers(Change(ref, said("Hello again")))


async def test_silent_letters_do_not_ring_and_answers_hang_under_their_question(valo: Valo) -> None:
    question = await valo.ben.send(valo.room, "When?")
    ref = await valo.posts("Tomorrow", silent=True, reply_to=valo.ref(question.id))
    shown = valo.room.post(int(ref.id))
    assert shown.silent
    assert shown.reply_to == question.id


async def test_an_answer_to_a_deleted_question_is_still_posted(valo: Valo) -> None:
    question = await valo.ben.send(valo.room, "When?")
    await valo.ben.delete(question)
    await valo.posts("Tomorrow", reply_to=valo.ref(question.id))
    assert valo.room.latest.text == "Tomorrow"


async def test_nobody_is_called_by_a_name_in_somebody_elses_words(valo: Valo) -> None:
    await valo.posts(f"{valo.ben.mention} @everyone @here")
    shown = valo.room.latest.message
    assert not shown.mention_everyone
    assert not shown.mention_user_ids


async def test_a_file_travels_with_its_letter_and_a_large_one_is_refused(valo: Valo) -> None:
    await valo.delivers(Post(Message((Text((Span("Here"),)), File("figures.csv", b"a;b\r\n", "text/csv")))))
    assert valo.room.latest.file("figures.csv") == b"a;b\r\n"
    with pytest.raises(Refused, match="larger"):
        await valo.delivers(Post(Message((File("all.bin", bytes(11 * 1024 * 1024)),))))


async def test_a_file_that_a_person_sent_can_be_fetched_and_one_that_is_gone_is_said_to_be(valo: Valo) -> None:
    async with valo.receiving():
        post = await valo.ben.send(valo.ben.dm(valo.account), "", files=[("work.txt", b"my work")])
        [event] = await valo.arrives(Said)
        [file] = event.attachments
        assert (event.blank, file.name, file.size) == (False, "work.txt", 7)
        assert await valo.gateway.fetch(file.id) == b"my work"
        await valo.ben.delete(post)
        with pytest.raises(Undelivered):
            await valo.gateway.fetch(file.id)


async def test_a_file_is_fetched_from_discord_and_from_nowhere_else(valo: Valo) -> None:
    stored = valo.server.world.files.store_attachment(7, 8, "list.csv", b"Aino", None)
    assert await valo.gateway.fetch(stored["url"]) == b"Aino"
    with pytest.raises(Refused, match="not Discord's"):
        await valo.gateway.fetch("http://127.0.0.1:1/list.csv")


async def test_who_governs_the_server_is_asked_of_discord(valo: Valo) -> None:
    aino, ben = (Account(Platform.DISCORD, str(person.id)) for person in (valo.aino, valo.ben))
    assert await valo.gateway.is_admin(valo.place, aino)
    assert not await valo.gateway.is_admin(valo.place, ben)
    assert not await valo.gateway.is_admin(Place(valo.bot, "42"), ben)
    assert not await valo.gateway.is_admin(valo.gateway.private_place(aino), aino)


async def test_the_checkup_names_the_rights_that_are_missing(valo: Valo) -> None:
    thread = valo.guild.add_thread(valo.room, "week 1", valo.aino)
    places = [valo.place, Place(valo.bot, str(thread.id)), Place(valo.bot, "42")]
    good = {(found.key, found.good) for found in await valo.gateway.examine(places, NOW)}
    assert good == {
        ("discord.token", True),
        ("discord.message_content_off", True),
        ("discord.rights", True),
        ("discord.not_in_channel", False),
    }
    valo.room.deny(valo.account, "add_reactions", "send_messages_in_threads")
    found = await valo.gateway.examine(places[:2], NOW)
    assert [finding.facts["missing"] for finding in found if finding.key == "discord.rights"] == [
        "Add Reactions",
        "Send Messages In Threads, Add Reactions",
    ]


async def test_the_checkup_finds_an_intent_that_is_not_switched_on_and_a_lost_token() -> None:
    async with valo_centre(message_content=True) as valo:
        findings = {found.key: found.good for found in await valo.gateway.examine([], NOW)}
        assert findings == {"discord.token": True, "discord.message_content": False}
        valo.server.revoke(valo.account)
        assert [(found.key, found.good) for found in await valo.gateway.examine([], NOW)] == [("discord.token", False)]


async def test_the_invitation_asks_for_no_more_than_is_needed(valo: Valo) -> None:
    identity = await valo.gateway.connect()
    assert identity.name == "Talkoot"
    assert f"client_id={valo.account.id}" in identity.link
    assert f"permissions={1 << 10 | 1 << 11 | 1 << 16 | 1 << 6 | 1 << 38 | 1 << 36}" in identity.link
    assert "scope=bot+applications.commands" in identity.link
