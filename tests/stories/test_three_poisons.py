"""What nobody can read, carry out or put into words is set aside, all at once, and the course goes on on both platforms."""

from datetime import timedelta

import pytest

from community.chat.address import Place, Platform
from community.letters import Letter, LetterState, Priority
from community.notices import Kind, Notice
from storage.tables.system import letter as table
from storage.work import Work
from tests.stories.discord_people import DiscordPerson
from tests.stories.school import School, join, schedule
from tests.stories.town import Town

NOBODYS_KIND = "moon"


def poisoned(town: Town) -> None:
    """An event that cannot be read, a row that no routine knows, a letter that has no words; on each platform."""

    def job(work: Work) -> None:
        for number in (1, 2):
            work.timers.set(NOBODYS_KIND, number, town.clock.now() - timedelta(minutes=number))
        work.outbox.add_all([_without_words(place.place) for place in work.courses.places(1)])

    emil = town.person("Emil", Platform.DISCORD)
    assert isinstance(emil, DiscordPerson)
    town.telegram.deliver_unreadable(town.telegram_bot)
    town.discord.faults.malform("MESSAGE_CREATE", lambda payload: {**payload, "id": "seven"})
    town.does(emil.account.send(town.channel, "Good morning"))
    town.does(town.store.run(job))


def _without_words(place: Place) -> Letter:
    return Letter(bot=place.bot, place=place, priority=Priority.GROUP, notice=Notice(Kind.PROMPT, {}))


def cleared_away(town: Town) -> int:
    """What `talkoot check` shows of letters, taken out by hand."""
    gone = table.delete().where(table.c.state == LetterState.BURIED.value)
    return town.keeps(lambda work: work.connection.execute(gone).rowcount)


@pytest.mark.on_both_databases
def test_a_course_goes_on_with_three_poisons_at_once(two_towns: Town) -> None:
    town, school = two_towns, School.with_a_course(two_towns)
    emil = town.person("Emil", Platform.DISCORD)
    town.meet(emil)
    emil.says(f"/start {town.invitation(school.centre)}")
    emil.calls_here("course connect", code=school.course.code)
    carla = town.person("Carla", Platform.DISCORD)
    assert isinstance(carla, DiscordPerson)
    carla.account.join(town.guild)
    join(carla, school.course.code)
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    town.expected_errors += ["event set aside", "routine failed", "letter without words"]
    poisoned(town)

    school.aino.looks()
    carla.looks()
    town.passes(hours=23)
    prompt = school.aino.sees_in_chat("Share one link.")
    there = carla.sees_in_chat("Share one link.")
    school.aino.writes("A map of the city.", reply_to=prompt)
    carla.writes("A timetable.", reply_to=there)

    assert school.answers() == {"Aino": "A map of the city.", "Carla": "A timetable."}
    assert len(town.keeps(lambda work: work.inbox.quarantined())) == 2
    for fault in town.expected_errors:
        assert sum(fault in error for error in town.errors()) >= 2, fault
    assert NOBODYS_KIND in {row.kind for row in town.keeps(lambda work: work.timers.all())}
    assert cleared_away(town) == 2
