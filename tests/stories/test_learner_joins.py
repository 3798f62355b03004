"""Story 2: a learner joins, once, under the name and in the language they choose."""

import pytest

from community.chat.address import Platform
from tests.stories.people import SUGGESTED
from tests.stories.school import School, join, open_course
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


@pytest.mark.on_both_databases
def test_the_first_message_says_who_the_bot_is_and_what_it_keeps_and_how_to_say_no(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says(f"/join {school.course.code}")

    welcome = emil.sees_alone("Hello Emil. I am the assistant of English for seniors at Valo Centre")

    assert "I keep your answers and when you take part" in welcome.text
    assert "I do not keep what you write in the group chat" in welcome.text
    assert {"Join the course", "What exactly is kept?", "Not now"} <= set(welcome.buttons)
    emil.presses("What exactly is kept?")
    assert "Valo Centre" in emil.sees_alone("I keep your name, your answers").text
    emil.presses("Show who sees it")
    assert {"Join the course", "Not now"} <= set(emil.sees_alone("Who sees it:").buttons)
    emil.presses("Not now")
    emil.sees_alone("All right")
    assert emil.name not in school.members()


def test_a_learner_joins_with_the_button_in_the_chat(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.presses("Join")
    emil.presses("Join the course")
    emil.fills_in(name=SUGGESTED)
    emil.sees_alone("You are in, Emil. Welcome to English for seniors.")
    assert school.members() == ["Aino", "Ben", "Emil"]


def test_a_learner_joins_with_the_code_however_it_is_typed(school: School) -> None:
    emil = school.town.newcomer("Emil")
    code = school.course.code
    emil.says(f"/join {code[:4].lower()}-{code[4:]}")
    emil.presses("Join the course")
    emil.fills_in(name="Mr E.")
    emil.sees_alone("You are in, Mr E.")
    assert "Mr E." in school.members()


def test_a_learner_joins_with_nothing_but_the_code(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says("/start")
    emil.says(school.course.code)
    emil.presses("Join the course")
    emil.fills_in(name="Emil")
    emil.sees_alone("You are in, Emil.")
    emil.says("thank you")
    emil.sees_alone("I keep nothing of what you just wrote")


def test_the_code_is_asked_for_if_it_was_forgotten(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says("/join")
    emil.fills_in(code=school.course.code)
    emil.sees_alone("Hello Emil")


def test_the_trainer_hears_of_the_first_at_once_and_the_group_does_not(school: School) -> None:
    school.dina.reads("Aino joined English for seniors. One person takes part now.")
    assert not school.in_chat("joined English")


@pytest.mark.on_both_databases
def test_the_trainer_hears_of_all_who_follow_in_one_message(school: School) -> None:
    emil = school.town.newcomer("Emil")
    school.town.passes(minutes=30)
    join(emil, school.course.code)
    school.dina.looks()
    school.town.sleeps(hours=1)  # what is gathered outlives the bot
    school.dina.sees_nothing_new()
    school.town.passes(hours=2)
    told = school.dina.sees_alone("3 people joined English for seniors since 10:00: Aino, Ben and Emil.")
    assert "3 people take part now." in told.text

    school.dina.looks()
    school.town.passes(hours=12)
    school.dina.sees_nothing_new()  # nobody came, so there is no message
    join(school.town.newcomer("Farah"), school.course.code)
    school.dina.sees_alone("Farah joined English for seniors. 4 people take part now.")


def test_who_leaves_again_meanwhile_is_not_named(school: School) -> None:
    school.ben.says("/leave")
    school.ben.presses("Leave the course")
    school.dina.looks()
    school.town.passes(hours=4)
    school.dina.sees_nothing_new()


def test_joining_twice_changes_nothing(school: School) -> None:
    school.aino.says(f"/join {school.course.code}")
    school.aino.sees_alone("You are in English for seniors already")
    assert school.members() == ["Aino", "Ben"]


@pytest.mark.parametrize("code", ["ABCD2345", "x", "ABCDEFGHJKLMNPQRSTUV"])
def test_an_unknown_code_opens_nothing(school: School, code: str) -> None:
    emil = school.town.newcomer("Emil")
    emil.says(f"/join {code}")
    emil.sees_alone("Please")
    assert school.members() == ["Aino", "Ben"]


def test_a_learner_joins_by_a_link(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    emil = telegram_town.newcomer("Emil")
    assert isinstance(emil, TelegramPerson)
    emil.opens(f"https://t.me/valo_bot?start={school.course.code}")
    emil.presses("Join the course")
    emil.fills_in(name=SUGGESTED)
    emil.sees_alone("You are in, Emil")


def test_the_welcome_can_be_read_in_another_language(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says(f"/join {school.course.code}")
    emil.presses("Suomi")
    welcome = emil.sees_alone("English for seniors")
    assert "Hello Emil" not in welcome.text
    assert "English" in welcome.buttons


def test_who_has_a_finnish_app_is_welcomed_in_finnish(school: School) -> None:
    emil = school.town.newcomer("Emil", language="fi")
    emil.says(f"/join {school.course.code}")
    assert "English" in emil.sees_alone("English for seniors").buttons


@pytest.mark.on_both_databases
def test_a_person_on_both_platforms_links_the_accounts_and_counts_once(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    ada, ada_there = two_towns.newcomer("Ada"), two_towns.person("Ada L.", Platform.DISCORD)
    two_towns.meet(ada_there)
    join(ada, school.course.code)
    join(ada_there, school.course.code)
    assert len(school.members()) == 4

    ada.says("/link")
    code = ada.code_in(ada.sees_alone("write this to me from your other account"))
    ada_there.says(f"/link {code}")
    ada_there.presses("Link the accounts", under="Ada")

    ada_there.sees_alone("The accounts are linked. You count once from now on.")
    assert len(school.members()) == 3


def test_a_wrong_code_links_nobody(two_towns: Town) -> None:
    School.with_a_course(two_towns)
    ada = two_towns.newcomer("Ada")
    ada.says("/link ABCD2345")
    ada.sees_alone("to get a new one")


def test_a_link_code_is_good_for_a_quarter_of_an_hour(school: School) -> None:
    school.aino.says("/link")
    code = school.aino.code_in(school.aino.sees_alone("within 15 minutes"))
    school.town.passes(minutes=16)
    school.ben.says(f"/link {code}")
    school.ben.sees_alone("too old")


def test_a_learner_in_two_courses_is_told_of_both(school: School) -> None:
    town = school.town
    town.meet(school.dina, school.aino, title="Cooking")
    open_course(school.dina, "Cooking")
    cooking = town.keeps(lambda work: work.courses.all()[-1])
    school.aino.says(f"/join {cooking.code}")
    school.aino.presses("Join the course", under="Cooking")
    school.aino.says("/start")
    school.aino.sees_alone("English for seniors and Cooking")


def test_a_name_can_be_seen_and_turns_no_other_words(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says(f"/join {school.course.code}")
    emil.presses("Join the course")
    emil.fills_in(name="\u200b")
    emil.sees_alone("Please write a few words.")
    emil.corrects(name="\u202eSaul \U0001f468\u200d\U0001f467")
    emil.sees_alone("You are in, Saul \U0001f468\u200d\U0001f467.")
    assert "Saul \U0001f468\u200d\U0001f467" in school.members()
