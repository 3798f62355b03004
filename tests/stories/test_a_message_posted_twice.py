"""On Telegram nobody may know whether a message arrived; it is posted again then, and both copies are good to reply to."""

import pytest

from tests.stories.school import School, schedule
from tests.stories.screens import Shown
from tests.stories.town import Town


@pytest.fixture
def school(telegram_town: Town) -> School:
    return School.with_a_course(telegram_town)


def twice(school: School, text: str) -> list[Shown]:
    """Both copies of what stands in the chat, the first one first."""
    first, second = school.in_chat(text)
    return [first, second]


def the_next_answer_of_telegram_is_lost(school: School) -> None:
    school.town.telegram.faults.add("drop_after", "sendMessage", chat_id=school.town.group.id)


def prompted_twice(school: School) -> list[Shown]:
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    the_next_answer_of_telegram_is_lost(school)
    school.town.passes(hours=23)
    return twice(school, "Share one link.")


@pytest.mark.parametrize("copy", [0, 1], ids=["first", "second"])
def test_a_reply_to_either_copy_of_a_prompt_is_an_answer(school: School, copy: int) -> None:
    mine = school.aino.writes("A map.", reply_to=prompted_twice(school)[copy])
    assert school.answers() == {"Aino": "A map."}
    assert school.aino.sees_of(mine).reactions == ("👌",)


def test_both_copies_go_when_the_one_who_wrote_the_prompt_is_forgotten(school: School) -> None:
    first, _ = prompted_twice(school)
    school.aino.writes("A map.", reply_to=first)
    school.dina.says("/forgetme")
    school.dina.presses("Erase everything about me")
    assert not school.in_chat("Share one link.")


def test_a_reply_to_either_copy_of_an_answer_is_a_comment(school: School) -> None:
    school.prompts("Share one link.")
    the_next_answer_of_telegram_is_lost(school)
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    first, second = twice(school, "A map.")
    for copy, text in ((first, "Which one?"), (second, "The old one?")):
        school.ben.writes(text, reply_to=copy)
    assert school.replies() == ["Which one?", "The old one?"]


def test_a_button_that_was_tampered_with_is_not_believed(school: School) -> None:
    first, _ = prompted_twice(school)
    (button,) = (each for row in first.raw.keyboard for each in row)
    button["url"] = button["url"][:-1] + ("0" if button["url"][-1] != "0" else "1")
    mine = school.aino.writes("A map.", reply_to=first)
    assert school.answers() == {}
    assert school.aino.sees_of(mine).reactions == ()
