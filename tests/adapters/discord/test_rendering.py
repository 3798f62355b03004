"""Messages look on Discord as they are meant, and a person's words stay their words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from discord import MessageFlags
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.limits import CONTENT, shortened, units
from adapters.discord.markup import escaped, styled
from adapters.discord.render import edit_of, nonce_of, parts_of
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.message import (
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

WORDS = st.text(st.sampled_from("ab *_~|`<>@[]()#-+1.\\\n😀é:/"), max_size=80)
LONG = st.lists(st.sampled_from(["word", "*star*", "😀" * 9, "\n", " ", "https://fjord.example/a_b_c"]), max_size=900)


def read_as_discord_does(markup: str) -> str:
    """What is shown of text in which every special character is meant literally."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markup)


def only(*blocks: object, **more: object) -> dict[str, Any]:
    [part] = parts_of(Message(tuple(blocks), **more))  # type: ignore[arg-type]
    return part.payload


def test_a_prompt_looks_like_this() -> None:
    payload = only(
        Text((Span("This week: "), Span("share", Style.BOLD), Span(" one link."))),
        Quote("It *helped* me\nbecause"),
        Facts((("Until", "Thu 3 December"), ("For", "Group A"))),
        Buttons(((Button("Answer", Press("v1.a"), Tone.MAIN), Button("Read on", Link("https://valo.example"))),)),
        ReplyBox("Your answer"),
    )
    assert payload["content"] == (
        "This week: **share** one link.\n\n"
        "> It \\*helped\\* me\n> because\n\n"
        "**Until:** Thu 3 December\n**For:** Group A"
    )
    [row] = payload["components"]
    assert row["components"] == [
        {"type": 2, "style": 1, "label": "Answer", "custom_id": "v1.a"},
        {"type": 2, "style": 5, "label": "Read on", "url": "https://valo.example"},
    ]
    assert payload["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert payload["flags"] == 1 << 2


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (Span("code_1", Style.CODE), "`code_1`"),
        (Span("tick`", Style.CODE), "`tick\u02cb`"),
        (Span(" close ", Style.BOLD), " **close** "),
        (Span("a*b", Style.ITALIC), "*a\\*b*"),
        (
            Span("the [site]", Style.LINK, "https://valo.example/a(b)"),
            "[the \\[site\\]](https://valo.example/a%28b%29)",
        ),
        (Span("no address", Style.LINK, "javascript:alert()"), "no address"),
        (Span("  ", Style.BOLD), "  "),
    ],
)
def test_each_style_has_its_marks(span: Span, shown: str) -> None:
    assert styled([span]) == shown


def test_a_name_leads_to_its_bearer_where_they_have_an_account_here() -> None:
    accounts = [Account(Platform.TELEGRAM, "7"), Account(Platform.DISCORD, "930000000000000002")]
    assert styled([somebody("B*n", accounts)]) == "B\\*n (<@930000000000000002>)"
    assert styled([somebody("Ida", accounts[:1])]) == "Ida"


def test_styles_side_by_side_are_kept_apart() -> None:
    assert styled([Span("a", Style.BOLD), Span("b", Style.ITALIC)]) == "**a**\u2060*b*"
    assert styled([Span("a", Style.BOLD), Span("b", Style.BOLD)]) == "**ab**"


@pytest.mark.parametrize(
    "words",
    [
        "# no heading",
        "- no list",
        "-# small",
        "> no quote",
        "1. no list",
        "@everyone",
        "<@42>",
        "<t:0>",
        "||x||",
        "[a](b)",
    ],
)
def test_no_word_of_a_person_becomes_markup(words: str) -> None:
    assert escaped(words) != words
    assert read_as_discord_does(escaped(words)) == words


def test_addresses_stay_addresses() -> None:
    assert escaped("see https://fjord.example/a_b_c?x=1 now_") == "see https://fjord.example/a_b_c?x=1 now\\_"


@given(WORDS.filter(lambda text: "http" not in text))
def test_whatever_a_person_writes_is_shown_as_written(words: str) -> None:
    assert read_as_discord_does(escaped(words)) == words


