"""Story 7: what is kept is told, taken along and erased on request; and nobody has to stay."""

import json

import pytest

from adapters.playground.discord.posts import Post
from tests.stories.people import Person
from tests.stories.school import School


def test_privacy_says_what_is_kept_by_whom_and_how_to_end_it(school: School) -> None:
    school.aino.says("/privacy")
    told = school.aino.sees_alone("For Valo Centre I keep your name").text
    assert "I do not keep what else you write" in told
    for path in ("mydata", "forgetme", "leave"):
        assert school.aino.command(path) in told


def test_privacy_tells_more_at_each_press(school: School) -> None:
    school.aino.says("/privacy")
    for label, text in (
        ("Show what is kept about me", "account number"),
        ("Show what is kept of my work", "your answers to prompts"),
        ("Show how long it is kept", "30 days"),
        ("Show who sees it", "Who keeps it: Valo Centre"),
    ):
        school.aino.presses(label)
        assert len(school.aino.sees_alone(text).buttons) == 3


@pytest.mark.on_both_databases
def test_mydata_holds_what_was_answered(school: School) -> None:
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    school.aino.says("/mydata")
    school.aino.sees_alone("This is everything I keep about you")
    kept = json.dumps(my_data(school.aino))
    assert "A map." in kept
    assert "Aino" in kept
    assert "Ben" not in kept


def test_a_learner_leaves_and_can_come_back(school: School) -> None:
    school.aino.says("/leave")
    school.aino.presses("Leave the course")
    told = school.aino.sees_alone("You have left English for seniors")
    assert school.course.code in told.text
    assert school.members() == ["Ben"]
    school.aino.says(f"/join {school.course.code}")
    school.aino.presses("Join the course")
    school.aino.fills_in(name="Aino")
    assert school.members() == ["Aino", "Ben"]


def test_who_thinks_better_of_it_stays(school: School) -> None:
    school.aino.says("/leave")
    school.aino.presses("Stay in the course")
    assert school.members() == ["Aino", "Ben"]


@pytest.mark.on_both_databases
def test_forgetme_asks_once_more_and_then_erases_everything(school: School) -> None:
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    school.aino.says("/forgetme")
    assert "one answer" in school.aino.sees_alone("Erase everything about you?").text
    school.aino.presses("Erase everything about me")
    school.aino.sees_alone("Everything about you is erased")

    assert school.members() == ["Ben"]
    assert school.answers() == {}
    assert not [shown for shown in school.ben.screen() if "A map." in shown.text]
    assert "Aino" not in school.everything_kept()


def test_forgetme_can_be_stopped(school: School) -> None:
    school.aino.says("/forgetme")
    assert "Your account and your courses are gone for good" in school.aino.sees_alone("Erase everything").text
    school.aino.presses("Keep my data")
    assert school.members() == ["Aino", "Ben"]


def test_language_changes_how_the_bot_speaks(school: School) -> None:
    school.aino.says("/language fi")
    school.aino.sees_alone("uomi")
    school.aino.says("/todo")
    assert "Nothing waits" not in school.aino.news()[-1].text
    school.aino.says("/language")
    school.aino.presses("English")
    school.aino.sees_alone("From now on I speak English with you")


def my_data(person: Person) -> object:
    """The file that somebody was sent."""
    shown = next(shown for shown in reversed(person.screen()) if shown.files)
    if isinstance(shown.raw, Post):
        return json.loads(shown.raw.file(shown.files[0]))
    return json.loads(person.town.telegram.world.files[shown.raw.document["file_id"]].content)
