"""A message comes out of a letter as it was put in."""

from hypothesis import given
from hypothesis import strategies as st

from bot.letterbox import fold, place_code, read_place, unfold
from community.chat.address import Bot, Place, Platform
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
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
spans = st.builds(Span, words, st.sampled_from(Style), words)
buttons = st.builds(
    Button,
    words,
    st.one_of(st.builds(Press, words), st.builds(Link, words), st.builds(PrivateChat, words)),
    st.sampled_from(Tone),
)
blocks = st.one_of(
    st.builds(Text, st.lists(spans, max_size=4).map(tuple)),
    st.builds(Quote, words),
    st.builds(Facts, st.lists(st.tuples(words, words), max_size=3).map(tuple)),
    st.builds(Buttons, st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple)),
    st.builds(ReplyBox, words),
    st.builds(File, words, st.binary(max_size=50), words),
)
messages = st.builds(Message, st.lists(blocks, max_size=5).map(tuple), st.none(), st.booleans())
ids = st.text("0123456789-", min_size=1, max_size=20)


@given(message=messages)
def test_whatever_is_said_comes_back_as_it_was(message: Message) -> None:
    assert unfold(fold(message)) == message


@given(place=st.builds(Place, st.builds(Bot, st.sampled_from(Platform), ids), ids, st.just("") | ids))
def test_a_place_comes_back_from_its_code(place: Place) -> None:
    assert read_place(place_code(place)) == place
