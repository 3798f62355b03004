"""Nobody of one organisation sees or changes anything of another, whatever they type, choose or forge.

Every command of the vocabulary is tried, also those that are added later: with numbers of the other's things alone, and
mixed with numbers of one's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from bot.vocabulary import VOCABULARY
from community.calendar import load
from community.chat.address import Platform
from community.courses import Course
from community.entrance import ApplicationState
from community.group_roles import RoleWeek, monday_of
from community.groups import FormationState, Terms, WishSource
from community.groups import Seat as Placed
from community.matching import GroupRole, Outcome, State
from community.pairs import Pairing, PairingState, Part
from community.roles import Grant, Role
from community.seats import Seat
from storage.tables import metadata
from storage.work import Work
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, join
from tests.stories.strangers import Stranger, belongings, mixtures
from tests.stories.town import Town

DOORS = {"join show", "join yes", "privacy"}
"""Ways in: their buttons stand where a course invites everybody, so they tell of it. No other way leads through them."""
OWN = {"person": 6, "other": 6, "asker": 3, "mine": 3, "other things": 2}
"""The numbers of what Ponte has: its learner is the sixth person, whose line of roles is the third."""
OF_INTEREST = {
    *("organisation", "course", "course_place", "membership", "series", "slot", "answer", "reply", "invitation"),
    *("formation", "formation_seat", "peer_group", "group_member", "group_role", "wish", "seat", "application"),
    *("pairing", "pair_member", "pair_round", "pair_seat"),
}
"""Tables of which the first organisation has something."""
OF_STAFF = {
    *("organisation", "course", "membership", "series", "invitation", "formation", "peer_group"),
    *("group_role", "wish", "seat", "application", "pairing"),
}
"""Tables that its coordinator changes by the same calls."""
COLLEAGUE = {"other things": 2, "person": 4, "other": 4, "organisation": 1}
"""The numbers of what a trainer of another course at the Valo Centre has."""
OF_THE_COURSE = ["Share one link.", "old Helsinki", "A fine one", "Aino", "Ben", "Aurora"]
"""What only those know who take part in the first course or run it."""


def secrets(school: School) -> list[str]:
    """What only the first organisation knows."""
    return ["Valo", school.course.name, school.course.code, "Dina", "Our board", *OF_THE_COURSE]


@pytest.fixture
def valo(telegram_town: Town) -> School:
    """The Valo Centre with something in every table that a command could ask for."""
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="The map of old Helsinki.")
    school.ben.presses("Reply to Aino")
    school.ben.fills_in(text="A fine one!")
    school.dina.says("/org_edit controller Our board")
    now = telegram_town.clock.now()
    telegram_town.keeps(lambda work: fill(work, work.courses.all()[0], (2, 3), "Aurora", now))
    return school


def fill(work: Work, course: Course, people: tuple[int, ...], name: str, now: datetime) -> None:
    """A group with its roles, a proposal, pairs and a round of them, wishes, a class list, somebody who waits."""
    group = work.groups.add(course.id, name, None, now)
    for person in people:
        work.groups.enter(group.id, person, now)
    monday = monday_of(now.date())
    held = dict(zip(GroupRole, people, strict=False))
    work.group_roles.save(RoleWeek(group.id, monday, held, frozenset()))
    formation = work.formations.ask(course.id, 1, Terms(), course.created_by, now)
    formation.state = FormationState.PROPOSED
    work.formations.save(formation, now)
    work.formations.put(formation.id, [Placed(person, 0, State.PLACED) for person in people])
    meet(work, course, people, now)
    for one, other in zip(people, reversed(people), strict=True):
        work.wishes.make(course.id, one, other, together=True, source=WishSource.LEARNER, now=now)
    work.wishes.make(course.id, people[0], people[-1], together=False, source=WishSource.TRAINER, now=now)
    work.seats.add([Seat(0, course.id, f"{name} K.", "7", "en", work.vault.hash(f"seat {name}"), now)])
    work.applications.apply(course.id, people[-1], Platform.TELEGRAM, ApplicationState.WAITING, now)
    rest(work)


def meet(work: Work, course: Course, people: tuple[int, ...], now: datetime) -> None:
    """A round of pairs is under way."""
    pairing = Pairing(0, course.id, load("once 2027-01-11T09:00"), course.zone, PairingState.ON, now, now)
    work.pairs.add(pairing)
    for person in people:
        work.pairs.take(course.id, person, Part.IN, now)
    found = {person: Outcome(person, State.PLACED, (), 0) for person in people}
    work.pairs.open_round(pairing, "first", now, now, found)


def rest(work: Work) -> None:
    """Nothing happens by itself while strangers try."""
    timer = metadata.tables["timer"]
    work.connection.execute(timer.delete().where(timer.c.kind != "series"))


@pytest.fixture
def others(valo: School) -> Iterator[list[Person]]:
    """Carla coordinates Ponte, Emil is a trainer of it, and Leo learns there; their course has everything, too."""
    town = valo.town
    ponte = town.organisation("Ponte", "Europe/Rome")
    people = [town.person(name) for name in ("Carla", "Emil", "Leo")]
    carla, emil, leo = people
    carla.says(f"/start {town.invitation(ponte)}")
    emil.says(f"/start {town.invitation(ponte, Role.TRAINER)}")
    carla.calls_privately("course new")
    carla.fills_in(name="Italiano", language=SUGGESTED, zone=SUGGESTED)
    carla.calls("prompt schedule", when="every Monday 9:00", text="Ciao a tutti.")
    carla.presses("Schedule it")
    join(leo, town.keeps(second).code)
    town.keeps(lambda work: fill(work, second(work), (OWN["person"],), "Pini", town.clock.now()))
    yield people
    town.passes(seconds=0)


@pytest.fixture
def colleague(valo: School) -> Iterator[Person]:
    """Frida is a trainer of one other course of the Valo Centre, in which she learns herself as well."""
    town = valo.town
    frida = town.person("Frida")
    frida.says("/start")

    def opens(work: Work) -> str:
        first = work.courses.all()[0]
        course = work.courses.add(replace(first, id=0, name="Cooking", code="ZZZZ2345"))
        work.people.grant(Grant(COLLEAGUE["person"], Role.TRAINER, 1, course.id), town.clock.now())
        return course.code

    join(frida, town.keeps(opens))
    town.keeps(lambda work: fill(work, second(work), (COLLEAGUE["person"],), "Pini", town.clock.now()))
    yield frida
    town.passes(seconds=0)


def second(work: Work) -> Course:
    return next(each for each in work.courses.all() if each.id == OWN["other things"])


def leaks(stranger: Stranger, own: Mapping[str, int], known: list[str]) -> list[object]:
    """Everything that somebody came to see or to change who should not."""
    wrong: list[object] = []
    for command in VOCABULARY:
        for numbers in mixtures(command, own):
            for way, event in stranger.ways(command, numbers):
                if command.path in DOORS and way == "by a button":
                    continue
                came = stranger.tries(event)
                seen = [word for word in known if word in came.said]
                if seen or came.changed:
                    wrong.append((stranger.person.name, command.path, way, numbers, seen, came.changed))
    return wrong


def test_whatever_strangers_call_nothing_of_another_organisation_is_seen_or_changed(
    valo: School, others: list[Person]
) -> None:
    there = {"organisation": 1}
    kept, known = valo.town.keeps(lambda work: belongings(work, there)), secrets(valo)
    empty = {name for name, rows in kept.items() if not rows}
    assert not empty & OF_INTEREST, "there is something of each kind that could be touched"
    for stranger in (Stranger(valo.town, each) for each in others):
        assert leaks(stranger, OWN, known) == []
    assert valo.town.keeps(lambda work: belongings(work, there)) == kept


def test_a_trainer_of_one_course_sees_and_changes_nothing_of_another_of_the_same_organisation(
    valo: School, colleague: Person
) -> None:
    frida = Stranger(valo.town, colleague, {"course": 1})
    assert leaks(frida, COLLEAGUE, [*OF_THE_COURSE, valo.course.code]) == []
    offered = [label for command in VOCABULARY for label in frida.is_offered(command)]
    assert not [label for label in offered if any(word in label for word in OF_THE_COURSE)]


def test_nobody_is_offered_anything_of_another_organisation(valo: School, others: list[Person]) -> None:
    known = secrets(valo)
    for stranger in (Stranger(valo.town, each) for each in others):
        offered = [label for command in VOCABULARY for label in stranger.is_offered(command)]
        assert not [label for label in offered if any(word in label for word in known)]


def test_their_own_people_do_see_and_change_it(valo: School) -> None:
    """The same calls in the hands of the coordinator: otherwise the test above would prove nothing."""
    dina = Stranger(valo.town, valo.dina)
    told, touched = set(), set()
    for command in VOCABULARY:
        for numbers in ({}, {"person": 2, "other": 3}):
            for _, event in dina.ways(command, numbers):
                came = dina.tries(event)
                told |= {word for word in secrets(valo) if word in came.said}
                touched |= set(came.changed)
    assert told == set(secrets(valo)) - {"old Helsinki", "A fine one"}
    assert touched >= OF_STAFF
