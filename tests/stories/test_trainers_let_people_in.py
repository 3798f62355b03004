"""Where the trainers want to say yes first; and what they see of the people of their course."""

import pytest

from tests.stories.discord_people import DiscordPerson
from tests.stories.doors import asks_to_join, rules
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, join
from tests.stories.telegram_people import TelegramPerson
from tests.stories.test_buttons_and_strangers import forge


@pytest.mark.slow
@pytest.mark.on_both_databases
def test_trainers_decide_who_comes_in_and_everybody_is_told_kindly(school: School) -> None:
    rules(school, approval=True, seats=3)
    emil, farah, gina = (school.town.newcomer(name) for name in ("Emil", "Farah", "Gina"))
    for each in (emil, farah, gina):
        asks_to_join(each, school.course.code)
        each.sees_alone("Your request to join English for seniors is with its trainers")
        each.looks()
    assert school.members() == ["Aino", "Ben"]
    assert "2 of 3 seats are taken" in school.dina.sees_alone("Emil would like to join English for seniors.").text

    school.dina.presses("Let Emil in")
    school.dina.sees_alone("Emil is in English for seniors now")
    emil.sees_alone("You are in, Emil")
    school.dina.presses("Let Farah in")
    school.dina.sees_alone("Farah knows that you agree, and waits for a free seat")
    assert "You are number 1" in farah.sees_alone("The trainers of English for seniors are glad to have you").text
    school.dina.presses("Decline", under="Gina")
    school.dina.sees_alone("Gina is not let into English for seniors, and was told kindly")
    gina.sees_alone("could not let you in this time")

    school.dina.looks()
    asks_to_join(gina, school.course.code)
    gina.sees_alone("could not let you in this time")
    school.dina.sees_nothing_new()
    school.town.passes(days=2)
    asks_to_join(gina, school.course.code)
    school.dina.sees_alone("Gina would like to join")
    gina.presses("Take it back")
    school.dina.presses("Let Gina in")
    school.dina.sees_alone("Gina does not wait for English for seniors any more")
    assert school.members() == ["Aino", "Ben", "Emil"]


def shuts_the_door(person: Person) -> None:
    """They cannot be written to any more; on Telegram that is told, on Discord it shows at the next letter."""
    if isinstance(person, TelegramPerson):
        person.town.does(person.account.block(person.town.telegram_bot))
    elif isinstance(person, DiscordPerson):
        person.account.close_dms()


def test_trainers_see_who_takes_part_and_who_cannot_be_reached(school: School) -> None:
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="A map.")
    school.ben.calls("pause", until="2 weeks")
    shuts_the_door(school.ben)
    school.town.passes(days=20)

    school.dina.says("/people")
    shown = school.dina.sees_alone("English for seniors: 2 learners").text
    assert "Aino (" in shown
    assert "quiet, last seen 25 November 2026" in shown
    closed = "has blocked me" if isinstance(school.ben, TelegramPerson) else "takes no direct messages"
    assert f"cannot be reached: {closed}" in shown
    school.aino.says("/people")
    school.aino.sees_alone("This can be done by a trainer")


def test_many_learners_are_shown_page_by_page(school: School) -> None:
    def crowd(work: object) -> None:
        from community.chat.address import Account
        from community.courses import Membership
        from storage.work import Work

        assert isinstance(work, Work)
        for number in range(30):
            now, home = school.town.clock.now(), school.town.home
            person = work.people.create(Account(home, f"9{number}"), f"Person {number}", "en", now)
            work.courses.join(Membership(0, 1, person.id, home, now, "1", now))

    school.town.keeps(crowd)
    school.dina.says("/people")
    first = school.dina.sees_alone("32 learners").text
    assert "has never written to me" in first
    assert "Person 29" not in first
    school.dina.presses("Show those after")
    assert "Aino" not in school.dina.sees_alone("Person 29").text
    school.dina.presses("Show those before")
    school.dina.sees_alone("Aino")


@pytest.mark.on_both_databases
def test_a_learner_who_is_removed_is_told_and_may_come_back_with_everything(school: School) -> None:
    school.ben.says("/me")
    school.ben.presses("Change the interests")
    school.ben.fills_in(interests="chess, bread")
    school.ben.looks()
    school.dina.calls("people remove", person="#2")
    school.dina.presses("Keep Ben")
    school.dina.sees_alone("Ben stays in English for seniors")
    school.dina.calls("people remove", person="#2")
    school.dina.presses("Remove Ben")
    school.dina.sees_alone("Ben does not take part in English for seniors any more")
    school.ben.sees_alone("A trainer has ended your taking part in English for seniors")
    assert school.members() == ["Aino"]

    join(school.ben, school.course.code)
    school.ben.says("/me")
    school.ben.sees_alone("Interests: chess, bread")
    assert school.members() == ["Aino", "Ben"]


def test_the_people_of_another_organisation_do_not_exist_for_a_trainer(school: School) -> None:
    carla = school.town.newcomer("Carla")
    carla.says(f"/start {school.town.invitation(school.town.organisation('Ponte'))}")
    carla.calls_privately("course new")
    carla.fills_in(name="Ponte walks", language=SUGGESTED, zone=SUGGESTED)
    rules(school, approval=True)
    emil = school.town.newcomer("Emil")
    asks_to_join(emil, school.course.code)

    for path, args in [
        ("people let in", {"application": "1"}),
        ("people decline", {"application": "1"}),
        ("people remove", {"person": "1"}),
    ]:
        forge(carla, path, **args)
        carla.sees_alone("I do not find this person among your learners")
    for path in ("people list", "course code", "course poster", "code renew", "code until"):
        forge(carla, path, course="1", until="off") if path == "code until" else forge(carla, path, course="1")
        carla.sees_alone("I do not find this course")
    forge(carla, "me interests", course="1", interests="spying")
    carla.sees_alone("I do not find this course")
    forge(carla, "consents sharing", course="1", sharing="yes")
    carla.sees_alone("I do not find this course")
    assert school.members() == ["Aino", "Ben"]
