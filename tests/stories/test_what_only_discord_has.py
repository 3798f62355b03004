"""What only Discord has: being shown all words where its owner allows it, suggestions while typing, long forms."""

from collections.abc import Iterator

import pytest

from adapters.discord.limits import CONTENT
from community.chat.address import Platform
from community.prompts import ANSWER_MOST
from storage.engine import Store
from tests.stories.conftest import opened
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.town import Town

HINT = "To comment on this"


@pytest.fixture
def open_town(request: pytest.FixtureRequest, database: Store) -> Iterator[Town]:
    """Where the owner of the bot has switched message content on."""
    with opened(Town(database, Platform.DISCORD, message_content=True), request.node.name) as town:
        yield town


def offered(person: Person, path: str, option: str, typed: str = "", **given: str) -> list[str]:
    """What Discord suggests to somebody who types."""
    assert isinstance(person, DiscordPerson)
    choices = person.town.does(
        person.account.autocomplete(person.town.channel, path, option, typed, of_bot=None, **given)
    )
    return [choice["name"] for choice in choices]


def test_with_message_content_a_reply_between_people_is_read_without_a_button(open_town: Town) -> None:
    school = School.with_a_course(open_town)
    school.prompts("Share one link.")
    mine = school.aino.writes("A map of the city.", reply_to=school.aino.sees_in_chat("Share one link."))
    assert school.answers() == {"Aino": "A map of the city."}
    school.ben.writes("Which one?", reply_to=mine)
    assert not [shown for shown in school.ben.screen() if HINT in shown.text or "Reply to Aino" in shown.buttons]
    assert school.replies() == [None], "a reply between people counts, and its words stay theirs"


def test_without_message_content_the_way_to_comment_is_shown_instead(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    school.aino.writes("A map of the city.", reply_to=school.aino.sees_in_chat("Share one link."))
    assert "Reply to Aino" in school.ben.sees_in_chat(HINT).buttons


def test_with_message_content_a_reply_without_a_mention_is_an_answer(open_town: Town) -> None:
    school = School.with_a_course(open_town)
    school.prompts("Share one link.")
    aino = school.aino
    assert isinstance(aino, DiscordPerson)
    aino.replies_silently("A map of the city.", to=aino.sees_in_chat("Share one link."))
    assert school.answers() == {"Aino": "A map of the city."}


def test_free_talk_is_counted_and_not_kept_even_where_it_could_be_read(open_town: Town) -> None:
    school = School.with_a_course(open_town)
    school.aino.writes("The heron was there again.")
    assert "heron" not in school.everything_kept()


def test_while_typing_the_courses_the_prompts_and_the_times_are_suggested(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.", when="every Monday 09:00 until 12.12.", hours=1)
    dina = school.dina
    assert offered(dina, "prompt schedule", "course", "engl") == ["English for seniors"]
    assert offered(dina, "prompt schedule", "course", "swahili") == []
    assert offered(dina, "prompt cancel", "prompt") == ["#1 Share one link."]
    [time] = offered(dina, "prompt schedule", "when", "tomorrow 9:00")
    assert time == "Wednesday, 25 November 2026, 09:00"
    assert offered(dina, "prompt schedule", "when", "when pigs fly") == []


def test_while_typing_cities_are_suggested_in_the_language_of_who_types(discord_town: Town) -> None:
    dina = discord_town.person("Dina", language="fi")
    discord_town.meet(dina)
    dina.says(f"/start {discord_town.invitation(discord_town.organisation())}")
    assert offered(dina, "course new", "zone", "hels") == ["Helsinki"]
    assert offered(dina, "course new", "zone", "kööpen") == offered(dina, "course new", "zone", "Europe/Cop")
    assert offered(dina, "course new", "zone", "kööpen") == ["Kööpenhamina"]
    assert "Buenos Aires" in offered(dina, "course new", "zone", "buenos a")


def test_while_typing_settings_are_suggested_in_the_language_of_who_types(discord_town: Town) -> None:
    dina = School.with_a_course(discord_town).dina
    assert offered(dina, "course settings", "setting", "hours") == ["Hours", "Common hours"]
    dina.calls("language", language="fi")
    assert offered(dina, "course settings", "setting", "ryhmän") == ["Ryhmän koko"]


def test_nothing_of_a_course_is_suggested_to_who_does_not_run_it(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.", when="every Monday 09:00 until 12.12.", hours=1)
    assert offered(school.aino, "prompt cancel", "prompt") == []
    assert offered(school.aino, "prompt schedule", "course") == []


def test_the_longest_answer_that_the_form_takes_stands_whole_in_the_chat(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    words = " ".join(f"word{number}" for number in range(1000))[:ANSWER_MOST].strip()
    school.aino.presses("Answer")
    school.aino.fills_in(text=words)
    school.aino.sees_alone("Your answer is kept")
    posted = [shown for shown in school.ben.news() if "word" in shown.text]
    assert all(len(shown.text) <= CONTENT for shown in posted)
    assert " ".join(" ".join(shown.text for shown in posted).split()).endswith(words[-200:])
    assert school.answers() == {"Aino": words}


def test_an_answer_that_is_too_long_for_a_command_comes_back_in_a_form_to_be_shortened(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    aino = school.aino
    assert isinstance(aino, DiscordPerson)
    aino.calls("answer give", text="a" * (ANSWER_MOST + 1))
    assert aino.form is not None
    assert [len(value or "") for value in aino.form.values.values()] == [ANSWER_MOST]
    assert school.answers() == {}
    aino.fills_in(text="A map.")
    assert school.answers() == {"Aino": "A map."}
