"""Roles in peer groups: members see them and swap with each other's yes; trainers see all and swap at once."""

from typing import Annotated

from bot.audience import tell_person
from bot.commands.common import MyCourse, StaffedCourse
from bot.commands.joining import Number
from bot.rolling import RoleView, swap, view
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Reply, Topic, command
from bot.wording import group_roles as wording
from bot.wording.words import N_
from community.chat.form import Pick
from community.courses import Course
from community.errors import NoRoles, NoSwap, NotInAGroup, StaleButton
from community.notices import Kind, Notice
from community.roles import Role
from community.settings import Module

Mate = Annotated[int, Pick("my groupmates"), Asks(N_("Person"), N_("With whom would you like to swap?"))]
Learner = Annotated[int, Pick("grouped learners"), Asks(N_("Person"), N_("Whose role shall change?"))]
Other = Annotated[int, Pick("grouped learners"), Asks(N_("Other person"), N_("With whom, in the same group?"))]


@command("roles show", alias="roles", topic=Topic.GROUPS, module=Module.ROLES, for_members=True)
def show(turn: Turn, course: MyCourse) -> Answer:
    """Show the roles of your group this week."""
    return Say(wording.my_role(turn.words, _my_group(turn, course), turn.person.id))


def _my_group(turn: Turn, number: int) -> RoleView:
    """This week in the group of a course in which this person learns."""
    course = turn.course(number, Role.LEARNER)
    turn.module(course, Module.ROLES)
    group = turn.work.groups.of_person(course.id, turn.person.id)
    if group is None:
        raise NotInAGroup(course=course.name)
    seen = view(turn.work, group.id)
    if seen is None:
        raise NoRoles
    return seen


@command("roles swap", topic=Topic.GROUPS, module=Module.ROLES, found_in="roles show", for_members=True, form=True)
def ask_to_swap(turn: Turn, course: MyCourse, person: Mate) -> Answer:
    """Ask somebody of your group to swap roles."""
    seen = _my_group(turn, course)
    _can_swap(seen, turn.person.id, person)
    lines = [turn.work.group_roles.line_of(seen.week, one) for one in (turn.person.id, person)]
    about: dict[str, int | str] = {"group": seen.group.id, "week": seen.week.monday.isoformat()}
    tell_person(turn.work, person, Notice(Kind.SWAP_ASKED, about | {"line": lines[0], "other_line": lines[1]}))
    return Say(wording.asked(turn.words, seen.names[person]))


def _can_swap(seen: RoleView, one: int, other: int) -> None:
    """Both are in the group and in this week, and there is something to swap."""
    there = {one, other} <= set(seen.names) and {one, other} <= seen.week.active
    if one == other or not there or not (seen.week.of(one) or seen.week.of(other)):
        raise NoSwap


@command("roles agree", reply=Reply.UPDATE, personal=True)
def agree(turn: Turn, asker: Number, mine: Number) -> Answer:
    """Swap the roles."""
    seen, one = _proposed(turn, asker, mine)
    return Say(
        wording.my_role(turn.words, swap(turn.work, seen, one, turn.person.id, but=turn.person.id), turn.person.id)
    )


@command("roles keep", reply=Reply.UPDATE, personal=True)
def keep(turn: Turn, asker: Number, mine: Number) -> Answer:
    """Do not swap the roles."""
    _proposed(turn, asker, mine)
    return Say(wording.kept(turn.words))


def _proposed(turn: Turn, asker: int, mine: int) -> tuple[RoleView, int]:
    """The week and who asked, as long as nothing of it has changed: its lines are new after every change."""
    one, other = turn.work.group_roles.line(asker), turn.work.group_roles.line(mine)
    if one is None or other is None or one[:2] != other[:2] or other[2] != turn.person.id:
        raise StaleButton
    seen = view(turn.work, one[0], one[1])
    if seen is None:
        raise StaleButton
    turn.module(turn.course(seen.course.id, Role.LEARNER), Module.ROLES)
    _can_swap(seen, one[2], other[2])
    return seen, one[2]


@command("roles list", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.ROLES)
def list_(turn: Turn, course: StaffedCourse) -> Answer:
    """Show the roles in all groups of a course."""
    found = _staffed(turn, course)
    views = (view(turn.work, group.id) for group in turn.work.groups.of_course(found.id))
    return Say(wording.every_group(turn.words, found, [each for each in views if each]))


def _staffed(turn: Turn, number: int) -> Course:
    course = turn.course(number, Role.TRAINER)
    turn.module(course, Module.ROLES)
    return course


@command("roles change", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.ROLES, form=True)
def change(turn: Turn, course: StaffedCourse, person: Learner, other: Other) -> Answer:
    """Swap the roles of two people in a group."""
    found = _staffed(turn, course)
    group = turn.work.groups.of_person(found.id, person)
    seen = view(turn.work, group.id) if group else None
    if seen is None or seen.course.id != found.id:
        raise NoSwap
    _can_swap(seen, person, other)
    return Say(wording.swapped(turn.words, swap(turn.work, seen, person, other), person, other))
