"""Languages, interests and pauses as people write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.calendar import to_wall
from community.errors import Invalid
from community.interests import LONGEST, MOST, read_interests, shared
from community.languages import read_languages
from community.pauses import read_pause

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "English, Portuguese and a little Finnish", ("en", "pt", "fi")),
        ("en", "Finnish, fi, suomi", ("fi",)),
        ("fi", "suomi, englanti ja ruotsi", ("fi", "en", "sv")),
        ("fi", "vähän portugalia", ("pt",)),
        ("it", "italiano e inglese", ("it", "en")),
        ("en", "Norwegian", ("nb",)),
        ("en", "suomi ja englanti", ("fi", "en")),
        ("fi", "inglese, norsk e portoghese", ("en", "nb", "pt")),
        ("nb", "norsk og engelsk", ("nb", "en")),
    ],
)
def test_languages_are_known_by_any_of_their_names(language: str, text: str, codes: tuple[str, ...]) -> None:
    assert read_languages(text, language) == codes


@pytest.mark.parametrize("text", ["Elvish", "", "English, Elvish"])
def test_a_language_that_is_none_is_named(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_languages(text, "en")
    assert refused.value.facts["given"] in {"Elvish", ""}


def test_interests_are_words_between_commas_each_once() -> None:
    assert read_interests("cooking, Music ,music,  old   films;cooking") == ("cooking", "Music", "old films")


@pytest.mark.parametrize("text", [" , ", ",".join(map(str, range(MOST + 1))), "x" * (LONGEST + 1)])
def test_too_many_or_too_long_interests_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_interests(text)


def test_an_interest_of_two_people_is_not_shown_to_others() -> None:
    assert shared([["Cooking", "chess"], ["cooking", "CHESS"], ["cooking", "rowing"]]) == ("cooking",)


@given(st.lists(st.lists(st.text(alphabet="abAB", min_size=1, max_size=2), max_size=4), max_size=9))
def test_every_interest_that_is_offered_is_held_by_three(people: list[list[str]]) -> None:
    for word in shared(people):
        assert sum(word.casefold() in {own.casefold() for own in words} for words in people) >= 3


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "2w", "2026-12-08"),
        ("en", "for ten days", "2026-12-04"),
        ("en", "a week", "2026-12-01"),
        ("en", "until 7 January", "2027-01-07"),
        ("en", "7.1.", "2027-01-07"),
        ("en", "until Monday", "2026-11-30"),
        ("fi", "2 viikkoa", "2026-12-08"),
        ("fi", "kahden viikon", "2026-12-08"),
        ("fi", "7.1. asti", "2027-01-07"),
    ],
)
def test_a_pause_ends_in_the_morning_of_its_last_day(language: str, text: str, day: str) -> None:
    until = read_pause(text, NOW, HELSINKI, language)
    assert until is not None
    assert to_wall(until, HELSINKI).isoformat() == f"{day}T08:00:00"


def test_off_ends_a_pause() -> None:
    assert read_pause("Off", NOW, HELSINKI, "en") is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("forever", "not_a_pause"),
        ("every Monday", "not_a_pause"),
        ("900 days", "pause_too_long"),
        ("today", "pause_is_past"),
    ],
)
def test_what_is_no_pause_is_refused_with_its_reason(text: str, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_pause(text, NOW, HELSINKI, "en")
    assert refused.value.key == key
