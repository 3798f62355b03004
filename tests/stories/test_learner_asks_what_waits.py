"""Story 5: /todo, in the person's own zone; and /help, which shows what this person may do here."""

import pytest

from tests.stories.school import School, join


@pytest.mark.on_both_databases
def test_todo_shows_what_waits_and_leads_to_the_answer(school: School) -> None:
    school.prompts("Share one link.")
    school.aino.says("/todo")
    waiting = school.aino.sees_alone("One prompt waits for your answer:")
    assert "Share one link. – English for seniors, Wednesday 25 November" in waiting.text
    school.aino.presses("Answer: Share one link.")
    school.aino.fills_in(text="A map.")
    school.aino.sees_alone("Your answer is kept")
    school.aino.says("/todo")
    school.aino.sees_alone("Nothing waits for you")


def test_todo_tells_the_time_in_the_persons_own_zone(school: School) -> None:
    school.prompts("Share one link.")
    school.has_zone("Aino", "Europe/Lisbon")
    school.aino.says("/todo")
    assert ", 07:00" in school.aino.sees_alone("Share one link.").text


def test_todo_of_a_newcomer_shows_the_way_into_a_course(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says("/todo")
    emil.sees_alone("To join a course, send me its code")


def test_todo_is_empty_while_nothing_was_asked(school: School) -> None:
    school.aino.says("/todo")
    school.aino.sees_alone("Nothing waits for you")


def test_help_shows_what_this_person_may_do(school: School) -> None:
    school.aino.says("/help")
    for_aino = school.aino.sees_alone("Taking part").text
    school.dina.says("/help")
    topics = school.dina.sees_alone("What is it about?")
    assert list(topics.buttons) == [
        *("Taking part", "Prompts", "Peer groups", "Courses", "Your organisation", "You and your data")
    ]
    school.dina.presses("Prompts")
    for_dina = school.dina.sees_alone("Schedule a prompt").text
    assert school.aino.command("todo") in for_aino
    assert school.aino.command("prompt schedule") not in for_aino
    assert school.dina.command("prompt schedule") in for_dina
    assert school.dina.command("invite trainer") not in for_dina
    school.dina.presses("Show all topics")
    school.dina.presses("Courses")
    school.dina.sees_alone(school.dina.command("invite trainer"))


def test_help_shows_a_guest_what_helps_a_guest(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says("/help")
    told = emil.sees_alone("Taking part").text
    for path in ("join", "privacy", "language", "cancel", "mydata", "forgetme"):
        assert f"{emil.command(path)} –" in told
    for path in ("todo", "answer", "answer withdraw", "leave", "course new"):
        assert emil.command(path) not in told


def test_help_offers_a_learner_no_course_to_open_in_private(school: School) -> None:
    school.aino.calls_privately("help")
    assert school.aino.command("course new") not in school.aino.sees_alone("Taking part").text


def test_help_on_a_command_gives_an_example(school: School) -> None:
    school.dina.says("/help prompt schedule")
    school.dina.sees_alone(f"For example: {school.dina.command('prompt schedule')} every Monday 9:00")


def test_help_on_a_topic_shows_it_by_its_name_in_ones_own_language_too(school: School) -> None:
    aino = school.aino
    aino.says("/help groups")
    assert aino.command("group mine") in aino.sees_alone("Peer groups").text
    aino.says("/language fi")
    aino.says("/help ryhmät")
    assert aino.command("group mine") in aino.sees_alone("Vertaisryhmät").text
    aino.says("/help nonsense")
    aino.sees_alone("nonsense")


def test_a_number_that_is_no_course_of_theirs_is_not_taken_for_a_code(school: School) -> None:
    school.dina.says("/course_show #99")
    assert "code" not in school.dina.sees_alone("I do not find this course among yours.").text


def test_cancel_stops_what_is_being_asked_and_says_what(school: School) -> None:
    school.dina.says("/prompt_schedule")
    school.dina.says("/cancel")
    school.dina.sees_alone("Nothing has changed.")
    school.dina.says("/cancel")
    school.dina.sees_alone("All right. Nothing has changed.")


def test_a_bare_start_says_who_the_bot_is_and_how_to_go_on(school: School) -> None:
    emil = school.town.newcomer("Emil")
    emil.says("/start")
    hello = emil.sees_alone("Hello Emil. I am Talkoot")
    assert "do not keep what people write in the group chat" in hello.text
    assert f"{emil.command('join')} CODE" in hello.text
    join(emil, school.course.code)
    emil.says("/start")
    emil.sees_alone("You are in English for seniors.")


def test_words_that_nobody_asked_for_are_not_kept(school: School) -> None:
    school.aino.says("My secret is raspberry")
    school.aino.sees_alone("I keep nothing of what you just wrote")
    assert "raspberry" not in school.everything_kept()


def test_help_of_a_learner_fits_a_small_screen_and_begins_with_what_is_needed(school: School) -> None:
    school.aino.says("/help")
    told = school.aino.sees_alone("Taking part").text
    lines = [line for line in told.splitlines() if " – " in line]
    assert len(lines) <= 18, "what another answer leads to is not listed as well"
    assert len(told) < 1000
    assert all(school.aino.command(path) in told for path in ("todo", "group mine", "me", "pause", "privacy"))
    school.dina.says("/help")
    school.dina.presses("Courses")
    courses = school.dina.reads("Open a course in the chat").text.splitlines()
    assert courses[0].strip() == "Courses"
    assert courses[1].startswith(f"{school.dina.command('course new')} –")
    assert not [shown for shown in school.dina.news() if school.dina.command("group mine") in shown.text]


def test_help_leaves_out_what_is_switched_off(school: School) -> None:
    for part in ("groups", "pairs", "roles"):
        school.dina.calls("course settings", setting=part, value="off")
    school.aino.says("/help")
    told = school.aino.sees_alone("Taking part").text
    assert not [path for path in ("group mine", "wish", "pairs", "roles") if school.aino.command(path) in told]
