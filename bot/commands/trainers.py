"""Who looks after a course: several trainers may; it changes hands, and is never left alone in silence."""

from collections.abc import Mapping
from typing import Annotated

from bot import invitations
from bot.audience import tell_person
from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.namesakes import renamed
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Topic, command
from bot.wording import trainers as wording
from bot.wording.words import N_
from community.chat.form import Pick, Whole
from community.chat.message import Text
from community.courses import Course
from community.errors import LastTrainer, NoSuchColleague
from community.notices import Kind, Notice
from community.people import Person
from community.roles import Grant, Role

Colleague = Annotated[
    int, Pick("colleagues"), Asks(N_("Colleague"), N_("To which colleague do you hand the course over?"))
]
Trainer = Annotated[int, Pick("trainers"), Asks(N_("Trainer"), N_("Which trainer?"))]


@command("course trainers", topic=Topic.COURSES, role=Role.TRAINER)
def trainers(turn: Turn, course: StaffedCourse) -> Answer:
    """Show who looks after a course."""
    found = turn.course(course, Role.TRAINER)
    own = _own(turn, found)
    others = turn.work.people.coordinators(found.organisation)
    return Say(wording.listing(turn.words, found, renamed(turn.work, own), renamed(turn.work, others)))


@command("trainer add", topic=Topic.COURSES, role=Role.TRAINER)
def add(
    turn: Turn,
    course: StaffedCourse,
    person: Annotated[int, Pick("colleagues"), Asks(N_("Colleague"), N_("Who shall look after it with you?"))] = 0,
    look: Annotated[int, Whole(0, 10**6)] = 0,
) -> Answer:
    """Add a trainer to a course."""
    found = turn.course(course, Role.TRAINER)
    if not person:
        own = {each.id for each in _own(turn, found)}
        known = [each for each in turn.work.people.colleagues(found.organisation) if each.id not in own]
        return Say(wording.whom_to_add(turn.words, found, renamed(turn.work, known), look))
    colleague = _colleague(turn, found, person)
    if colleague.id in {each.id for each in _own(turn, found)}:
        return Say(wording.already(turn.words, found, colleague.name))
    _give(turn, found, colleague)
    return Say(wording.added(turn.words, found, colleague.name))


@command("trainer invite", role=Role.TRAINER)
def invite(turn: Turn, course: Number) -> Answer:
    """Make a one-time link for a trainer of one course."""
    found = turn.course(course, Role.TRAINER)
    code, links, until = invitations.make(turn, found.organisation, Role.TRAINER, found.id)
    return Say(wording.link(turn.words, found, code, links, until))


@command("trainer remove", topic=Topic.COURSES, role=Role.TRAINER)
def remove(turn: Turn, course: StaffedCourse, person: Trainer) -> Answer:
    """Take a course from one of its trainers."""
    found = turn.course(course, Role.TRAINER)
    leaving, others = _split(_own(turn, found), person)
    if not others:
        raise LastTrainer(course=found.name)
    _take(turn, found, leaving, others[0])
    return Say(wording.removed(turn.words, found, leaving.name))


@command("trainer handover", topic=Topic.COURSES, role=Role.TRAINER)
def handover(turn: Turn, course: StaffedCourse, person: Colleague) -> Answer:
    """Hand a course over (asks once more)."""
    found = turn.course(course, Role.TRAINER)
    giver, taker = _giver(turn, found), _colleague(turn, found, person)
    if taker.id == giver.id:
        return Say(wording.already(turn.words, found, taker.name))
    said = wording.handover(turn.words, found, taker.name, giver.name)
    return Say(wording.handover_buttons(turn.words, said, found, taker.id, giver.id))


def _stays(turn: Turn, args: Mapping[str, str]) -> Text | None:
    course = turn.work.courses.get(int(args["course"]))
    return wording.stays(turn.words, course) if course else None


@command("trainer handover yes", role=Role.TRAINER, personal=True, withdraw=_stays)
def handover_yes(turn: Turn, course: Number, person: Number, giver: Number) -> Answer:
    """Hand the course over."""
    found = turn.course(course, Role.TRAINER)
    leaving, _ = _split(_own(turn, found), giver)
    taker = _colleague(turn, found, person)
    _give(turn, found, taker)
    _take(turn, found, leaving, taker)
    return Say(wording.handed_over(turn.words, found, taker.name))


def _own(turn: Turn, course: Course) -> list[Person]:
    return turn.work.people.trainers(course.organisation, course.id)


def _colleague(turn: Turn, course: Course, number: int) -> Person:
    """Somebody of the same organisation; to others they do not exist."""
    known = {each.id: each for each in turn.work.people.colleagues(course.organisation)}
    if number not in known:
        raise NoSuchColleague
    return known[number]


def _split(own: list[Person], number: int) -> tuple[Person, list[Person]]:
    """The trainer of this number, and the others."""
    found = next((each for each in own if each.id == number), None)
    if found is None:
        raise NoSuchColleague
    return found, [each for each in own if each is not found]


def _giver(turn: Turn, course: Course) -> Person:
    """Whoever asks, if it is theirs; else its only trainer."""
    own = _own(turn, course)
    found = next((each for each in own if each.id == turn.person.id), own[0] if len(own) == 1 else None)
    if found is None:
        raise NoSuchColleague
    return found


def _give(turn: Turn, course: Course, to: Person) -> None:
    turn.work.people.grant(Grant(to.id, Role.TRAINER, course.organisation, course.id), turn.now)
    if to.id != turn.person.id:
        tell_person(turn.work, to.id, Notice(Kind.TRAINER_ADDED, {"course": course.id}))


def _take(turn: Turn, course: Course, leaving: Person, stays: Person) -> None:
    """Who opened the course counts as its trainer, so that goes with it."""
    turn.work.people.revoke(Grant(leaving.id, Role.TRAINER, course.organisation, course.id))
    if course.created_by == leaving.id:
        course.created_by = stays.id
        turn.work.courses.save(course)
    if leaving.id != turn.person.id:
        tell_person(turn.work, leaving.id, Notice(Kind.TRAINER_REMOVED, {"course": course.id}))
