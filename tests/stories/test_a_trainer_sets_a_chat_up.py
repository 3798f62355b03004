"""A trainer brings a course into a chat: picked in one tap or connected where it is, with a checklist of what is missing."""

import pytest

from community.chat.address import Platform
from tests.stories import circles
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import join, schedule
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


@pytest.fixture
def dina(town: Town) -> Person:
    """A trainer, whose course has no chat yet."""
    dina = town.person("Dina")
    town.has_a_staff_room(dina)
    dina.calls_privately("join", code=town.invitation(town.organisation()))
    dina.calls_privately("course new")
    dina.fills_in(name="English for seniors", language=SUGGESTED, zone=SUGGESTED)
    dina.sees_alone("English for seniors is open")
    return dina


def test_the_checklist_says_what_is_missing_and_shrinks_as_it_is_done(town: Town, dina: Person) -> None:
    dina.calls_privately("setup")
    asked = dina.sees_alone("To do: a chat.")
    assert "Done: a trainer and language and time zone." in asked.text
    assert asked.buttons[0] == "Pick the chat"
    assert {"Show the link", "Write the first prompt", "Look again"} <= set(asked.buttons)

    aino = town.person("Aino")
    town.meet(dina, aino)
    if isinstance(dina, TelegramPerson):
        town.group.forum = True
        town.throws_the_bot_out()  # the key brings it in
        dina.presses("Pick the chat", under="To do: a chat.")
        dina.picks(town.group)
        listed = dina.sees_alone("English for seniors meets in English for seniors now.")
        assert town.group.membership(town.telegram_bot).may_all(["can_manage_topics", "can_invite_users"])
    else:
        dina.presses("Pick the chat", under="To do: a chat.")
        dina.sees_alone("I ask for no more permissions than I need")
        dina.calls_here("course connect", code=_code(town))
        dina.calls("setup")
        listed = dina.sees_alone("Done:")
    assert "writing there, my sign at answers, a place for each group" in listed.text
    assert "To do: the first learner." in listed.text
    aino.reads("To take part, press Join")
    if town.home is Platform.TELEGRAM:
        assert not [shown for shown in aino.screen() if "Hello everybody" in shown.text]

    join(aino, _code(town))
    schedule(dina, "Share one link.", "tomorrow 9:00")
    dina.calls("setup")
    ready = dina.sees_alone("Everything is ready.")
    assert "Later: groups." in ready.text


def test_a_right_that_is_lacking_is_named(town: Town, dina: Person) -> None:
    learners = [town.person(name) for name in ("Aino", "Ben", "Carla")]
    town.meet(dina, *learners)
    dina.calls_here("course connect", code=_code(town))
    if town.home is Platform.TELEGRAM:
        dina.calls("setup")
        dina.sees_alone("Later: a place for each group and groups.")
    for learner in learners:
        join(learner, _code(town))
    dina.calls("setup")
    if town.home is Platform.TELEGRAM:
        assert "switch on Topics" in dina.sees_alone("To do: a place for each group.").text
        circles.is_forum(town, rights=False)
    else:
        town.channel.deny(town.discord_bot, "create_private_threads", "add_reactions")
    dina.presses("Look again")
    assert "I lack the right to open one" in dina.sees_alone("To do: a place for each group.").text
    if town.home is Platform.DISCORD:
        dina.sees_alone("To do: my sign.")
        dina.sees_alone("Discord does not tell me who leaves")


def test_nobody_picks_a_chat_for_a_course_that_is_not_theirs(telegram_town: Town) -> None:
    town = telegram_town
    dina, eva = town.person("Dina"), town.person("Eva")
    for trainer, name in ((dina, "Valo Centre"), (eva, "Fjord Centre")):
        trainer.says(f"/start {town.invitation(town.organisation(name))}")
        trainer.calls_privately("course new")
        trainer.fills_in(name=f"Course of {name}", language=SUGGESTED, zone=SUGGESTED)
    town.meet(dina, eva)
    assert isinstance(eva, TelegramPerson)
    asking = eva.private.messages[-1]
    assert asking.markup
    asking.markup["keyboard"][0][0]["request_chat"] |= {"request_id": 1, "user_administrator_rights": {}}
    asking.markup["keyboard"][0][0]["request_chat"]["bot_administrator_rights"] = {}
    eva.picks(town.group)
    eva.sees_alone("I do not find this course")

    asking.markup["keyboard"][0][0]["request_chat"] |= {"request_id": 2}
    eva.picks(town.group)  # her own course, but a chat that she does not administer
    eva.sees_alone("only its administrators can pick")
    assert town.keeps(lambda work: [each for number in (1, 2) for each in work.courses.places(number)]) == []


def _code(town: Town) -> str:
    return town.keeps(lambda work: work.courses.all()[0].code)
