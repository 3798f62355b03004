"""Groups that there are, changed with few moves: somebody goes over, two change places, a small group joins another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.audience import tell_person
from bot.grouping.founding import end_groups
from bot.grouping.gathering import formation_of, learners, situation, terms_of
from bot.grouping.views import GroupView, of_groups
from bot.places import member_came, member_left, tell_group
from community.courses import Course
from community.errors import SamePlace
from community.groups import PeerGroup, Seat
from community.matching import Proposal, State, mend
from community.notices import Kind, Notice
from storage.groups import TENDED
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Change:
    """What a change brought: the groups it touched, before and after."""

    before: list[GroupView]
    after: list[GroupView]


def move(work: Work, course: Course, person: int, to: PeerGroup, now: datetime) -> Change:
    """Somebody comes into this group, out of another or out of none."""
    home = work.groups.of_person(course.id, person)
    if home is not None and home.id == to.id:
        raise SamePlace
    touched = [group for group in (home, to) if group is not None]
    before = _seen(work, course, touched, now)
    if home is not None:
        leave(work, course, home, person, now)
    enter(work, course, to, person, now)
    for group in touched:
        tell_changed(work, course, group, now)
    return Change(before, _seen(work, course, touched, now))


def swap(work: Work, course: Course, one: int, other: int, now: datetime) -> Change:
    """Two people change places; one of them may be in no group so far."""
    home, there = work.groups.of_person(course.id, one), work.groups.of_person(course.id, other)
    if home is None or there is None or home.id == there.id:
        raise SamePlace
    before = _seen(work, course, [home, there], now)
    for person, source, target in ((one, home, there), (other, there, home)):
        leave(work, course, source, person, now)
        enter(work, course, target, person, now)
    for group in (home, there):
        tell_changed(work, course, group, now)
    return Change(before, _seen(work, course, [home, there], now))


def merge(work: Work, course: Course, small: PeerGroup, into: PeerGroup, now: datetime) -> Change:
    """All of one group come into another, and theirs ends."""
    if small.id == into.id:
        raise SamePlace
    before = _seen(work, course, [small, into], now)
    for person in work.groups.members(small.id):
        leave(work, course, small, person, now)
        enter(work, course, into, person, now)
    end_groups(work, course, [small], now)
    tell_changed(work, course, into, now)
    return Change(before, _seen(work, course, [into], now))


def enter(work: Work, course: Course, group: PeerGroup, person: int, now: datetime) -> None:
    """Somebody is in the group from now on, and is told who the others are."""
    work.groups.enter(group.id, person, now)
    member_came(work, course, group, person)
    note_seat(work, course, Seat(person, group.number, State.PLACED))
    near = [each.place for each in work.courses.places(course.id)]
    tell_person(work, person, Notice(Kind.GROUP_BEGINS, {"group": group.id, "person": person}), near)


def leave(work: Work, course: Course, group: PeerGroup, person: int, now: datetime) -> None:
    work.groups.leave(group.id, person, now)
    member_left(work, course, group, person)


def leave_second_groups(work: Work, one: int, other: int, now: datetime) -> None:
    """Two who turn out to be one person are in one group of a course: the younger of them leaves theirs, and its place."""
    elder, younger = sorted((one, other))
    for each in work.courses.memberships(younger):
        course = work.courses.get(each.course)
        stays, second = work.groups.of_person(each.course, elder), work.groups.of_person(each.course, younger)
        if course is not None and stays is not None and second is not None and stays.id != second.id:
            leave(work, course, second, younger, now)
            tell_changed(work, course, second, now)
            work.timers.set(TENDED, course.id, now)


def tell_changed(work: Work, course: Course, group: PeerGroup, now: datetime) -> None:
    """To the whole group: who is in it now."""
    if work.groups.members(group.id):
        tell_group(work, course, group, Notice(Kind.GROUP_CHANGED, {"group": group.id}), now)


def note_seat(work: Work, course: Course, seat: Seat) -> None:
    """What became of somebody after the groups had begun is written into the formation that they came from."""
    latest = formation_of(work, course)
    if latest is not None:
        work.formations.seat(latest.id, seat)


def remedy(work: Work, course: Course, small: PeerGroup, now: datetime) -> tuple[Proposal, list[PeerGroup]] | None:
    """What could be done about this group that has become too small; with the groups that its places count."""
    groups = [group for group in work.groups.of_course(course.id) if not group.locked]
    place = next((place for place, group in enumerate(groups) if group.id == small.id), None)
    if place is None:
        return None
    members = work.groups.of_members(course.id)
    people = learners(work, course)
    now_in = [[one for one in members.get(group.id, []) if one in people] for group in groups]
    inside = {one for each in now_in for one in each}
    about = situation(
        work, course, terms_of(work, course), {one: each for one, each in people.items() if one in inside}, now
    )
    found = mend(about, now_in, only=place)
    return (found, groups) if found else None


def outcome(work: Work, course: Course, proposal: Proposal, groups: Sequence[PeerGroup], now: datetime) -> Change:
    """What a remedy would bring to the two groups that it touches."""
    touched = [proposal.source, proposal.target]
    after = {groups[place].id: proposal.groups[place] for place in touched if proposal.groups[place]}
    before = _seen(work, course, [groups[place] for place in touched], now)
    return Change(before, of_groups(work, course, after, now))


def still_fits(work: Work, course: Course, home: PeerGroup, to: PeerGroup, person: int) -> bool:
    """Whether a remedy that was proposed earlier still is one, after whatever else was done meanwhile."""
    rules = terms_of(work, course).rules
    there, here = len(work.groups.members(to.id)), work.groups.members(home.id)
    if person:
        return person in here and there < rules.least < len(here)
    return 0 < len(here) < rules.least and len(here) + there <= rules.most


def too_small(work: Work, course: Course, members: Mapping[int, Sequence[int]]) -> list[int]:
    """Which of these groups have fewer members than a group may have; those that are empty are over."""
    least = terms_of(work, course).rules.least
    return [group for group, inside in members.items() if len(inside) < least]


def _seen(work: Work, course: Course, groups: Sequence[PeerGroup], now: datetime) -> list[GroupView]:
    wanted = {group.id: work.groups.members(group.id) for group in groups}
    return of_groups(work, course, {number: inside for number, inside in wanted.items() if inside}, now)
