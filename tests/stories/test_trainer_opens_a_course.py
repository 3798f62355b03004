"""Story 1: a trainer opens a course, in the chat where it meets."""

import re

import pytest

from community.chat.address import Platform
from community.courses import CourseState
from community.roles import Role
from tests.stories.people import SUGGESTED
from tests.stories.school import School, open_course, schedule
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


@pytest.mark.on_both_databases
def test_the_first_coordinator_comes_by_an_invitation_and_opens_a_course_in_the_chat(town: Town) -> None:
    dina, aino = town.person("Dina"), town.person("Aino")
    town.meet(dina, aino)
    dina.says(f"/start {town.invitation(town.organisation())}")
    assert "coordinator of Valo Centre" in dina.sees_alone("You are now").text

    dina.calls_here("course new")
    dina.fills_in(name="English for seniors", language=SUGGESTED, zone=SUGGESTED)

    opened = dina.sees_in_chat("The course English for seniors is open (English, Helsinki time)")
    assert "Join" in opened.buttons
    assert re.search(r"/join [A-Z2-9]{8}\b", opened.text)
    assert "I am Talkoot" in opened.text
    assert "I do not keep what you write to each other" in opened.text
    for what_trainers_do in ("prompt schedule", "course connect"):
        assert dina.command(what_trainers_do) not in opened.text
    assert aino.sees_in_chat("is open")


def test_the_trainer_reads_alone_what_to_do_next(town: Town) -> None:
    dina, emil = town.person("Dina"), town.person("Emil")
    town.meet(dina, emil)
    centre = town.organisation()
    dina.says(f"/start {town.invitation(centre)}")
    open_course(dina)
    told = dina.sees_alone("The course English for seniors is open, and you are its trainer.").text
    for path in ("setup", "course connect", "course show", "invite trainer"):
        assert dina.command(path) in told


def test_a_trainer_is_not_sent_to_what_only_coordinators_can_do(town: Town) -> None:
    emil = town.person("Emil")
    town.meet(emil)
    emil.says(f"/start {town.invitation(town.organisation(), Role.TRAINER)}")
    open_course(emil)
    told = emil.sees_alone("and you are its trainer.").text
    assert emil.command("invite trainer") not in told
    assert "A coordinator can invite more trainers." in told


def test_the_chat_and_the_organisation_say_what_the_course_is_called_and_where_it_is(town: Town) -> None:
    carla = town.person("Carla")
    town.meet(carla, title="Portuguese walks")
    carla.says(f"/start {town.invitation(town.organisation('Ponte', zone='Europe/Lisbon'), Role.TRAINER)}")
    open_course(carla)
    assert "Portuguese walks is open (English, Lisbon time)" in carla.sees_in_chat("is open").text


def test_a_coordinator_invites_a_trainer_who_opens_a_course(town: Town) -> None:
    dina, emil = town.person("Dina"), town.person("Emil")
    town.meet(emil, dina)
    dina.says(f"/start {town.invitation(town.organisation())}")

    dina.calls("invite trainer")
    invitation = dina.sees_alone("makes one person a trainer of Valo Centre")
    code = re.search(r"[A-Z2-9]{20}", invitation.text)
    assert code
    emil.says(f"/start {code[0]}")

    emil.sees_alone("You are now a trainer of Valo Centre")
    open_course(emil)


def test_an_invitation_works_once(town: Town) -> None:
    dina, emil = town.person("Dina"), town.person("Emil")
    town.meet(dina, emil)
    code = town.invitation(town.organisation())
    dina.says(f"/start {code}")

    emil.says(f"/start {code}")

    assert "ask for a new one" in emil.sees_alone("This invitation is used up").text


