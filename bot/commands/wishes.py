"""Wishes about groups: with whom somebody would like to be, and with whom not."""

from typing import Annotated

from bot.commands.common import MyCourse, StaffedCourse
from bot.commands.forming import Other, Who
from bot.commands.joining import Number
from bot.grouping.finding import learner, one_person
from bot.namesakes import named
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Checked, Topic, command
from bot.wording import wishing as wording
from bot.wording.words import N_
from community.chat.form import Choice, Someone, Whole
from community.courses import Course
from community.errors import StaleButton, WishForYourself
from community.groups import WishSource
from community.roles import Role
from community.settings import Module

How = Annotated[
    str,
    Choice((wording.WITH, wording.WITHOUT)),
    Asks(N_("With or without"), N_("Would you like to be in a group with somebody, or without?")),
]
HowOfTwo = Annotated[
    str,
    Choice((wording.WITH, wording.WITHOUT)),
    Asks(N_("With or without"), N_("Should the two be in one group, or one without the other?")),
]
Peer = Annotated[str, Someone("peers"), Asks(N_("Person"), N_("Who? The name, or how it begins.")), Checked(one_person)]


@command("wish", topic=Topic.GROUPS, module=Module.GROUPS, example="/wish with Ben", for_members=True, form=True)
def wish(turn: Turn, course: MyCourse, how: How, person: Peer) -> Answer:
    """Wish to be in a group with somebody, or not."""
    found = turn.course(course, Role.LEARNER)
    turn.module(found, Module.GROUPS)
    other = learner(turn, found, person)
    number = _make(turn, found, turn.person.id, other.id, WishSource.LEARNER, together=how == wording.WITH)
    return Say(wording.made(turn.words, found, other.name, number, together=how == wording.WITH))


@command("wishes", topic=Topic.GROUPS, module=Module.GROUPS, for_members=True)
def wishes(turn: Turn, course: MyCourse, look: Annotated[int, Whole(0, 10**6)] = 0) -> Answer:
    """Show your wishes about groups."""
    found = turn.course(course, Role.LEARNER)
    names = named(turn.work, [person for _, person in turn.work.courses.members(found.id)])
    mine = turn.work.wishes.of_learner(found.id, turn.person.id)
    shown = [(each.id, names[each.other], each.together) for each in mine if each.other in names]
    return Say(wording.listing(turn.words, found, shown, look))


@command(
    "group wish",
    role=Role.TRAINER,
    topic=Topic.GROUPS,
    module=Module.GROUPS,
    example="/group_wish with Aino Ben",
    form=True,
)
def group_wish(turn: Turn, course: StaffedCourse, how: HowOfTwo, person: Who, other: Other) -> Answer:
    """Say who should be in one group, or not."""
    found = turn.course(course, Role.TRAINER)
    turn.module(found, Module.GROUPS)
    one, two = learner(turn, found, person), learner(turn, found, other)
    first, second = sorted((one.id, two.id))
    number = _make(turn, found, first, second, WishSource.TRAINER, together=how == wording.WITH)
    together = how == wording.WITH
    return Say(wording.made_by_trainer(turn.words, found, one.name, two.name, number, together=together))


def _make(turn: Turn, course: Course, person: int, other: int, source: WishSource, *, together: bool) -> int:
    if person == other:
        raise WishForYourself
    turn.work.wishes.make(course.id, person, other, together=together, source=source, now=turn.now)
    of_course = turn.work.wishes.of_course(course.id)
    return next(each.id for each in of_course if (each.person, each.other, each.source) == (person, other, source))


@command("wish drop")
def drop(turn: Turn, wish: Number) -> Answer:
    """Take a wish back."""
    kept = turn.work.wishes.get(wish)
    course = turn.work.courses.get(kept.course) if kept else None
    if kept is None or course is None or not _is_theirs(turn, course, kept.person, kept.source):
        raise StaleButton
    turn.work.wishes.drop(wish)
    return Say(wording.dropped(turn.words))


def _is_theirs(turn: Turn, course: Course, person: int, source: WishSource) -> bool:
    """A learner's wish is that learner's; a trainer's belongs to all trainers of the course."""
    if source is WishSource.LEARNER:
        return person == turn.person.id
    return turn.role_in(course) >= Role.TRAINER
