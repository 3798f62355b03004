"""What the bot offers for a yes can be withdrawn by /cancel, and waits for a day."""

import pytest

from community.prompts import SeriesState
from tests.stories.learners import TWELVE, Learners, proposed
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.town import Town

OVER = "This is no longer open: it was done, withdrawn, or waited for more than a day. Nothing has changed."


def state(school: School, number: int = 1) -> SeriesState | None:
    series = school.town.keeps(lambda work: work.prompts.get(number))
    return series.state if series else None


def proposes(trainer: Person, text: str = "Share one link.") -> None:
    trainer.calls("prompt schedule", when="Fri 9:00", text=text)


def test_cancel_withdraws_the_prompt_that_is_on_the_screen(school: School) -> None:
    proposes(school.dina)
    school.dina.says("/cancel")
    school.dina.sees_alone("Prompt #1 is dropped; nothing is scheduled.")
    school.dina.presses("Schedule it")
    school.dina.sees_alone(OVER)
    assert state(school) is SeriesState.CANCELLED
    school.dina.says("/cancel")
    school.dina.sees_alone("All right. Nothing has changed.")


@pytest.mark.parametrize(
    ("path", "button", "said"),
    [
        ("forgetme", "Erase everything about me", "Nothing is erased. Everything about you stays as it was."),
        ("leave", "Leave the course", "You stay in English for seniors."),
    ],
)
def test_cancel_withdraws_a_step_that_was_only_asked_for(school: School, path: str, button: str, said: str) -> None:
    school.aino.calls(path)
    school.aino.says("/cancel")
    school.aino.sees_alone(said)
    school.aino.presses(button)
    school.aino.sees_alone(OVER)
    assert school.members() == ["Aino", "Ben"]


@pytest.mark.on_both_databases
def test_the_latest_offer_is_withdrawn_first(school: School) -> None:
    school.aino.calls("forgetme")
    school.aino.calls("leave")
    school.aino.says("/cancel")
    school.aino.sees_alone("You stay in English for seniors.")
    school.aino.says("/cancel")
    school.aino.sees_alone("Nothing is erased.")


def test_cancel_stops_the_question_and_leaves_the_offer_it_is_about(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)  # elsewhere it stands on a form, which is no question of ours
    proposes(school.dina)
    school.dina.presses("Change the text")
    school.dina.says("/cancel")
    school.dina.sees_alone("Stopped: Change the text of a prompt. Nothing has changed.")
    assert state(school) is SeriesState.PROPOSED
    school.dina.says("/cancel")
    school.dina.sees_alone("Prompt #1 is dropped; nothing is scheduled.")


def test_cancel_keeps_a_proposal_of_groups_with_every_change_by_hand(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    dina = school.dina
    Learners.of(school, dict(list(TWELVE.items())[:8]))
    proposed(dina, size="4")
    dina.presses("Change it")
    dina.presses("Move somebody")
    dina.says("/cancel")
    dina.sees_alone("Nothing has changed.")
    dina.presses("Back to the proposal")
    dina.presses("Confirm these groups")
    dina.sees_alone("new groups")


def test_keep_withdraws_only_what_it_stands_under(school: School) -> None:
    school.aino.calls("forgetme")
    school.aino.calls("leave")
    school.aino.presses("Keep my data")
    school.aino.sees_alone("Nothing is erased.")
    school.aino.presses("Leave the course")
    school.aino.sees_alone("You have left English for seniors")
    assert school.members() == ["Ben"]


@pytest.mark.parametrize(("hours", "open_still"), [(23, True), (25, False)])
def test_an_offer_waits_for_a_day(school: School, hours: int, open_still: bool) -> None:
    proposes(school.dina)
    school.town.passes(hours=hours)
    school.dina.presses("Schedule it")
    school.dina.sees_alone("Scheduled as prompt #1" if open_still else OVER)
    assert state(school) is (SeriesState.SCHEDULED if open_still else SeriesState.PROPOSED)


def test_an_old_offer_is_found_in_the_list_and_made_anew(school: School) -> None:
    proposes(school.dina)
    school.town.passes(hours=25)
    school.dina.calls("prompt list")
    school.dina.sees_alone("#1 Share one link. – waits for your yes")
    school.dina.calls("prompt edit", prompt="#1")
    school.dina.presses("Schedule it", under="Goes to English for seniors")
    school.dina.sees_alone("Scheduled as prompt #1")


def test_an_offer_is_carried_out_once(school: School) -> None:
    proposes(school.dina)
    offer = school.dina.button("Schedule it")
    token = school.dina.token(offer, "Schedule it")
    school.dina.presses("Schedule it")
    school.dina.sees_alone("Scheduled as prompt #1")
    school.dina.forges(school.dina.button("Change it"), token)
    school.dina.sees_alone(OVER)
    school.dina.says("/cancel")
    school.dina.sees_alone("All right. Nothing has changed.")
    assert state(school) is SeriesState.SCHEDULED


def test_what_was_dropped_by_its_button_is_not_withdrawn_once_more(school: School) -> None:
    proposes(school.dina)
    school.dina.presses("Drop it")
    school.dina.says("/cancel")
    school.dina.sees_alone("All right. Nothing has changed.")
