"""A proposal that got its yes: its groups begin, those of the phase before end, and everybody hears of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.audience import tell_person
from bot.grouping.proposals import Proposal
from bot.places import close_group_places
from bot.wording.catalogues import catalogue
from bot.wording.words import N_
from community.courses import Course
from community.groups import FormationState, PeerGroup, Seat
from community.matching import State
from community.notices import Kind, Notice
from storage.groups import GREETED, TENDED
from storage.work import Work

NAME = N_("Group {number}")


def confirm(work: Work, proposal: Proposal, now: datetime) -> list[PeerGroup]:
    """Found the groups of a proposal that is up to date. Their members are told group by group, right after this."""
    formation, course, groups = proposal.formation, proposal.course, proposal.groups
    if formation.terms.again:
        end_groups(work, course, [group for group in work.groups.of_course(course.id) if not group.locked], now)
    name = catalogue(course.language).gettext(NAME)
    made = work.groups.found(course.id, formation.id, [(name, members) for members in groups.values()], now)
    for group, members in zip(made, groups.values(), strict=True):
        work.timers.set(GREETED, group.id, now)
        if len(members) < formation.terms.rules.least:
            work.groups.told(group.id, len(members))  # the trainer saw it and said yes: no question
    numbers = {number: group.number for number, group in zip(groups, made, strict=True)}
    work.formations.put(formation.id, [_settled(seat, numbers) for seat in proposal.seats.values()])
    formation.state, formation.settled_at = FormationState.CONFIRMED, now
    work.formations.save(formation, now)
    for seat in proposal.having(State.WAITING):
        tell_waiting(work, course, seat.person)
    pauses = [proposal.people[seat.person][0].paused_until for seat in proposal.having(State.PAUSED)]
    if coming_back := [until for until in pauses if until is not None]:
        work.timers.set(TENDED, course.id, min(coming_back))
    return made


def _settled(seat: Seat, numbers: dict[int, int]) -> Seat:
    """From now on a seat names its group by the number that it has in the course."""
    return replace(seat, group=None if seat.group is None else numbers[seat.group], locked=False)


def end_groups(work: Work, course: Course, groups: Sequence[PeerGroup], now: datetime) -> None:
    for group in groups:
        close_group_places(work, course, group, now)
        work.groups.end(group.id, now)
        work.timers.set(GREETED, group.id, None)


def tell_waiting(work: Work, course: Course, person: int) -> None:
    near = [each.place for each in work.courses.places(course.id)]
    tell_person(work, person, Notice(Kind.GROUP_WAITS, {"course": course.id, "person": person}), near)
