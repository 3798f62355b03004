"""Long texts arrive in parts that are whole, short enough and marked where the original was."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.splitting import Mark, Marked, shorten, split, units

SIGNS = "abc \n🙂👩‍🚀é\u0301日"
texts = st.text(alphabet=st.sampled_from(SIGNS), max_size=400)
limits = st.integers(min_value=20, max_value=120)


@st.composite
def marked(draw: st.DrawFn) -> Marked:
    text = draw(texts)
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    kinds = st.sampled_from(["bold", "italic", "blockquote"])
    return Marked(text, tuple(Mark(a, b, draw(kinds)) for a, b in list(pairwise(borders))[::2]))


@given(marked(), limits)
def test_no_part_is_longer_than_allowed_or_empty(whole: Marked, limit: int) -> None:
    assert all(0 < units(part.text) <= limit for part in split(whole, limit))


@given(marked(), limits)
def test_nothing_but_blanks_at_the_cuts_is_lost(whole: Marked, limit: int) -> None:
    together = "".join(part.text for part in split(whole, limit))
    assert "".join(together.split()) == "".join(whole.text.split())


@given(marked(), limits)
def test_every_sign_keeps_its_marks(whole: Marked, limit: int) -> None:
    def styled(part: Marked) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (sign, tuple(sorted(mark.kind for mark in part.marks if mark.start <= at < mark.end)))
            for at, sign in enumerate(part.text)
            if not sign.isspace()
        ]

    assert [each for part in split(whole, limit) for each in styled(part)] == styled(whole)


@given(marked(), limits)
def test_every_mark_lies_within_its_part(whole: Marked, limit: int) -> None:
    for part in split(whole, limit):
        assert all(0 <= mark.start < mark.end <= len(part.text) for mark in part.marks)


@given(texts, limits)
def test_a_shortened_text_fits_and_says_so(text: str, limit: int) -> None:
    short = shorten(Marked(text), limit).text
    assert units(short) <= limit
    assert short == text.strip() or short.endswith("…")


def test_paragraphs_stay_together_where_they_can() -> None:
    parts = split(Marked("First words.\n\nSecond words.\n\nThird words, a little longer."), 32)
    assert [part.text for part in parts] == ["First words.\n\nSecond words.", "Third words, a little longer."]


def test_a_link_is_not_torn_apart() -> None:
    text = "Please read this first: the long guide to writing"
    link = Mark(24, len(text), "text_link", "https://valo.example/guide")
    parts = split(Marked(text, (link,)), 35)
    assert [part.text for part in parts] == ["Please read this first:", "the long guide to writing"]
    assert parts[1].marks == (Mark(0, 25, "text_link", "https://valo.example/guide"),)


def test_a_long_quotation_goes_on_in_the_next_message() -> None:
    parts = split(Marked("word " * 40, (Mark(0, 200, "blockquote"),)), 100)
    assert len(parts) > 1
    assert all(part.marks == (Mark(0, len(part.text), "blockquote"),) for part in parts)


def test_an_emoji_of_several_characters_is_not_cut() -> None:
    for part in split(Marked("👩‍🚀" * 30), 23):
        assert part.text.replace("👩‍🚀", "") == ""


def test_an_accent_stays_on_its_letter() -> None:
    for part in split(Marked("e\u0301" * 60), 25):
        assert not unicodedata.category(part.text[0]).startswith("M")


def test_ten_thousand_signs_with_emoji_and_links_are_split() -> None:
    line = "A long answer 🙂 with a link https://fjord.example/page and more words.\n"
    parts = split(Marked(line * 150), 4096)
    assert len(parts) == 3
    assert all(part.text.endswith("words.") for part in parts)
