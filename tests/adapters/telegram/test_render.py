"""How a message looks on Telegram."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.playground.telegram.checks import Schema
from adapters.telegram import render
from adapters.telegram.splitting import units
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.gateway import Sign
from community.chat.message import (
    Block,
    Button,
    Buttons,
    Facts,
    File,
    Link,
    Message,
    Press,
    PrivateChat,
    Quote,
    ReplyBox,
    Span,
    Style,
    Text,
    Tone,
    somebody,
)

BOT = Bot(Platform.TELEGRAM, "700")
GROUP = Place(BOT, "-100500")
TOPIC = Place(BOT, "-100500", "7")
PRIVATE = Place(BOT, "42", private=True)


def say(text: str, style: Style = Style.PLAIN, url: str = "") -> Text:
    return Text((Span(text, style, url),))


def posted(*blocks: Block, place: Place = GROUP, **facts: Any) -> list[render.Call]:
    return render.post(Message(blocks, **facts), place, "valo_bot")


def only(calls: list[render.Call]) -> dict[str, Any]:
    assert len(calls) == 1
    return calls[0].parameters


def press(label: str, token: str = "v1.x") -> Button:  # noqa: S107
    return Button(label, Press(token))


def test_words_are_sent_as_they_are_without_markup() -> None:
    sent = only(posted(say("5 < 6 & *not bold* _nor this_")))
    assert sent["text"] == "5 < 6 & *not bold* _nor this_"
    assert "parse_mode" not in sent
    assert "entities" not in sent


def test_styles_stand_where_telegram_counts_them() -> None:
    text = Text(
        (Span("🙂🙂 "), Span("Hei 🙂", Style.BOLD), Span(" ja "), Span("opas", Style.LINK, "https://valo.example"))
    )
    assert only(posted(text))["entities"] == [
        {"type": "bold", "offset": 5, "length": 6},
        {"type": "text_link", "offset": 15, "length": 4, "url": "https://valo.example"},
    ]


def test_a_name_leads_to_its_bearer_where_they_have_an_account_here() -> None:
    here = [Account(Platform.DISCORD, "9"), Account(Platform.TELEGRAM, "70001111")]
    sent = only(posted(Text((somebody("Ben", here), Span(" and "), somebody("Ida", here[:1])))))
    assert sent["text"] == "Ben and Ida"
    person = {"id": 70001111, "is_bot": False, "first_name": ""}
    assert sent["entities"] == [{"type": "text_mention", "offset": 0, "length": 3, "user": person}]


def test_a_quotation_is_set_apart() -> None:
    sent = only(posted(say("Ben wrote:"), Quote("My 🙂 link"), say("What do you think?")))
    assert sent["text"] == "Ben wrote:\n\nMy 🙂 link\n\nWhat do you think?"
    assert sent["entities"] == [{"type": "blockquote", "offset": 12, "length": 10}]


def test_facts_have_bold_labels() -> None:
    sent = only(posted(Facts((("When", "Mon 9:00"), ("Where", "3 groups")))))
    assert sent["text"] == "When: Mon 9:00\nWhere: 3 groups"
    assert [entity["length"] for entity in sent["entities"]] == [5, 6]


@pytest.mark.parametrize("words", ["@carla come here", "ask (@carla)", "/forgetme now", "or /forgetme@valo_bot"])
def test_a_persons_words_call_nobody_and_offer_no_command(words: str) -> None:
    shown = only(posted(Quote(words)))["text"]
    assert "@carla" not in shown
    assert "/forgetme" not in shown
    assert shown.replace("\u2060", "") == words


@pytest.mark.parametrize("words", ["write to aino@valo.example", "https://fjord.example/a/b?c=@", "1/2 and and/or"])
def test_addresses_in_a_persons_words_stay_whole(words: str) -> None:
    assert only(posted(Quote(words)))["text"] == words


def test_the_bot_itself_can_mention_somebody() -> None:
    assert only(posted(say("@carla, I have something for you.")))["text"].startswith("@carla,")


def test_buttons_lead_to_calls_links_and_the_private_chat() -> None:
    rows = (
        (press("Answer", "v1.answer.7"), Button("Guide", Link("https://valo.example/g"))),
        (Button("Join", PrivateChat("join-abc"), Tone.MAIN), Button("Erase", Press("v1.e"), Tone.DANGER)),
    )
    assert only(posted(say("Hello"), Buttons(rows)))["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Answer", "callback_data": "v1.answer.7"}, {"text": "Guide", "url": "https://valo.example/g"}],
            [
                {"text": "Join", "style": "primary", "url": "https://t.me/valo_bot?start=join-abc"},
                {"text": "Erase", "style": "danger", "callback_data": "v1.e"},
            ],
        ]
    }


def test_sixty_choices_stand_in_rows_that_telegram_takes() -> None:
    row = tuple(press(f"Choice {number}") for number in range(60))
    keyboard = only(posted(say("Choose"), Buttons((row,))))["reply_markup"]["inline_keyboard"]
    assert sum(map(len, keyboard)) == 60
    assert max(map(len, keyboard)) == 8


def test_more_than_a_hundred_buttons_are_cut_off() -> None:
    rows = tuple((press(f"{number}"), press("x"), press("y")) for number in range(40))
    keyboard = only(posted(say("Choose"), Buttons(rows)))["reply_markup"]["inline_keyboard"]
    assert sum(map(len, keyboard)) == 100


def test_a_reply_box_opens_in_a_group_for_whom_the_message_answers() -> None:
    target = MessageRef(GROUP, "11")
    sent = only(posted(say("What time?"), ReplyBox("Mon 9:00"), Buttons(((press("Cancel"),),)), reply_to=target))
    assert sent["reply_markup"] == {"force_reply": True, "selective": True, "input_field_placeholder": "Mon 9:00"}
    assert sent["reply_parameters"] == {"message_id": 11, "allow_sending_without_reply": True}


def test_in_private_the_buttons_win_over_the_reply_box() -> None:
    sent = only(posted(say("What time?"), ReplyBox("Mon 9:00"), Buttons(((press("Cancel"),),)), place=PRIVATE))
    assert "inline_keyboard" in sent["reply_markup"]
    assert only(posted(say("What time?"), ReplyBox("x" * 90), place=PRIVATE))["reply_markup"]["force_reply"] is True


def test_a_long_placeholder_is_shortened() -> None:
    markup = only(posted(say("Why?"), ReplyBox("because " * 20)))["reply_markup"]
    assert units(markup["input_field_placeholder"]) <= 64


def test_a_reply_to_a_message_in_another_chat_is_written_without_it() -> None:
    elsewhere = MessageRef(PRIVATE, "11")
    assert "reply_parameters" not in only(posted(say("Here"), reply_to=elsewhere))


def test_a_topic_and_silence_are_passed_on() -> None:
    sent = only(posted(say("Psst"), place=TOPIC, silent=True))
    assert (sent["chat_id"], sent["message_thread_id"], sent["disable_notification"]) == (-100500, 7, True)


def test_links_open_no_preview() -> None:
    assert only(posted(say("https://valo.example")))["link_preview_options"] == {"is_disabled": True}


def test_a_file_carries_a_short_text_as_its_caption() -> None:
    (call,) = posted(say("Your figures", Style.BOLD), File("participants.csv", b"a,b"), Buttons(((press("More"),),)))
    assert call.method == "sendDocument"
    assert call.parameters["caption"] == "Your figures"
    assert call.parameters["caption_entities"] == [{"type": "bold", "offset": 0, "length": 12}]
    assert "inline_keyboard" in call.parameters["reply_markup"]


def test_of_several_files_the_first_carries_the_text_and_the_last_the_buttons() -> None:
    files = [File(name, b"a,b") for name in ("participants.csv", "prompts.csv", "dictionary.csv")]
    calls = posted(say("Your figures"), *files, Buttons(((press("More"),),)))
    assert [call.file for call in calls] == files
    assert [call.parameters.get("caption") for call in calls] == ["Your figures", None, None]
    assert ["reply_markup" in call.parameters for call in calls] == [False, False, True]


def test_a_long_text_goes_before_the_file() -> None:
    first, last = posted(say("word " * 300), File("participants.csv", b"a,b"), Buttons(((press("More"),),)))
    assert (first.method, last.method) == ("sendMessage", "sendDocument")
    assert "caption" not in last.parameters
    assert "reply_markup" not in first.parameters
    assert "reply_markup" in last.parameters


def test_a_long_text_answers_with_its_first_part_and_asks_with_its_last() -> None:
    parts = posted(say("word " * 2000), Buttons(((press("Go on"),),)), reply_to=MessageRef(GROUP, "5"))
    assert ["reply_parameters" in part.parameters for part in parts] == [True, False, False]
    assert ["reply_markup" in part.parameters for part in parts] == [False, False, True]


def test_a_message_without_words_makes_no_call() -> None:
    assert posted(Quote("  "), Buttons(((press("Go"),),))) == []


def test_a_changed_message_stays_one_message() -> None:
    message = Message((say("word " * 2000), Buttons(((press("Go on"),),))))
    call = render.change(message, GROUP, "12", "valo_bot")
    assert call.method == "editMessageText"
    assert units(call.parameters["text"]) <= 4096
    assert call.parameters["text"].endswith("…")
    assert "reply_markup" in call.parameters


def test_every_sign_has_a_reaction() -> None:
    assert all(render.reaction(sign) for sign in Sign)
    assert render.reaction(None) == []


spans = st.lists(
    st.builds(Span, st.text(alphabet="ab 🙂\n", max_size=60), st.sampled_from([Style.PLAIN, Style.BOLD, Style.CODE])),
    max_size=6,
).map(lambda found: Text(tuple(found)))
rows = st.lists(st.tuples(st.text(alphabet="ab🙂", min_size=1, max_size=9), st.text(max_size=9)), max_size=3)
blocks = st.lists(
    st.one_of(
        spans,
        st.builds(Quote, st.text(alphabet="@/ab 🙂\n", max_size=6000)),
        rows.map(lambda found: Facts(tuple(found))),
        st.just(ReplyBox("Write here")),
        st.just(Buttons(((press("Go"),),))),
        st.just(File("a.csv", b"a")),
    ),
    max_size=5,
)


@given(blocks, st.sampled_from([GROUP, TOPIC, PRIVATE]))
def test_whatever_is_rendered_keeps_to_telegrams_limits(found: list[Block], place: Place) -> None:
    for call in posted(*found, place=place):
        text: str = call.parameters.get("text", call.parameters.get("caption", ""))  # type: ignore[assignment]
        assert units(text) <= (4096 if call.method == "sendMessage" else 1024)
        assert text == text.strip()
        for entity in call.parameters.get("entities") or call.parameters.get("caption_entities") or ():
            assert entity["length"] > 0
            assert entity["offset"] + entity["length"] <= units(text)
            cut = text.encode("utf-16-le")[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
            cut.decode("utf-16-le")


@given(blocks, st.sampled_from([GROUP, TOPIC, PRIVATE]))
def test_whatever_is_rendered_fits_the_published_schema(schema: Schema, found: list[Block], place: Place) -> None:
    for call in posted(*found, place=place):
        uploads = {"document": call.file} if call.file else {}
        schema.check_request(call.method, call.parameters, uploads)
