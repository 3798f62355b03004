"""Prompts and answers that are longer than one message of the platform: all parts are one thing."""

import pytest

from tests.stories.school import School

LONG = "Beginning. " + "word " * 560 + "End."
LONGER = "Start. " + "other " * 500 + "Finish."


@pytest.fixture
def answered(school: School) -> School:
    """Aino has answered at length by button."""
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text=LONG)
    return school


def test_a_reply_to_any_part_of_a_long_prompt_is_an_answer(school: School) -> None:
    school.prompts(LONG)
    school.aino.writes("A map.", reply_to=school.aino.reads("Beginning."))
    school.ben.writes("A song.", reply_to=school.ben.reads("End."))
    assert school.answers() == {"Aino": "A map.", "Ben": "A song."}


def test_under_a_long_prompt_an_answer_by_button_stands_once(school: School) -> None:
    school.prompts(LONG)
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    assert len(school.in_chat("A map.")) == 1


def test_a_reply_to_any_part_of_a_long_answer_is_a_comment(answered: School) -> None:
    answered.ben.writes("Why so?", reply_to=answered.ben.reads("Beginning."))
    answered.ben.writes("Indeed.", reply_to=answered.ben.reads("End."))
    assert answered.replies() == ["Why so?", "Indeed."]


def test_a_long_answer_that_is_taken_back_disappears_as_a_whole(answered: School) -> None:
    answered.aino.presses("Take it back")
    assert not answered.in_chat("word word")
    assert not answered.in_chat("End.")


def test_a_long_answer_can_become_a_short_one_and_long_again(answered: School) -> None:
    answered.aino.presses("Change my answer")
    answered.aino.fills_in(text="A map.")
    assert len(answered.in_chat("A map.")) == 1
    assert not answered.in_chat("word word")
    answered.aino.presses("Change my answer")
    answered.aino.fills_in(text=LONGER)
    assert answered.in_chat("Start.")
    assert answered.in_chat("Finish.")
    answered.aino.presses("Take it back")
    assert not answered.in_chat("other other")
