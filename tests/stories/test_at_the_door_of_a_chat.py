"""A Telegram chat that asks its administrators first: who takes part is let in, others are shown the way."""

import pytest

from adapters.playground.telegram.groups import add_link
from bot.housekeeping import tidy
from community.chat.address import Account, Platform
from tests.stories import circles
from tests.stories.people import SUGGESTED
from tests.stories.school import School
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


@pytest.fixture
def school(telegram_town: Town) -> School:
    school = School.with_a_course(telegram_town)
    circles.is_forum(telegram_town)
    return school


def _knocks(school: School, name: str, link: str = "") -> TelegramPerson:
    """Somebody asks to be let into the chat of the course, by a link that an administrator made."""
    town = school.town
    person = town.person(name)
    assert isinstance(person, TelegramPerson)
    made = add_link(town.telegram.world, town.group, town._admin.account.account, name=link or None, asks_first=True)
    town.does(person.account.join(town.group, made.url))
    town.settles()
    return person


def test_a_stranger_is_shown_the_way_and_let_in_when_they_join(school: School) -> None:
    carla = _knocks(school, "Carla")
    school.dina.sees_alone("Carla asks to come into the chat of English for seniors")
    welcome = carla.sees_alone("You asked to come into the chat of English for seniors")
    assert welcome.buttons[0] == "Join the course"
    assert "Carla" not in school.members()
    assert not school.town.group.membership(carla.account.account).inside

    carla.presses("Join the course")
    carla.says("Carla")
    carla.sees_alone("You are in")
    assert school.town.group.membership(carla.account.account).inside
    school.dina.presses("Decline", under="Carla asks")
    school.dina.sees_alone("this is settled")
    assert school.town.group.membership(carla.account.account).inside


def test_the_trainer_decides_about_a_stranger_who_does_not_join(school: School) -> None:
    otto, carla = _knocks(school, "Otto"), _knocks(school, "Carla")
    school.dina.presses("Decline", under="Otto asks")
    school.dina.presses("Let them in", under="Carla asks")
    assert school.town.group.requests == {}
    assert not school.town.group.membership(otto.account.account).inside
    assert school.town.group.membership(carla.account.account).inside
    assert "Carla" not in school.members()


def test_who_takes_part_or_comes_by_the_link_of_the_course_is_let_in_at_once(school: School) -> None:
    town = school.town
    town.does(town.person("Ben").account.leave(town.group))
    town.settles()
    school.dina.sees_alone("Ben left the chat of English for seniors")
    ben = _knocks(school, "Ben")
    assert town.group.membership(ben.account.account).inside
    guest = _knocks(school, "Gerd", link=school.course.code)
    assert town.group.membership(guest.account.account).inside
    school.dina.does_not_see("asks to come into")


def test_who_leaves_the_chat_and_comes_back_loses_nothing_and_is_told_of_once(school: School) -> None:
    school.prompts("Share one link.")
    ben, town = school.ben, school.town
    ben.writes("A map of birds.", reply_to=ben.reads("Share one link."))
    school.dina.looks()
    town.does(ben.account.leave(town.group))
    town.settles()
    told = [shown for shown in school.dina.news() if "Ben left the chat" in shown.text]
    assert len(told) == 1
    assert "They still take part" in told[0].text
    assert school.members() == ["Aino", "Ben"]
    school.dina.looks()
    town.does(ben.account.join(town.group))
    town.settles()
    school.dina.sees_nothing_new()
    assert school.answers() == {"Ben": "A map of birds."}


def test_a_forged_button_lets_nobody_in(school: School) -> None:
    carla = _knocks(school, "Carla")
    asked = school.dina.sees_alone("Carla asks")
    eva = school.town.person("Eva")
    eva.says(f"/start {school.town.invitation(school.town.organisation('Fjord Centre'))}")
    school.town.meet(eva, title="Kitchen")
    eva.calls_here("course new")
    eva.fills_in(name=SUGGESTED, language=SUGGESTED, zone=SUGGESTED)
    eva.forges(eva.reads("is open"), school.dina.token(asked, "Let them in"))
    eva.sees_alone("meant for somebody else")
    eva.forges(eva.reads("is open"), school.dina.token(asked, "Let them in").replace("-1-", "-4-", 1))
    assert not carla.groups


def test_who_was_declined_is_forgotten_after_a_month_and_who_takes_part_is_not(school: School) -> None:
    town = school.town
    otto, carla = _knocks(school, "Otto"), _knocks(school, "Carla")
    school.dina.presses("Decline", under="Otto asks")
    carla.presses("Join the course")
    carla.says("Carla")
    native = str(otto.account.id)
    for days, known in ((29, True), (2, False)):
        town.passes(days=days)
        town.does(tidy(town.store, town.clock))
        assert bool(town.keeps(lambda work: work.people.of(Account(Platform.TELEGRAM, native)))) is known
    assert native not in school.everything_kept()
    assert school.members() == ["Aino", "Ben", "Carla"]
    otto.says("/privacy")
    otto.presses("Show how long it is kept")
    otto.sees_alone("I forget you after 30 days")
