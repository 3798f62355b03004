"""Story 3: a trainer schedules a prompt, sees what was understood, and may change her mind."""

import pytest

from community.chat.address import Platform
from tests.stories.school import School, open_course, schedule
from tests.stories.town import Town

UNDERSTOOD = [
    ("tomorrow 9:00", "Once: Wednesday 25 November, 09:00 (tomorrow, Helsinki time)"),
    ("Mon 09:00", "Monday 30 November, 09:00 (in 6 days, Helsinki time)"),
    ("2026-12-07 18:30", "Monday 7 December, 18:30 (in 13 days, Helsinki time)"),
    ("every Monday 09:00 until 12.12.", "first on Monday 30 November, 09:00 (in 6 days)"),
]


@pytest.mark.parametrize(("when", "understood"), UNDERSTOOD, ids=[when for when, _ in UNDERSTOOD])
def test_the_bot_repeats_what_it_understood_before_it_counts(school: School, when: str, understood: str) -> None:
    school.dina.calls("prompt schedule", when=when, text="Share one link that helped you, and say why.")

    proposal = school.dina.sees_alone("Share one link that helped you, and say why.")

    assert understood in proposal.text
    assert "Goes to English for seniors, in one chat." in proposal.text
    assert {"Schedule it", "Change the time", "Change the text"} <= set(proposal.buttons)
    school.town.passes(days=30)
    school.aino.does_not_see("Share one link")


def test_a_rule_without_an_end_says_how_to_stop_it(school: School) -> None:
    dina = school.dina
    goes_on = f"it comes again and again until you stop it with {dina.command('prompt cancel')} #1"
    dina.calls("prompt schedule", when="every Monday 9:00", text="Which word was new?")
    assert goes_on in dina.sees_alone("Which word was new?").text
    dina.presses("Schedule it")
    assert goes_on in dina.sees_alone("Scheduled as prompt #1").text
    dina.presses("Change it")
    dina.presses("Change the time")
    dina.fills_in(when="every Monday 9:00, 5 times")
    assert "No end" not in dina.sees_alone("Prompt #1 is changed").text


def test_what_is_missing_is_asked(school: School) -> None:
    school.dina.says("/prompt_schedule")
    school.dina.fills_in(when="tomorrow 9:00", text="What did you cook?")
    school.dina.presses("Schedule it")
    school.dina.sees_alone(
        "Scheduled as prompt #1 of English for seniors. It comes Wednesday 25 November, 09:00 (tomorrow)"
    )


@pytest.mark.on_both_databases
def test_a_time_can_be_changed_before_it_is_confirmed(school: School) -> None:
    school.dina.calls("prompt schedule", when="tomorrow 9:00", text="What did you cook?")
    school.dina.presses("Change the time")
    school.dina.fills_in(when="Fri 17:00")
    school.dina.sees_alone("Friday 27 November, 17:00 (in 3 days")
    school.dina.presses("Change the text")
    school.dina.fills_in(text="What did you bake?")
    assert "Friday 27 November" in school.dina.sees_alone("What did you bake?").text
    school.dina.presses("Schedule it")
    school.town.passes(days=4)
    school.aino.sees_in_chat("What did you bake?")


def test_a_prompt_can_be_shown_as_it_will_look_and_dropped(school: School) -> None:
    school.dina.calls("prompt schedule", when="tomorrow 9:00", text="What did you cook?")
    school.dina.presses("Show how it will look")
    assert "Reply to this message" in school.dina.sees_alone("This is how it will look").text
    school.dina.presses("Drop it")
    school.dina.sees_alone("will not come")
    school.town.passes(days=2)
    school.aino.does_not_see("What did you cook?")


