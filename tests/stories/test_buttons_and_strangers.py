"""Buttons last as long as what they are for, work for whom they are meant, and grant nothing to anybody else."""

from datetime import timedelta

import pytest

from bot.call import Call
from bot.tokens import token_for
from bot.vocabulary import VOCABULARY
from community.chat.address import Account
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, schedule
from tests.stories.town import Town


def sealed(town: Town, call: Call) -> str:
    """What a button for this call would carry."""
    return town.keeps(lambda work: token_for(VOCABULARY, call, work, town.clock.now()))


def forge(person: Person, path: str, /, **args: str) -> None:
    """Press a button with a call that the bot never offered to this person."""
    account = Account(person.town.home, str(person.account.id))
    owner = person.town.keeps(lambda work: work.people.of(account))
    assert owner is not None
    person.forges(person.button("Join"), sealed(person.town, Call(path, args, owner.id)))


@pytest.mark.parametrize("token", ["v1-abcdef-0-1", "nonsense", "v1-s-1-aaaaaaaaaaaa", "v1-s-99999-x", "v2-"])
def test_a_forged_button_does_nothing_and_says_so(school: School, token: str) -> None:
    school.ben.forges(school.ben.button("Join"), token)
    school.ben.sees_alone("This button does not work any more")


@pytest.mark.on_both_databases
def test_buttons_survive_a_restart(school: School) -> None:
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    school.dina.calls("prompt schedule", when="Fri 9:00", text="Another one.")
    school.town.sleeps(hours=23)
    school.dina.presses("Schedule it", under="Another one.")
    school.dina.sees_alone("Scheduled as prompt #2")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    school.aino.sees_alone("Your answer is kept")


def test_a_question_survives_a_restart(school: School) -> None:
    school.dina.calls("prompt schedule", when="tomorrow 9:00", text="Share one link.")
    school.dina.presses("Change the text")
    school.town.sleeps(minutes=5)
    school.dina.fills_in(text="Share two links.")
    school.dina.sees_alone("Share two links.")


def test_a_button_of_a_question_that_was_stopped_says_so(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.presses("Join")
    emil.presses("Join the course")
    if not school.all_at_once(name="x"):
        old = emil.button("Stop")
        token = emil.token(old, "Emil")
        emil.says("/cancel")
        emil.forges(old, token)
        emil.sees_alone("This question is no longer open")
    assert school.members() == ["Aino", "Ben"]


def test_a_learner_cannot_confirm_or_cancel_a_prompt_with_a_forged_button(school: School) -> None:
    school.dina.calls("prompt schedule", when="tomorrow 9:00", text="Share one link.")
    forge(school.ben, "prompt confirm", prompt="1")
    school.ben.sees_alone("I do not find this prompt")
    school.dina.presses("Schedule it")
    forge(school.ben, "prompt cancel", prompt="1")
    school.ben.sees_alone("Nothing has changed")
    school.town.passes(hours=23)
    school.aino.sees_in_chat("Share one link.")


@pytest.fixture
def stranger(school: School) -> Person:
    """Carla, the coordinator of another organisation, who sits in the same chat and has a course of her own."""
    carla = school.town.newcomer("Carla")
    carla.says(f"/start {school.town.invitation(school.town.organisation('Ponte'))}")
    carla.calls_privately("course new")
    carla.fills_in(name="Ponte walks", language=SUGGESTED, zone=SUGGESTED)
    carla.sees_alone("The course Ponte walks is open")
    return carla


@pytest.mark.parametrize("path", ["prompt cancel", "prompt preview", "prompt edit", "prompt confirm"])
def test_the_prompts_of_another_organisation_do_not_exist_for_a_coordinator(
    school: School, stranger: Person, path: str
) -> None:
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    forge(stranger, path, prompt="1")
    stranger.sees_alone("I do not find this prompt")
    school.town.passes(hours=23)
    school.aino.sees_in_chat("Share one link.")


@pytest.mark.on_both_databases
def test_the_course_of_another_organisation_cannot_be_read_or_used(school: School, stranger: Person) -> None:
    forge(stranger, "stats export", course="1")
    stranger.sees_alone("I do not find this course")
    stranger.calls_privately("prompt schedule", course="#1", when="tomorrow 9:00", text="Mine")
    stranger.sees_alone("I do not find this course")
    stranger.calls_here("course connect", code=school.course.code)
    stranger.sees("I do not find this course")
    forge(stranger, "invite trainer", organisation="1")
    stranger.sees_alone("This can be done by a coordinator")
    forge(stranger, "course show", course="1")
    stranger.sees_alone("I do not find this course")


def test_a_coordinator_decides_only_about_the_own_organisation(school: School, stranger: Person) -> None:
    forge(stranger, "course decide", course="1", yes="0")
    stranger.sees_alone("I do not find this course")
    assert school.course.is_open


def test_the_number_of_a_stored_button_cannot_be_guessed(school: School) -> None:
    later = school.town.clock.now() + timedelta(days=1)
    stored = school.town.keeps(lambda work: work.calls.store("forgetme yes", {}, None, later))
    school.ben.forges(school.ben.button("Join"), f"v1-s-{stored}-aaaaaaaaaaaa")
    school.ben.sees_alone("This button does not work any more")
    assert school.members() == ["Aino", "Ben"]


def test_a_button_that_was_made_for_one_person_does_nothing_for_another(school: School) -> None:
    school.ben.forges(school.ben.button("Join"), sealed(school.town, Call("forgetme yes", {}, 1)))
    school.ben.sees_alone("This button is meant for somebody else")
    assert school.members() == ["Aino", "Ben"]


@pytest.mark.parametrize("path", ["forgetme yes", "leave yes", "answer withdraw", "prompt cancel"])
def test_a_button_that_cannot_be_undone_does_nothing_if_it_was_made_for_nobody(school: School, path: str) -> None:
    school.ben.forges(school.ben.button("Join"), sealed(school.town, Call(path, {"course": "1"})))
    school.ben.sees_alone("This button does not work any more")
    assert school.members() == ["Aino", "Ben"]


def test_a_button_whose_number_was_changed_does_nothing(school: School) -> None:
    real = sealed(school.town, Call("join show", {"course": "1"}))
    emil = school.town.newcomer("Emil")
    emil.says("/start")
    emil.forges(emil.button("Join"), real.replace("-0-1-", "-0-2-"))
    emil.sees_alone("This button does not work any more")


def test_the_join_button_in_the_chat_works_for_everybody(school: School) -> None:
    for name in ("Emil", "Fatima"):
        newcomer = school.town.newcomer(name)
        newcomer.presses("Join")
        newcomer.presses("Join the course")
        newcomer.fills_in(name=SUGGESTED)
        newcomer.sees_alone(f"You are in, {name}")


def test_who_counts_through_prompts_finds_neither_the_course_nor_a_way_in(school: School) -> None:
    school.prompts("Share one link.")
    emil = school.town.newcomer("Emil")
    emil.calls_privately("answer give", slot="#1", text="Let me in.")
    refused = emil.sees_alone("I do not find this prompt")
    assert "Join the course" not in refused.buttons
    emil.presses("Answer")
    assert "Join the course" in emil.sees_alone("You are not in this course yet").buttons
