"""Where a question would have no answer to choose, nothing is asked: the bot says so, and what can be done instead."""

import pytest

from tests.stories.school import School, schedule
from tests.stories.town import Town


def drafts(town: Town) -> int:
    """How many questions wait for an answer of anybody."""
    return town.keeps(lambda work: len(work.drafts.drop_all(1)) + len(work.drafts.drop_all(2)))


def test_somebody_outside_any_course_has_none_to_leave(town: Town) -> None:
    aino = town.person("Aino")
    town.meet(town.person("Dina"), aino)
    aino.calls("leave")
    assert aino.sees_alone("You take part in no course").buttons == ()
    assert f"{aino.command('join')} CODE" in aino.reads("You take part in no course").text
    assert drafts(town) == 0


def test_who_runs_a_course_without_learning_in_it_has_none_to_leave(school: School) -> None:
    school.dina.calls_here("leave")
    school.dina.sees_alone("You take part in no course")


@pytest.mark.parametrize("options", [{}, {"text": "I learned it from my neighbour."}])
def test_without_an_open_prompt_there_is_nothing_to_answer(school: School, options: dict[str, str]) -> None:
    school.aino.calls("answer give", **options)
    assert school.aino.sees_alone("No prompt waits for your answer").buttons == ()
    assert school.answers() == {}
    assert drafts(school.town) == 0


@pytest.mark.parametrize("command", ["prompt cancel", "prompt edit", "prompt preview"])
def test_without_a_prompt_to_come_there_is_none_to_choose(school: School, command: str) -> None:
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    school.town.passes(hours=23)
    school.dina.calls(command)
    said = school.dina.sees_alone("No prompt of yours is still to come")
    assert said.buttons == ()
    assert school.dina.command("prompt schedule") in said.text
    assert drafts(school.town) == 0


def test_without_a_course_there_is_nowhere_to_schedule(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    dina.says(f"/start {town.invitation(town.organisation())}")
    for command in ("prompt schedule", "prompt list", "course show", "stats export"):
        dina.calls(command)
        assert dina.command("course new") in dina.sees_alone("You run no open course").text
    assert drafts(town) == 0