@given(LONG, st.sampled_from(list(Style)), st.booleans())
def test_a_long_text_is_cut_into_parts_that_fit_and_loses_no_word(
    pieces: list[str], style: Style, quoted: bool
) -> None:
    words = "".join(pieces)
    url = "https://valo.example" if style is Style.LINK else ""
    blocks = (Quote(words),) if quoted else (Text((Span(words, style, url),)),)
    parts = parts_of(Message(blocks))
    assert all(units(part.payload["content"]) <= CONTENT for part in parts)
    shown = "".join(part.payload["content"] for part in parts)
    for mark in ("word", "star", "😀"):
        assert shown.count(mark) == words.count(mark)


def test_a_text_is_cut_between_its_paragraphs_first() -> None:
    blocks = [Text((Span(letter * 900),)) for letter in "abc"]
    contents = [part.payload["content"] for part in parts_of(Message(tuple(blocks)))]
    assert contents == ["a" * 900 + "\n\n" + "b" * 900, "c" * 900]


def test_buttons_and_files_stand_under_the_last_part_and_a_reply_hangs_the_first() -> None:
    place = Place(Bot(Platform.DISCORD, "1"), "2")
    message = Message(
        (
            Text((Span("word " * 900),)),
            Buttons(((Button("Answer", Press("v1.a")),),)),
            File("figures.csv", b"a"),
        ),
        reply_to=MessageRef(place, "7"),
    )
    first, *_, last = parts_of(message)
    assert first.payload["message_reference"] == {"type": 0, "message_id": "7", "fail_if_not_exists": False}
    assert (first.payload["components"], first.files) == ([], ())
    assert len(last.payload["components"]) == 1
    assert [file.name for file in last.files] == ["figures.csv"]
    assert "message_reference" not in last.payload


def test_buttons_share_lines_before_they_need_a_second_message() -> None:
    def lines(count: int) -> list[list[str]]:
        [part] = parts_of(Message((Buttons(tuple((Button(f"{n}", Press(f"v1.{n}")),) for n in range(count))),)))
        return [[button["label"] for button in row["components"]] for row in part.payload["components"]]

    assert lines(5) == [["0"], ["1"], ["2"], ["3"], ["4"]]
    assert lines(6) == [["0"], ["1"], ["2"], ["3"], ["4", "5"]]
    assert lines(8) == [["0"], ["1"], ["2", "3"], ["4", "5"], ["6", "7"]]
    assert [label for line in lines(12) for label in line] == [str(n) for n in range(12)]


def test_buttons_in_rows_of_five_stand_on_three_messages() -> None:
    wide = tuple(tuple(Button(f"{r}.{n}", Press(f"v1.{r}.{n}")) for n in range(12)) for r in range(4))
    sizes = [
        [len(row["components"]) for row in part.payload["components"]] for part in parts_of(Message((Buttons(wide),)))
    ]
    assert sizes == [[5, 5, 2, 5, 5], [2, 5, 5, 2, 5], [5, 2]]


def test_a_way_to_the_private_chat_is_a_call_of_start() -> None:
    [row] = only(Buttons(((Button("Join", PrivateChat("KETTU")),),)))["components"]
    assert row["components"][0]["custom_id"] == "start:KETTU"


def test_a_label_that_is_too_long_ends_with_dots() -> None:
    [row] = only(Buttons(((Button("😀" * 60, Press("v1.a")),),)))["components"]
    label = row["components"][0]["label"]
    assert units(label) <= 80
    assert label.endswith("…")


def test_an_edit_replaces_everything_that_stood_there() -> None:
    payload = edit_of(parts_of(Message((Text((Span("word " * 900),)), Buttons(())), silent=True))[0])
    assert units(payload["content"]) <= CONTENT
    assert payload["components"] == []
    assert payload["flags"] == MessageFlags.suppress_embeds.flag


def test_each_part_has_a_nonce_of_its_own_that_is_always_the_same() -> None:
    assert nonce_of("a" * 25) == "a" * 25
    names = [nonce_of("a" * 25, 1), nonce_of("a" * 25, 2), nonce_of("a" * 26)]
    assert len(set(names)) == 3
    assert all(len(name) == 25 for name in names)
    assert names == [nonce_of("a" * 25, 1), nonce_of("a" * 25, 2), nonce_of("a" * 26)]


@given(st.text(max_size=60), st.integers(1, 50))
def test_what_is_shortened_fits(text: str, most: int) -> None:
    assert units(shortened(text, most)) <= most
