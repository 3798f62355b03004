"""Whom somebody means: a person of the course by name, a group by its number."""

from bot.turn import Turn
from community.courses import Course
from community.errors import NobodyOfThatName, NoSuchGroup, SeveralOfThatName
from community.groups import PeerGroup
from community.people import Person


def learner(turn: Turn, course: Course, given: str) -> Person:
    """Somebody who takes part in the course: by name, by its beginning, by a part of it, or by `#12`."""
    people = [person for _, person in turn.work.courses.members(course.id)]
    meant = _meant(people, given)
    if not meant:
        raise NobodyOfThatName(given=given)
    if len(meant) > 1:
        raise SeveralOfThatName(given=given, names=[f"{each.name} #{each.id}" for each in meant[:6]])
    return meant[0]


def _meant(people: list[Person], given: str) -> list[Person]:
    """The closest way of naming somebody that names anybody."""
    wanted, names = given.strip().casefold(), {person.id: person.name.casefold() for person in people}
    numbered = [person for person in people if wanted == f"#{person.id}"]
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
