"""Whether somebody administers a chat is Telegram's to say: what happens while it is being asked."""

import pytest

from adapters.playground.telegram.faults import Kind
from community.courses import CourseState
from tests.stories.people import SUGGESTED, Person
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


@pytest.fixture
def carla(telegram_town: Town) -> TelegramPerson:
    """She administers the chat and is no trainer; Dina coordinates the centre."""
    carla, dina = telegram_town.person("Carla"), telegram_town.person("Dina")
    telegram_town.meet(carla, dina, admin=carla)
    dina.says(f"/start {telegram_town.invitation(telegram_town.organisation())}")
    carla.says("/start")
    assert isinstance(carla, TelegramPerson)
    return carla


def proposes(carla: Person) -> None:
    carla.calls_here("course new")
    carla.fills_in(name="Sourdough", language=SUGGESTED, zone=SUGGESTED)


@pytest.mark.parametrize("kind", ["error", "drop_before", "drop_after", "delay"])
def test_nobody_is_refused_because_the_platform_was_slow_to_say_who_administers(
    kind: Kind, carla: TelegramPerson
) -> None:
    fault = carla.town.telegram.faults.add(kind, "getChatMember", seconds=0.5)
    proposes(carla)
    assert fault.fired == 1
    carla.sees_in_chat("I have proposed the course Sourdough to Valo Centre")
    assert [course.state for course in carla.town.keeps(lambda work: work.courses.all())] == [CourseState.PROPOSED]


def test_nobody_is_refused_because_the_platform_asked_for_patience(carla: TelegramPerson) -> None:
    carla.town.telegram.faults.add("flood", "getChatMember", retry_after=1)
    proposes(carla)
    carla.sees_in_chat("I have proposed the course Sourdough to Valo Centre")


def test_who_administers_no_longer_is_told_before_anything_is_asked(carla: TelegramPerson) -> None:
    town = carla.town
    town.group.members[carla.account.id].status = "member"
    carla.calls_here("course new")
    carla.sees_alone("This can be done by a trainer")
    assert town.keeps(lambda work: work.courses.all()) == []
