"""Story 4, first part: the prompt arrives in time, everywhere, and also after the bot was down."""

import pytest

from community.chat.address import Platform
from community.letters import Subject
from tests.stories.people import SUGGESTED
from tests.stories.school import School, join, schedule
from tests.stories.town import Town


def test_a_prompt_comes_on_time_and_not_earlier(school: School) -> None:
    schedule(school.dina, "What did you cook?", "tomorrow 9:00")
    school.aino.looks()
    school.town.passes(hours=22, minutes=59)
    school.aino.does_not_see("What did you cook?")
    school.town.passes(minutes=1)
    prompt = school.aino.sees_in_chat("What did you cook?")
    assert "Reply to this message, or press Answer." in prompt.text
    assert prompt.buttons == ("Answer",)


@pytest.mark.on_both_databases
def test_a_rule_brings_a_prompt_every_week_until_it_ends(school: School) -> None:
    schedule(school.dina, "Which word was new?", "every Monday 09:00 until 12.12.")
    for days in (6, 7):
        school.aino.looks()
        school.town.passes(days=days)
        school.aino.sees_in_chat("Which word was new?")
    school.aino.looks()
    school.town.passes(days=21)
    school.aino.does_not_see("Which word was new?")


def test_a_prompt_comes_in_the_language_and_zone_of_the_course(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    dina.says(f"/start {town.invitation(town.organisation())}")
    dina.calls_here("course new", name="Suomi 1")
    dina.fills_in(language="Suomi", zone="Lisbon")
    schedule(dina, "Mitä teit tänään?", "tomorrow 9:00")
    dina.looks()
    town.passes(hours=24, minutes=59)
    dina.does_not_see("Mitä teit tänään?")
    town.passes(minutes=1)
    prompt = dina.sees_in_chat("Mitä teit tänään?")
    assert prompt.buttons == ("Vastaa",)
    assert "Answer" not in prompt.text


@pytest.mark.on_both_databases
def test_a_prompt_due_while_the_bot_was_down_comes_late_once_with_a_word_about_it(school: School) -> None:
    schedule(school.dina, "What did you cook?", "tomorrow 9:00")
    school.aino.looks()
    school.town.sleeps(days=2)
    late = school.aino.sees_in_chat("What did you cook?")
    assert "later than planned" in late.text
    school.aino.looks()
    school.town.sleeps(hours=1)
    school.aino.does_not_see("What did you cook?")


def test_a_prompt_that_has_lost_its_sense_is_skipped_and_the_trainer_is_told(school: School) -> None:
    schedule(school.dina, "What did you cook?", "tomorrow 9:00")
    school.aino.looks()
    school.town.sleeps(days=20)
    school.aino.does_not_see("What did you cook?")
    told = school.dina.sees_alone("has lost its sense by now. I did not post it.")
    assert "#1" in told.text
    assert "Wednesday 25 November" in told.text


def test_of_a_weekly_prompt_only_the_newest_is_posted_after_a_long_absence(school: School) -> None:
    schedule(school.dina, "Which word was new?", "every Monday 09:00")
    school.aino.looks()
    school.town.sleeps(days=21)
    posted = [shown for shown in school.aino.news() if "Which word was new?" in shown.text and not shown.private]
    assert len(posted) == 1
    told = [shown for shown in school.dina.news() if "has lost its sense" in shown.text]
    assert ["It was left out 2 times." in shown.text for shown in told] == [True]


def test_a_prompt_that_nobody_could_see_is_reported_to_the_trainer(telegram_town: Town) -> None:
    dina = telegram_town.person("Dina")
    telegram_town.meet(dina)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    dina.says("/course_new Suomi 1")
    dina.fills_in(language=SUGGESTED, zone=SUGGESTED)
    schedule(dina, "What did you cook?", "tomorrow 9:00")
    dina.looks()
    telegram_town.passes(hours=23)
    assert "Connect a chat with /course_connect" in dina.sees_alone("has no chat, so nobody saw it").text


def test_a_prompt_reaches_every_chat_of_the_course_once(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    emil = two_towns.person("Emil", Platform.DISCORD)
    two_towns.meet(emil)
    emil.says(f"/start {two_towns.invitation(school.centre)}")
    emil.calls_here("course connect", code=school.course.code)
    schedule(school.dina, "What did you cook?", "tomorrow 9:00")
    for person in (school.aino, emil):
        person.looks()
    two_towns.passes(hours=23)
    for person in (school.aino, emil):
        assert [shown.private for shown in person.news() if "What did you cook?" in shown.text] == [False]
    assert len(two_towns.keeps(lambda work: work.refs.of(Subject("slot", 1)))) == 2


def test_who_joins_later_is_invited_to_what_comes_later(school: School) -> None:
    emil = school.town.newcomer("Emil")
    school.prompts("What did you cook?")
    join(emil, school.course.code)
    emil.presses("Answer")
    emil.fills_in(text="Soup.")
    emil.sees_alone("Your answer is kept")