def test_only_what_is_missing_is_asked(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    dina.says(f"/start {town.invitation(town.organisation())}")
    dina.calls_here("course new", name="Suomi 1")
    dina.fills_in(language=SUGGESTED, zone="Lisbon")
    dina.sees_in_chat("The course Suomi 1 is open (English, Lisbon time)")


def test_a_time_zone_that_does_not_exist_is_asked_for_again(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    dina.says(f"/start {town.invitation(town.organisation())}")
    dina.calls_here("course new")
    dina.fills_in(name="Suomi 1", language=SUGGESTED, zone="Utopia")

    dina.sees('I do not know the time zone "Utopia"')
    dina.corrects(zone="Helsinki")

    dina.sees_in_chat("The course Suomi 1 is open (English, Helsinki time)")


def test_a_time_zone_is_proposed_and_understood_by_its_city(town: Town) -> None:
    dina = town.person("Dina", language="fi")
    town.meet(dina)
    dina.says(f"/start {town.invitation(town.organisation(zone='Europe/Copenhagen'))}")
    dina.calls_here("course new")
    dina.fills_in(name="Suomi 1", language=SUGGESTED, zone="Lontoo")
    dina.sees_in_chat("aikavyöhyke: Lontoo")

    town.meet(dina, title="Suomi 2")
    dina.calls_here("course new")
    dina.fills_in(name="Suomi 2", language=SUGGESTED, zone=SUGGESTED)
    dina.sees_in_chat("aikavyöhyke: Kööpenhamina")
    assert not [shown for shown in dina.screen() if "Europe/" in str(shown)]


@pytest.mark.on_both_databases
def test_an_administrator_proposes_a_course_and_the_coordinator_opens_it(town: Town) -> None:
    carla, dina = town.person("Carla"), town.person("Dina")
    town.meet(carla, dina, admin=carla)
    centre = town.organisation()
    dina.says(f"/start {town.invitation(centre)}")
    carla.says("/start")

    carla.calls_here("course new")
    carla.fills_in(name="Sourdough", language=SUGGESTED, zone=SUGGESTED)

    told = carla.sees_in_chat("I have proposed the course Sourdough to Valo Centre")
    assert "One coordinator of Valo Centre decides" in told.text
    assert "Carla proposes the course Sourdough" in dina.sees_alone("proposes").text
    dina.presses("Open the course")
    dina.sees_alone("The course Sourdough is open")
    carla.sees("The course Sourdough is open")
    carla.sees_alone("and you are its trainer")
    assert carla.sees_in_chat("The course Sourdough is open").buttons == ("Join",)
    schedule(carla, "Show us your starter.", "tomorrow 9:00")


@pytest.mark.parametrize(
    ("button", "told"), [("Open the course", "so it has no trainer yet"), ("Decline", "is declined")]
)
def test_a_proposal_can_be_decided_when_who_made_it_is_gone(town: Town, button: str, told: str) -> None:
    carla, dina = town.person("Carla"), town.person("Dina")
    town.meet(carla, dina, admin=carla)
    dina.says(f"/start {town.invitation(town.organisation())}")
    carla.says("/start")
    carla.calls_here("course new")
    carla.fills_in(name="Sourdough", language=SUGGESTED, zone=SUGGESTED)
    carla.says("/forgetme")
    carla.presses("Erase everything about me")

    dina.presses(button)

    dina.sees_alone(told)


def test_a_coordinator_declines_a_proposal_and_the_chat_is_free_again(town: Town) -> None:
    carla, dina = town.person("Carla"), town.person("Dina")
    town.meet(carla, dina, admin=carla)
    dina.says(f"/start {town.invitation(town.organisation())}")
    carla.says("/start")
    carla.calls_here("course new")
    carla.fills_in(name="Sourdough", language=SUGGESTED, zone=SUGGESTED)

    dina.presses("Decline")

    carla.sees("is declined")
    open_course(dina, "Bread")


def test_a_member_who_is_no_administrator_cannot_propose(town: Town) -> None:
    dina, ben = town.person("Dina"), town.person("Ben")
    town.meet(dina, ben, admin=dina)
    dina.says(f"/start {town.invitation(town.organisation())}")
    ben.says("/start")
    ben.calls_here("course new")
    ben.sees_alone("This can be done by a trainer")  # at once, before anything is asked
    assert town.keeps(lambda work: work.courses.all()) == []


def test_a_chat_that_has_a_course_takes_no_second_one(school: School) -> None:
    school.dina.calls_here("course new")
    school.dina.sees_alone("This chat already belongs to the course English for seniors")


def test_a_course_opened_in_private_is_told_where_to_go(telegram_town: Town) -> None:
    dina = telegram_town.person("Dina")
    telegram_town.meet(dina)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    dina.calls("course new")
    dina.fills_in(name="Suomi 1", language=SUGGESTED, zone=SUGGESTED)
    code = re.search(r"/course_connect ([A-Z2-9]{8})", dina.sees_alone("add me to the chat").text)
    assert code

    dina.writes(f"/course_connect {code[1]}")

    dina.sees_in_chat("This chat is now a place of Suomi 1")
    dina.sees_alone("and you are its trainer")
    dina.writes(f"/course_connect {code[1]}")
    dina.sees_alone("This chat is a place of Suomi 1 already")


@pytest.mark.on_both_databases
def test_the_same_course_gets_a_place_on_the_other_platform(two_towns: Town) -> None:
    dina, emil = two_towns.person("Dina", Platform.TELEGRAM), two_towns.person("Emil", Platform.DISCORD)
    aino, ben = two_towns.person("Aino", Platform.TELEGRAM), two_towns.person("Ben", Platform.DISCORD)
    two_towns.meet(dina, aino)
    two_towns.meet(emil, ben)
    centre = two_towns.organisation()
    dina.says(f"/start {two_towns.invitation(centre)}")
    emil.says(f"/start {two_towns.invitation(centre, Role.TRAINER)}")
    open_course(dina)
    code = two_towns.keeps(lambda work: work.courses.all()[0].code)

    emil.calls_here("course connect", code=code.lower())

    assert "Join" in ben.sees_in_chat("This chat is now a place of English for seniors").buttons
    schedule(emil, "Share one link.", "tomorrow 9:00")
    two_towns.passes(hours=23)
    aino.sees_in_chat("Share one link.")
    ben.sees_in_chat("Share one link.")


def test_an_anonymous_administrator_confirms_in_private(telegram_town: Town) -> None:
    dina = telegram_town.person("Dina")
    assert isinstance(dina, TelegramPerson)
    telegram_town.meet(dina)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    telegram_town.does(dina.account.as_anonymous_admin(telegram_town.group))

    dina.writes("/course_new")
    dina.sees_in_chat("You write as the group, so I cannot see who you are")
    dina.presses("Confirm in private")
    dina.fills_in(name="English for seniors", language=SUGGESTED, zone=SUGGESTED)

    dina.sees_alone("The course English for seniors is open, and you are its trainer.")
    assert "Join" in dina.sees_in_chat("The course English for seniors is open").buttons
    assert telegram_town.keeps(lambda work: work.courses.all()[0].state) is CourseState.OPEN


def test_the_bot_introduces_itself_when_it_comes_into_a_chat(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    hello = dina.sees_in_chat("Hello everybody. I am Talkoot")
    assert "do not keep what you write to each other" in hello.text
    assert dina.command("course new") in hello.text
