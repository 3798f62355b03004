"""Whom somebody means: a person of the course by name, a group by its number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.namesakes import named
from bot.turn import Turn
from community.courses import Course
from community.errors import Invalid, NobodyOfThatName, NoSuchGroup, SeveralOfThatName
from community.groups import PeerGroup
from community.people import Person
from community.roles import Role


def learner(turn: Turn, course: Course, given: str) -> Person:
    """Somebody who takes part in the course: by name, by its beginning, by a part of it, as they are offered, or by `#12`.

    Their name is the one that tells them apart from others.
    """
    people, names = _everybody(turn, course)
    meant = _meant(people, names, given)
    if not meant:
        raise NobodyOfThatName(given=given)
    if len(meant) > 1:
        raise SeveralOfThatName(given=given, names=[names[each.id] for each in meant[:6]])
    return replace(meant[0], name=names[meant[0].id])


def one_person(turn: Turn, given: str, values: Mapping[str, Any]) -> None:
    """Before anything else is asked: whether these words mean exactly one person of the course, where it is known."""
    course = _course_meant(turn, values)
    if course is None or turn.role_in(course) < Role.LEARNER:
        return
    people, names = _everybody(turn, course)
    meant = _meant(people, names, given)[:6]
    if not meant:
        raise Invalid("nobody_of_that_name", given=given)
    if len(meant) > 1:
        numbers = [f"#{each.id}" for each in meant]
        raise Invalid("several_of_that_name", given=given, names=[names[each.id] for each in meant], values=numbers)


def _course_meant(turn: Turn, values: Mapping[str, Any]) -> Course | None:
    if "formation" in values:
        formation = turn.work.formations.get(int(values["formation"]))
        return turn.work.courses.get(formation.course) if formation else None
    return turn.work.courses.get(values["course"]) if "course" in values else None


def _everybody(turn: Turn, course: Course) -> tuple[list[Person], dict[int, str]]:
    """Who takes part, and under which names they are offered to this person."""
    people = [person for _, person in turn.work.courses.members(course.id)]
    return people, named(turn.work, people, course.id if turn.role_in(course) >= Role.TRAINER else None)


def _meant(people: list[Person], offered: Mapping[int, str], given: str) -> list[Person]:
    """The closest way of naming somebody that names anybody."""
    wanted, names = given.strip().casefold(), {person.id: person.name.casefold() for person in people}
    numbered = [
        person
        for person in people
        if wanted in {f"#{person.id}", f"{names[person.id]} #{person.id}", offered[person.id].casefold()}
    ]
    exactly = [person for person in people if names[person.id] == wanted]
    begins = [person for person in people if names[person.id].startswith(wanted)]
    holds = [person for person in people if wanted in names[person.id]]
    return numbered or exactly or begins or holds


def group(turn: Turn, course: Course, number: int) -> PeerGroup:
    """An active group of the course by its number in it."""
    for each in turn.work.groups.of_course(course.id):
        if each.number == number:
            return each
    raise NoSuchGroup
