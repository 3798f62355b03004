"""Where a prompt of a course goes: to each group's own place, and to its chats for who has none where they are."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from community.chat.address import Bot, Place, Platform
from community.courses import CoursePlace
from community.routing import Reader, crossing, home_of, places_for, places_of_group

TELEGRAM, DISCORD = Platform
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def at(platform: Platform, name: str, group: int | None = None) -> CoursePlace:
    return CoursePlace(1, Place(Bot(platform, "1"), name), name, group=group)


def on(*platforms: Platform, group: int | None = None) -> Reader:
    return Reader(group, frozenset(platforms))


CHAT, SERVER = at(TELEGRAM, "chat"), at(DISCORD, "server")
LARKS, LARKS_THERE, OWLS = at(TELEGRAM, "larks", 1), at(DISCORD, "larks", 1), at(TELEGRAM, "owls", 2)


def names(places: list[CoursePlace]) -> list[str]:
    return [each.title for each in places]


def test_a_course_without_groups_speaks_in_all_its_chats() -> None:
    assert places_for([CHAT, SERVER], []) == [CHAT, SERVER]


def test_a_chat_is_left_out_when_everybody_there_has_a_place() -> None:
    assert names(places_for([CHAT, LARKS, OWLS], [on(TELEGRAM, group=1), on(TELEGRAM, group=2)])) == ["larks", "owls"]


def test_who_has_no_group_reads_in_the_chat() -> None:
    assert names(places_for([CHAT, LARKS], [on(TELEGRAM, group=1), on(TELEGRAM)])) == ["chat", "larks"]


def test_a_group_without_a_place_on_a_platform_reads_in_the_chat_there() -> None:
    readers = [on(TELEGRAM, group=1), on(DISCORD, group=1)]
    assert names(places_for([CHAT, SERVER, LARKS], readers)) == ["server", "larks"]
    assert names(places_for([CHAT, SERVER, LARKS, LARKS_THERE], readers)) == ["larks", "larks"]


def test_who_is_on_both_platforms_needs_one_place() -> None:
    assert names(places_for([CHAT, SERVER, LARKS], [on(TELEGRAM, DISCORD, group=1)])) == ["larks"]


def test_a_place_that_takes_nothing_is_tried_and_its_people_read_in_the_chat_as_well() -> None:
    assert names(places_for([CHAT, replace(LARKS, muted_at=NOW)], [on(TELEGRAM, group=1)])) == ["chat", "larks"]


def test_who_is_where_the_course_has_no_chat_is_served_by_those_it_has() -> None:
    assert names(places_for([CHAT, OWLS], [on(DISCORD)])) == ["chat", "owls"]


def test_what_is_for_one_group_goes_to_no_other() -> None:
    readers = [on(TELEGRAM, group=1), on(DISCORD, group=1), on(TELEGRAM, group=2), on(TELEGRAM)]
    assert names(places_of_group([CHAT, SERVER, LARKS, OWLS], 1, readers)) == ["server", "larks"]
    assert names(places_of_group([CHAT, SERVER], 2, readers)) == ["chat"]


def test_words_stand_where_they_were_written() -> None:
    every = [CHAT, SERVER, LARKS, OWLS]
    assert names(home_of(every, on(TELEGRAM, group=1), TELEGRAM)) == ["larks"]
    assert names(home_of(every, on(DISCORD, group=1), DISCORD)) == ["server"]
    assert names(home_of([CHAT, LARKS], on(DISCORD, group=1), DISCORD)) == ["larks"]
    assert home_of([], on(DISCORD), DISCORD) == []


def test_words_cross_only_to_those_of_the_group_who_cannot_see_them() -> None:
    every, author = [CHAT, SERVER, LARKS, LARKS_THERE], on(TELEGRAM, group=1)
    assert crossing(every, author, TELEGRAM, [author, on(DISCORD, group=1)]) == [LARKS_THERE]
    assert crossing(every, author, TELEGRAM, [author, on(DISCORD, group=2), on(DISCORD)]) == []
    assert crossing(every, author, TELEGRAM, [author, on(TELEGRAM, DISCORD, group=1)]) == []
    assert crossing([CHAT, SERVER, LARKS], author, TELEGRAM, [author, on(DISCORD, group=1)]) == [SERVER]


PLACES = st.lists(
    st.builds(at, st.sampled_from(Platform), st.just("x"), st.none() | st.integers(1, 3)), min_size=1, max_size=6
)
READERS = st.lists(
    st.builds(Reader, st.none() | st.integers(1, 3), st.frozensets(st.sampled_from(Platform), min_size=1)), max_size=8
)


@given(PLACES, READERS)
def test_nobody_is_left_without_a_place_to_read_where_there_is_one(
    places: list[CoursePlace], readers: list[Reader]
) -> None:
    chosen = places_for(places, readers)
    for reader in readers:
        mine = [each for each in places if each.group in {None, reader.group} and each.platform in reader.platforms]
        assert not mine or any(each in chosen for each in mine)
