"""Payloads as Discord documents them, and what they mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.discord.frames import Frames
from adapters.discord.intake import Ticket, private_place, read
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.inbound import Attachment, Called, Filled, Pressed, Removed, Said, Suggesting, Talked

US = Bot(Platform.DISCORD, "1100000000000000001")
ROOM, GUILD, AINO = "1200000000000000002", "1200000000000000001", "1300000000000000003"
PRIVATE = "1200000000000000009"
MESSAGE = {
    "id": "1309999999999999999",
    "channel_id": ROOM,
    "guild_id": GUILD,
    "type": 0,
    "content": "Knots",
    "author": {"id": AINO, "username": "aino.v", "global_name": "Aino", "discriminator": "0", "avatar": None},
    "member": {"nick": "Aino V.", "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False},
    "timestamp": "2024-11-23T18:00:00.000000+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "pinned": False,
    "flags": 0,
}
REPLY: dict[str, Any] = {
    "type": 19,
    "message_reference": {"type": 0, "channel_id": ROOM, "message_id": "77", "guild_id": GUILD},
}
OURS: dict[str, Any] = {"referenced_message": {"id": "77", "author": {"id": US.id, "username": "Talkoot", "bot": True}}}
CALL = {
    "id": "1309999999999999998",
    "application_id": "1100000000000000001",
    "type": 2,
    "token": "aW50ZXJhY3Rpb246",
    "version": 1,
    "guild_id": GUILD,
    "channel_id": ROOM,
    "channel": {"id": ROOM, "type": 0, "name": "general"},
    "member": {
        "user": {"id": AINO, "username": "aino.v", "global_name": "Aino"},
        "nick": None,
        "roles": [],
        "permissions": "32",
    },
    "locale": "fi",
    "guild_locale": "en-GB",
    "app_permissions": "562949953601536",
    "entitlements": [],
    "data": {"id": "1", "name": "todo", "type": 1},
}


def events(event: str, data: dict[str, Any], *, sees_content: bool = False) -> list[Any]:
    raw = Frames(US.id).keep(event, data, "s1:1")
    return [] if raw is None else list(read(raw.payload, US, sees_content=sees_content))


def heard(*, event: str = "MESSAGE_CREATE", sees_content: bool = False, **changes: Any) -> Any:
    found = events(event, {**MESSAGE, **changes}, sees_content=sees_content)
    assert len(found) <= 1
    return found[0] if found else None


def asked(data: dict[str, Any], kind: int = 2, **changes: Any) -> Any:
    [found] = events("INTERACTION_CREATE", {**CALL, "type": kind, "data": data, **changes})
    return found


def private(**changes: Any) -> Any:
    data = {key: value for key, value in MESSAGE.items() if key not in {"guild_id", "member"}}
    [found] = events("MESSAGE_CREATE", {**data, "channel_id": PRIVATE, **changes})
    return found


def test_who_wrote_when_and_where_is_read() -> None:
    arrival = heard().arrival
    assert arrival.account == Account(Platform.DISCORD, AINO)
    assert arrival.name == "Aino V."
    assert arrival.place == Place(US, ROOM)
    assert arrival.id == f"m{MESSAGE['id']}"
    assert arrival.at.tzinfo is UTC


def test_group_talk_has_no_words() -> None:
    assert type(heard()) is Talked
    assert heard().reply_to is None


@pytest.mark.parametrize("changes", [{}, {**REPLY, "referenced_message": {"id": "77", "author": {"id": "5"}}}])
def test_words_that_are_not_for_us_are_not_even_kept_for_a_moment(changes: dict[str, Any]) -> None:
    raw = Frames(US.id).keep("MESSAGE_CREATE", {**MESSAGE, **changes}, "s1:1")
    assert raw is not None
    assert b"Knots" not in raw.payload


def test_a_reply_to_somebody_else_is_talk_that_knows_what_it_answers() -> None:
    talk = heard(**REPLY, referenced_message={"id": "77", "author": {"id": "5"}})
    assert type(talk) is Talked
    assert talk.reply_to == MessageRef(Place(US, ROOM), "77")


@pytest.mark.parametrize("found", [OURS, {"referenced_message": None}, {}])
def test_a_reply_to_us_or_to_nobody_knows_whom_is_said(found: dict[str, Any]) -> None:
    said = heard(**REPLY, **found)
    assert (type(said), said.text, said.blank) == (Said, "Knots", False)


@pytest.mark.parametrize(
    ("changes", "sees", "blank"),
    [
        ({"content": ""}, False, True),
        ({"content": ""}, True, False),
        ({"content": "", "sticker_items": [{"id": "1", "name": "Wave", "format_type": 1}]}, False, False),
    ],
)
def test_a_reply_is_blank_when_its_words_are_kept_from_us(changes: dict[str, Any], sees: bool, blank: bool) -> None:
    assert heard(**REPLY, **OURS, **changes, sees_content=sees).blank is blank


def test_a_private_message_is_said_in_the_private_place() -> None:
    said = private(content="hello")
    assert said.arrival.place == private_place(US, AINO) == said.message.place
    assert (said.text, said.arrival.name) == ("hello", "Aino")


def test_files_are_named_so_that_they_can_be_fetched_later() -> None:
    file = {
        "id": "9",
        "filename": "work.pdf",
        "content_type": "application/pdf",
        "size": 12,
        "url": "https://cdn.example",
    }
    [attachment] = private(content="", attachments=[file]).attachments
    assert (attachment.id, attachment.mime, attachment.size) == (f"{PRIVATE}/{MESSAGE['id']}/9", "application/pdf", 12)


def test_an_edit_is_dated_when_it_was_made_and_a_preview_is_no_edit() -> None:
    edited = "2024-11-23T18:05:00.000000+00:00"
    said = heard(event="MESSAGE_UPDATE", **REPLY, **OURS, edited_timestamp=edited)
    assert (said.edited, said.arrival.at) == (True, datetime(2024, 11, 23, 18, 5, tzinfo=UTC))
    assert said.arrival.id == f"m{MESSAGE['id']}e{edited}"
    assert heard(event="MESSAGE_UPDATE", **REPLY, **OURS) is None
    assert heard(event="MESSAGE_UPDATE", edited_timestamp=edited) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"author": {"id": US.id, "username": "Talkoot", "bot": True}},
        {"author": {"id": "6", "username": "OtherBot", "bot": True}},
        {"webhook_id": "7"},
        {"type": 7},
        {"type": 6},
    ],
)
def test_bots_webhooks_and_notices_of_the_platform_are_not_heard(changes: dict[str, Any]) -> None:
    assert heard(**changes) is None


def test_deletions_name_every_message() -> None:
    [one] = events("MESSAGE_DELETE", {"id": "77", "channel_id": ROOM, "guild_id": GUILD})
    [many] = events("MESSAGE_DELETE_BULK", {"ids": ["78", "79"], "channel_id": ROOM, "guild_id": GUILD})
    assert type(one) is type(many) is Removed
    assert [ref.id for ref in (*one.messages, *many.messages)] == ["77", "78", "79"]


@pytest.mark.parametrize(
    ("permissions", "admin"), [("8", True), ("32", True), (str(8 | 1024), True), ("1024", False), (str(1 << 50), False)]
)
def test_who_governs_the_server_is_known_from_the_rights(permissions: str, admin: bool) -> None:
    member = {**CALL["member"], "permissions": permissions}  # type: ignore[dict-item]
    assert asked(CALL["data"], member=member).arrival.admin is admin  # type: ignore[arg-type]


FILE = {
    "id": "77",
    "filename": "list.csv",
    "size": 9,
    "url": "https://cdn.example/a/77/list.csv?ex=1",
    "ephemeral": True,
}
GIVEN = Attachment(
    id="https://cdn.example/a/77/list.csv?ex=1", name="list.csv", mime="application/octet-stream", size=9
)


def test_a_file_comes_with_a_command_under_the_name_of_its_option() -> None:
    """An id that nothing is known of is no file, nor is what is typed into another option."""
    options = [
        {"name": "file", "type": 11, "value": "77"},
        {"name": "other", "type": 11, "value": "78"},
        {"name": "words", "type": 3, "value": "77"},
    ]
    called = asked(
        {"id": "1", "name": "bring", "type": 1, "options": options, "resolved": {"attachments": {"77": FILE}}}
    )
    assert (called.files, called.args) == ({"file": GIVEN}, {"words": "77"})


def test_a_file_comes_with_a_form_under_the_name_of_its_field() -> None:
    parts = [
        {"type": 18, "id": 1, "component": {"type": 19, "id": 2, "custom_id": "file", "values": ["77"]}},
        {"type": 18, "id": 3, "component": {"type": 4, "id": 4, "custom_id": "words", "value": "77"}},
    ]
    filled = asked({"custom_id": "v1.form", "components": parts, "resolved": {"attachments": {"77": FILE}}}, type=5)
    assert (filled.files, filled.values) == ({"file": GIVEN}, {"words": "77"})


def test_a_command_has_its_path_its_options_and_a_handle() -> None:
    options = [
        {
            "name": "schedule",
            "type": 1,
            "options": [
                {"name": "when", "type": 3, "value": "Mon 9:00"},
                {"name": "times", "type": 4, "value": 3},
                {"name": "quiet", "type": 5, "value": True},
            ],
        }
    ]
    called = asked({"id": "1", "name": "prompt", "type": 1, "options": options})
    assert type(called) is Called
    assert (called.path, called.args) == ("prompt schedule", {"when": "Mon 9:00", "times": "3", "quiet": "true"})
    assert called.addressed, "a command of ours is never meant for another bot, even one that we no longer know"
    arrival = called.arrival
    assert (arrival.language, arrival.name, arrival.place_title) == ("fi", "Aino", "general")
    assert arrival.handle is not None
    assert timedelta(minutes=10) < arrival.handle.expires - arrival.at < timedelta(minutes=15)
    ticket = Ticket.read(arrival.handle.data)
    assert ticket == Ticket(US.id, str(CALL["id"]), "aW50ZXJhY3Rpb246", "")


def test_the_language_of_the_server_stands_in_for_that_of_the_person() -> None:
    assert asked({"id": "1", "name": "todo", "type": 1}, locale=None).arrival.language == "en-GB"


def test_a_press_in_private_is_read_with_its_message() -> None:
    user = {"id": AINO, "username": "aino.v", "global_name": "Aino"}
    pressed = asked(
        {"component_type": 2, "custom_id": "v1.answer.7"},
        3,
        member=None,
        user=user,
        channel_id=PRIVATE,
        message=MESSAGE,
    )
    assert type(pressed) is Pressed
    assert pressed.message == MessageRef(private_place(US, AINO), str(MESSAGE["id"]))
    assert pressed.arrival.admin is False
    assert pressed.arrival.handle
    assert Ticket.read(pressed.arrival.handle.data).pressed == MESSAGE["id"]


def test_a_choice_from_a_list_is_a_form_of_one_field() -> None:
    filled = asked({"component_type": 3, "custom_id": "v1.pick", "values": ["7"]}, 3, message=MESSAGE)
    assert (type(filled), filled.token, filled.values) == (Filled, "v1.pick", {"value": "7"})


def test_a_form_comes_back_by_the_names_of_its_fields() -> None:
    components = [
        {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "text", "value": "Knots"}},
        {"type": 18, "id": 3, "component": {"type": 3, "id": 4, "custom_id": "mood", "values": ["good"]}},
        {"type": 18, "id": 5, "component": {"type": 21, "id": 6, "custom_id": "scale", "value": None}},
        {"type": 1, "id": 7, "components": [{"type": 4, "id": 8, "custom_id": "more", "value": ""}]},
        {"type": 10, "id": 9},
    ]
    filled = asked({"custom_id": "v1.form.7", "components": components}, 5)
    assert filled.values == {"text": "Knots", "mood": "good", "scale": "", "more": ""}
    assert filled.message is None


def test_an_option_being_typed_asks_for_suggestions() -> None:
    options = [
        {"name": "when", "type": 3, "value": "Mon"},
        {"name": "course", "type": 3, "value": "kn", "focused": True},
    ]
    typing = asked({"id": "1", "name": "todo", "type": 1, "options": options}, 4)
    assert type(typing) is Suggesting
    assert (typing.option, typing.partial, typing.args) == ("course", "kn", {"when": "Mon"})


@pytest.mark.parametrize("event", ["PRESENCE_UPDATE", "TYPING_START", "SOMETHING_NEVER_SEEN", "THREAD_CREATE"])
def test_what_nobody_reads_is_not_kept(event: str) -> None:
    assert events(event, {"id": "1", "guild_id": GUILD}) == []


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b'{"id":"x","t":"MESSAGE_CREATE","d":{}}'])
def test_what_cannot_be_read_says_so(payload: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        read(payload, US, sees_content=False)


def test_a_kind_that_is_not_known_is_no_event() -> None:
    assert list(read(json.dumps({"id": "x", "t": "NEW", "d": {}}).encode(), US, sees_content=False)) == []
