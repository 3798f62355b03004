"""A group on two platforms: prompts come to both, and a person's words cross only if that person says so."""

from dataclasses import replace

import pytest

from bot.places import tell_group
from community.chat.address import Platform
from community.notices import Kind, Notice
from storage.work import Work
from tests.stories import circles
from tests.stories.people import Person
from tests.stories.school import School, join, open_course, schedule
from tests.stories.town import Town


@pytest.fixture
def group(two_towns: Town) -> tuple[Town, Person, Person]:
    """Aino is on Telegram, Ben on Discord, and they are one group of a course that lets words cross."""
    town = two_towns
    dina, aino = town.person("Dina"), town.person("Aino")
    mia, ben = town.person("Mia", on=Platform.DISCORD), town.person("Ben", on=Platform.DISCORD)
    centre = town.organisation()
    town.meet(dina, aino)
    dina.says(f"/start {town.invitation(centre)}")
    open_course(dina)
    town.meet(mia, ben)
    mia.says(f"/start {town.invitation(centre)}")
    code = town.keeps(lambda work: work.courses.all()[0].code)
    mia.calls_here("course connect", code=code)
    town._admin = dina
    circles.is_forum(town)
    for learner in (aino, ben):
        join(learner, code)
    town.keeps(_lets_words_cross)
    circles.gather(town, "Larks", aino, ben)
    schedule(dina, "Share one link.", "tomorrow 9:00")
    town.passes(hours=23)
    return town, aino, ben


def _agreed_at_first(group: tuple[Town, Person, Person]) -> None:
    """As by the question that is asked when somebody joins."""
    _, aino, _ = group
    aino.says("/consents")
    aino.presses("Allow the other platform")


def _lets_words_cross(work: Work) -> None:
    course = work.courses.all()[0]
    course.settings = replace(course.settings, sharing=True)
    work.courses.save(course)


def test_both_places_say_who_does_not_read_there(group: tuple[Town, Person, Person]) -> None:
    town, aino, ben = group

    def greet(work: Work) -> None:
        course = work.courses.all()[0]
        [larks] = work.groups.of_course(course.id)
        tell_group(work, course, larks, Notice(Kind.GROUP_GREETS, {"group": larks.id}), town.clock.now())

    circles.keeps(town, greet)
    for reader in (aino, ben):
        told = reader.reads("Welcome to Larks").text
        assert (
            "On Discord: Ben.\nOn Telegram: Aino.\nWhat you write stays here. Answers cross if you share them." in told
        )


def test_one_item_crosses_by_a_yes_and_changes_and_goes_with_the_original(group: tuple[Town, Person, Person]) -> None:
    _, aino, ben = group
    _agreed_at_first(group)
    prompt = aino.reads("Share one link.")
    assert circles.stands_in(prompt) == circles.stands_in(ben.reads("Share one link.")) == "Larks"

    said = aino.writes("A map of birds.", reply_to=prompt)
    aino.sees_alone("Some of English for seniors are on Discord")
    ben.does_not_see("A map of birds.")
    aino.presses("Share this one")
    copy = ben.sees_in_chat("Aino shared this from Telegram:")
    assert "A map of birds." in copy.text
    assert circles.stands_in(copy) == "Larks"
    aino.edits(said, "A map of all birds.")
    assert "A map of all birds." in ben.sees_of(copy).text

    ben.presses("Reply to Aino")
    ben.fills_in(text="Lovely!")
    assert "Lovely!" in ben.reads("Lovely!").text
    ben.sees_alone("Some of English for seniors are on Telegram")
    aino.does_not_see("Lovely!")
    ben.presses("Share this one")
    assert circles.stands_in(aino.sees_in_chat("Ben shared this comment from Discord")) == "Larks"

    aino.calls_privately("answer withdraw")
    assert not [shown for shown in ben.screen() if "A map of all birds." in shown.text]


def test_who_says_no_is_not_asked_again_and_free_talk_never_crosses(group: tuple[Town, Person, Person]) -> None:
    _, aino, ben = group
    ben.writes("A list of trails.", reply_to=ben.reads("Share one link."))
    ben.presses("Not this one")
    ben.sees_alone("I ask you again next time.")
    ben.writes("Another list.", reply_to=ben.reads("Share one link."))
    ben.presses("Never in this course", under="Another list.")
    ben.sees_alone("your words stay where you write them")
    aino.does_not_see("A list of trails.")
    ben.writes("It rains here.")
    ben.writes("A list of all trails.", reply_to=ben.reads("Share one link."))
    ben.does_not_see("May I show it there")
    aino.does_not_see("trails")
    aino.does_not_see("It rains")

    ben.calls_privately("consents")
    assert f"{ben.command('sharing')} says it more exactly" in ben.sees_alone("Answers on the other platform: no").text
    ben.calls_privately("sharing", when="always")
    assert f"{ben.command('consents')} shows everything you agreed to." in ben.sees_alone("on every platform").text
    ben.calls_privately("consents")
    ben.sees_alone("Answers on the other platform: always")
    ben.writes("Yet another list.", reply_to=ben.reads("Share one link."))
    aino.sees_in_chat("Ben shared this from Discord:")


def test_always_shares_at_once_and_forgetting_takes_the_copy_away(group: tuple[Town, Person, Person]) -> None:
    town, aino, ben = group
    aino.presses("Answer", under="Share one link.")
    aino.fills_in(text="A map of birds.")
    aino.presses("Always in this course")
    ben.sees_in_chat("A map of birds.")
    aino.presses("Take it back there")
    ben.does_not_see("A map of birds.")
    assert not [shown for shown in ben.screen() if "A map of birds." in shown.text]

    schedule(town.person("Dina"), "And another?", "tomorrow 9:00")
    town.passes(hours=24)
    aino.writes("A song.", reply_to=aino.reads("And another?"))
    ben.sees_in_chat("A song.")
    aino.calls_privately("me")
    aino.sees_alone("Answers on the other platform: always")
    aino.calls_privately("forgetme")
    aino.presses("Erase everything about me")
    assert not [shown for shown in ben.screen() if "A song." in shown.text]


def test_nobody_is_asked_about_sharing_where_it_is_switched_off(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.aino.says("/sharing")
    said = school.aino.sees_alone("In English for seniors nothing crosses from one platform to another.")
    assert said.buttons == ()
    aino = school.person("Aino")
    assert not telegram_town.keeps(lambda work: work.drafts.drop_all(aino))
