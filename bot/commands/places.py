"""Where a course and its groups meet: connecting chats, opening places for groups."""

from collections.abc import Mapping
from typing import Annotated

from bot import admission, places, presence
from bot.commands.joining import Number
from bot.commands.setup import checked
from bot.letterbox import read_place
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Reply, Topic, Where, command
from bot.wording import attendance as door
from bot.wording import chats
from bot.wording import threads as wording
from bot.wording.words import N_
from community.chat.address import Place
from community.chat.form import Line, Pick, Whole
from community.chat.message import Message
from community.courses import CoursePlace
from community.errors import NoSuchCourse, NotItsAdministrator, PlaceTaken
from community.roles import Role
from community.settings import Module


@command("group places", role=Role.TRAINER, personal=True)
def open_places(turn: Turn, course: Number) -> Answer:
    """Open the places that groups of a course lack."""
    found = turn.course(course, Role.TRAINER)
    return Say(wording.opening(turn.words, presence.open_places(turn.work, found.id)))


@command("door decide", role=Role.TRAINER, reply=Reply.UPDATE, personal=True)
def decide(turn: Turn, course: Number, person: Number, yes: Annotated[int, Whole(0, 1)]) -> Answer:
    """Let somebody into the chat of a course, or decline."""
    found = turn.course(course, Role.TRAINER)
    settled = admission.decide(turn.work, found, person, turn.now, yes=bool(yes))
    name = turn.work.people.get(person) if settled else None
    return Say(door.decided(turn.words, name.name, yes=bool(yes)) if name else door.settled(turn.words))


@command("course pick")
def pick(
    turn: Turn, course: Number, place: Annotated[str, Line(most=200)], title: Annotated[str, Line(0, 200)] = ""
) -> Answer:
    """Take a chat that somebody picked as a place of a course. They must run the course, and administer the chat."""
    found, where = turn.course(course, Role.TRAINER), read_place(place)
    if not found.is_open:
        raise NoSuchCourse
    if not turn.administers(where):
        raise NotItsAdministrator
    taken = turn.work.courses.of_place(where)
    if taken is not None and taken.id != found.id:
        raise PlaceTaken(course=taken.name)
    turn.work.courses.connect(CoursePlace(found.id, where, title))
    if taken is None:
        presence.make_known(turn.work, found, where, turn.now)
    said = chats.picked(turn.words, found, title or where.chat)
    return Say(Message((said, *checked(turn, found).blocks)))


def may_choose(turn: Turn, raw: Mapping[str, str]) -> None:  # noqa: ARG001
    """The chat must be free, or one of the same trainer's courses: told before anything is asked."""
    taken = turn.work.courses.of_place(turn.arrival.place)
    if taken is not None and turn.role_in(taken) < Role.TRAINER:
        raise PlaceTaken(course=taken.name)


@command(
    "group connect",
    topic=Topic.GROUPS,
    module=Module.GROUPS,
    reply=Reply.PUBLIC,
    role=Role.TRAINER,
    where=Where.GROUP,
    first=may_choose,
    form=True,
    example="/group_connect",
)
def connect(
    turn: Turn,
    group: Annotated[int, Pick("groups"), Asks(N_("Group"), N_("Which group meets in this chat?"))],
) -> Answer:
    """Let a group meet in this chat."""
    found = turn.work.groups.get(group)
    if found is None or not found.is_active:
        raise NoSuchCourse
    course, here = turn.open_course(found.course, Role.TRAINER), turn.arrival.place
    taken = turn.work.courses.of_place(here)
    if taken is not None and (taken.id != course.id or _is_whole(turn, course.id, here)):
        raise PlaceTaken(course=taken.name)
    places.move_group(turn.work, found, CoursePlace(course.id, here, turn.arrival.place_title, group=group), turn.now)
    return Say(wording.moved(turn.words, course, found.name))


def _is_whole(turn: Turn, course: int, here: Place) -> bool:
    """Whether the whole course meets in this very chat."""
    return any(each.place == here and each.group is None for each in turn.work.courses.places(course))
