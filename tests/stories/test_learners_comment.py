"""Story 4, third part: learners reply to each other."""

import pytest

from community.letters import Subject
from community.prompts import ANSWER_MOST
from tests.stories.discord_people import DiscordPerson
from tests.stories.school import School
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


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


@pytest.fixture
def commented(answered: School) -> School:
    """Ben has commented on it by button, so that his comment stands there as well."""
    answered.ben.presses("Reply to Aino")
    answered.ben.fills_in(text="Which one?")
    return answered


def test_an_answer_that_is_changed_leaves_comments_as_they_are(commented: School) -> None:
    commented.aino.presses("Change my answer")
    commented.aino.fills_in(text="Two maps.")
    commented.dina.reads("Two maps.")
    assert commented.in_chat("Which one?")


def test_an_answer_that_is_taken_back_leaves_comments_to_their_writers(commented: School) -> None:
    commented.aino.presses("Take it back")
    assert not commented.in_chat("A map.")
    assert commented.in_chat("Which one?")


def test_a_reply_to_a_comment_is_one_to_the_answer(commented: School) -> None:
    commented.dina.says(f"/join {commented.course.code}")
    commented.dina.presses("Join the course")
    commented.dina.fills_in(name="Dina")
    commented.dina.writes("The old one.", reply_to=commented.dina.reads("Which one?"))
    assert commented.replies() == ["Which one?", "The old one."]


def test_who_is_forgotten_leaves_no_comment_in_the_chat(commented: School) -> None:
    commented.ben.says("/forgetme")
    commented.ben.presses("Erase everything about me")
    assert not commented.in_chat("Which one?")
    assert commented.in_chat("A map.")


def test_who_is_forgotten_is_named_in_no_comment(commented: School) -> None:
    commented.aino.says("/forgetme")
    commented.aino.presses("Erase everything about me")
    (comment,) = commented.in_chat("Which one?")
    assert "Aino" not in comment.text
    assert comment.buttons == ()


def test_a_file_instead_of_a_comment_is_not_kept(answered: School) -> None:
    answered.ben.sends_file("holiday.jpg", reply_to=answered.ben.sees_in_chat("A map."))
    answered.ben.sees("I can only keep words so far")
    assert answered.replies() == []


def test_a_too_long_comment_is_not_kept(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    school.ben.writes("a" * (ANSWER_MOST + 1), reply_to=school.ben.sees_in_chat("A map."))
    school.ben.sees_alone("This is too long")
    assert school.replies() == []


def test_a_comment_that_its_writer_deletes_is_forgotten(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    assert isinstance(school.ben, DiscordPerson)
    mine = school.ben.writes("Which one?", reply_to=school.ben.sees_in_chat("A map."))
    assert school.replies() == ["Which one?"]
    school.ben.deletes(mine)
    assert school.replies() == []


def test_who_comments_is_told_on_whose_answer_and_where_it_will_stand(school: School) -> None:
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map of the old harbour. " * 20)
    school.ben.presses("Reply to Aino")
    asked = school.ben.question()
    assert "Aino answered: A map of the old harbour." in " ".join(asked.split())
    assert asked.count("harbour") < 10
    assert f"It will stand in the chat {school.title}, where everybody can read it." in asked


def test_who_comments_on_an_answer_that_was_taken_back_hears_so_before_writing(answered: School) -> None:
    posted = answered.ben.sees_in_chat("A map.")
    token = answered.ben.token(posted, "Reply to Aino")
    answered.aino.presses("Take it back")
    follow = answered.ben.says if isinstance(answered.ben, TelegramPerson) else None
    if follow is None:
        answered.ben.forges(answered.ben.reads("Share one link."), token)
    else:
        follow(f"/start {token}")
    answered.ben.sees_alone("This button does not work any more")


def test_a_comment_stands_in_the_chat_where_the_answer_is_not_found_any_more(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    school.town.keeps(lambda work: work.refs.forget(Subject("answer", 1)))
    school.ben.presses("Reply to Aino")
    school.ben.fills_in(text="Which one?")
    (comment,) = school.in_chat("Which one?")
    assert comment.text.startswith("Ben to Aino:")
    assert school.aino.reply_of(comment) == school.aino.reads("Reply to this message").key[1]
