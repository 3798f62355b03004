"""What went wrong with a press is said at that press alone: nobody else reads of it, and what was pressed stays."""

import pytest

from adapters.discord import promptness
from adapters.telegram import presses
from bot.call import Call
from bot.tokens import token_for
from bot.vocabulary import VOCABULARY
from bot.wording import answers as answer_wording
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, schedule
from tests.stories.town import Town

NOT_YOURS = "This button is meant for somebody else. Nothing has changed."


def button_of_dina(school: School) -> str:
    """What a button carries that was made for Dina alone."""
    call = Call("forgetme yes", {}, 1)
    return school.town.keeps(lambda work: token_for(VOCABULARY, call, work, school.town.clock.now()))


def shuts_the_door(person: Person) -> None:
    """The bot cannot write to this person: on Telegram nobody can be written to who never began."""
    if isinstance(person, DiscordPerson):
        person.account.close_dms()


def test_who_presses_the_button_of_somebody_else_is_told_there_and_the_group_reads_nothing(school: School) -> None:
    emil = school.town.newcomer("Emil")
    shuts_the_door(emil)
    school.aino.looks()
    emil.forges(emil.button("Join"), button_of_dina(school))
    assert emil.sees_alone(NOT_YOURS).text == NOT_YOURS
    school.aino.sees_nothing_new()
    assert not school.in_chat("I have something for you")


def test_in_a_dialog_in_the_group_only_who_is_asked_can_press(telegram_town: Town) -> None:
    dina, ben = telegram_town.person("Dina"), telegram_town.person("Ben")
    telegram_town.meet(dina, ben)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    dina.calls_here("course new")
    question = dina.sees_in_chat("What is the course called?")
    ben.presses(question.buttons[0])
    ben.sees_alone(NOT_YOURS)
    assert dina.sees_of(question).text == question.text
    assert len([shown for shown in dina.screen() if not shown.private]) == 2  # the greeting, and the question
    dina.fills_in(name=SUGGESTED, language=SUGGESTED, zone=SUGGESTED)
    dina.sees_in_chat("is open")


def test_an_old_button_leaves_a_good_message_as_it_is(school: School) -> None:
    school.aino.calls_privately("start")
    hello = school.aino.sees_alone("You are in English for seniors")
    school.aino.forges(hello, "v1-abcdef-0-1")
    school.aino.sees_alone("This button does not work any more")
    assert school.aino.sees_of(hello).state == hello.state


def test_what_cannot_be_done_any_more_leaves_the_list_as_it_is(school: School) -> None:
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    school.dina.calls_privately("prompt edit", prompt="#1")
    menu = school.dina.sees_alone("what shall change?")
    school.dina.calls_privately("prompt cancel", prompt="#1")
    school.dina.presses("Cancel the prompt", under="what shall change?")
    school.dina.sees_alone("This prompt is cancelled or over")
    assert school.dina.sees_of(menu).state == menu.state


def test_a_note_that_comes_too_late_for_the_press_comes_in_private(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presses, "ACKNOWLEDGE_AFTER", 0)
    monkeypatch.setattr(promptness, "DEFER_AFTER", 0)
    school.aino.looks()
    school.ben.forges(school.ben.button("Join"), button_of_dina(school))
    school.ben.sees_alone(NOT_YOURS)
    school.aino.sees_nothing_new()


def test_when_it_is_our_fault_the_number_stands_at_the_press(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    school.town.expected_errors.append("event set aside")
    school.aino.calls_privately("start")
    hello = school.aino.sees_alone("You are in English for seniors")
    with monkeypatch.context() as broken:
        broken.setattr(answer_wording, "todo", lambda *_: 1 / 0)
        school.aino.presses("Show what waits for me")
    school.aino.sees_alone("Something went wrong on our side (number ")
    assert school.aino.sees_of(hello).state == hello.state


def test_what_needs_a_button_of_its_own_comes_as_a_message_for_one_person(school: School) -> None:
    school.prompts("Share one link.")
    emil = school.town.newcomer("Emil")
    emil.calls_privately("start")
    school.aino.looks()
    call = Call("answer give", {"slot": "1"})
    token = school.town.keeps(lambda work: token_for(VOCABULARY, call, work, school.town.clock.now()))
    emil.forges(emil.reads("Share one link."), token)
    assert "Join the course" in emil.sees_alone("You are not in this course yet").buttons
    school.aino.sees_nothing_new()
