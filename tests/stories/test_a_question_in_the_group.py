"""A question that is asked in the group says how it is answered, rings nobody else, and is over when it is answered."""

from collections.abc import Callable

import pytest

from tests.stories.people import SUGGESTED
from tests.stories.screens import Shown
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

NAME = "What is the course called?"
LANGUAGE = "In which language do I speak"
OVER = "This question is no longer open: it was answered or stopped, or it waited for more than two days. Nothing has changed."


@pytest.fixture
def dina(telegram_town: Town) -> TelegramPerson:
    """Dina, who may open a course in the chat where she meets Ben. Elsewhere such questions stand on a form."""
    dina, ben = telegram_town.person("Dina"), telegram_town.person("Ben")
    telegram_town.meet(dina, ben)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    assert isinstance(dina, TelegramPerson)
    return dina


@pytest.fixture
def asked(dina: TelegramPerson) -> Shown:
    dina.calls_here("course new")
    return dina.sees_in_chat(NAME)


@pytest.fixture
def opens_for(dina: TelegramPerson) -> Callable[[Shown], list[str]]:
    """For whom the reply field opens under a message."""
    town = dina.town
    people = [person for person in (dina, town.person("Ben")) if isinstance(person, TelegramPerson)]
    return lambda shown: [each.name for each in people if each.account.is_asked_by(shown.raw)]


def test_it_says_that_it_is_answered_by_a_reply(dina: TelegramPerson, asked: Shown) -> None:
    assert "Press a button, or reply to this message." in asked.text
    dina.writes("Suomea yhdessä", reply_to=asked)
    assert "reply to this message" in dina.sees_in_chat(LANGUAGE).text


def test_in_private_nobody_needs_to_be_told(dina: TelegramPerson) -> None:
    dina.calls_privately("course new")
    assert "reply to this message" not in dina.sees_alone(NAME).text


def test_a_question_without_choices_opens_the_reply_field_of_who_is_asked_only(
    dina: TelegramPerson, opens_for: Callable[[Shown], list[str]]
) -> None:
    dina.calls_here("course connect")
    asked = dina.sees_in_chat("What is the code of the course?")
    assert "Reply to this message with your answer." in asked.text
    assert opens_for(asked) == ["Dina"]


def test_the_next_question_replies_to_the_answer_before(dina: TelegramPerson, asked: Shown) -> None:
    mine = dina.writes("Suomea yhdessä", reply_to=asked)
    assert dina.reply_of(dina.sees_in_chat(LANGUAGE)) == mine.key[1]


@pytest.mark.parametrize("button", ["Stop", "English for seniors"])
def test_the_buttons_of_a_question_that_was_answered_in_words_say_so(
    dina: TelegramPerson, asked: Shown, button: str
) -> None:
    dina.writes("Suomea yhdessä", reply_to=asked)
    question = dina.sees_in_chat(LANGUAGE)
    dina.presses(button, under=NAME)
    assert dina.sees_alone(OVER)
    assert dina.sees_of(asked).text == asked.text
    dina.presses("English", under=LANGUAGE)
    assert dina.sees_of(question).text != question.text


def test_stop_under_a_question_ends_it_where_it_stands(dina: TelegramPerson, asked: Shown) -> None:
    dina.presses("Stop")
    stopped = dina.sees_of(asked)
    assert "Nothing has changed" in stopped.text
    assert not stopped.buttons
    dina.writes("Suomea yhdessä", reply_to=asked)
    dina.sees_nothing_new()


def test_a_reply_to_an_old_question_in_private_answers_the_open_one(dina: TelegramPerson) -> None:
    dina.calls_privately("course new")
    old = dina.sees_alone(NAME)
    dina.says("Suomea yhdessä")
    dina.sees_alone(LANGUAGE)
    dina.writes("fi", reply_to=old)
    dina.sees_alone("In which time zone")
    dina.fills_in(zone=SUGGESTED)
    dina.sees_alone("is open")
