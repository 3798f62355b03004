"""What does not answer the question is said to be wrong, and asked for again; nothing breaks and nothing is told on."""

import pytest

from tests.stories.school import School, schedule
from tests.stories.town import Town

HUGE = "#99999999999999999999999"


def test_a_number_that_no_prompt_can_have_is_not_in_the_list(school: School) -> None:
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    school.dina.calls("prompt cancel", prompt=HUGE)
    school.dina.fills_in(prompt="1")
    school.dina.sees_alone("Prompt #1 is cancelled")


@pytest.mark.parametrize("course", ["zzz", "Kalle Virtanen", HUGE])
def test_a_wrong_course_is_asked_for_again(discord_town: Town, course: str) -> None:
    school = School.with_a_course(discord_town)
    school.dina.calls("prompt schedule", course=course, when="tomorrow 9:00", text="Share one link.")
    school.dina.fills_in(course=str(school.course.id))
    school.dina.sees_alone("Share one link.")


def test_a_wrong_prompt_is_asked_for_again_and_its_words_stay_out_of_the_log(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    school.aino.calls("answer give", slot="Kalle Virtanen", text="A map.")
    school.aino.fills_in(slot="1")
    assert school.answers() == {"Aino": "A map."}
    school.aino.calls("answer give", slot="#1")
    school.aino.fills_in(text="Two maps.")
    assert school.answers() == {"Aino": "Two maps."}


def test_a_wrong_detail_or_setting_is_asked_for_again(school: School) -> None:
    dina = school.dina
    dina.calls("course edit", what="dates", value="32.13.2026")
    assert 'I do not understand the day "32.13.2026"' in dina.question()
    dina.fills_in(value="tomorrow")
    dina.corrects(value="7.9.2026-11.12.2026")
    dina.sees_alone("7 September 2026 to 11 December 2026")
    dina.calls("org edit", what="country", value="Atlantis")
    assert 'I do not know the country "Atlantis"' in dina.question()
    dina.fills_in(value="Finland")
    dina.sees_alone("Country: Finland.")
    dina.calls("course settings", setting="group_size", value="50")
    assert "a number between 2 and 8" in dina.question()
    dina.fills_in(value="5")
    dina.sees_alone("Group size is now: 5")
    dina.calls("course settings", setting="teams", value="6")
    assert 'There is no setting "teams"' in dina.question()
    dina.fills_in(setting="Group size")
    dina.sees_alone("Group size is now: 6")
    dina.says("/course_settings")
    dina.presses("Coming in")
    shown = dina.sees_alone("no limit – how many may take part")
    assert "Seats: 0" not in shown.text
    dina.presses("Change: Seats")
    assert "Seats: no limit – how many may take part" in dina.question()
    dina.fills_in(value="a few")
    dina.corrects(value="12")
    dina.sees_alone("Seats is now: 12.")
    assert (school.course.settings.group_size, school.course.settings.seats) == (6, 12)


def test_a_private_chat_is_no_place_of_a_course(school: School) -> None:
    before = school.town.keeps(lambda work: work.courses.places(1))
    school.dina.calls_privately("course connect", code=school.course.code)
    school.dina.sees_alone("Next:")  # it shows the way to a chat instead
    assert school.town.keeps(lambda work: work.courses.places(1)) == before


def test_an_unknown_command_in_the_chat_is_answered_if_it_names_the_bot(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.ben.says("/start")
    school.ben.writes("/tododo@valo_bot")
    school.ben.sees("I do not know /tododo")
    school.ben.writes("/tododo")
    school.ben.sees_nothing_new()
