"""Story 4, third part: learners reply to each other."""

import pytest

from tests.stories.school import School


@pytest.fixture
def answered(school: School) -> School:
    """Aino has answered by button, so that her answer stands in the chat as a message of the bot's."""
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    return school


def test_a_peer_replies_to_a_posted_answer_in_the_chat(answered: School) -> None:
    mine = answered.ben.writes("Which one?", reply_to=answered.ben.sees_in_chat("A map."))
    assert answered.ben.sees_of(mine).reactions == ("👌",)
    assert answered.replies() == ["Which one?"]


@pytest.mark.on_both_databases
def test_a_peer_comments_with_the_button_and_the_group_reads_it(answered: School) -> None:
    answered.ben.presses("Reply to Aino")
    answered.ben.fills_in(text="Which one?")
    answered.ben.sees_alone("Aino and the group see your comment")
    comment = answered.aino.sees_in_chat("Which one?")
    assert "Ben" in comment.text
    assert answered.replies() == ["Which one?"]


def test_under_a_typed_answer_stands_a_button_to_reply(school: School) -> None:
    school.prompts("Share one link.")
    school.ben.writes("A song.", reply_to=school.ben.sees_in_chat("Share one link."))
    school.aino.presses("Reply to Ben")
    school.aino.fills_in(text="Lovely.")
    school.ben.sees_in_chat("Lovely.")
    assert school.replies() == ["Lovely."]


def test_a_reply_to_the_own_answer_does_not_count(answered: School) -> None:
    answered.aino.presses("Reply to Aino")
    answered.aino.fills_in(text="Me again.")
    answered.aino.sees_alone("This is your own answer")
    assert answered.replies() == []
