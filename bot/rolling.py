"""Roles in peer groups as the application sees them: this week's, with the names of who has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.audience import tell_person, tell_place
from bot.namesakes import named
from community.courses import Course
from community.group_roles import RoleWeek
from community.groups import PeerGroup
from community.matching import GroupRole
from community.notices import Kind, Notice
from storage.work import Work


@dataclass(frozen=True, slots=True)
class RoleView:
    """A week of a group, as people read it."""

    course: Course
    group: PeerGroup
    week: RoleWeek
    names: Mapping[int, str]
    """Of everybody who is in the group now."""

    def holder(self, part: GroupRole) -> str:
        """Empty where who had it has left."""
        return self.names.get(self.week.held.get(part, 0), "")


def view(work: Work, number: int, monday: date | None = None) -> RoleView | None:
    """The latest week of a group that has not ended, or that of this Monday if it still is the latest."""
    group = work.groups.get(number)
    course = work.courses.get(group.course) if group else None
    weeks = work.group_roles.weeks(number)
    if group is None or course is None or not group.is_active or not weeks:
        return None
    if monday is not None and weeks[-1].monday != monday:
        return None
    members = (work.people.get(one) for one in work.groups.members(number))
    return RoleView(course, group, weeks[-1], named(work, filter(None, members)))


def swap(work: Work, seen: RoleView, one: int, other: int, *, but: int | None = None) -> RoleView:
    """Two people exchange their roles; the group hears it, and so do the two, but for who is told anyway."""
    changed = seen.week.swapped(one, other)
    work.group_roles.save(changed)
    about: dict[str, int | str] = {"group": seen.group.id, "week": changed.monday.isoformat()}
    for each in work.courses.places(seen.course.id):
        if each.group == seen.group.id and each.hears:
            tell_place(work, each.place, Notice(Kind.ROLES, about))
    for person in sorted({one, other} - {but}):
        tell_person(work, person, Notice(Kind.MY_ROLE, {**about, "person": person}))
    return RoleView(seen.course, seen.group, changed, seen.names)
