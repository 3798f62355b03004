"""Roles in a peer group: from its third week on somebody hosts, asks, connects and sums up, and it goes round."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from community.calendar import to_utc, to_wall
from community.matching import GroupRole, Week, rotate_roles

Closed: TypeAlias = Callable[[date], bool]
"""Whether an organisation is closed on a day."""

TOLD_AT = time(8)
"""When a group hears who does what this week."""
WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class RoleWeek:
    """Who has which role in one week of a group, and who was there without one. `monday` is that of the week."""

    group: int
    monday: date
    held: Mapping[GroupRole, int]
    resting: frozenset[int] = frozenset()

    @property
    def active(self) -> frozenset[int]:
        return self.resting | frozenset(self.held.values())

    def of(self, person: int) -> tuple[GroupRole, ...]:
        """The roles of somebody, in their usual order."""
        return tuple(part for part in GroupRole if self.held.get(part) == person)

    def swapped(self, one: int, other: int) -> "RoleWeek":
        """The week after two people have exchanged what they have; one of them may have nothing."""
        turned = {one: other, other: one}
        held = {part: turned.get(person, person) for part, person in self.held.items()}
        return RoleWeek(self.group, self.monday, held, self.active - set(held.values()))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def has_roles(begun: datetime, zone: str, monday: date, from_week: int) -> bool:
    """Whether a group has reached the week in which roles begin; the week in which it began is its first."""
    first = monday_of(to_wall(begun, zone).date())
    return (monday - first).days // 7 + 1 >= from_week


def next_week(
    group: int, monday: date, members: Collection[int], paused: Collection[int], so_far: Sequence[RoleWeek]
) -> RoleWeek:
    """The roles of a week, after those before it."""
    week = rotate_roles(members, [Week(each.held, each.active) for each in so_far], paused)
    return RoleWeek(group, monday, week.held, week.active - set(week.held.values()))


def told_at(monday: date, zone: str, closed: Closed) -> datetime | None:
    """When the roles of a week are told: on its first working day; None if it has none."""
    days = (monday + timedelta(days=number) for number in range(WORKDAYS))
    day = next((day for day in days if not closed(day)), None)
    return to_utc(datetime.combine(day, TOLD_AT), zone) if day else None


def next_telling(now: datetime, zone: str, closed: Closed) -> datetime:
    """When roles are told next, later than `now`."""
    monday = monday_of(to_wall(now, zone).date())
    for week in range(60):
        told = told_at(monday + timedelta(weeks=week), zone, closed)
        if told and told > now:
            return told
    return now + timedelta(weeks=52)
