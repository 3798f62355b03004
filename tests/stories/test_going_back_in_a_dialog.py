"""Where questions are asked one after the other, people may go back to those before: nothing is kept until the last."""

from tests.stories.people import SUGGESTED
from tests.stories.school import School
from tests.stories.town import Town


def test_the_question_before_is_asked_once_more(telegram_town: Town) -> None:
    dina = School.with_a_course(telegram_town).dina
    dina.says("/prompt_schedule")
    assert "Back" not in dina.sees_alone("When shall it come?").buttons
    dina.fills_in(when="tomorrow 9:00")
    dina.presses("Back", under="What shall it say?")
    assert "Back" not in dina.sees_alone("When shall it come?").buttons
    dina.fills_in(when="Fri 17:00", text="What did you bake?")
    assert "Friday 27 November, 17:00" in dina.sees_alone("What did you bake?").text


def test_one_can_go_back_as_far_as_to_the_first_question(telegram_town: Town) -> None:
    dina = telegram_town.person("Dina")
    telegram_town.meet(dina)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    dina.calls_here("course new")
    dina.fills_in(name="Suomi 1", language=SUGGESTED)
    dina.presses("Back", under="In which time zone")
    dina.presses("Back", under="In which language")
    assert "Back" not in dina.sees("What is the course called?").buttons
    dina.fills_in(name="Suomi 2", language="Suomi", zone="Oslo")
    dina.sees_in_chat("The course Suomi 2 is open (Suomi, Oslo time)")


def test_an_answer_that_was_written_with_the_command_is_not_asked_back(telegram_town: Town) -> None:
    dina = School.with_a_course(telegram_town).dina
    dina.says("/prompt_schedule tomorrow 9:00")
    assert "Back" not in dina.sees_alone("What shall it say?").buttons


def test_a_wrong_answer_leaves_the_way_back_open(telegram_town: Town) -> None:
    dina = telegram_town.person("Dina")
    telegram_town.meet(dina)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    dina.calls_here("course new")
    dina.fills_in(name="Suomi 1", language=SUGGESTED, zone="Utopia")
    dina.presses("Back", under="Utopia")
    dina.sees("In which language")
    dina.fills_in(language="Suomi")
    dina.sees('I do not know the time zone "Utopia"')
    dina.fills_in(zone="Helsinki")
    dina.sees_in_chat("is open (Suomi, Helsinki time)")


def test_a_wrong_answer_to_the_first_question_shows_no_way_back(telegram_town: Town) -> None:
    dina = School.with_a_course(telegram_town).dina
    dina.says("/prompt_schedule")
    dina.fills_in(when="sometime")
    assert "Back" not in dina.sees_alone("I do not understand the time").buttons
