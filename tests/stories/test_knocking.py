"""Who asks for something and cannot be written to gets a sign in the group: one that stands, and says nothing more."""

import pytest

from community.chat.address import Platform
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.screens import Shown
from tests.stories.telegram_people import TelegramPerson
from tests.stories.test_the_way_back_on_discord import asks_too_late, closes_messages
from tests.stories.town import Town

KNOCK = "I have something for you"
LANGUAGE = "Which language shall I speak with you?"
REFUSED = "This can be done by a trainer"


@pytest.fixture
def carla(school: School) -> Person:
    """Carla is new in the chat, and the bot cannot write to her."""
    carla = school.town.newcomer("Carla")
    if not isinstance(carla, TelegramPerson):
        closes_messages(carla)
    return carla


def asks(person: Person, path: str = "language") -> None:
    """Call a command in the chat, to which only a private message can be the answer."""
    if isinstance(person, TelegramPerson):
        person.calls_here(path)
    else:
        asks_too_late(person, path)


def opens(person: Person) -> list[str]:
    """Do what the knock says; returns what was waiting."""
    if isinstance(person, TelegramPerson):
        person.presses("Open the private chat")
    else:
        closes_messages(person, closed=False)
        person.presses("Send it to me now")
    return [shown.text for shown in person.news() if shown.private]


def knocks(school: School) -> list[Shown]:
    return school.in_chat(f"Carla, {KNOCK}")


def test_a_knock_says_what_to_do_and_not_what_it_is_about(school: School, carla: Person) -> None:
    asks(carla)
    [knock] = knocks(school)
    assert LANGUAGE not in knock.text
    if school.town.home is Platform.DISCORD:
        assert "press the name of this server, then Privacy Settings, and allow direct messages" in knock.text


def test_commands_in_a_row_share_one_knock(school: School, carla: Person) -> None:
    asks(carla)
    asks(carla, "help")
    assert len(knocks(school)) == 1
    told = opens(carla)
    assert any(LANGUAGE in each for each in told)
    assert any("/join" in each for each in told)


@pytest.mark.on_both_databases
def test_a_command_some_minutes_later_gets_a_sign_again_and_the_old_one_goes(school: School, carla: Person) -> None:
    asks(carla)
    [old] = knocks(school)
    school.town.passes(minutes=6)
    asks(carla, "help")
    carla.sees_in_chat(KNOCK)
    [new] = knocks(school)
    assert new.key != old.key


def test_of_the_same_answer_only_the_latest_waits(school: School, carla: Person) -> None:
    asks(carla)
    school.town.passes(minutes=6)
    asks(carla)
    assert len([each for each in opens(carla) if LANGUAGE in each]) == 1


def test_a_refusal_waits_for_an_hour_and_no_longer(school: School, carla: Person) -> None:
    asks(carla, "prompt list")
    asks(carla)
    school.town.passes(minutes=61)
    told = opens(carla)
    assert any(LANGUAGE in each for each in told)
    assert not any(REFUSED in each for each in told)


def test_a_refusal_is_told_to_who_opens_the_chat_at_once(school: School, carla: Person) -> None:
    asks(carla, "prompt list")
    school.town.passes(minutes=20)
    assert any(REFUSED in each for each in opens(carla))


def test_who_opens_the_chat_by_another_link_reads_what_waits_as_well(telegram_town: Town) -> None:
    School.with_a_course(telegram_town)
    carla = telegram_town.newcomer("Carla")
    asks(carla)
    carla.presses("Join")
    carla.sees_alone(LANGUAGE)
