"""Buttons that invite into a course lead to that course alone: they tell of nothing else, and nobody can make one up."""

from collections.abc import Iterable

import pytest

from bot.call import Call
from bot.tokens import token_for
from bot.vocabulary import VOCABULARY
from community.chat.inbound import Called, Filled, Pressed
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School
from tests.stories.strangers import Stranger
from tests.stories.town import Town

INVITES = ("join show", "join languages", "join yes", "privacy")


@pytest.fixture
def valo(telegram_town: Town) -> School:
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    school.dina.says("/org_edit controller Our board")
    return school


@pytest.fixture
def leo(valo: School) -> Person:
    """A learner to be at Ponte, whose coordinator has opened the second course."""
    town = valo.town
    carla, leo = town.person("Carla"), town.person("Leo")
    carla.says(f"/start {town.invitation(town.organisation('Ponte', 'Europe/Rome'))}")
    carla.calls_privately("course new")
    carla.fills_in(name="Italiano", language=SUGGESTED, zone=SUGGESTED)
    leo.says("/start")
    return leo


def number_of(town: Town, person: Person) -> int:
    return town.keeps(
        lambda work: next(n for n in range(1, 9) if (one := work.people.get(n)) and one.name == person.name)
    )


def sealed(town: Town, call: Call) -> str:
    return town.keeps(lambda work: token_for(VOCABULARY, call, work, town.clock.now()))


def courses_of(town: Town, person: int) -> Iterable[int]:
    return town.keeps(lambda work: [each.course for each in work.courses.memberships(person)])


def test_a_way_in_tells_no_more_than_who_invites(valo: School, leo: Person) -> None:
    stranger = Stranger(valo.town, leo)
    inside = ["Share one link.", "Dina", "Aino", "Ben", valo.course.code]
    for path in INVITES:
        for way, event in stranger.ways(VOCABULARY.at(path), {}):
            came = stranger.tries(event)
            assert [word for word in inside if word in came.said] == [], (path, way)
            assert set(came.changed) <= ({"membership"} if path == "join yes" else set()), (path, way)


def test_nobody_finds_a_way_in_by_counting(valo: School, leo: Person) -> None:
    """A button of one's own with the number changed, a number as an option, or in the fields of a form."""
    stranger, own = Stranger(valo.town, leo), number_of(valo.town, leo)
    for path in INVITES:
        person = own if VOCABULARY.at(path).personal else None
        token = sealed(valo.town, Call(path, {"course": "2"}, person))
        for forged in (token.replace("-2-", "-1-"), token.rpartition("-")[0].replace("-2", "-1")):
            assert forged != token
            for event in (
                Pressed(arrival=stranger.arrival, token=forged),
                Called(arrival=stranger.arrival, path="start", typed=forged, addressed=True),
            ):
                came = stranger.tries(event)
                assert "Valo" not in came.said, path
                assert came.changed == []
    option = Called(arrival=stranger.arrival, path="privacy", args={"course": "1"}, addressed=True)
    assert "Valo" not in stranger.tries(option).said


def test_a_form_that_is_made_up_leads_where_its_button_led(valo: School, leo: Person) -> None:
    stranger, own = Stranger(valo.town, leo), number_of(valo.town, leo)
    token = sealed(valo.town, Call("join yes", {"course": "2"}, own))
    made_up = Filled(arrival=stranger.arrival, token=token, values={"course": "1", "name": "Leo"})
    came = stranger.tries(made_up)
    assert "Italiano" in came.said
    assert "Valo" not in came.said
    assert came.changed == []
