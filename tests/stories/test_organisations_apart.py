"""Nobody of one organisation sees or changes anything of another, whatever they type, choose or forge.

Every command of the vocabulary is tried, also those that are added later: with numbers of the other's things alone, and
mixed with numbers of one's own.
"""

from collections.abc import Iterator

import pytest

from bot.vocabulary import VOCABULARY
from community.roles import Role
from storage.tables import metadata
from storage.work import Work
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School
from tests.stories.strangers import Stranger, belongings
from tests.stories.town import Town

DOORS = {"join show", "join yes", "privacy"}
"""Ways in: their buttons stand where a course invites everybody, so they tell of it."""
OWN = 2
"""The second organisation, and its course, have this number."""


def secrets(school: School) -> list[str]:
    """What only the first organisation knows."""
    return [
        "Valo",
        school.course.name,
        school.course.code,
        "Share one link.",
        "old Helsinki",
        "A fine one",
        "Dina",
        "Aino",
        "Ben",
        "Aurora",
        "Our board",
    ]


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
    telegram_town.keeps(lambda work: fill(work, school))
    return school


def fill(work: Work, school: School) -> None:
    """A group, a formation, pairs, a line of a class list, somebody who waits, an open invitation."""
    now = school.town.clock.now()
    group = work.groups.add(1, "Aurora", None, now)
    for person in (2, 3):
        work.groups.enter(group.id, person, now)
    rows = {
        "formation": {"course_id": 1, "state": "proposed", "seed": 1, "rules": "", "created_by": 1, "created_at": now},
        "pairing": {
            "course_id": 1,
            "schedule": "once 2027-01-11T09:00",
            "zone": "UTC",
            "state": "on",
            "created_at": now,
        },
        "seat": {
            "course_id": 1,
            "name": "Aurora K.",
            "external": "7",
            "language": "en",
            "code_hash": "x",
            "created_at": now,
        },
        "application": {"course_id": 1, "person_id": 3, "platform": "telegram", "state": "waiting", "asked_at": now},
    }
    for name, values in rows.items():
        work.connection.execute(metadata.tables[name].insert().values(values))


@pytest.fixture
def others(valo: School) -> Iterator[list[Person]]:
    """Carla coordinates Ponte, Emil is a trainer of it, and Leo learns there; their course has a prompt, too."""
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
    code = town.keeps(lambda work: next(each.code for each in work.courses.all() if each.id == OWN))
    leo.says(f"/start {code}")
    leo.presses("Join the course")
    leo.fills_in(name=SUGGESTED)
    yield people
    town.passes(seconds=0)


def test_whatever_strangers_call_nothing_of_another_organisation_is_seen_or_changed(
    valo: School, others: list[Person]
) -> None:
    kept, known = valo.town.keeps(belongings), secrets(valo)
    assert len([name for name, rows in kept.items() if rows]) > 12, "there is much that could be touched"
    mixed: list[dict[str, int]] = [{}, {"course": OWN, "organisation": OWN}, {"person": 4, "prompt": OWN}]
    wrong = []
    for stranger in (Stranger(valo.town, each) for each in others):
        for command in VOCABULARY:
            names = {each.name for each in command.parameters}
            for numbers in (each for each in mixed if not each or names & set(each)):
                for way, event in stranger.ways(command, numbers):
                    if command.path in DOORS:
                        continue
                    came = stranger.tries(event)
                    seen = [word for word in known if word in came.said]
                    if seen or came.changed:
                        wrong.append((stranger.person.name, command.path, way, numbers, seen, came.changed))
    assert wrong == []
    assert valo.town.keeps(belongings) == kept


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
        for _, event in dina.ways(command, {}):
            came = dina.tries(event)
            told |= {word for word in secrets(valo) if word in came.said}
            touched |= set(came.changed)
    assert {"Valo", valo.course.name, valo.course.code, "Share one link.", "Dina"} <= told
    assert {"organisation", "course", "series", "invitation"} <= touched
