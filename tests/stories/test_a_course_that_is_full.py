"""A course with as many seats as the room has: who comes later waits, and is offered the seat that becomes free."""

import pytest

from tests.stories.doors import asks_to_join, rules
from tests.stories.school import School
from tests.stories.test_buttons_and_strangers import forge
from tests.stories.town import Town


def leaves(school: School) -> None:
    school.ben.says("/leave")
    school.ben.presses("Leave the course")


@pytest.mark.slow
@pytest.mark.on_both_databases
def test_a_free_seat_is_offered_to_the_next_in_line_until_somebody_takes_it(school: School) -> None:
    rules(school, seats=2, offer_days=2)
    emil, farah, gina = (school.town.newcomer(name) for name in ("Emil", "Farah", "Gina"))
    asks_to_join(emil, school.course.code)
    assert "keep it for you for 2 days" in emil.sees_alone("You are number 1 on the waiting list").text
    asks_to_join(farah, school.course.code)
    asks_to_join(gina, school.course.code)
    gina.sees_alone("You are number 3 on the waiting list")
    emil.says(f"/join {school.course.code}")
    emil.sees_alone("You are number 1")
    assert school.members() == ["Aino", "Ben"]

    for each in (emil, farah):
        each.looks()
    leaves(school)
    emil.sees_alone("A seat in English for seniors is free for you. I keep it until Thursday 26 November, 10:00")
    farah.sees_nothing_new()
    school.town.sleeps(hours=49)  # the bot is away when the time is over
    emil.sees_alone("has gone to the next person")
    farah.sees_alone("is free for you")
    emil.presses("Take the seat", under="is free for you")
    emil.sees_alone("is not kept for you any more")

    farah.presses("No, thank you")
    farah.sees_alone("you do not wait for English for seniors any more")
    gina.presses("Take the seat", under="is free for you")
    gina.sees_alone("You are in, Gina")
    assert school.members() == ["Aino", "Gina"]
    emil.presses("Ask again")
    emil.presses("Join the course")
    emil.fills_in(name="Emil")
    emil.sees_alone("You are number 1 on the waiting list")


def test_the_place_of_who_waits_is_their_own(school: School) -> None:
    rules(school, seats=2)
    emil = school.town.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    forge(school.ben, "seat take", application="1")
    school.ben.sees_alone("This button does not work any more")
    forge(school.ben, "people let in", application="1")
    school.ben.sees_alone("This can be done by a trainer")
    emil.says("/me")
    emil.sees_alone("You are number 1 on the waiting list of English for seniors")
    emil.says("/todo")
    emil.sees_alone("You are number 1 on the waiting list.")
    leaves(school)
    forge(emil, "seat leave", application="1")
    emil.sees_alone("you do not wait for English for seniors any more")
    asks_to_join(school.town.newcomer("Farah"), school.course.code)
    assert school.members() == ["Aino", "Farah"]


def test_who_waited_and_is_erased_leaves_the_seat_to_the_next(school: School) -> None:
    rules(school, seats=2)
    emil, farah = school.town.newcomer("Emil"), school.town.newcomer("Farah")
    asks_to_join(emil, school.course.code)
    asks_to_join(farah, school.course.code)
    leaves(school)
    emil.says("/forgetme")
    emil.presses("Erase everything about me")
    farah.reads("is free for you")


def test_a_trainer_lets_somebody_in_beyond_the_seats(school: School) -> None:
    rules(school, seats=2)
    emil = school.town.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    emil.looks()
    school.dina.says("/people")
    assert "Emil: waits for a seat" in school.dina.sees_alone("2 of 2 seats are taken").text
    school.dina.calls("people let in", application="#1")
    school.dina.sees_alone("Emil is in English for seniors now")
    emil.sees_alone("You are in, Emil")
    assert school.members() == ["Aino", "Ben", "Emil"]


def test_who_waits_is_offered_a_seat_when_the_trainer_adds_some(school: School) -> None:
    rules(school, seats=2)
    emil = school.town.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    emil.sees_alone("You are number 1 on the waiting list")
    school.dina.calls("course settings", setting="seats", value="3")
    emil.sees_alone("A seat in English for seniors is free for you.")


def test_who_waits_is_told_that_the_course_is_closed_and_waits_on_when_it_opens_again(school: School) -> None:
    rules(school, seats=2)
    emil, farah = school.town.newcomer("Emil"), school.town.newcomer("Farah")
    asks_to_join(emil, school.course.code)
    asks_to_join(farah, school.course.code)
    leaves(school)
    emil.says("/me")
    emil.sees_alone("A seat in English for seniors is free for you. I keep it until")
    school.dina.calls("course close")
    school.dina.presses("Close the course")
    for each in (emil, farah):
        assert "you wait as before" in each.sees_alone("English for seniors is closed, so nobody can come in now.").text
    emil.presses("Take the seat", under="is free for you")
    emil.sees_alone("English for seniors is closed, so nobody can come in now.")
    school.town.passes(days=4)
    assert school.members() == ["Aino"]

    emil.looks()
    farah.looks()
    school.dina.calls("course reopen")
    emil.sees_alone("A seat in English for seniors is free for you.")
    school.town.settles()
    assert not [shown for shown in farah.news() if shown.private]
    emil.presses("Take the seat", under="is free for you")
    emil.sees_alone("You are in, Emil")
    assert school.members() == ["Aino", "Emil"]
    farah.says("/todo")
    farah.sees_alone("You are number 1 on the waiting list")


def test_who_is_to_be_let_in_can_take_it_back_after_the_course_was_closed(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    rules(school, approval=True)
    emil = telegram_town.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    school.dina.calls("course close")
    school.dina.presses("Close the course")
    school.dina.sees_alone("is closed")
    school.dina.presses("Let Emil in")
    school.dina.sees_alone("English for seniors is closed already.")
    assert school.members() == ["Aino", "Ben"]
    emil.presses("Take it back", under="English for seniors is closed")
    emil.sees_alone("you do not wait for English for seniors any more")
