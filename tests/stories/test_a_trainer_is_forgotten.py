"""What becomes of a course when a trainer has themselves erased: their words go, everything else goes on."""

import pytest

from bot.doctor import Timers
from community.roles import Role
from tests.stories.people import Person
from tests.stories.school import School, schedule


@pytest.fixture
def tina(school: School) -> Person:
    """A second coordinator, who stays."""
    tina = school.town.newcomer("Tina")
    tina.says(f"/start {school.town.invitation(school.centre, Role.COORDINATOR)}")
    return tina


@pytest.fixture
def forgotten(school: School, tina: Person) -> School:
    """Dina is erased; she leaves one prompt that was answered, one that was not, one planned and one only proposed."""
    school.prompts("Share one link.")
    school.ben.presses("Answer")
    school.ben.fills_in(text="A map.")
    school.prompts("Share one song.", "tomorrow 10:00", hours=26)
    schedule(school.dina, "Share one smell.", "tomorrow 11:00")
    school.dina.calls("prompt schedule", when="tomorrow 12:00", text="Share one taste.")
    school.aino.says("/todo")
    tina.looks()
    school.dina.says("/forgetme")
    school.dina.sees_alone("Your prompts vanish from the chats")
    school.dina.sees_alone("A planned one is cancelled")
    school.dina.presses("Erase everything about me")
    school.dina.sees_alone("Everything about you is erased")
    return school


@pytest.mark.on_both_databases
def test_those_who_run_the_course_with_them_hear_what_will_not_come(forgotten: School, tina: Person) -> None:
    told = tina.sees_alone("has erased their data").text
    assert "cancelled: #3." in told
    forgotten.town.passes(hours=30)
    assert not [shown for shown in forgotten.ben.screen() if "Share one" in shown.text and not shown.private]


def test_the_lists_of_the_course_are_read_as_before(forgotten: School, tina: Person) -> None:
    tina.says("/prompt_list" if forgotten.town.home == "telegram" else "/prompt list")
    tina.sees_alone("has no prompts yet")
    forgotten.aino.says("/todo")
    forgotten.aino.sees_alone("Nothing waits for you")
    tina.says("/stats_export" if forgotten.town.home == "telegram" else "/stats export")
    assert any("prompts.csv" in shown.files for shown in tina.news())


def test_who_answered_keeps_their_answer_and_can_take_it_back(forgotten: School) -> None:
    assert forgotten.answers() == {"Ben": "A map."}
    forgotten.ben.says("/answer_withdraw" if forgotten.town.home == "telegram" else "/answer withdraw")
    assert forgotten.answers() == {}


def test_a_prompt_without_words_is_no_prompt_any_more(forgotten: School, tina: Person) -> None:
    assert forgotten.members() == ["Aino", "Ben"]
    for command in ("prompt edit", "prompt preview", "prompt cancel"):
        tina.calls(command, prompt="#3")
        tina.sees_alone("I do not find this prompt")


def test_a_button_that_is_left_over_takes_no_answer_to_an_erased_prompt(forgotten: School) -> None:
    aino = forgotten.aino
    aino.presses("Answer: Share one link.")
    aino.fills_in(text="Too late.")
    aino.sees_alone("I do not find this prompt")
    assert forgotten.answers() == {"Ben": "A map."}


def test_the_doctor_finds_every_timer_in_order(forgotten: School) -> None:
    assert forgotten.town.keeps(lambda work: Timers.of(work).wrong) == []


def test_who_only_learns_hears_nothing_about_prompts(school: School) -> None:
    school.ben.says("/forgetme")
    assert "prompts" not in school.ben.sees_alone("Erase everything about you?").text
