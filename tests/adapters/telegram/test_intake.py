"""What the updates of Telegram mean, read from payloads as they come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.playground.telegram.checks import Schema, SchemaViolationError, load_schema
from adapters.telegram.intake import Intake, lane_of
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.inbound import (
    Attachment,
    BotJoined,
    BotLeft,
    Called,
    Event,
    PlaceMoved,
    Pressed,
    ReachabilityChanged,
    Said,
    Talked,
)

BOT = Bot(Platform.TELEGRAM, "700")
US = {"id": 700, "is_bot": True, "first_name": "Valo Centre", "username": "valo_bot"}
AINO = {"id": 42, "is_bot": False, "first_name": "Aino", "last_name": "Lehto", "language_code": "fi"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Aino"}
GROUP = {"id": -100500, "type": "supergroup", "title": "English for seniors"}
CHANNEL = {"id": -100900, "type": "channel", "title": "News"}
THEN = 1_800_000_000
SCHEMA = load_schema()


@dataclass(frozen=True)
class Reader:
    """Reads an update that was written down the way Telegram sends it."""

    intake: Intake

    def all(self, **body: Any) -> Sequence[Event]:
        update = {"update_id": 9, **body}
        if SCHEMA is not None:
            SCHEMA.check_update(update)
        return self.intake.read(json.dumps(update).encode())

    def one(self, **body: Any) -> Any:
        events = self.all(**body)
        assert len(events) == 1
        return events[0]


@pytest.fixture
def reads() -> Reader:
    return Reader(Intake(BOT, "valo_bot"))


def message(chat: dict[str, Any] = GROUP, sender: dict[str, Any] = AINO, **rest: Any) -> dict[str, Any]:
    return {"message_id": 31, "date": THEN, "chat": chat, "from": sender, **rest}


OURS = {"message_id": 30, "date": THEN, "chat": GROUP, "from": US, "text": "This week: share one link."}
PEERS = message(sender={"id": 43, "is_bot": False, "first_name": "Ben"}, text="Mine", message_id=29)


def test_words_in_private_are_said(reads: Reader) -> None:
    said = reads.one(message=message(PRIVATE, text="My answer"))
    place = Place(BOT, "42", private=True)
    assert said == Said(arrival=said.arrival, text="My answer", message=MessageRef(place, "31"))
    arrival = said.arrival
    assert (arrival.bot, arrival.id, arrival.place) == (BOT, "9", place)
    assert (arrival.account, arrival.name) == (Account(Platform.TELEGRAM, "42"), "Aino Lehto")
    assert (arrival.language, arrival.admin, arrival.anonymous) == ("fi", None, False)
    assert arrival.at == datetime.fromtimestamp(THEN, UTC)


def test_a_reply_to_the_bot_in_a_group_is_said(reads: Reader) -> None:
    said = reads.one(message=message(text="Here is mine", reply_to_message=OURS))
    assert isinstance(said, Said)
    assert said.text == "Here is mine"
    assert said.reply_to == MessageRef(Place(BOT, "-100500"), "30")
    assert said.arrival.place_title == "English for seniors"


def test_other_talk_in_a_group_carries_no_words(reads: Reader) -> None:
    talked = reads.one(message=message(text="Lovely weather", reply_to_message=PEERS))
    assert isinstance(talked, Talked)
    assert talked.reply_to == MessageRef(Place(BOT, "-100500"), "29")
    assert "weather" not in repr(talked)


def test_a_sticker_in_a_group_counts_as_talk(reads: Reader) -> None:
    assert isinstance(reads.one(message=message(dice={"emoji": "🎲", "value": 3})), Talked)


@pytest.mark.parametrize(
    ("typed", "path", "rest"),
    [
        ("/todo", "todo", ""),
        ("/Prompt_Schedule@Valo_Bot Mon 9:00 Hello", "prompt_schedule", "Mon 9:00 Hello"),
        (
            "/prompt_schedule Mon 9:00\nShare one link.\n\nThanks",
            "prompt_schedule",
            "Mon 9:00\nShare one link.\n\nThanks",
        ),
        ("/start join-abc_1", "start", "join-abc_1"),
    ],
)
def test_a_typed_command_is_a_call(reads: Reader, typed: str, path: str, rest: str) -> None:
    called = reads.one(message=message(text=typed))
    assert isinstance(called, Called)
    assert (called.path, called.typed) == (path, rest)


def test_a_command_may_answer_a_message(reads: Reader) -> None:
    called = reads.one(message=message(text="/answer_withdraw", reply_to_message=OURS))
    assert called.reply_to == MessageRef(Place(BOT, "-100500"), "30")
    assert called.message == MessageRef(Place(BOT, "-100500"), "31")


def test_a_command_to_another_bot_is_none_of_ours(reads: Reader) -> None:
    assert reads.all(message=message(text="/todo@fjord_bot")) == ()


@pytest.mark.parametrize("words", ["/usr/bin/env", "see /todo", "//", "/"])
def test_a_slash_alone_makes_no_command(reads: Reader, words: str) -> None:
    assert isinstance(reads.one(message=message(PRIVATE, text=words)), Said)


def test_an_anonymous_administrator_is_an_administrator_without_a_name(reads: Reader) -> None:
    called = reads.one(message=message(sender=ANONYMOUS, sender_chat=GROUP, text="/course_new"))
    arrival = called.arrival
    assert (arrival.anonymous, arrival.admin, arrival.account, arrival.name) == (True, True, None, "")


def test_channels_and_other_bots_are_not_heard(reads: Reader) -> None:
    other = {"id": 800, "is_bot": True, "first_name": "Other"}
    forwarder = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    assert reads.all(channel_post={"message_id": 1, "date": THEN, "chat": CHANNEL, "text": "News"}) == ()
    assert reads.all(message=message(sender=other, text="/todo")) == ()
    assert (
        reads.all(message=message(sender=forwarder, sender_chat=CHANNEL, text="News", is_automatic_forward=True)) == ()
    )


def test_a_changed_reply_is_an_edit(reads: Reader) -> None:
    said = reads.one(edited_message=message(text="Better", reply_to_message=OURS, edit_date=THEN + 60))
    assert isinstance(said, Said)
    assert said.edited
    assert said.arrival.at == datetime.fromtimestamp(THEN + 60, UTC)


def test_changed_talk_and_changed_commands_are_passed_over(reads: Reader) -> None:
    assert reads.all(edited_message=message(text="Lovely weather!", edit_date=THEN)) == ()
    assert reads.all(edited_message=message(PRIVATE, text="/todo", edit_date=THEN)) == ()


def test_a_document_with_a_caption_is_said_with_its_file(reads: Reader) -> None:
    document = {
        "file_id": "F1",
        "file_unique_id": "U1",
        "file_name": "letter.odt",
        "mime_type": "text/odt",
        "file_size": 9,
    }
    said = reads.one(message=message(PRIVATE, document=document, caption="My letter"))
    assert said.text == "My letter"
    assert said.attachments == (Attachment(id="F1", name="letter.odt", mime="text/odt", size=9),)


def test_a_command_beside_a_document_is_called_with_it(reads: Reader) -> None:
    document = {"file_id": "F1", "file_unique_id": "U1", "file_name": "list.csv", "file_size": 9}
    called = reads.one(message=message(PRIVATE, document=document, caption="/course_import 7b"))
    assert (called.path, called.typed) == ("course_import", "7b")
    assert called.files == {"": Attachment(id="F1", name="list.csv", mime="application/octet-stream", size=9)}


def test_the_largest_size_of_a_photo_is_taken(reads: Reader) -> None:
    sizes = [
        {"file_id": f"P{n}", "file_unique_id": f"u{n}", "width": n, "height": n, "file_size": n} for n in (90, 800, 320)
    ]
    said = reads.one(message=message(text=None, photo=sizes, reply_to_message=OURS) | {"text": "see"})
    assert said.attachments == (Attachment(id="P800", name="photo.jpg", mime="image/jpeg", size=800),)


def test_a_voice_message_in_private_is_said_without_words(reads: Reader) -> None:
    voice = {"file_id": "V1", "file_unique_id": "U1", "duration": 3, "mime_type": "audio/ogg", "file_size": 7}
    said = reads.one(message=message(PRIVATE, voice=voice))
    assert said.text == ""
    assert [file.name for file in said.attachments] == ["voice.ogg"]


def test_service_messages_say_nothing(reads: Reader) -> None:
    assert reads.all(message=message(new_chat_title="Finnish for beginners")) == ()


def test_a_topic_is_a_thread_and_its_opening_is_no_reply(reads: Reader) -> None:
    opening = message(sender=US, message_id=7, forum_topic_created={"name": "Week 1", "icon_color": 7322096})
    talked = reads.one(
        message=message(text="Hello", is_topic_message=True, message_thread_id=7, reply_to_message=opening)
    )
    assert isinstance(talked, Talked)
    assert talked.arrival.place == Place(BOT, "-100500", "7")
    assert talked.reply_to is None


def test_a_thread_of_replies_outside_a_forum_is_no_thread(reads: Reader) -> None:
    said = reads.one(message=message(text="Hello", message_thread_id=30, reply_to_message=OURS))
    assert said.arrival.place == Place(BOT, "-100500")


def test_a_press_carries_its_token_and_can_be_answered_where_it_happened(reads: Reader) -> None:
    query = {"id": "Q1", "from": AINO, "message": OURS, "chat_instance": "1", "data": "v1.answer.7"}
    pressed = reads.one(callback_query=query)
    assert isinstance(pressed, Pressed)
    assert (pressed.token, pressed.message) == ("v1.answer.7", MessageRef(Place(BOT, "-100500"), "30"))
    assert pressed.arrival.account == Account(Platform.TELEGRAM, "42")
    assert pressed.arrival.handle is not None
    assert pressed.arrival.handle.data == "Q1"
    assert pressed.arrival.handle.expires == pressed.arrival.at + timedelta(seconds=150)


def test_a_press_is_dated_by_when_it_came_in(reads: Reader) -> None:
    gone = {"message_id": 30, "date": 0, "chat": GROUP}
    query = {"id": "Q1", "from": AINO, "message": gone, "chat_instance": "1", "data": "v1.x"}
    raw = json.dumps({"update_id": 9, "callback_query": query, "received_at": THEN + 5.5})
    (pressed,) = reads.intake.read(raw.encode())
    assert pressed.arrival.at == datetime.fromtimestamp(THEN + 5.5, UTC)


def test_a_press_without_a_message_or_token_is_none_of_ours(reads: Reader) -> None:
    assert reads.all(callback_query={"id": "Q1", "from": AINO, "chat_instance": "1", "data": "x"}) == ()
    assert reads.all(callback_query={"id": "Q1", "from": AINO, "chat_instance": "1", "message": OURS}) == ()


def membership(chat: dict[str, Any], before: str, after: str, sender: dict[str, Any] = AINO) -> dict[str, Any]:
    def member(status: str) -> dict[str, Any]:
        return {"user": US, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    change = {"old_chat_member": member(before), "new_chat_member": member(after)}
    return {"chat": chat, "from": sender, "date": THEN, **change}


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_blocking_the_bot_changes_who_can_be_reached(reads: Reader, status: str, *, reachable: bool) -> None:
    changed = reads.one(my_chat_member=membership(PRIVATE, "kicked" if reachable else "member", status))
    assert changed == ReachabilityChanged(arrival=changed.arrival, reachable=reachable)
    assert changed.arrival.account == Account(Platform.TELEGRAM, "42")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("left", "member", BotJoined), ("member", "left", BotLeft), ("member", "kicked", BotLeft)],
)
def test_the_bot_notices_that_it_comes_and_goes(reads: Reader, before: str, after: str, kind: type[Event]) -> None:
    assert isinstance(reads.one(my_chat_member=membership(GROUP, before, after)), kind)


def test_another_role_in_the_group_is_no_coming(reads: Reader) -> None:
    assert reads.all(my_chat_member=membership(GROUP, "member", "member")) == ()


def test_an_anonymous_administrator_can_bring_the_bot(reads: Reader) -> None:
    assert reads.one(my_chat_member=membership(GROUP, "left", "member", ANONYMOUS)).arrival.account is None


def test_a_channel_that_takes_the_bot_in_is_passed_over(reads: Reader) -> None:
    assert reads.all(my_chat_member=membership(CHANNEL, "left", "member")) == ()


def test_a_group_that_becomes_a_supergroup_says_so_in_both_chats(reads: Reader) -> None:
    old = {"id": -77, "type": "group", "title": "English for seniors"}
    moved = reads.one(message=message(old, migrate_to_chat_id=-100500))
    assert moved == PlaceMoved(arrival=moved.arrival, to=Place(BOT, "-100500"))
    assert moved.arrival.place == Place(BOT, "-77")
    again = reads.one(message=message(sender=ANONYMOUS, sender_chat=GROUP, migrate_from_chat_id=-77))
    assert (again.arrival.place, again.to) == (Place(BOT, "-77"), Place(BOT, "-100500"))


def test_unknown_kinds_are_no_events(reads: Reader) -> None:
    assert reads.intake.read(b'{"update_id": 9, "moon_phase_changed": {"phase": "full"}}') == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"7",
        b"not json",
        b'{"update_id": 9, "message": {"message_id": "seven", "date": "yesterday", "chat": null}}',
        b'{"update_id": 9, "message": {"message_id": 1, "date": 1e400, "chat": {"id": 1, "type": "private"}, "from": {"id": 1}}}',
        b'{"update_id": 9, "callback_query": null}',
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(reads: Reader, raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        assert reads.intake.read(raw) is None


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
jsons = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*OURS, "id", "type"]), inner)
)


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), jsons)
def test_no_update_does_worse_than_not_being_readable(kind: str, body: Any) -> None:
    update = {"update_id": 9, kind: body}
    assert isinstance(lane_of(update), str)
    try:
        Intake(BOT, "valo_bot").read(json.dumps(update).encode())
    except ValueError:
        return


def test_a_lane_is_the_chat_else_the_person() -> None:
    assert lane_of({"update_id": 1, "message": message(text="Hello")}) == "-100500"
    assert lane_of({"update_id": 1, "callback_query": {"id": "Q", "from": AINO, "message": OURS}}) == "-100500"
    assert lane_of({"update_id": 1, "inline_query": {"id": "Q", "from": AINO}}) == "42"
    assert lane_of({"update_id": 1}) == ""


def test_the_payloads_here_are_held_against_the_published_schema(schema: Schema, reads: Reader) -> None:
    assert schema is SCHEMA
    with pytest.raises(SchemaViolationError):
        reads.all(message=message(text="Hello", moon_phase="full"))


ANSWER = {"text": "Answer", "url": "https://t.me/valo_bot?start=v1-aa11bb-0-3-seal"}
REPLY = {"text": "Reply to Ben", "callback_data": "v1-cc22dd-0-5-seal"}
RULES = {"text": "Rules", "url": "https://valo.example/rules"}


def test_a_reply_tells_what_the_buttons_of_our_message_carry(reads: Reader) -> None:
    ours = {**OURS, "reply_markup": {"inline_keyboard": [[ANSWER, RULES], [REPLY]]}}
    said = reads.one(message=message(text="Mine", reply_to_message=ours))
    assert said.reply_tokens == ("v1-aa11bb-0-3-seal", "v1-cc22dd-0-5-seal")


def test_buttons_of_other_bots_tell_nothing(reads: Reader) -> None:
    other = {**OURS, "from": {**US, "id": 701}, "reply_markup": {"inline_keyboard": [[ANSWER]]}}
    said = reads.one(message=message(PRIVATE, text="Mine", reply_to_message=other))
    assert said.reply_tokens == ()
