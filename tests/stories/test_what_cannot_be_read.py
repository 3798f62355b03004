"""What somebody writes behind a command and nobody can read is said, and nothing else is done instead."""

import pytest

from community.chat.address import Platform
from tests.stories.learners import EVENINGS, Learners, proposed
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.test_two_of_one_name import called, offered
from tests.stories.town import Town

FOUR = dict.fromkeys(("Aino", "Ben", "Carla", "Emil"), EVENINGS)


def test_no_groups_are_drawn_of_a_size_that_nobody_can_read(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    Learners.of(school, FOUR)
    dina = school.dina
    for words, unread in (("people", "people"), ("-1", "-1"), ("3,5", "3,5"), ("2 7 people", "people")):
        dina.says(f"/group_make {words}")
        told = dina.sees_alone(f'I do not understand "{unread}", so nothing has happened.').text
        assert "/group_make 4" in told
    dina.calls("group show")
    dina.sees_alone("has no groups yet")
    dina.says("/group_make 2")
    dina.sees_alone("I am looking for the best groups")


def test_a_wish_for_two_is_read_in_the_order_in_which_one_says_it(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    Learners.of(school, FOUR)
    dina = school.dina
    dina.says("/group_wish Aino with Ben")
    dina.sees_alone("Aino and Ben in one group.")
    dina.says("/group_wish Aino Emil")
    dina.sees_alone("Should the two be in one group, or one without the other?")
    dina.presses("without")
    dina.sees_alone("Aino and Emil apart.")


def moves(dina: Person, name: str) -> None:
    """Asks to move somebody in the proposal, and names them."""
    dina.presses("Change it")
    dina.presses("Move somebody")
    if dina.town.home is Platform.DISCORD:
        dina.fills_in(person=name, number="2")
    else:
        dina.says(name)


@pytest.mark.parametrize("name", ["Ben", "be"])
def test_of_two_whom_a_name_can_mean_one_is_asked_at_once(school: School, name: str) -> None:
    learners, dina = Learners.of(school, FOUR), school.dina
    number, second = learners.school.person("Ben"), called(learners, "Carla", "Ben")
    proposed(dina, size="2")
    moves(dina, name)
    asked = dina.sees_alone(f'"{name}" can mean Ben #{number} and Ben #{second}. Which of them?')
    assert {f"Ben #{number}", f"Ben #{second}"} <= set(asked.buttons)
    assert "Aino" not in asked.buttons
    dina.presses(f"Ben #{second}")
    if school.town.home is Platform.TELEGRAM:
        dina.sees_alone("Which group?")
        dina.says("9")
    dina.does_not_see("can mean")


def test_a_command_whose_name_can_mean_two_opens_a_list_of_the_two(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    learners, dina = Learners.of(school, FOUR), school.dina
    called(learners, "Carla", "Ben")
    dina.calls("group wish", how="without", person="Ben", other="Aino")
    assert '"Ben" can mean Ben #' in dina.question()
    labels = offered(dina)
    assert [label.split("#")[0] for label in labels] == ["Ben ", "Ben "]
    dina.fills_in(person=labels[1].removeprefix("Ben "))
    dina.sees_alone(f"{labels[1]} and Aino apart.")


def test_a_name_that_nobody_has_is_said_before_the_next_question(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    Learners.of(school, FOUR)
    proposed(school.dina, size="2")
    moves(school.dina, "Zoe")
    asked = school.dina.sees_alone('Nobody in the course is called "Zoe".')
    assert "Aino" in asked.buttons