@pytest.mark.on_both_databases
def test_a_trainer_lists_edits_and_cancels_prompts(school: School) -> None:
    schedule(school.dina, "What did you cook?", "tomorrow 9:00")
    schedule(school.dina, "Which word was new?", "every Friday 12:00")

    school.dina.says("/prompt_list")
    listed = school.dina.sees_alone("Prompts of English for seniors").text
    assert "#1 What did you cook? – next Wednesday 25 November, 09:00 (tomorrow), no answers" in listed
    assert "#2 Which word was new?" in listed

    school.dina.says("/prompt_edit #1")
    school.dina.presses("Change the text")
    school.dina.fills_in(text="What did you eat?")
    school.dina.sees_alone("Prompt #1 is changed")
    school.dina.says("/prompt_cancel #2")
    school.dina.sees_alone("Prompt #2 is cancelled and will not come")

    school.aino.looks()
    school.town.passes(days=4)
    school.aino.sees_in_chat("What did you eat?")
    school.aino.does_not_see("Which word was new?")


def test_a_prompt_that_is_cancelled_stays_as_it_is(school: School) -> None:
    schedule(school.dina, "What did you cook?", "tomorrow 9:00")
    school.dina.says("/prompt_cancel #1")
    school.dina.says("/prompt_cancel #1")
    school.dina.sees_alone("This prompt is cancelled or over")


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("yesterday 9:00", "Nothing has been scheduled"),
        ("2026-11-20 09:00", "is in the past"),
        ("32.12. 9:00", "Nothing has been scheduled"),
        ("2031-12-24 09:00", "more than five years ahead"),
        ("when the snow comes", "Please write it like"),
    ],
)
def test_a_time_that_cannot_be_is_explained_and_asked_again(school: School, when: str, why: str) -> None:
    school.dina.calls("prompt schedule")
    school.dina.fills_in(when=when, **school.all_at_once(text="What did you cook?"))
    school.dina.sees_alone(why)
    school.dina.corrects(when="tomorrow 9:00")
    if not school.all_at_once(text=""):
        school.dina.fills_in(text="What did you cook?")
    school.dina.sees_alone("Wednesday 25 November, 09:00 (tomorrow")


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("Mon 25:00", 'There is no time "25:00"'),
        ("32.12. 9:00", 'There is no date "32.12."'),
        ("2026-11-20 09:00", "is in the past"),
        ("Mon", 'At what time? "Mon" says only the day'),
    ],
)
@pytest.mark.parametrize("platform", [Platform.TELEGRAM])
def test_on_one_line_the_words_behind_a_wrong_time_are_kept(school: School, when: str, why: str) -> None:
    school.dina.says(f"/prompt_schedule {when} What did you cook?")
    school.dina.sees_alone(why)
    school.dina.corrects(when="tomorrow 9:00")
    told = school.dina.sees_alone("Wednesday 25 November, 09:00 (tomorrow").text
    assert "What did you cook?" in told
    assert "9:00 What did you cook?" not in told


def test_a_learner_is_told_who_may_schedule(school: School) -> None:
    school.aino.calls("prompt schedule", when="tomorrow 9:00", text="Mine")
    told = school.aino.sees_alone("This can be done by a trainer").text
    assert school.aino.command("help") in told
    assert school.town.keeps(lambda work: work.prompts.of_course(1)) == []


def test_a_trainer_of_two_courses_says_which_one_is_meant(school: School) -> None:
    school.town.meet(school.dina, school.aino, title="Cooking")
    open_course(school.dina, "Cooking")
    school.dina.calls_privately("prompt schedule", when="tomorrow 9:00", text="What did you cook?")
    school.dina.fills_in(course="Cooking")
    school.dina.sees_alone("Goes to Cooking")


def test_a_time_in_the_past_is_named_and_the_text_behind_it_is_not_lost(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.dina.says("/prompt_schedule today 01:00 What did you cook?")
    school.dina.sees_alone('"today 01:00" is in the past')
    school.dina.fills_in(when="tomorrow 9:00")
    assert "What did you cook?" in school.dina.sees_alone("Wednesday 25 November, 09:00 (tomorrow").text
