"""Letters that a bot hands over on Telegram, and what it says when they cannot be delivered."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.telegram.gateway import TelegramGateway
from community.chat.address import MessageRef, Place
from community.chat.gateway import Act, Change, Erase, Parcel, Post, React, Sign
from community.chat.inbound import Handle
from community.chat.message import (
    Block,
    Button,
    Buttons,
    File,
    Message,
    Press,
    PrivateChat,
    Quote,
    ReplyBox,
    Span,
    Text,
)
from community.errors import (
    Moved,
    OutcomeUnknown,
    Refused,
    TokenRefused,
    TryLater,
    Undelivered,
    Unreachable,
)

LATER = datetime.now(UTC) + timedelta(hours=1)

DOT = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000300000002080600000061a7df3f0000000049454e44ae426082")


def words(text: str, *more: Block, **facts: Any) -> Message:
    return Message((Text((Span(text),)), *more), **facts)


def buttons(*labels: str) -> Buttons:
    return Buttons(tuple((Button(label, Press(f"v1.{label.lower()}")),) for label in labels))


async def deliver(town: Any, act: Act | Message, place: Place | None = None, **facts: Any) -> Any:
    act = Post(act) if isinstance(act, Message) else act
    refs = await town.gateway.deliver(Parcel("letter-1", place or town.place, act, **facts))
    return refs[-1] if refs else None


async def test_who_we_are_comes_with_a_link(town: Any) -> None:
    identity = await town.gateway.connect()
    assert (identity.bot.id, identity.name, identity.link) == ("700700", "valo_bot", "https://t.me/valo_bot")


@pytest.mark.parametrize("token", ["700700:another-token-that-nobody-gave-out", "garbage"])
async def test_a_wrong_token_is_refused_at_once_and_never_repeated(town: Any, token: str) -> None:
    gateway = TelegramGateway(token, town.server.base, town.server.base)
    with pytest.raises(TokenRefused) as refused:
        await gateway.connect()
    await gateway.close()
    causes = [str(refused.value), str(refused.value.__cause__), str(refused.value.__context__)]
    assert all(token not in cause for cause in causes)


async def test_a_server_that_is_away_means_later(town: Any) -> None:
    await town.server.stop()
    with pytest.raises(TryLater):
        await town.gateway.connect()


async def test_the_group_reads_the_message_and_a_reference_comes_back(town: Any) -> None:
    ref = await deliver(town, words("This week: share one link.", Quote("Say why 🙂"), buttons("Answer")))
    shown = town.group.last
    assert ref == MessageRef(town.place, str(shown.id))
    assert shown.text == "This week: share one link.\n\nSay why 🙂"
    assert shown.buttons == ["Answer"]
    assert not shown.silent


async def test_a_silent_message_does_not_ring(town: Any) -> None:
    await deliver(town, words("Psst", silent=True))
    assert town.group.last.silent


async def test_a_message_answers_another_also_when_that_is_gone(town: Any) -> None:
    asked = await town.ben.send(town.group, "/todo")
    ref = MessageRef(town.place, str(asked.id))
    await deliver(town, words("Nothing waits for you.", reply_to=ref))
    assert town.group.last.reply_to is asked
    await town.ben.delete(asked)
    await deliver(town, words("Nothing at all.", reply_to=ref))
    assert town.group.last.reply_to is None


async def test_a_long_message_arrives_in_parts_with_its_buttons_last(town: Any) -> None:
    ref = await deliver(town, words("A sentence that goes on. " * 400, buttons("Go on")))
    parts = town.group.messages[-3:]
    assert [part.buttons for part in parts] == [[], [], ["Go on"]]
    assert ref.id == str(parts[-1].id)


async def test_a_part_that_failed_is_sent_again_without_those_before_it(town: Any) -> None:
    town.server.faults.add("error", "sendMessage", skip=1, status=503)
    long = words("A sentence that goes on. " * 400)
    before = len(town.group.messages)
    with pytest.raises(TryLater):
        await deliver(town, long)
    await deliver(town, long)
    assert len(town.group.messages) - before == 3


async def test_a_picture_to_be_looked_at_is_seen_in_the_chat(town: Any) -> None:
    await town.aino.start(town.bot)
    await deliver(town, words("Your groups", File("groups.png", DOT, "image/png", seen=True)), town.private(town.aino))
    shown = town.aino.private(town.bot).last
    assert (shown.text, shown.document) == ("Your groups", None)
    assert town.server.world.files[shown.media["photo"][-1]["file_id"]].content == DOT


async def test_a_file_arrives_with_its_words_and_content(town: Any) -> None:
    await town.aino.start(town.bot)
    content = "nimi;määrä\n".encode()
    await deliver(town, words("Your figures", File("participants.csv", content)), town.private(town.aino))
    shown = town.aino.private(town.bot).last
    assert shown.text == "Your figures"
    assert shown.document["file_name"] == "participants.csv"
    assert town.server.world.files[shown.document["file_id"]].content == content


async def test_what_is_for_one_person_never_stands_in_the_group(town: Any) -> None:
    await town.aino.start(town.bot)
    before = len(town.group.messages)
    private = town.gateway.private_place(town.account(town.aino))
    ref = await deliver(town, Post(words("Only for you"), only_for=town.account(town.aino)))
    assert ref.place == private
    assert len(town.group.messages) == before
    assert town.aino.private(town.bot).last.text == "Only for you"


async def test_a_button_leads_into_the_private_chat(town: Any) -> None:
    await deliver(town, words("Join us", Buttons(((Button("Join", PrivateChat("join-abc")),),))))
    answer = await town.ben.press(town.group.last, "Join")
    await town.ben.open_link(answer.url)
    assert town.ben.private(town.bot).last.text == "/start join-abc"


async def answers(town: Any, ref: MessageRef, message: Message) -> Any:
    """Answer a press in the message that was pressed."""
    return await deliver(town, Change(ref, message), ref.place, handle=Handle("Q1", LATER), update=True)


async def test_a_pressed_message_is_replaced(town: Any) -> None:
    ref = await deliver(town, words("Ready?", buttons("Yes")))
    assert await answers(town, ref, words("Thank you.")) == ref
    assert town.group.last.text == "Thank you."
    assert town.group.last.buttons == []


async def test_the_answer_is_written_anew_when_the_pressed_message_is_gone(town: Any) -> None:
    ref = await deliver(town, words("Ready?", buttons("Yes")))
    town.group.last.deleted = True
    assert await answers(town, ref, words("Thank you.")) != ref
    assert town.group.last.text == "Thank you."


async def test_the_answer_is_written_anew_under_a_file(town: Any) -> None:
    ref = await deliver(town, words("Your figures", File("a.csv", b"a"), buttons("More")))
    assert await answers(town, ref, words("No more today.")) != ref
    assert town.group.last.text == "No more today."


async def test_a_long_answer_is_written_anew_and_whole(town: Any) -> None:
    ref = await deliver(town, words("Ready?", buttons("Yes")))
    before = len(town.group.messages)
    await answers(town, ref, words("A sentence that goes on. " * 400))
    assert len(town.group.messages) - before == 3


async def test_a_question_in_a_group_is_a_new_message_since_its_reply_box_has_to_open(town: Any) -> None:
    ref = await deliver(town, words("Ready?", buttons("Yes")))
    assert await answers(town, ref, words("What time?", ReplyBox("Mon 9:00"))) != ref
    assert town.group.last.asks_reply


async def test_a_question_in_private_stays_in_the_pressed_message(town: Any) -> None:
    await town.aino.start(town.bot)
    ref = await deliver(town, words("Ready?", buttons("Yes")), town.private(town.aino))
    assert await answers(town, ref, words("What time?", ReplyBox("Mon 9:00"))) == ref


async def test_a_message_is_changed_and_the_same_change_again_is_no_fault(town: Any) -> None:
    ref = await deliver(town, words("0 of 4 have answered.", buttons("Answer")))
    change = Change(ref, words("1 of 4 has answered.", buttons("Answer")))
    assert await deliver(town, change) == ref
    assert await deliver(town, change) == ref
    assert town.group.last.text == "1 of 4 has answered."


async def test_a_message_that_is_gone_cannot_be_changed(town: Any) -> None:
    with pytest.raises(Refused, match="gone"):
        await deliver(town, Change(MessageRef(town.place, "4711"), words("Anybody?")))


async def test_a_reaction_is_set_and_taken_back(town: Any) -> None:
    said = await town.ben.send(town.group, "/answer here it is")
    ref = MessageRef(town.place, str(said.id))
    await deliver(town, React(ref, Sign.COUNTED))
    assert said.reactions[town.bot.id] == ["👌"]
    await deliver(town, React(ref, Sign.HEARD))
    assert said.reactions[town.bot.id] == ["❤"]
    await deliver(town, React(ref, None))
    assert not said.reactions.get(town.bot.id)


async def test_erasing_what_is_gone_already_is_done(town: Any) -> None:
    ref = await deliver(town, words("A slip"))
    shown = town.group.last
    await deliver(town, Erase(ref))
    assert shown.deleted
    await deliver(town, Erase(ref))
    await deliver(town, React(ref, Sign.COUNTED))


async def failure(town: Any, act: Act | Message, place: Place | None = None) -> Undelivered:
    with pytest.raises(Undelivered) as fault:
        await deliver(town, act, place)
    return fault.value


async def test_somebody_who_never_started_cannot_be_reached(town: Any) -> None:
    assert isinstance(await failure(town, words("Hello"), town.private(town.ben)), Unreachable)


async def test_somebody_who_blocked_the_bot_cannot_be_reached_until_they_start_again(town: Any) -> None:
    await town.ben.start(town.bot)
    await town.ben.block(town.bot)
    assert isinstance(await failure(town, words("Hello"), town.private(town.ben)), Unreachable)
    await town.ben.start(town.bot)
    assert await deliver(town, words("Hello again"), town.private(town.ben))


async def test_a_group_that_put_the_bot_out_cannot_be_reached(town: Any) -> None:
    await town.aino.remove(town.group, town.bot)
    assert isinstance(await failure(town, words("Hello")), Unreachable)


async def test_a_group_that_moved_says_where(town: Any) -> None:
    old = town.server.add_group("Finnish for beginners", admins=[town.aino], supergroup=False)
    new = await town.aino.migrate(old)
    place = Place(town.place.bot, str(old.id))
    fault = await failure(town, words("Hello"), place)
    assert isinstance(fault, Moved)
    assert await deliver(town, words("Hello"), place.moved_to(fault.chat))
    assert new.last.text == "Hello"


async def test_a_limit_makes_only_that_chat_wait(town: Any) -> None:
    town.server.faults.add("flood", "sendMessage", chat_id=town.group.id, retry_after=7)
    fault = await failure(town, words("Hello"))
    assert isinstance(fault, TryLater)
    assert (fault.after, fault.limited, fault.whole_bot) == (timedelta(seconds=7), True, False)
    await town.aino.start(town.bot)
    assert await deliver(town, words("Hello"), town.private(town.aino))


async def test_a_limit_that_several_people_meet_at_once_is_the_whole_bots(town: Any) -> None:
    people = [town.server.add_user(name) for name in ("Carla", "Dina", "Emil")]
    for person in people:
        await person.start(town.bot)
    town.server.faults.add("flood", "sendMessage", retry_after=3, scope="bot")
    faults = [await failure(town, words("Hello"), town.private(person)) for person in people]
    assert [fault.whole_bot for fault in faults if isinstance(fault, TryLater)] == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "expected", "copies"),
    [
        ("error", TryLater, 0),
        ("html", TryLater, 0),
        ("drop_before", OutcomeUnknown, 0),
        ("drop_after", OutcomeUnknown, 1),
    ],
)
async def test_a_fault_says_whether_the_letter_may_stand_there(
    town: Any, kind: str, expected: type[Undelivered], copies: int
) -> None:
    town.server.faults.add(kind, "sendMessage")
    before = len(town.group.messages)
    assert isinstance(await failure(town, words("Hello")), expected)
    assert len(town.group.messages) - before == copies


async def test_a_server_that_takes_no_connection_has_posted_nothing(town: Any) -> None:
    await town.server.stop()
    assert isinstance(await failure(town, words("Hello")), TryLater)


async def test_two_server_faults_leave_one_message(town: Any) -> None:
    town.server.faults.add("error", "sendMessage", times=2, status=502)
    before = len(town.group.messages)
    for _ in range(2):
        assert isinstance(await failure(town, words("Hello")), TryLater)
    await deliver(town, words("Hello"))
    assert len(town.group.messages) - before == 1


async def test_a_revoked_token_is_told_from_a_method_the_server_does_not_know(town: Any) -> None:
    with pytest.raises(Refused, match="method"):
        await town.gateway._call("sendMoonPhase", chat_id=1)
    town.server.revoke(town.bot)
    assert isinstance(await failure(town, words("Hello")), TokenRefused)


async def test_what_telegram_will_never_take_is_refused_without_the_persons_words(town: Any) -> None:
    fault = await failure(town, words("Hello", Buttons(((Button("Open", Press("x" * 65)),),))))
    assert isinstance(fault, Refused)
    assert isinstance(await failure(town, Message((Quote("  "),))), Refused)


async def test_more_than_a_chat_takes_has_to_wait(paced_town: Any) -> None:
    await paced_town.gateway.deliver(Parcel("l1", paced_town.place, Post(words("Number 1"))))
    fault = await failure(paced_town, words("Number 2"))
    assert isinstance(fault, TryLater)
    assert (fault.limited, fault.whole_bot) == (True, False)


async def test_many_letters_go_out_at_the_same_time(town: Any) -> None:
    people = [town.server.add_user(f"Person {number}") for number in range(50)]
    for person in people:
        await person.start(town.bot)
    parcels = [
        Parcel(f"l{number}", town.private(person), Post(words(f"Hello {number}")))
        for number, person in enumerate(people)
    ]
    await asyncio.gather(*map(town.gateway.deliver, parcels))
    assert [person.private(town.bot).last.text for person in people] == [f"Hello {number}" for number in range(50)]


async def test_neither_tokens_nor_words_reach_a_log(town: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    town.server.faults.add("html", "sendMessage")
    await failure(town, words("A secret of Ben's"))
    await deliver(town, words("A secret of Ben's"))
    assert town.bot.token not in caplog.text
    assert "secret" not in caplog.text
