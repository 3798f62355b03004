"""What trainers do about the people of their courses: see them, let them in, end their taking part."""

from collections.abc import Mapping
from typing import Annotated

from bot import entrance, roster
from bot.audience import tell_person
from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.namesakes import named
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Topic, command
from bot.wording import entrance as door
from bot.wording import people as wording
from bot.wording.words import N_
from community.chat.form import Pick, Whole
from community.chat.message import Text
from community.courses import Course, Membership
from community.entrance import Application, Way
from community.errors import CourseOver, NoSuchLearner
from community.notices import Kind, Notice
from community.people import Person
from community.roles import Role

Applicant = Annotated[int, Pick("applicants"), Asks(N_("Who"), N_("Who is it about?"))]
Learner = Annotated[int, Pick("learners"), Asks(N_("Who"), N_("Who is it about?"))]


@command("people list", alias="people", topic=Topic.COURSES, role=Role.TRAINER)
def people(turn: Turn, course: StaffedCourse, page: Annotated[int, Whole(0, 1000)] = 0) -> Answer:
    """Show who takes part in a course."""
    found = turn.course(course, Role.TRAINER)
    rows, count = roster.roster(turn.work, found, page, turn.now)
    return Say(wording.listing(turn.words, found, rows, roster.queue(turn.work, found), page, count))


def _applicant(turn: Turn, number: int) -> tuple[Application, Course, Person]:
    """Somebody who waits for a course that this person runs; to everybody else they do not exist."""
    found = turn.work.applications.get(number, lock=True)
    course = turn.work.courses.get(found.course, lock=True) if found else None
    person = turn.work.people.get(found.person) if found else None
    if found is None or course is None or person is None or turn.role_in(course) < Role.TRAINER:
        raise NoSuchLearner
    return found, course, person


@command("people let in", topic=Topic.COURSES, role=Role.TRAINER)
def let_in(turn: Turn, application: Applicant) -> Answer:
    """Let somebody into a course who waits for it."""
    found, course, person = _applicant(turn, application)
    if not found.state.is_open:
        return Say(door.settled_already(turn.words, course, person.name))
    if course.has_ended:
        raise CourseOver(course=course.name)
    if entrance.agree(turn.work, course, found, turn.now) is Way.WAITS:
        return Say(door.let_in_when_free(turn.words, course, found, person.name))
    return Say(door.let_in(turn.words, course, person.name))


@command("people decline", topic=Topic.COURSES, role=Role.TRAINER)
def decline(turn: Turn, application: Applicant) -> Answer:
    """Decline somebody who waits for a course."""
    found, course, person = _applicant(turn, application)
    if not found.state.is_open:
        return Say(door.settled_already(turn.words, course, person.name))
    entrance.decline(turn.work, found, turn.now)
    return Say(door.not_let_in(turn.words, course, person.name))


def _learner(turn: Turn, number: int) -> tuple[Membership, Course, Person]:
    taken = turn.work.courses.member(number)
    course = turn.work.courses.get(taken.course) if taken else None
    person = turn.work.people.get(taken.person) if taken else None
    if taken is None or course is None or person is None or turn.role_in(course) < Role.TRAINER:
        raise NoSuchLearner
    if not taken.is_current:
        raise NoSuchLearner
    return taken, course, person


@command("people remove", topic=Topic.COURSES, role=Role.TRAINER)
def remove(turn: Turn, person: Learner) -> Answer:
    """Remove somebody from a course."""
    taken, course, known = _learner(turn, person)
    return Say(wording.remove_question(turn.words, course, _named(turn, course, known), taken.id))


def _named(turn: Turn, course: Course, person: Person) -> str:
    """As they were offered: a namesake is not removed by mistake."""
    return named(turn.work, [each for _, each in turn.work.courses.members(course.id)], course.id)[person.id]


def _stays(turn: Turn, args: Mapping[str, str]) -> Text | None:
    taken = turn.work.courses.member(int(args["person"]))
    course = turn.work.courses.get(taken.course) if taken else None
    known = turn.work.people.get(taken.person) if taken else None
    return wording.kept(turn.words, course, known.name) if course and known else None


@command("people remove yes", role=Role.TRAINER, personal=True, withdraw=_stays)
def remove_yes(turn: Turn, person: Number) -> Answer:
    """End somebody's taking part."""
    _, course, known = _learner(turn, person)
    name = _named(turn, course, known)
    turn.work.courses.leave(course.id, known.id, turn.now)
    tell_person(turn.work, known.id, Notice(Kind.REMOVED, {"course": course.id}))
    entrance.refill(turn.work, course.id, turn.now)
    return Say(wording.removed(turn.words, course, name))
