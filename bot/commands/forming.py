"""Forming groups: a proposal is asked for, looked at, changed by hand, and confirmed."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from bot import offers
from bot.commands.common import StaffedCourse, in_its_zone
from bot.commands.joining import Number
from bot.grouping import drawing, proposals
from bot.grouping.finding import learner, one_person
from bot.grouping.founding import confirm as found_groups
from bot.grouping.gathering import aside, learners, names_of, to_be_grouped
from bot.grouping.proposals import Proposal
from bot.grouping.refreshing import refresh
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Checked, Offered, Reply, Topic, command
from bot.wording import forming as wording
from bot.wording.words import N_, message
from community.chat.form import Option, Someone, Whole
from community.chat.message import Text
from community.courses import Course
from community.errors import (
    EverybodyHasAGroup,
    EveryGroupLocked,
    NoSuchGroup,
    OnPause,
    ProposalOver,
    SamePlace,
    TooFewForGroups,
)
from community.groups import FormationState, Terms
from community.matching import State
from community.people import Person
from community.roles import Role
from community.settings import Module

Size = Annotated[int, Whole(2, 8), Asks(N_("People in a group"), N_("How many people shall be in a group?"))]
Seed = Annotated[int, Whole(0, 10**9), Asks(N_("Number of the draw"), N_("The same number draws the same groups."))]
Who = Annotated[
    str, Someone("members"), Asks(N_("Person"), N_("Who? The name, or how it begins.")), Checked(one_person)
]
Other = Annotated[
    str,
    Someone("members"),
    Asks(N_("Other person"), N_("With whom? The name, or how it begins.")),
    Checked(one_person),
]
OFFERED = 6
"""Up to so many groups of a proposal are named where it is changed; of more the number is written."""


def _offered(turn: Turn, values: Mapping[str, Any]) -> Sequence[Option]:
    """The groups of the proposal that is being changed, by number and names."""
    if "formation" not in values:
        return ()
    named = _named(find(turn, int(values["formation"])))
    return [Option(str(number), wording.button(turn.words, number, names)) for number, names in named]


def _named(proposal: Proposal) -> list[tuple[int, list[str]]]:
    """The groups of a proposal by their numbers, if they are few enough to be seen at once."""
    names = names_of(proposal.people)
    named = [
        (number + 1, [names[one] for one in members if one in names]) for number, members in proposal.groups.items()
    ]
    return named if len(named) <= OFFERED else []


GroupOfProposal = Annotated[
    int,
    Whole(1, 5000),
    Asks(N_("Number of the group"), N_("Which group? Its number in the proposal.")),
    Offered(_offered),
]

PEOPLE_PER_SECOND = 60
"""So many are put into groups within a second, about."""
LONGEST = 60


@command("group make", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, example="/group_make 4")
def make(turn: Turn, course: StaffedCourse, size: Size = 0, seed: Seed = 0) -> Answer:
    """Propose groups of those who are in none."""
    return _ask(turn, course, size, seed, again=False)


@command("group regroup", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.GROUPS, example="/group_regroup 4")
def regroup(turn: Turn, course: StaffedCourse, size: Size = 0, seed: Seed = 0) -> Answer:
    """Propose new groups for a new phase."""
    return _ask(turn, course, size, seed, again=True)


def _ask(turn: Turn, number: int, size: int, seed: int, *, again: bool) -> Say:
    course = turn.open_course(number, Role.TRAINER)
    turn.module(course, Module.GROUPS)
    people = to_be_grouped(turn.work, course, again=again)
    taking = len(people) - len(aside(people, (), turn.now))
    if taking < 2:
        everybody = len(turn.work.courses.members(course.id))
        _too_few(course, everybody, len(people), taking, again=again)
    for earlier in turn.work.formations.open(course.id):
        _over(turn, earlier.id)
    terms = Terms.of(course.settings, size, again=again)
    turn.work.formations.ask(course.id, proposals.seed_of(seed, turn.rng), terms, turn.person.id, turn.now)
    seconds = min(1 + taking // PEOPLE_PER_SECOND, LONGEST)
    return Say(wording.looking(turn.words, course, taking, seconds, again=again, locked=_locked(turn, course)))


def _locked(turn: Turn, course: Course) -> list[tuple[str, list[str]]]:
    """The groups that a new phase leaves alone, with the names of their members."""
    names, members = names_of(learners(turn.work, course)), turn.work.groups.of_members(course.id)
    return [
        (group.name, [names[one] for one in members[group.id] if one in names])
        for group in turn.work.groups.of_course(course.id)
        if group.locked
    ]


def _too_few(course: Course, everybody: int, left: int, taking: int, *, again: bool) -> None:
    if everybody > 1 and not left:
        raise EveryGroupLocked(course=course.name) if again else EverybodyHasAGroup(course=course.name)
    raise TooFewForGroups(course=course.name, count=taking)


def _over(turn: Turn, number: int) -> None:
    """A proposal makes room for a new one."""
    formation = turn.work.formations.get(number, lock=True)
    if formation is not None and formation.is_open:
        offers.close(turn, "group confirm", {"formation": str(number)})
        formation.state, formation.settled_at = FormationState.DROPPED, turn.now
        turn.work.formations.save(formation, turn.now)


def find(turn: Turn, number: int) -> Proposal:
    """A proposal that waits for a word of this trainer, up to date. To everybody else it does not exist."""
    formation = turn.work.formations.get(number, lock=True)
    course = turn.work.courses.get(formation.course) if formation else None
    if formation is None or course is None or turn.role_in(course) < Role.TRAINER:
        raise ProposalOver
    turn.module(course, Module.GROUPS)
    if formation.state is not FormationState.PROPOSED:
        raise ProposalOver
    return refresh(turn.work, proposals.load(turn.work, formation, course), turn.now)


def shown(turn: Turn, proposal: Proposal, page: int = 0) -> Say:
    """The proposal as it is now; how many came or went since it was drawn is told."""
    words = in_its_zone(turn, proposal.course)
    return Say(wording.proposal(words, proposals.page(turn.work, proposal, page, turn.now)))


@command("group proposal", reply=Reply.UPDATE)
def look(turn: Turn, formation: Number, page: Annotated[int, Whole(0, 5000)] = 1) -> Answer:
    """Show a proposal of groups."""
    return shown(turn, find(turn, formation), page - 1)


def _dropped(turn: Turn, args: Mapping[str, str]) -> Text | None:
    formation = turn.work.formations.get(int(args["formation"]))
    course = turn.work.courses.get(formation.course) if formation else None
    if formation is None or course is None or not formation.is_open:
        return None
    _over(turn, formation.id)
    return wording.dropped(turn.words, course)


@command("group confirm", reply=Reply.UPDATE, personal=True, withdraw=_dropped)
def confirm(turn: Turn, formation: Number, seen: Annotated[int, Whole(0, 10**9)] = 0) -> Answer:
    """Let the groups begin as they were shown. Whoever has `seen` less than has happened since reads that first."""
    proposal = find(turn, formation)
    since = proposal.formation.since
    if since.total != seen:
        touched = {number: proposal.groups[number] for number in since.groups if number in proposal.groups}
        part = dict(list(touched.items())[: proposals.PER_PAGE])
        views = proposals.views(turn.work, proposal, part, turn.now)
        return Say(wording.changed_since(in_its_zone(turn, proposal.course), proposal, views))
    if not proposal.groups:
        raise TooFewForGroups(course=proposal.course.name, count=0)
    offers.close(turn, "group confirm", {"formation": str(formation)})
    stay = [name for name, _ in _locked(turn, proposal.course)]
    made = found_groups(turn.work, proposal, turn.now)
    waiting = len(proposal.having(State.WAITING))
    again = proposal.formation.terms.again
    return Say(wording.confirmed(turn.words, proposal.course, len(made), waiting, again=again, stay=stay))


@command("group drop", reply=Reply.UPDATE)
def drop(turn: Turn, formation: Number) -> Answer:
    """Drop a proposal of groups."""
    proposal = find(turn, formation)
    _over(turn, formation)
    return Say(message(wording.dropped(turn.words, proposal.course)))


@command("group redraw", reply=Reply.UPDATE)
def redraw(turn: Turn, formation: Number) -> Answer:
    """Draw other groups of the same people."""
    proposal = find(turn, formation)
    asked = proposal.formation
    offers.close(turn, "group confirm", {"formation": str(formation)})
    asked.state, asked.seed, asked.created_by = FormationState.ASKED, asked.seed + 1, turn.person.id
    turn.work.formations.save(asked, turn.now)
    people = sum(len(each) for number, each in proposal.groups.items() if number not in proposal.locked)
    seconds = min(1 + people // PEOPLE_PER_SECOND, LONGEST)
    return Say(wording.looking(turn.words, proposal.course, people, seconds, again=False))


@command("group adjust", reply=Reply.UPDATE)
def adjust(turn: Turn, formation: Number) -> Answer:
    """Show how a proposal can be changed by hand."""
    proposal = find(turn, formation)
    return Say(wording.menu(turn.words, proposal.formation, _named(proposal)))


@command("group files")
def files(turn: Turn, formation: Number) -> Answer:
    """Get a proposal as a picture and as a table."""
    proposal = find(turn, formation)
    words = in_its_zone(turn, proposal.course)
    return Say(wording.files(words, proposal, drawing.files(words, turn.work, proposal, turn.now)))


@command("group shift", form=True)
def shift(turn: Turn, formation: Number, person: Who, number: GroupOfProposal) -> Answer:
    """Move somebody in a proposal of groups."""
    proposal = find(turn, formation)
    one, groups = _to_be_placed(turn, proposal, person), proposal.groups
    if number - 1 not in groups or one.id not in proposal.people:
        raise NoSuchGroup
    home = _home(groups, one.id)
    if home == number - 1:
        raise SamePlace
    after = {place: [each for each in members if each != one.id] for place, members in groups.items()}
    after[number - 1].append(one.id)
    return _arranged(turn, proposal, after, [home, number - 1], wording.shifted(turn.words, one.name, number))


@command("group exchange", form=True)
def exchange(turn: Turn, formation: Number, person: Who, other: Other) -> Answer:
    """Swap two people in a proposal of groups."""
    proposal = find(turn, formation)
    one, two = _to_be_placed(turn, proposal, person), _to_be_placed(turn, proposal, other)
    home, there = _home(proposal.groups, one.id), _home(proposal.groups, two.id)
    if home is None or there is None or home == there:
        raise SamePlace
    places = {one.id: two.id, two.id: one.id}
    after = {place: [places.get(each, each) for each in members] for place, members in proposal.groups.items()}
    return _arranged(turn, proposal, after, [home, there], wording.exchanged(turn.words, one.name, two.name))


@command("group omit", form=True)
def omit(turn: Turn, formation: Number, person: Who) -> Answer:
    """Leave somebody out of a proposal of groups."""
    proposal = find(turn, formation)
    one = learner(turn, proposal.course, person)
    if one.id not in proposal.people:
        raise NoSuchGroup
    home = _home(proposal.groups, one.id)
    out = {*proposal.excluded, one.id}
    said = wording.omitted(turn.words, one.name)
    return _arranged(turn, proposal, proposal.groups, [home], said, excluded=out)


@command("group keep", form=True)
def keep(turn: Turn, formation: Number, number: GroupOfProposal) -> Answer:
    """Keep a group of a proposal as it is."""
    proposal = find(turn, formation)
    if number - 1 not in proposal.groups:
        raise NoSuchGroup
    locked = proposal.locked ^ {number - 1}
    said = wording.kept(turn.words, number, locked=number - 1 in locked)
    return _arranged(turn, proposal, proposal.groups, [number - 1], said, locked=locked)


def _to_be_placed(turn: Turn, proposal: Proposal, given: str) -> Person:
    """Somebody of the course who may be put into a group now."""
    one = learner(turn, proposal.course, given)
    if one.id in proposal.people and proposal.people[one.id][0].is_paused(turn.now):
        raise OnPause(name=one.name)
    return one


def _home(groups: proposals.Groups, person: int) -> int | None:
    return next((number for number, members in groups.items() if person in members), None)


def _arranged(
    turn: Turn,
    proposal: Proposal,
    groups: proposals.Groups,
    touched: Sequence[int | None],
    what: Text,
    *,
    locked: set[int] | None = None,
    excluded: set[int] | None = None,
) -> Say:
    """Carry out a change by hand, and say what it brought to the groups that it touched."""
    words = in_its_zone(turn, proposal.course)
    places = [number for number in touched if number is not None]
    out = (proposal.excluded if excluded is None else excluded) - (set() if excluded else _taken_in(groups))
    seen = {number: proposal.groups[number] for number in places}
    before = {each.number: each for each in proposals.views(turn.work, proposal, seen, turn.now)}
    after = proposals.arrange(turn.work, proposal, groups, turn.now, locked=locked, excluded=out)
    there = {number: after.groups[number] for number in places if number in after.groups}
    views = proposals.views(turn.work, after, there, turn.now)
    return Say(wording.adjusted(words, after, [(before.get(each.number), each) for each in views], what))


def _taken_in(groups: proposals.Groups) -> set[int]:
    """Who was left out and is moved into a group takes part again."""
    return {one for members in groups.values() for one in members}
