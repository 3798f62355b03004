"""The bot is removed from a chat, brought back, or may not write there: nobody is left to find out by themselves."""

import pytest

from tests.stories.school import School, schedule
from tests.stories.town import Town


@pytest.fixture
def school(town: Town) -> School:
    school = School.with_a_course(town)
    town.has_a_staff_room(school.dina)
    return school


@pytest.mark.on_both_databases
def test_the_trainers_hear_that_the_bot_was_removed_and_what_to_do(school: School) -> None:
    school.aino.looks()
    school.town.throws_the_bot_out()

    told = school.dina.sees_alone("I was removed from the chat")
    assert "where English for seniors meets" in told.text
    assert "add me to the chat again" in told.text
    school.aino.sees_nothing_new()


def test_a_course_without_its_chat_says_so_wherever_it_is_spoken_of(school: School) -> None:
    school.town.throws_the_bot_out()

    school.dina.calls_privately("course show")
    school.dina.sees_alone("(I was removed from it: add me again)")
    school.dina.calls_privately("prompt schedule", when="tomorrow 9:00", text="Share one link.")
    school.dina.sees_alone("English for seniors has no chat now")
    school.dina.presses("Schedule it")
    school.town.passes(hours=23)

    school.dina.sees_alone("English for seniors has no chat, so nobody saw it")
    assert not school.in_chat("Share one link.")  # and nothing was tried: it would have been buried


@pytest.mark.on_both_databases
def test_a_bot_that_is_brought_back_goes_on_where_it_was(school: School) -> None:
    school.town.throws_the_bot_out()
    school.ben.looks()
    school.town.brings_the_bot_back()

    back = school.ben.sees_in_chat("I am back. This chat belongs to English for seniors")
    assert "Join" in back.buttons
    assert "Hello everybody" not in back.text
    school.prompts("Share one link.")
    school.ben.sees_in_chat("Share one link.")
    school.dina.calls("course show")
    assert "removed" not in school.dina.sees_alone("Meets in").text


def test_a_bot_that_was_brought_back_while_it_was_down_goes_on_as_well(school: School) -> None:
    school.town.throws_the_bot_out()
    school.ben.looks()
    school.town.sleeps(minutes=5, meanwhile=school.town.adds_the_bot)
    school.ben.sees_in_chat("I am back.")


def test_what_is_answered_after_the_bot_was_removed_is_kept(school: School) -> None:
    school.prompts("Share one link.")
    school.town.throws_the_bot_out()
    school.aino.calls_privately("answer give" if school.aino.command("x y") == "/x y" else "answer", text="A map.")
    assert school.answers() == {"Aino": "A map."}


def test_the_trainers_hear_once_that_the_bot_may_not_write(school: School) -> None:
    town = school.town
    town.expects_refusals = True
    schedule(school.dina, "Share one link.", "every day 9:00")
    town.silences_the_bot()
    school.dina.looks()
    town.passes(hours=23)
    told = school.dina.sees_alone("I may not write in the chat")
    assert "give me the right" in told.text
    school.dina.calls_privately("course show")
    school.dina.sees_alone("(I may not write there)")

    school.dina.looks()
    town.passes(hours=24)
    school.dina.does_not_see("I may not write in the chat")

    town.silences_the_bot(on=False)
    town.passes(hours=24)
    school.ben.sees_in_chat("Share one link.")
    school.dina.calls("course show")
    assert "may not write" not in school.dina.sees_alone("Meets in").text
