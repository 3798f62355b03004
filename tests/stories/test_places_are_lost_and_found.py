"""Chats move, rights are taken and given back, places are deleted: nothing is lost or doubled, and trainers hear once."""

import pytest

from community.chat.address import Platform
from tests.stories import circles
from tests.stories.discord_people import DiscordPerson
from tests.stories.learners import Learners
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.town import Town


@pytest.fixture
def school(town: Town) -> School:
    school = School.with_a_course(town)
    town.has_a_staff_room(school.dina)
    return school


def _told(school: School, text: str) -> int:
    return len([shown for shown in school.dina.screen() if text in shown.text and shown.private])


def test_a_bot_without_the_right_says_so_once_and_opens_the_places_when_it_may(school: School) -> None:
    town = school.town
    if town.home is Platform.TELEGRAM:
        circles.is_forum(town, rights=False)
    else:
        town.channel.deny(town.discord_bot, "create_private_threads")
    circles.gather(town, "Larks", school.aino)
    circles.gather(town, "Owls", school.ben)
    told = school.dina.reads("I could not open places for the groups")
    assert "I lack a right there." in told.text
    assert _told(school, "I could not open places") == 1
    assert circles.stands_in(school.aino.reads("I am back")) == ""  # the group meets in the chat meanwhile
    school.prompts("Share one link.")
    assert list(map(circles.stands_in, school.in_chat("Share one link."))) == [""]

    if town.home is Platform.TELEGRAM:
        circles.is_forum(town)  # which Telegram tells the bot
    else:
        town.channel.deny(town.discord_bot)
        school.dina.presses("Try again", under="I could not open places")
    school.prompts("And another?", hours=24)
    assert sorted(map(circles.stands_in, school.in_chat("And another?"))) == ["Larks", "Owls"]


def test_a_place_that_somebody_deleted_is_opened_anew_and_what_was_to_come_there_comes(school: School) -> None:
    town = school.town
    circles.is_forum(town)
    circles.gather(town, "Larks", school.aino, school.ben)
    if town.home is Platform.TELEGRAM:
        number = next(iter(town.group.topics))
        town.does(town._admin.account.promote(town.group, town._admin.account))
        town.does(town._admin.account.delete_topic(town.group, number))
    else:
        town.discord.world.backend.delete_channel(circles.thread(town, "Larks").id)
    town.settles()
    school.prompts("Share one link.")
    assert list(map(circles.stands_in, school.in_chat("Share one link."))) == ["Larks"]
    assert _told(school, "The place of Larks in English for seniors was deleted") == 1


def test_a_bot_that_is_thrown_out_and_brought_back_finds_the_places_again(school: School) -> None:
    town = school.town
    circles.is_forum(town)
    circles.gather(town, "Larks", school.aino)
    over = circles.gather(town, "Owls", school.ben)
    circles.end(town, over)
    town.throws_the_bot_out()
    assert _told(school, "I was removed from the chat") == 1
    school.aino.looks()
    town.brings_the_bot_back()
    back = [shown for shown in school.aino.news() if "I am back" in shown.text]
    assert [circles.stands_in(shown) for shown in back] == [""]
    circles.is_forum(town)
    school.prompts("Share one link.")
    assert sorted(map(circles.stands_in, school.in_chat("Share one link."))) == ["", "Larks"]  # Ben has no group now


def test_who_moved_or_left_while_the_bot_was_out_is_let_in_and_out_when_it_is_back(school: School) -> None:
    town = school.town
    town.expects_refusals = True
    circles.is_forum(town)
    learners = Learners.of(school, {"Aino": "", "Ben": "", "Carla": "", "Emil": "", "Filip": ""})
    circles.gather(town, "Larks", school.aino, school.ben, learners["Carla"])
    circles.gather(town, "Owls", learners["Emil"], learners["Filip"])
    ben_read = _called(school.ben, "Larks")
    town.throws_the_bot_out()
    school.dina.calls_privately("group move", person="Aino", group="2")
    learners["Carla"].calls_privately("leave")
    learners["Carla"].presses("Leave the course")
    town.passes(hours=1)
    town.brings_the_bot_back()
    circles.is_forum(town)
    school.aino.sees_alone("Owls")  # what could not be said while they shared no server
    if town.home is Platform.DISCORD:
        inside = {name: [who for who in learners.people if circles.is_inside(learners[who], name)] for name in GROUPS}
        assert inside == {"Larks": ["Ben"], "Owls": ["Aino", "Emil", "Filip"]}
        assert _called(school.ben, "Larks") == ben_read, "who was inside all the time is called once more"
        assert _called(school.aino, "Owls") == 1
    school.prompts("Share one link.")
    assert sorted(map(circles.stands_in, school.in_chat("Share one link."))) == ["Larks", "Owls"]


GROUPS = ("Larks", "Owls")


def _called(person: Person, name: str) -> int:
    """How often somebody was called into a place by their name, which rings."""
    if not isinstance(person, DiscordPerson):
        return 0
    return sum(
        person.account.mention in post.text for post in person.account.sees_in(circles.thread(person.town, name))
    )


def test_a_group_that_becomes_a_supergroup_keeps_its_course_and_gets_its_topics(telegram_town: Town) -> None:
    town = telegram_town
    dina, aino = town.person("Dina"), town.person("Aino")
    town.meet(dina, aino)
    town.group.supergroup = False
    school = School.in_its_chat(town, dina, aino)
    circles.gather(town, "Larks", aino)
    told = dina.reads("I could not open places for the groups")
    assert "The chat has no topics." in told.text
    school.prompts("Share one link.")
    aino.writes("A map of birds.", reply_to=aino.reads("Share one link."))

    town.group = town.does(dina.account.migrate(town.group))
    town.does(dina.account.make_forum(town.group))
    circles.is_forum(town)
    assert not [message for message in town.group.messages if "Hello everybody" in message.text]
    school.prompts("And another?", hours=24)
    prompt = aino.reads("And another?")
    assert circles.stands_in(prompt) == "Larks"
    aino.writes("A song.", reply_to=prompt)
    assert town.keeps(lambda work: work.prompts.answer_count(2)) == 2
    assert len(school.in_chat("And another?")) == 1
    assert [each.place.chat for each in town.keeps(lambda work: work.courses.places(1))] == [str(town.group.id)] * 2


def test_where_discord_opens_no_threads_a_channel_of_its_own_is_named_and_works(discord_town: Town) -> None:
    town, school = discord_town, School.with_a_course(discord_town)
    town.has_a_staff_room(school.dina)
    town.channel.deny(town.discord_bot, "create_private_threads")
    larks = circles.gather(town, "Larks", school.aino)
    told = school.dina.reads("I could not open places for the groups").text
    assert "make a private channel for each group yourself, let me in, and write /group connect there." in told
    school.dina.calls_here("setup")
    assert "write /group connect there." in school.dina.sees_alone("a place for each group").text

    town.channel = town.guild.add_channel("larks-room")
    school.dina.calls_here("group connect", group=str(larks.id))
    school.prompts("Share one link.")
    [place] = town.keeps(lambda work: work.courses.places_of_group(larks.id))
    assert place.title == "larks-room"
    assert [shown for shown in school.in_chat("Share one link.") if shown.raw.channel_id == town.channel.id]
