"""A peer group has a place of its own: a topic on Telegram, a private thread on Discord."""

import pytest
from sqlalchemy import select

from community.chat.address import Platform
from storage.tables import metadata
from tests.stories import circles
from tests.stories.school import School, join


@pytest.fixture
def forum(school: School) -> School:
    circles.is_forum(school.town)
    return school


@pytest.mark.on_both_databases
def test_a_group_gets_its_prompts_and_answers_in_its_own_place(forum: School) -> None:
    town, aino, ben = forum.town, forum.aino, forum.ben
    carla = town.newcomer("Carla")
    join(carla, forum.course.code)
    circles.gather(town, "Larks", aino, ben)
    assert circles.stands_in(aino.reads("I am back")) == "Larks"

    aino.looks()
    forum.prompts("Share one link.")
    prompt = aino.sees_in_chat("Share one link.")
    assert circles.stands_in(prompt) == "Larks"
    assert sorted(map(circles.stands_in, forum.in_chat("Share one link."))) == ["", "Larks"]  # Carla has no group yet

    said = aino.writes("A map of birds.", reply_to=prompt)
    assert aino.sees_of(said).reactions == ("👌",)
    ben.presses("Answer", under="Share one link.")
    ben.fills_in(text="A list of trails.")
    posted = aino.reads("A list of trails.")
    assert circles.stands_in(posted) == "Larks"
    carla.presses("Answer", under="Share one link.")
    carla.fills_in(text="A cook book.")
    assert list(map(circles.stands_in, forum.in_chat("A cook book."))) == [""]
    assert forum.answers() == {"Aino": "A map of birds.", "Ben": "A list of trails.", "Carla": "A cook book."}

    aino.writes("I know it too!", reply_to=posted)
    assert forum.replies() == ["I know it too!"]
    ben.presses("Take it back")
    aino.does_not_see("A list of trails.")


letter = metadata.tables["letter"]
only_for = select(letter.c.id).where(letter.c.only_for.is_not(None))


def test_who_comes_later_is_let_in_and_who_leaves_is_let_out(forum: School) -> None:
    town = forum.town
    larks = circles.gather(town, "Larks", forum.aino)
    carla = town.newcomer("Carla")
    join(carla, forum.course.code)
    private = town.home is Platform.DISCORD
    assert circles.is_inside(forum.aino, "Larks")
    assert circles.is_inside(carla, "Larks") is not private

    circles.come(town, larks, carla)
    assert circles.is_inside(carla, "Larks")
    if private:
        assert carla.account.mention in circles.thread(town, "Larks").latest.text
    circles.go(town, larks, carla)
    assert circles.is_inside(carla, "Larks") is not private

    circles.come(town, larks, carla)
    carla.calls_privately("forgetme")
    carla.presses("Erase everything about me")
    assert circles.is_inside(carla, "Larks") is not private
    assert not town.keeps(lambda work: work.connection.execute(only_for).all()), "who was let out is still known"


def test_a_group_that_ends_is_put_away_and_gets_nothing_more(forum: School) -> None:
    town, aino = forum.town, forum.aino
    larks = circles.gather(town, "Larks", aino, forum.ben)
    circles.rename(town, larks, "Early birds")
    circles.end(town, larks)

    assert circles.is_put_away(town, "Early birds")
    aino.looks()
    forum.prompts("Share one link.")
    assert circles.stands_in(aino.sees_in_chat("Share one link.")) == ""


def test_a_place_is_opened_once_though_the_line_broke_as_it_was_opened(forum: School) -> None:
    """On Telegram, which does not list topics, a second one is opened and used; the first stays empty."""
    town = forum.town
    if town.home is Platform.TELEGRAM:
        town.telegram.faults.add("drop_after", "createForumTopic")
    else:
        town.discord.world.faults.drop("POST /channels/*/threads", after_effect=True)
    larks = circles.gather(town, "Larks", forum.aino, forum.ben)
    assert len(town.keeps(lambda work: work.courses.places_of_group(larks.id))) == 1
    assert len([shown for shown in forum.in_chat("I am back") if circles.stands_in(shown) == "Larks"]) == 1
    if town.home is Platform.DISCORD:
        assert [channel.name for channel in town.guild.channels].count("Larks") == 1


def test_a_group_can_meet_in_a_chat_of_its_own(forum: School) -> None:
    town, dina = forum.town, forum.dina
    larks = circles.gather(town, "Larks", forum.aino)
    eva = town.person("Eva")
    topics = town.group.topics if town.home is Platform.TELEGRAM else {}
    town.meet(dina, forum.aino, eva, title="Kitchen")
    dina.calls_here("group connect", group=str(larks.id))
    forum.aino.reads("Larks of English for seniors meets in this chat from now on")
    if town.home is Platform.TELEGRAM:
        assert [topic.get("closed") for topic in topics.values()] == [True]
    forum.prompts("Share one link.")
    places = town.keeps(lambda work: work.courses.places_of_group(larks.id))
    assert [each.title for each in places] == ["Kitchen" if town.home is Platform.TELEGRAM else "kitchen"]
    prompt = forum.aino.reads("Share one link.")
    forum.aino.writes("A map of birds.", reply_to=prompt)
    assert forum.answers() == {"Aino": "A map of birds."}

    eva.calls_privately("join", code=town.invitation(town.organisation("Fjord Centre")))
    town.meet(eva, title="Cellar")
    eva.calls_here("group connect", group=str(larks.id))
    eva.sees("I do not find this course")
    assert town.keeps(lambda work: work.courses.places_of_group(larks.id)) == places
