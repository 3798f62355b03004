"""Notices about groups put into words, with the groups as they are when these are delivered."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.grouping import changing, proposals, views
from bot.grouping.gathering import formation_of, terms_of
from bot.grouping.views import GroupView
from bot.wording import forming, grouping
from bot.wording.words import Words
from community.chat.message import Message
from community.courses import Course
from community.groups import FormationState, PeerGroup
from community.matching import Proposal, Remedy
from community.notices import Notice
from community.settings import Module
from storage.work import Work


def proposed(w: Words, work: Work, notice: Notice) -> Message | None:
    formation = work.formations.get(_number(notice, "formation"))
    course = work.courses.get(formation.course) if formation else None
    if formation is None or course is None or formation.state is not FormationState.PROPOSED:
        return None
    found = proposals.load(work, formation, course)
    return forming.proposal(_in_zone(w, course), proposals.page(work, found, 0, w.now))


def begins(w: Words, work: Work, notice: Notice) -> Message | None:
    found, person = _active(work, notice), _number(notice, "person")
    if found is None:
        return None
    course, group = found
    seen = views.for_members(work, course, group, w.now)
    if person not in seen.people:
        return None
    others = [name for one, name in zip(seen.people, seen.members, strict=True) if one != person]
    return grouping.begins(w, course, seen, others)


def greets(w: Words, work: Work, notice: Notice) -> Message | None:
    return _to_its_members(w, work, notice, grouping.greets)


def members_changed(w: Words, work: Work, notice: Notice) -> Message | None:
    return _to_its_members(w, work, notice, grouping.members_changed)


def _to_its_members(
    w: Words, work: Work, notice: Notice, said: Callable[[Words, GroupView, grouping.Apart | None], Message]
) -> Message | None:
    found = _active(work, notice)
    seen = views.for_members(work, *found, w.now) if found else None
    if found is None or seen is None or not seen.members:
        return None
    return said(w, seen, _apart(work, found[0], seen))


def _apart(work: Work, course: Course, group: GroupView) -> grouping.Apart | None:
    """Who is on which platform, where they are not all on one."""
    on = [{account.platform for account in work.people.accounts(one)} for one in group.people]
    if not on or set.intersection(*on):
        return None
    there = {
        platform.title(): [name for name, used in zip(group.members, on, strict=True) if platform in used]
        for platform in sorted(set.union(*on))
    }
    return grouping.Apart(there, shares=course.settings.has(Module.SHARING))


def waits(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    if course is None or work.groups.of_person(course.id, _number(notice, "person")):
        return None
    return grouping.waits(w, course)


def came_late(w: Words, work: Work, notice: Notice) -> Message | None:
    found, person = _active(work, notice), work.people.get(_number(notice, "person"))
    members = work.groups.members(found[1].id) if found else []
    if found is None or person is None or person.id not in members:
        return None
    course, group = found
    [seen] = views.of_groups(work, course, {group.id: members}, w.now)
    return grouping.came_late(_in_zone(w, course), course, seen, person.name)


def somebody_waits(w: Words, work: Work, notice: Notice) -> Message | None:
    course, person = work.courses.get(_number(notice, "course")), work.people.get(_number(notice, "person"))
    if course is None or person is None or work.groups.of_person(course.id, person.id):
        return None
    latest = formation_of(work, course)
    seats = {seat.person: seat for seat in work.formations.seats(latest.id)} if latest else {}
    return grouping.somebody_waits(w, course, person.name, seats[person.id].reasons if person.id in seats else ())


def too_small(w: Words, work: Work, notice: Notice) -> Message | None:
    """A group that still is too small, and what could be done about it."""
    found = _active(work, notice)
    return small_group(w, work, *found) if found else None


def small_group(w: Words, work: Work, course: Course, group: PeerGroup) -> Message | None:
    """What could be done about a group; None if it is large enough."""
    if not changing.too_small(work, course, {group.id: work.groups.members(group.id)}):
        return None
    proposal = changing.remedy(work, course, group, w.now)
    offer = _offer(w, work, course, *proposal) if proposal else None
    seen = views.for_members(work, course, group, w.now)
    return grouping.too_small(w, course, group, seen.members, proposal[0] if proposal else None, offer)


def _offer(w: Words, work: Work, course: Course, proposal: Proposal, groups: list[PeerGroup]) -> grouping.Offer:
    one = proposal.people[0] if proposal.remedy is Remedy.MOVE else 0
    person = work.people.get(one) if one else None
    name = person.name if person else ""
    brings = changing.outcome(work, course, proposal, groups, w.now)
    least = terms_of(work, course).rules.least
    return grouping.Offer(one, name, groups[proposal.source], groups[proposal.target], brings, least)


def _active(work: Work, notice: Notice) -> tuple[Course, PeerGroup] | None:
    """A group and its course; None if it has ended."""
    group = work.groups.get(_number(notice, "group"))
    course = work.courses.get(group.course) if group else None
    return (course, group) if group and course and group.is_active else None


def _in_zone(w: Words, course: Course) -> Words:
    """Trainers read of a course's hours in its zone, which is named beside them."""
    return replace(w, zone=ZoneInfo(course.zone))


def _number(notice: Notice, name: str) -> int:
    return int(notice.facts[name])
