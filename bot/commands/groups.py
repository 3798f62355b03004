"""Groups that there are: shown to their trainers and members, and changed with few moves."""

from typing import Annotated

from bot.commands.common import MyCourse, StaffedCourse, in_its_zone
from bot.commands.forming import Other, Who
from bot.commands.joining import Number
from bot.grouping import changing, finding, views
from bot.grouping.gathering import formation_of, learners, names_of
from bot.places import rename_group_places
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Reply, Topic, command
from bot.wording import grouping as wording
from bot.wording.group_notices import small_group
from bot.wording.words import N_
from community.chat.form import Line, Pick, Whole
from community.chat.message import Message
from community.courses import Course
from community.errors import NoSuchGroup, NotInAGroup
from community.groups import Formation, FormationState, PeerGroup
from community.matching import Reason, State
from community.roles import Role
from community.settings import Module
from storage.groups import TENDED

Group = Annotated[int, Pick("group numbers"), Asks(N_("Group"), N_("Which group?"))]
Into = Annotated[int, Pick("group numbers"), Asks(N_("Into which group"), N_("Into which group?"))]
Beside = Annotated[int, Pick("other group numbers"), Asks(N_("Into which group"), N_("Into which group?"))]


def _course(turn: Turn, number: int) -> Course:
    course = turn.course(number, Role.TRAINER)
    turn.module(course, Module.GROUPS)
    return course


def _going_on(turn: Turn, number: int) -> Course:
    """A course whose groups may still be changed."""
    return _course(turn, turn.open_course(number, Role.TRAINER).id)


