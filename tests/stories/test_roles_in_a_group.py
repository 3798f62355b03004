"""Roles go round in a peer group: from its third week on, past who pauses, to be swapped with a yes or switched off."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.matching import GroupRole
from storage.work import Work
from tests.stories.circle import NAMES, Circle
from tests.stories.school import School

MONDAY = datetime(2026, 12, 7, 6, 0, tzinfo=UTC)
"""Eight in Helsinki, in the third week of a group that began on 24 November."""


def is_where_the_group_meets(school: School, group: int) -> None:
    """The chat of the course becomes that of a group."""

    def move(work: Work) -> None:
        [place] = work.courses.places(1)
        work.courses.disconnect(place.place)
        work.courses.connect(replace(place, group=group))

    school.town.keeps(move)


@pytest.mark.on_both_databases
def test_roles_over_five_weeks(school: School) -> None:
    circle = Circle.of(school, *NAMES)
    is_where_the_group_meets(school, circle.group("Birch"))
    school.town.jumps(MONDAY - timedelta(days=7))
    assert circle.roles() == {}, "one new thing at a time"
    carried: Counter[str] = Counter()
    for week in range(5):
        if week == 2:
            circle.membership("Carla", paused_until=school.town.clock.now() + timedelta(days=9))
        school.aino.looks()
        school.town.jumps(MONDAY + timedelta(weeks=week))
        roles = circle.roles()
        told = school.aino.sees_in_chat("Birch: the roles of this week").text
        assert f"Host: {roles[GroupRole.HOST]} – makes everybody welcome and minds the time" in told
        assert set(roles) == set(GroupRole)
        assert len(set(roles.values())) == 4
        assert week != 2 or "Carla" not in roles.values()
        carried.update(roles.values())
    assert sum(carried.values()) == 20
    due = dict.fromkeys(NAMES, 4 * 4 / 5 + 1) | {"Carla": 4 * 4 / 5}
    assert all(abs(carried[name] - due[name]) < 1 for name in NAMES), "a week away leaves no debt"


@pytest.mark.on_both_databases
def test_two_swap_when_both_want_to(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben", "Carla")
    circle.group("Birch")
    school.aino.calls("roles show")
    school.aino.sees_alone("Nobody has a role in this group this week.")
    school.town.jumps(MONDAY)
    before = circle.roles()
    mine = [part for part, name in before.items() if name == "Aino"]
    assert mine[0].title() in school.aino.sees_alone("Your role in Birch this week").text

    school.aino.calls("roles swap")
    school.aino.fills_in(person="Ben")
    school.aino.sees_alone("I have asked Ben whether you two can swap.")
    school.ben.sees_alone("Aino would like to swap roles with you in Birch.")
    assert circle.roles() == before
    school.ben.presses("Keep my role")
    school.ben.sees_alone("Everything stays as it is.")
    assert circle.roles() == before

    school.aino.calls("roles swap")
    school.aino.fills_in(person="Ben")
    letter = school.ben.sees_alone("Aino would like to swap roles with you in Birch.")
    yes = school.ben.token(letter, "Swap the roles")
    circle["Carla"].says("/start")
    circle["Carla"].forges(circle["Carla"].news()[-1], yes)
    circle["Carla"].sees_alone("This button is meant for somebody else")
    school.ben.presses("Swap the roles")
    turned = {"Aino": "Ben", "Ben": "Aino"}
    after = {part: turned.get(name, name) for part, name in before.items()}
    assert circle.roles() == after
    school.aino.sees_alone("Your role in Birch this week")
    school.ben.forges(letter, yes)
    school.ben.sees_alone("This button does not work any more")
    assert circle.roles() == after

    school.dina.calls("roles list")
    school.dina.sees_alone(f"{school.dina.command('roles change')} swaps two people.")
    school.dina.calls("roles change")
    school.dina.fills_in(person="Aino (Birch)", **school.all_at_once(other="Ben (Birch)"))
    if not school.all_at_once(other=""):
        school.dina.fills_in(other="Ben (Birch)")
    school.dina.sees_alone("Swapped in Birch. Both hear it from me.")
    assert circle.roles() == before


def test_where_roles_are_switched_off_nobody_gets_one(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben")
    circle.group("Birch")
    course = school.course
    school.town.keeps(lambda work: work.courses.save(replace(course, settings=replace(course.settings, roles=False))))
    school.town.jumps(MONDAY)
    assert circle.roles() == {}
    school.aino.calls("roles show")
    school.aino.sees_alone("switched off in the course English for seniors")
    school.town.keeps(lambda work: work.courses.save(course))
    school.town.sleeps(days=8)
    school.aino.sees_alone("Your role in Birch this week")
    assert len(school.town.keeps(lambda work: work.group_roles.weeks(1))) == 1
