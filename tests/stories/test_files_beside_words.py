"""Story 4: words beside a file count, and who sent them is told once that the file is not kept."""

import pytest

from tests.stories.school import School
from tests.stories.town import Town

TOLD = "I cannot keep files or pictures so far"


@pytest.fixture
def asked(school: School) -> School:
    """The course with one prompt that has just come."""
    school.prompts("Share one link.")
    return school


@pytest.mark.on_both_databases
def test_the_words_beside_a_file_are_the_answer_and_the_rest_is_told_in_private(asked: School) -> None:
    prompt = asked.aino.sees_in_chat("Share one link.")
    asked.ben.looks()
    mine = asked.aino.sends_file("map.jpg", reply_to=prompt, text="A map.")
    asked.aino.sees_alone(TOLD)
    asked.ben.does_not_see(TOLD)
    assert asked.answers() == {"Aino": "A map."}
    assert asked.aino.sees_of(mine).reactions == ("👌",)


def test_it_is_told_once_and_not_for_every_file(asked: School) -> None:
    prompt = asked.aino.sees_in_chat("Share one link.")
    asked.aino.sends_file("map.jpg", reply_to=prompt, text="A map.")
    asked.aino.sends_file("sea.jpg", reply_to=prompt, text="A map of the sea.")
    asked.aino.does_not_see(TOLD)
    assert asked.answers() == {"Aino": "A map of the sea."}


def test_more_pictures_after_the_words_ask_for_no_more_words(asked: School) -> None:
    prompt = asked.aino.sees_in_chat("Share one link.")
    asked.aino.sends_file("map.jpg", reply_to=prompt, text="A map.")
    asked.aino.sends_file("sea.jpg", reply_to=prompt)
    asked.aino.sees_nothing_new()
    assert asked.answers() == {"Aino": "A map."}


def test_a_picture_after_an_answer_leaves_it_and_is_told_once(asked: School) -> None:
    prompt = asked.aino.sees_in_chat("Share one link.")
    asked.aino.writes("A map.", reply_to=prompt)
    asked.aino.sends_file("map.jpg", reply_to=prompt)
    asked.aino.sees_alone(TOLD)
    assert asked.answers() == {"Aino": "A map."}


def test_the_words_beside_a_file_are_a_comment(asked: School) -> None:
    asked.aino.presses("Answer")
    asked.aino.fills_in(text="A map.")
    asked.ben.sends_file("sea.jpg", reply_to=asked.ben.sees_in_chat("A map."), text="This one?")
    asked.ben.sees_alone(TOLD)
    assert asked.replies() == ["This one?"]


def test_the_words_beside_a_file_answer_a_question(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.sends_file("map.jpg", text="A map.")
    school.aino.sees_alone(TOLD)
    assert school.answers() == {"Aino": "A map."}


def test_who_comes_back_after_being_forgotten_is_told_anew(asked: School) -> None:
    prompt = asked.aino.sees_in_chat("Share one link.")
    asked.aino.sends_file("map.jpg", reply_to=prompt, text="A map.")
    asked.aino.says("/forgetme")
    asked.aino.presses("Erase everything about me")
    asked.aino.says(f"/join {asked.course.code}")
    asked.aino.presses("Join the course")
    asked.aino.fills_in(name="Aino")
    asked.aino.sends_file("map.jpg", reply_to=prompt, text="A map.")
    asked.aino.sees_alone(TOLD)
    assert asked.answers() == {"Aino": "A map."}