@command("group show", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, reply=Reply.PRIVATE)
def show(turn: Turn, course: StaffedCourse, page: Annotated[int, Whole(0, 5000)] = 1) -> Answer:
    """Show all groups of a course."""
    found = _course(turn, course)
    opened = next(iter(turn.work.formations.open(found.id)), None)
    members = turn.work.groups.of_members(found.id)
    if not members:
        return Say(_nothing(turn, found, opened))
    count = -(-len(members) // wording.PER_PAGE)
    number = (page - 1) % count
    part = list(members.items())[number * wording.PER_PAGE : (number + 1) * wording.PER_PAGE]
    shown = views.of_groups(turn.work, found, dict(part), turn.now)
    inside = {one for each in members.values() for one in each}
    proposed = opened if opened and opened.state is FormationState.PROPOSED else None
    words = in_its_zone(turn, found)
    return Say(wording.listing(words, found, shown, _waiting(turn, found, inside), proposed, (number, count)))


def _nothing(turn: Turn, course: Course, opened: Formation | None) -> Message:
    if opened is not None and opened.state is FormationState.ASKED:
        return wording.still_looking(turn.words, course)
    return wording.no_groups(turn.words, course, opened)


def _waiting(turn: Turn, course: Course, inside: set[int]) -> list[tuple[str, tuple[Reason, ...]]]:
    """Who is in no group, and why, as far as we know."""
    latest = formation_of(turn.work, course)
    seats = {seat.person: seat for seat in turn.work.formations.seats(latest.id)} if latest else {}
    out = [(one, name) for one, name in names_of(learners(turn.work, course)).items() if one not in inside]
    return [
        (name, seats[one].reasons if one in seats and seats[one].state is not State.PLACED else ()) for one, name in out
    ]


@command("group mine", topic=Topic.GROUPS, module=Module.GROUPS, for_members=True)
def mine(turn: Turn, course: MyCourse) -> Answer:
    """Show your group, and when everybody is free."""
    found = turn.course(course, Role.LEARNER)
    turn.module(found, Module.GROUPS)
    group = turn.work.groups.of_person(found.id, turn.person.id)
    if group is None:
        raise NotInAGroup(course=found.name)
    seen = views.for_members(turn.work, found, group, turn.now)
    others = [name for one, name in zip(seen.people, seen.members, strict=True) if one != turn.person.id]
    return Say(wording.mine(turn.words, found, seen, others, []))


@command(
    "group move", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, example="/group_move Aino 2", form=True
)
def move(turn: Turn, course: StaffedCourse, person: Who, group: Into) -> Answer:
    """Put somebody into another group."""
    found = _going_on(turn, course)
    one, to = finding.learner(turn, found, person), finding.group(turn, found, group)
    change = changing.move(turn.work, found, one.id, to, turn.now)
    return Say(wording.moved(in_its_zone(turn, found), one.name, to, change))


@command(
    "group swap", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, example="/group_swap Aino Ben", form=True
)
def swap(turn: Turn, course: StaffedCourse, person: Who, other: Other) -> Answer:
    """Let two people change groups."""
    found = _going_on(turn, course)
    one, two = finding.learner(turn, found, person), finding.learner(turn, found, other)
    change = changing.swap(turn.work, found, one.id, two.id, turn.now)
    return Say(wording.swapped(in_its_zone(turn, found), one.name, two.name, change))


@command(
    "group merge", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, example="/group_merge 2 1", form=True
)
def merge(turn: Turn, course: StaffedCourse, group: Group, into: Beside) -> Answer:
    """Put all of one group into another."""
    found = _going_on(turn, course)
    small, to = finding.group(turn, found, group), finding.group(turn, found, into)
    change = changing.merge(turn.work, found, small, to, turn.now)
    return Say(wording.merged(in_its_zone(turn, found), small, to, change))


@command(
    "group rename",
    role=Role.TRAINER,
    topic=Topic.GROUPS,
    module=Module.GROUPS,
    example="/group_rename 2 Birches",
    form=True,
)
def rename(
    turn: Turn,
    course: StaffedCourse,
    group: Group,
    name: Annotated[str, Line(most=60), Asks(N_("Name of the group"), N_("What shall the group be called?"))],
) -> Answer:
    """Give a group another name."""
    found = _going_on(turn, course)
    meant = finding.group(turn, found, group)
    old, meant.name = meant.name, name
    turn.work.groups.rename(meant.id, name)
    rename_group_places(turn.work, meant)
    return Say(wording.renamed(turn.words, old, meant))


@command("group lock", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, example="/group_lock 2", form=True)
def lock(turn: Turn, course: StaffedCourse, group: Group) -> Answer:
    """Keep a group as it is, or open it again."""
    found = _going_on(turn, course)
    meant = finding.group(turn, found, group)
    meant.locked = not meant.locked
    turn.work.groups.lock(meant.id, locked=meant.locked)
    return Say(wording.locked(turn.words, meant))


@command("group mend", reply=Reply.UPDATE)
def mend(
    turn: Turn, course: Number, source: Number, target: Number, person: Annotated[int, Whole(0, 2**62)] = 0
) -> Answer:
    """Carry out what was proposed for a group that had become too small."""
    found = _going_on(turn, course)
    home, to = _known(turn, found, source), _known(turn, found, target)
    small = to if person else home
    if not (home.is_active and to.is_active and changing.still_fits(turn.work, found, home, to, person)):
        return Say(_as_it_is(turn, found, small))
    words = in_its_zone(turn, found)
    turn.work.timers.set(TENDED, found.id, turn.now)  # whether the group is one now, or the next question is due
    if not person:
        return Say(wording.merged(words, home, to, changing.merge(turn.work, found, home, to, turn.now)))
    one = finding.learner(turn, found, f"#{person}")
    return Say(wording.moved(words, one.name, to, changing.move(turn.work, found, one.id, to, turn.now)))


def _known(turn: Turn, course: Course, number: int) -> PeerGroup:
    """A group of the course by its number in it, also one that has ended since."""
    for each in turn.work.groups.of_course(course.id, ended=True):
        if each.number == number:
            return each
    raise NoSuchGroup


def _as_it_is(turn: Turn, course: Course, group: PeerGroup) -> Message:
    """Somebody pressed what was proposed earlier: what fits now, or that nothing has to be done any more."""
    now = small_group(turn.words, turn.work, course, group) if group.is_active else None
    return now or wording.settled(turn.words, group, len(turn.work.groups.members(group.id)))


@command("group stays", reply=Reply.UPDATE)
def stays(turn: Turn, course: Number, group: Number) -> Answer:
    """Leave a small group as it is."""
    found = _going_on(turn, course)
    meant = _known(turn, found, group)
    if not meant.is_active:
        return Say(_as_it_is(turn, found, meant))
    return Say(wording.stays(turn.words, meant))
