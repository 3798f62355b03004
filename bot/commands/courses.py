"""Opening courses and connecting the chats where they meet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

from bot import organisations
from bot.audience import is_coordinator, tell_coordinators, tell_person, tell_place, tell_places
from bot.commands.common import StaffedCourse, bot_link, staffed_course_here
from bot.commands.joining import Number
from bot.joining import join_links
from bot.letterbox import read_place
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Given, Reply, Suggested, Topic, command
from bot.wording import chats as chat_wording
from bot.wording import courses as wording
from bot.wording.catalogues import best_language, languages
from bot.wording.words import N_
from community.chat.address import Place
from community.chat.form import Choice, Line, Pick, Whole, Zone
from community.courses import Course, CoursePlace, CourseState
from community.errors import (
    AlreadyConnected,
    NoSuchCourse,
    NoSuchOrganisation,
    NotAllowed,
    NotItsAdministrator,
    PlaceTaken,
)
from community.ids import JOIN_CODE, new_code, read_code
from community.notices import Kind, Notice
from community.roles import Grant, Role
from community.zones import city


def usual_name(turn: Turn) -> str:
    """The title of this chat; `english-for-seniors`, as channels must be called on Discord, is written as people do."""
    title = turn.arrival.place_title
    is_slug = "-" in title and " " not in title and title == title.lower()
    return title.replace("-", " ").capitalize() if is_slug else title


def usual_zone(turn: Turn) -> str:
    """The zone of this person's organisation, else their own; by its city, as it would be written."""
    number = organisations.meant(turn)
    organisation = turn.work.organisations.get(int(number)) if number else None
    return city(organisation.zone if organisation else str(turn.words.zone), turn.words.locale)


def usual_language(turn: Turn) -> str:
    return best_language(turn.person.language)


def may_begin(turn: Turn, raw: Mapping[str, str]) -> None:
    """Whether this person may open or propose a course here at all: told before anything is asked."""
    where = _place(turn, raw.get("place", ""))
    _must_be_free(turn, where)
    if turn.highest_role() < Role.TRAINER and (where is None or not turn.administers(where)):
        raise NotAllowed(needs=Role.TRAINER)


Organiser = Annotated[
    int,
    Pick("organisations"),
    Asks(N_("Organisation"), N_("Which organisation runs the course?")),
    Given(organisations.meant),
]
Name = Annotated[
    str,
    Line(most=80),
    Asks(N_("Name of the course"), N_("What is the course called?")),
    Suggested(usual_name),
]
Spoken = Annotated[
    str,
    Choice(languages()),
    Asks(N_("Language"), N_("In which language do I speak in the course's chat?")),
    Suggested(usual_language),
]
Where = Annotated[
    ZoneInfo,
    Zone(),
    Asks(N_("Time zone"), N_("In which time zone does the course meet? A large city is enough.")),
    Suggested(usual_zone),
]


@command(
    "course new",
    topic=Topic.COURSES,
    reply=Reply.PUBLIC,
    example="/course_new English for seniors",
    asks_admin=True,
    first=may_begin,
    form=True,
    by_link=True,
)
def new(
    turn: Turn,
    organisation: Organiser,
    name: Name,
    language: Spoken,
    zone: Where,
    place: Annotated[str, Line(most=200)] = "",
    title: Annotated[str, Line(most=200)] = "",
) -> Answer:
    """Open a course in the chat where it meets."""
    where = _place(turn, place)
    _must_be_free(turn, where)
    staff = _is_staff(turn, organisation, where)
    course = _create(turn, organisation, name, language, zone, CourseState.OPEN if staff else CourseState.PROPOSED)
    if where is not None:
        _leave_to(turn, where)
        turn.work.courses.connect(CoursePlace(course.id, where, title or turn.arrival.place_title))
    if not staff:
        return _propose(turn, course)
    turn.work.people.grant(Grant(turn.person.id, Role.TRAINER, organisation, course.id), turn.now)
    return _opened(turn, course, where)


def _is_staff(turn: Turn, organisation: int, where: Place | None) -> bool:
    """Whether they may open it at once; who only administers the chat may propose it."""
    if organisation not in {each.id for each in organisations.eligible(turn)}:
        raise NoSuchOrganisation
    grants = turn.work.people.grants(turn.person.id)
    staff = any(grant.covers(organisation, None) and grant.role >= Role.TRAINER for grant in grants)
    if not staff and (where is None or not turn.administers(where)):
        raise NotAllowed(needs=Role.TRAINER)
    return staff


def _opened(turn: Turn, course: Course, where: Place | None) -> Say:
    """The chat reads how to take part; what is to be done next concerns the trainer alone."""
    words = replace(turn.words, zone=ZoneInfo(course.zone))
    links = join_links(turn.work, course)
    if where is None:
        return Say(chat_wording.opened_without_a_chat(words, course, links, bot_link(turn)))
    if where == turn.arrival.place:
        _tell_trainer(turn, course)
        return Say(wording.opened(words, course, links))
    tell_place(turn.work, where, Notice(Kind.COURSE_OPENED, {"course": course.id}))
    coordinates = is_coordinator(turn.work, turn.person.id, course)
    return Say(wording.next_steps(words, course, coordinates=coordinates))


