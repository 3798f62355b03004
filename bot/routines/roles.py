"""What happens by itself to roles: each week they go round in every group, and the group hears who does what."""

from datetime import date, datetime

from bot.audience import best_contact, tell_person, tell_place
from bot.routines.pairs import closed_days
from community.calendar import to_wall
from community.courses import Course
from community.group_roles import WORKDAYS, has_roles, monday_of, next_telling, next_week, told_at
from community.groups import PeerGroup
from community.notices import Kind, Notice
from community.settings import Module
from storage.group_roles import ROLES
from storage.work import Work

__all__ = ["ROLES", "give_roles", "tell_roles"]


def give_roles(work: Work, number: int, now: datetime) -> None:
    """Give every group of a course the roles of this week, if it has not got them, and wake again next week."""
    course = work.courses.get(number)
    groups = work.groups.of_course(number) if course else []
    if course is None or not groups or not course.is_open:
        work.timers.set(ROLES, number, None)
        return
    closed, monday = closed_days(work, course), monday_of(to_wall(now, course.zone).date())
    told = told_at(monday, course.zone, closed)
    workday = to_wall(now, course.zone).weekday() < WORKDAYS
    if told and told <= now and workday and course.settings.has(Module.ROLES):
        for group in groups:
            if has_roles(group.created_at, course.zone, monday, course.settings.roles_from_week):
                _rotate(work, course, group, monday, now)
    work.timers.set(ROLES, number, next_telling(now, course.zone, closed))


def _rotate(work: Work, course: Course, group: PeerGroup, monday: date, now: datetime) -> None:
    so_far = work.group_roles.weeks(group.id)
    if any(each.monday >= monday for each in so_far):
        return
    members = [one for one in work.groups.members(group.id) if _takes_part(work, course, one)]
    paused = [one for one in members if _is_paused(work, course, one, now)]
    week = next_week(group.id, monday, members, paused, so_far)
    work.group_roles.save(week)
    if week.held:
        tell_roles(work, course, group, monday)


def tell_roles(work: Work, course: Course, group: PeerGroup, monday: date) -> None:
    """Into the group's own chats; privately to those who read none of them."""
    about: dict[str, int | str] = {"group": group.id, "week": monday.isoformat()}
    places = [each.place for each in work.courses.places(course.id) if each.group == group.id and each.hears]
    for place in places:
        tell_place(work, place, Notice(Kind.ROLES, about))
    week = work.group_roles.week(group.id, monday)
    for person in sorted(week.active if week else ()):
        contact = best_contact(work, person)
        if contact and contact.account.platform not in {place.bot.platform for place in places}:
            tell_person(work, person, Notice(Kind.MY_ROLE, {**about, "person": person}))


def _takes_part(work: Work, course: Course, person: int) -> bool:
    membership = work.courses.membership(course.id, person)
    return membership is not None and membership.is_current


def _is_paused(work: Work, course: Course, person: int, now: datetime) -> bool:
    membership = work.courses.membership(course.id, person)
    return membership is not None and membership.is_paused(now)
