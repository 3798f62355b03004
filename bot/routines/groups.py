"""Peer groups are greeted when they begin, and looked after when somebody comes into their course or leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.audience import tell_person, tell_staff
from bot.grouping import changing
from bot.grouping.founding import end_groups, tell_waiting
from bot.grouping.gathering import People, formation_of, learners, situation, terms_of
from bot.places import member_left, open_group_places, tell_group
from community.courses import Course
from community.groups import PeerGroup, Seat
from community.matching import Outcome, Place, Reason, State, place_late
from community.notices import Kind, Notice
from storage.groups import GREETED, TENDED
from storage.work import Work

SETTLES = timedelta(minutes=10)
"""Newcomers are put into a group after this, so that the languages and hours that they tell at first count."""


def greet_group(work: Work, number: int, now: datetime) -> None:
    """Each member hears who is with them; the group gets its place, and a word there."""
    work.timers.set(GREETED, number, None)
    group = work.groups.get(number)
    course = work.courses.get(group.course) if group else None
    if group is None or course is None or not group.is_active or not course.is_open:
        return
    near = [each.place for each in work.courses.places(course.id)]
    for person in work.groups.members(group.id):
        tell_person(work, person, Notice(Kind.GROUP_BEGINS, {"group": group.id, "person": person}), near)
    open_group_places(work, course, group)
    tell_group(work, course, group, Notice(Kind.GROUP_GREETS, {"group": group.id}), now)


def tend_groups(work: Work, number: int, now: datetime) -> None:
    """Take those out of their groups who left the course, and find a group for those who came."""
    work.timers.set(TENDED, number, None)
    course = work.courses.get(number, lock=True)
    if course is None or not course.is_open:
        return
    tending = _Tending(work, course, learners(work, course), now)
    tending.let_go()  # also while groups are switched off: who left the course is in no place of it
    if course.settings.groups:
        tending.take_in()
    work.timers.set(TENDED, number, tending.again)


@dataclass(slots=True)
class _Tending:
    """One look at all groups of a course."""

    work: Work
    course: Course
    people: People
    now: datetime
    again: datetime | None = None
    """When there is something to look at next."""
    seats: dict[int, Seat] = field(default_factory=dict)

    def let_go(self) -> None:
        """Who is not in the course is in no group of it; who is in two stays in the first."""
        seen: set[int] = set()
        groups = {group.id: group for group in self.work.groups.of_course(self.course.id)}
        for number, members in self.work.groups.of_members(self.course.id).items():
            stay = [one for one in members if one in self.people and one not in seen]
            for one in members:
                if one not in stay:
                    self.work.groups.leave(number, one, self.now)
                    member_left(self.work, self.course, groups[number], one)
            seen.update(stay)
            if self.course.settings.groups:
                self._ask_about(groups[number], stay)

    def _ask_about(self, group: PeerGroup, members: list[int]) -> None:
        """A group that is too small is a question for the trainers, once for each size."""
        least = terms_of(self.work, self.course).rules.least
        if not members:
            end_groups(self.work, self.course, [group], self.now)
        elif len(members) >= least:
            if group.told_size is not None:
                self.work.groups.told(group.id, None)
        elif group.told_size != len(members) and not group.locked:
            self.work.groups.told(group.id, len(members))
            tell_staff(self.work, self.course, Notice(Kind.GROUP_TOO_SMALL, {"group": group.id}))

    def take_in(self) -> None:
        members = self.work.groups.of_members(self.course.id)
        inside = {one for each in members.values() for one in each}
        latest = formation_of(self.work, self.course)
        self.seats = {seat.person: seat for seat in self.work.formations.seats(latest.id)} if latest else {}
        for one, (membership, _) in self.people.items():
            if one in inside or not members or self._is_excluded(one):
                continue
            ready = max(membership.consented_at + SETTLES, membership.paused_until or self.now)
            if ready > self.now:
                self.again = min(ready, self.again or ready)
            else:
                self._place(one, members)

    def _is_excluded(self, person: int) -> bool:
        return person in self.seats and self.seats[person].state is State.EXCLUDED

    def _place(self, one: int, members: dict[int, list[int]]) -> None:
        open_to_all = [
            group for group in self.work.groups.of_course(self.course.id) if not group.locked and members.get(group.id)
        ]
        found = self._best(one, open_to_all, members)
        if isinstance(found, Place):
            self._enter(one, open_to_all[found.group], members)
        else:
            self._wait(one, found)

    def _best(self, one: int, groups: list[PeerGroup], members: Mapping[int, list[int]]) -> Place | Outcome:
        if not groups:
            return Outcome(one, State.WAITING, (Reason.NO_GROUP_WITH_ROOM,))
        wanted = {other for group in groups for other in members[group.id]} | {one}
        known = {other: each for other, each in self.people.items() if other in wanted}
        about = situation(self.work, self.course, terms_of(self.work, self.course), known, self.now)
        return place_late(about, [members[group.id] for group in groups], one)

    def _enter(self, one: int, group: PeerGroup, members: dict[int, list[int]]) -> None:
        members[group.id].append(one)
        changing.enter(self.work, self.course, group, one, self.now)
        changing.tell_changed(self.work, self.course, group, self.now)
        tell_staff(self.work, self.course, Notice(Kind.CAME_LATE, {"group": group.id, "person": one}))

    def _wait(self, one: int, why: Outcome) -> None:
        """Said once; whoever waits is looked at again whenever somebody comes or goes."""
        seat = Seat(one, None, State.WAITING, why.reasons)
        known = self.seats.get(one)
        changing.note_seat(self.work, self.course, seat)
        if known is None or known.state is not State.WAITING:
            tell_waiting(self.work, self.course, one)
            tell_staff(self.work, self.course, Notice(Kind.WAITS_FOR_GROUP, {"course": self.course.id, "person": one}))
