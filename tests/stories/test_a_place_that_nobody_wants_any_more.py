"""A group ends while the platform still opens its place: nothing is left of it, and nobody is greeted."""

import pytest

from tests.stories import circles
from tests.stories.school import School
from tests.stories.town import Town


@pytest.fixture
def forum(school: School) -> School:
    circles.is_forum(school.town)
    return school


def gone(town: Town, name: str) -> bool:
    """Where the bot may not delete a private thread, it is put away, and its members are let out."""
    if circles.stands(town, name) == 0:
        return True
    members = [town.person(each) for each in ("Aino", "Ben")]
    return circles.is_put_away(town, name) and not any(circles.is_inside(each, name) for each in members)


def test_a_group_that_ends_as_its_place_is_opened_leaves_nothing_behind(forum: School) -> None:
    town, dina, aino = forum.town, forum.dina, forum.aino
    larks = circles.begin_to_gather(town, "Larks", aino, forum.ben)
    circles.end(town, larks)
    assert gone(town, "Larks")

    circles.gather(town, "Owls", aino)
    circles.begin_to_gather(town, "Wrens", forum.ben)
    dina.calls("group merge", group="3", into="2")
    assert gone(town, "Wrens")
    assert circles.is_inside(forum.ben, "Owls")
    assert [circles.stands_in(shown) for shown in forum.in_chat("I am back")] == ["Owls"]


def test_a_course_that_is_closed_as_a_place_is_opened_opens_it_when_it_goes_on(forum: School) -> None:
    town, dina = forum.town, forum.dina
    dina.calls("course close")
    larks = circles.begin_to_gather(town, "Larks", forum.aino)
    dina.presses("Close the course")
    assert gone(town, "Larks")
    assert not town.keeps(lambda work: work.courses.places_of_group(larks.id))
    assert not forum.in_chat("I am back")

    dina.calls("course reopen")
    dina.sees_alone("is open again")
    assert len(town.keeps(lambda work: work.courses.places_of_group(larks.id))) == 1
    forum.prompts("Share one link.")
    assert [circles.stands_in(shown) for shown in forum.in_chat("Share one link.")].count("Larks") == 1


def test_a_place_of_which_the_line_broke_is_found_and_put_away_after_a_restart(discord_town: Town) -> None:
    school, town = School.with_a_course(discord_town), discord_town
    town.channel.deny(town.discord_bot, "manage_channels", "manage_threads")
    town.discord.world.faults.drop("POST /channels/*/threads", after_effect=True)
    larks = town.keeps(circles.gathering(town, "Larks", school.aino))
    for account in town.app.accounts:
        account._released()
    assert town.waits_for(lambda: circles.stands(town, "Larks") == 1, 5)
    town.sleeps(lambda: town.keeps(lambda work: work.groups.end(larks.id, town.clock.now())), minutes=1)
    assert circles.stands(town, "Larks") == 1
    assert gone(town, "Larks")