def _tell_trainer(turn: Turn, course: Course) -> None:
    """The course has a chat now: what its trainer does next, privately."""
    ready = Notice(Kind.COURSE_READY, {"course": course.id, "person": turn.person.id})
    tell_person(turn.work, turn.person.id, ready, near=[turn.arrival.place])


def _place(turn: Turn, code: str) -> Place | None:
    if code:
        return read_place(code)
    return None if turn.arrival.place.private else turn.arrival.place


def _must_be_free(turn: Turn, place: Place | None) -> None:
    taken = turn.work.courses.of_place(place) if place else None
    if place is None or taken is None or taken.has_ended:
        return
    if place != turn.arrival.place and not turn.administers(place):
        raise NotItsAdministrator  # what meets in a chat is told to those who are in it
    raise PlaceTaken(course=taken.name)


def _leave_to(turn: Turn, place: Place) -> None:
    """A chat whose course has ended is free for the next one."""
    before = turn.work.courses.of_place(place)
    if before is not None and before.has_ended:
        turn.work.courses.disconnect(place)


def _create(turn: Turn, organisation: int, name: str, language: str, zone: ZoneInfo, state: CourseState) -> Course:
    return turn.work.courses.add(
        Course(
            id=0,
            organisation=organisation,
            name=name,
            language=language,
            zone=str(zone),
            code=new_code(turn.rng, JOIN_CODE),
            state=state,
            created_by=turn.person.id,
            created_at=turn.now,
        )
    )


def _propose(turn: Turn, course: Course) -> Say:
    organisation = turn.work.organisations.get(course.organisation)
    deciders = tell_coordinators(turn.work, course.organisation, Notice(Kind.COURSE_PROPOSED, {"course": course.id}))
    return Say(wording.proposed(turn.words, course, organisation.name if organisation else "", deciders))


@command("course decide", role=Role.COORDINATOR, reply=Reply.UPDATE, personal=True)
def decide(turn: Turn, course: Number, yes: Annotated[int, Whole(0, 1)]) -> Answer:
    """Open a proposed course, or decline it."""
    found = turn.course(course, Role.COORDINATOR)
    proposer = turn.work.people.get(found.created_by)
    if found.state is not CourseState.PROPOSED:
        return Say(wording.decided(turn.words, found))
    found.state = CourseState.OPEN if yes else CourseState.CLOSED
    turn.work.courses.save(found)
    if not yes:
        for each in turn.work.courses.places(found.id):
            turn.work.courses.disconnect(each.place)
    else:
        tell_places(turn.work, found, Notice(Kind.COURSE_OPENED, {"course": found.id}))
        if proposer is not None:
            turn.work.people.grant(Grant(proposer.id, Role.TRAINER, found.organisation, found.id), turn.now)
    if proposer is not None:
        tell_person(turn.work, proposer.id, Notice(Kind.COURSE_DECIDED, {"course": found.id}))
    return Say(wording.decided(turn.words, found, has_trainer=proposer is not None))


def only_code(turn: Turn) -> str | None:
    """In private, the code of the only course this person runs: there it is not to be read from the wall."""
    number = staffed_course_here(turn) if turn.arrival.place.private else None
    course = turn.work.courses.get(int(number)) if number else None
    return course.code if course else None


@command(
    "course connect",
    topic=Topic.COURSES,
    reply=Reply.PUBLIC,
    role=Role.TRAINER,
    example="/course_connect ABCD2345",
    form=True,
)
def connect(
    turn: Turn,
    code: Annotated[
        str, Line(most=40), Asks(N_("Course code"), N_("What is the code of the course?")), Given(only_code)
    ],
) -> Answer:
    """Connect a chat with a course."""
    found = turn.work.courses.by_code(read_code(code))
    if found is None or not found.is_open or turn.role_in(found) < Role.TRAINER:
        raise NoSuchCourse
    here = turn.arrival.place
    if here.private:
        return Say(chat_wording.pick_a_chat(turn.words, found, bot_link(turn)), public=False)
    if turn.work.courses.of_place(here) != found:
        _leave_to(turn, here)
    taken = turn.work.courses.of_place(here)
    if taken is None:
        if not turn.work.courses.every_place(found.id):
            _tell_trainer(turn, found)
        turn.work.courses.connect(CoursePlace(found.id, here, turn.arrival.place_title))
    elif taken.id != found.id:
        raise PlaceTaken(course=taken.name)
    elif not _comes_back(turn, here):
        raise AlreadyConnected(course=found.name)
    return Say(wording.connected(turn.words, found, join_links(turn.work, found)))


def _comes_back(turn: Turn, chat: Place) -> bool:
    """Who calls us here shows that we are here again: false if we never were away."""
    away = [each for each in turn.work.courses.places_in(chat.bot, [chat.chat]) if not each.hears]
    for each in away:
        turn.work.courses.come_back(each.id)
    return bool(away)


@command("course show", topic=Topic.COURSES, role=Role.TRAINER)
def show(turn: Turn, course: StaffedCourse) -> Answer:
    """Show a course, its code and its chats."""
    found = turn.course(course, Role.TRAINER)
    places = turn.work.courses.every_place(found.id)
    members = len(turn.work.courses.members(found.id))
    words = replace(turn.words, zone=ZoneInfo(found.zone))
    return Say(wording.shown(words, found, members, places, join_links(turn.work, found)))
