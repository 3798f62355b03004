"""What people see when something is wrong: with what they wrote, with the way to them, or with us."""

import re

import pytest

from bot import answering
from bot.wording import answers as answer_wording
from tests.stories.school import School, open_course, schedule
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


def test_an_unknown_command_is_met_with_the_nearest_one(telegram_town: Town) -> None:
    emil = telegram_town.person("Emil")
    emil.says("/start")
    emil.says("/tod")
    emil.sees_alone("I do not know /tod. Did you mean /todo?")
    emil.says("/xyzzy")
    emil.sees_alone("/help shows what you can do here")


def test_a_command_with_a_space_as_others_spell_it_is_understood(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.dina.says("/group make 4")
    school.dina.sees_alone("I am looking for the best groups of English for seniors for 2 people")
    school.dina.says("/group music")
    school.dina.sees_alone("I do not know /group.")


def test_an_unknown_command_in_a_group_may_be_meant_for_another_bot(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.aino.looks()
    school.aino.writes("/weather")
    school.aino.sees_nothing_new()


@pytest.mark.on_both_databases
def test_when_it_is_our_fault_the_person_gets_a_number_and_the_rest_goes_on(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.town.expected_errors.append("event set aside")
    with monkeypatch.context() as broken:
        broken.setattr(answer_wording, "todo", lambda *_: 1 / 0)
        school.aino.says("/todo")
        told = school.aino.sees_alone("Something went wrong on our side (number ")
    number = re.search(r"number ([0-9A-F]{4})", told.text)
    assert number
    assert any(number[1] in error for error in school.town.errors())
    school.aino.says("/todo")
    school.aino.sees_alone("Nothing waits for you")


def test_what_was_set_aside_is_dealt_with_again_once_the_fault_is_mended(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, aino = school.town, school.aino
    town.expected_errors.append("event set aside")
    school.prompts("Share one link.")
    with monkeypatch.context() as broken:
        broken.setattr(answering, "take_answer", lambda *_, **__: 1 / 0)
        aino.writes("A map of the city.", reply_to=aino.sees_in_chat("Share one link."))
        number = re.search(r"number ([0-9A-F]{4})", aino.sees_alone("Something went wrong").text)
    assert number
    assert school.answers() == {}
    assert town.keeps(lambda work: work.inbox.retry(number[1])) == 1
    town.sleeps(minutes=1)
    assert school.answers() == {"Aino": "A map of the city."}
    assert town.keeps(lambda work: work.inbox.quarantined()) == []


def test_an_answer_waits_for_who_has_not_opened_the_private_chat(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    carla = telegram_town.newcomer("Carla")
    assert isinstance(carla, TelegramPerson)

    carla.writes("/todo")

    knock = carla.sees_in_chat("Carla, I have something for you")
    assert "Nothing waits" not in knock.text
    carla.presses("Open the private chat")
    carla.sees_alone("To join a course, send me its code")
    assert school.members() == ["Aino", "Ben"]


def test_who_has_blocked_the_bot_gets_the_answer_after_letting_it_in_again(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    assert isinstance(school.aino, TelegramPerson)
    telegram_town.does(school.aino.account.block(telegram_town.telegram_bot))
    school.aino.writes("/todo")
    school.aino.sees_in_chat("Aino, I have something for you")
    telegram_town.does(school.aino.account.unblock(telegram_town.telegram_bot))
    school.aino.sees_alone("Nothing waits for you")


def test_a_repeated_update_is_dealt_with_once(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    telegram_town.telegram.deliver_twice(telegram_town.telegram_bot)
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    assert len(telegram_town.keeps(lambda work: work.prompts.of_course(1))) == 1


def test_an_update_that_nobody_can_read_stops_nobody(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    telegram_town.expected_errors.append("event set aside")
    telegram_town.telegram.deliver_unreadable(telegram_town.telegram_bot)
    school.aino.says("/todo")
    school.aino.sees_alone("Nothing waits for you")


def test_a_group_that_becomes_a_supergroup_keeps_its_course(telegram_town: Town) -> None:
    dina = telegram_town.person("Dina")
    assert isinstance(dina, TelegramPerson)
    telegram_town.group = telegram_town.telegram.add_group("Suomi 1", admins=[dina.account], supergroup=False)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    open_course(dina)
    telegram_town.group = telegram_town.does(dina.account.migrate(telegram_town.group))
    schedule(dina, "Share one link.", "tomorrow 9:00")
    telegram_town.passes(hours=23)
    assert dina.sees_in_chat("Share one link.").key[0] == telegram_town.group.id
