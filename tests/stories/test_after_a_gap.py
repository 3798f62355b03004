"""What was written while Discord had forgotten our session is read back: once, and in the order it was written."""

from sqlalchemy import func, select

from storage.tables.courses import talk
from tests.stories.discord_people import DiscordPerson
from tests.stories.school import School
from tests.stories.town import Town


async def session_is_lost(town: Town) -> None:
    await town._stop_bot()
    town.discord_bot.sessions.clear()


def comes_back(town: Town) -> None:
    town.does(town._start_bot())
    town.settles()


def counted(school: School) -> int:
    """How many messages of group talk were counted."""
    total = select(func.coalesce(func.sum(talk.c.messages), 0))
    return int(school.town.keeps(lambda work: work.connection.execute(total).scalar_one()))


def test_a_reply_given_while_the_session_was_lost_is_an_answer(discord_town: Town) -> None:
    town = discord_town
    school = School.with_a_course(town)
    school.prompts("Share one link.")
    prompt = school.ben.sees_in_chat("Share one link.")
    assert isinstance(school.ben, DiscordPerson)

    town.does(session_is_lost(town))
    town.does(school.ben.account.send(town.channel, "A map, while you were away.", reply_to=prompt.raw))
    comes_back(town)

    assert town.waits_for(lambda: school.answers() == {"Ben": "A map, while you were away."}, 4)


def test_what_was_missed_and_what_is_said_now_are_taken_in_the_order_of_writing(discord_town: Town) -> None:
    town = discord_town
    school = School.with_a_course(town)
    school.prompts("Share one link.")
    prompt = school.ben.sees_in_chat("Share one link.")
    school.ben.writes("First.", reply_to=prompt)
    school.aino.writes("Good morning!")
    assert isinstance(school.ben, DiscordPerson)

    town.does(session_is_lost(town))
    for text in ("Second.", "Third."):
        town.does(school.ben.account.send(town.channel, text, reply_to=prompt.raw))
    town.does(town._start_bot())
    school.ben.writes("Fourth.", reply_to=prompt)

    assert town.waits_for(lambda: school.answers() == {"Ben": "Fourth."}, 10), school.answers()
    assert counted(school) == 1


def test_group_talk_that_was_missed_is_counted_once(discord_town: Town) -> None:
    town = discord_town
    school = School.with_a_course(town)
    school.aino.writes("Good morning!")
    assert isinstance(school.aino, DiscordPerson)
    for _ in range(2):
        town.does(session_is_lost(town))
        town.does(school.aino.account.send(town.channel, "Is anybody here?"))
        comes_back(town)
    assert town.waits_for(lambda: counted(school) == 3, 4)


def test_what_was_written_to_the_bot_alone_while_the_session_was_lost_is_heard(discord_town: Town) -> None:
    town = discord_town
    school = School.with_a_course(town)
    school.ben.says("Hello?")
    school.ben.looks()
    assert isinstance(school.ben, DiscordPerson)

    town.does(session_is_lost(town))
    town.does(school.ben.account.send(school.ben.dm, "Are you there?"))
    comes_back(town)

    assert town.waits_for(lambda: len(school.ben.news()) == 1, 4)
