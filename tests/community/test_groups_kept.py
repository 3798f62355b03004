"""Groups when people come late or leave, what is said about a group, and roles that go round."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from community.matching import (
    Candidate,
    GroupRole,
    History,
    Outcome,
    Place,
    Reason,
    Remedy,
    Rules,
    Situation,
    State,
    Week,
    Wish,
    appraise,
    explain,
    form,
    mend,
    moved,
    place_late,
    rotate_roles,
    swapped,
)
from community.matching.score import Score
from tests.simulation.crowds import few, situations
from tests.simulation.learners import learners

EN, FI = frozenset({"en"}), frozenset({"fi"})


def everybody(languages: list[frozenset[str]], **rules: Any) -> Situation:
    return Situation(tuple(Candidate(at, spoken) for at, spoken in enumerate(languages)), Rules(**rules))


def total(situation: Situation, groups: list[tuple[int, ...]]) -> float:
    score = Score(situation)
    return sum(score.worth([situation.table.number[one] for one in group]) for group in groups if group)


@few
@given(situations())
def test_a_late_joiner_changes_one_group_only_and_only_one_with_room(situation: Situation) -> None:
    assume(len(situation.candidates) > 2)
    late = situation.candidates[-1].id
    others = replace(situation, candidates=situation.candidates[:-1])
    groups = [group.members for group in form(others, seed=1, budget=200, fast=False).groups]
    place = place_late(situation, groups, late)
    if isinstance(place, Outcome):
        assert place.state is State.WAITING
        assert place.reasons
        return
    joined = (*groups[place.group], late)
    assert len(joined) <= situation.rules.most
    assert frozenset.intersection(*(situation.of(one).languages for one in joined))
    assert not any(
        set(wish.pair) <= set(joined) and late in wish.pair for wish in situation.wishes if not wish.together
    )
    after = [joined if at == place.group else group for at, group in enumerate(groups)]
    assert total(situation, after) - total(situation, groups) == pytest.approx(place.change, abs=1e-9)


def test_a_late_joiner_goes_where_their_hours_are() -> None:
    morning, evening = 0b1111, 0b1111 << 20
    crowd = tuple(Candidate(at, EN, morning if at < 4 else evening) for at in range(8))
    situation = Situation((*crowd, Candidate(99, EN, evening)), Rules(4))
    place = place_late(situation, [range(4), range(4, 8)], 99)
    assert isinstance(place, Place)
    assert place.group == 1


@pytest.mark.parametrize(
    ("spoken", "sizes", "apart", "why"),
    [
        (EN, (5, 5), (), Reason.NO_GROUP_WITH_ROOM),
        (FI, (4, 5), (), Reason.NO_GROUP_IN_LANGUAGE),
        (EN, (4, 5), (0,), Reason.NO_GROUP_WITHOUT_APART),
    ],
)
def test_who_cannot_join_any_group_waits_and_is_told_why(
    spoken: frozenset[str], sizes: tuple[int, int], apart: tuple[int, ...], why: Reason
) -> None:
    crowd = (*(Candidate(at, EN) for at in range(sum(sizes))), Candidate(99, spoken))
    situation = Situation(crowd, Rules(4), tuple(Wish(99, one, together=False) for one in apart))
    groups = [range(sizes[0]), range(sizes[0], sum(sizes))]
    assert place_late(situation, groups, 99) == Outcome(99, State.WAITING, (why,))


def test_nothing_is_proposed_until_a_group_is_too_small() -> None:
    situation = everybody([EN] * 12, size=4)
    groups = [range(4), range(4, 8), range(8, 12)]
    assert mend(situation, groups, left=[0]) is None
    assert mend(situation, groups, left=[0, 4, 8]) is None
    assert mend(situation, groups, left=[0, 1]) is not None


def test_a_small_group_gets_one_person_or_goes_into_another_as_a_whole() -> None:
    situation = everybody([EN] * 8, size=4)
    lonely = mend(situation, [range(4), range(4, 8)], left=[0, 1, 2])
    assert lonely is not None
    assert (lonely.remedy, lonely.people, lonely.target) == (Remedy.MERGE, (3,), 1)
    assert lonely.groups == ((), (3, 4, 5, 6, 7))
    two = mend(situation, [range(4), range(4, 8)], left=[0, 1])
    assert two is not None
    assert (two.remedy, two.source, two.target, len(two.people)) == (Remedy.MOVE, 1, 0, 1)


EVENINGS, MORNINGS, BOTH = 0x3F, 0x3F << 12, 0x3F03F


def free(*hours: int) -> Situation:
    return Situation(tuple(Candidate(at, EN, one) for at, one in enumerate(hours)), Rules(4))


def test_who_is_alone_goes_where_all_can_meet_rather_than_gets_one_person_and_stays_few() -> None:
    situation = free(*[EVENINGS] * 12)
    proposal = mend(situation, [range(4), range(4, 8), range(8, 12)], left=[0, 1, 2])
    assert proposal is not None
    assert (proposal.remedy, proposal.people) == (Remedy.MERGE, (3,))


def test_the_one_who_comes_is_free_when_the_others_are_though_a_merger_would_make_one_group_of_all() -> None:
    situation = free(*[EVENINGS] * 4, *[MORNINGS] * 3, *[BOTH] * 4)
    proposal = mend(situation, [range(4), range(4, 7), range(7, 11)], left=[0, 1])
    assert proposal is not None
    assert (proposal.remedy, proposal.source, proposal.target) == (Remedy.MOVE, 2, 0)


def test_nobody_goes_to_somebody_alone_with_whom_they_share_no_hour_while_a_group_has_room() -> None:
    situation = free(*[EVENINGS] * 4, *[MORNINGS] * 4)
    proposal = mend(situation, [range(4), range(4, 8)], left=[0, 1, 2])
    assert proposal is not None
    assert (proposal.remedy, proposal.people) == (Remedy.MERGE, (3,))


def test_a_group_that_nobody_can_help_stays_as_it_is() -> None:
    situation = everybody([FI] * 4 + [EN] * 4, size=4)
    assert mend(situation, [range(4), range(4, 8)], left=[0, 1]) is None


@few
@given(situations(), st.data())
def test_a_proposal_moves_one_person_or_one_group_and_says_what_it_changes(
    situation: Situation, data: st.DataObject
) -> None:
    groups = [group.members for group in form(situation, seed=1, budget=200, fast=False).groups]
    assume(groups)
    left = data.draw(st.sets(st.sampled_from([one.id for one in situation.candidates])))
    stay = [tuple(one for one in group if one not in left) for group in groups]
    proposal = mend(situation, groups, left)
    if proposal is None:
        return
    before = {one: at for at, group in enumerate(stay) for one in group}
    after = {one: at for at, group in enumerate(proposal.groups) for one in group}
    changed = {one for one in before if before[one] != after[one]}
    assert changed == set(proposal.people)
    assert sorted(before) == sorted(after)
    assert len(changed) == 1 if proposal.remedy is Remedy.MOVE else changed == set(stay[proposal.source])
    assert total(situation, list(proposal.groups)) - total(situation, stay) == pytest.approx(proposal.change, abs=1e-9)
    assert len(proposal.groups[proposal.target]) <= situation.rules.most


def test_hundreds_of_changes_move_few_people() -> None:
    crowd = learners(300, seed=1)
    situation = Situation(crowd, Rules(5))
    groups = [group.members for group in form(situation, seed=1, budget=100_000).groups]
    gone = set(range(1, 301, 10))
    groups, people = [tuple(one for one in group if one not in gone) for group in groups], 0
    while proposal := mend(situation, [group for group in groups if group]):
        groups, people = list(proposal.groups), people + len(proposal.people)
    assert people <= 12
    assert sorted(one for group in groups for one in group) == sorted(set(range(1, 301)) - gone)


def test_a_group_is_explained_by_what_it_has_in_common_and_what_is_against_it() -> None:
    ada = Candidate(1, frozenset({"en", "fi"}), 0b0111, frozenset({"art", "sea"}), 1, "FI", kinds=frozenset({"woman"}))
    ben = Candidate(2, EN, 0b1110, frozenset({"art"}), 3, "PT")
    eva = Candidate(3, EN, None, frozenset({"art", "sea"}), 3, "PT")
    wishes = (Wish(1, 2, together=False), Wish(3, 4, together=True))
    situation = Situation((ada, ben, eva, replace(eva, id=4)), Rules(3), wishes, History({(1, 3): 2}))
    said = explain(situation, [3, 1, 2])
    assert (said.hours, said.hours_count, said.hours_known_of) == (0b0110, 2, 2)
    assert said.languages == ("en",)
    assert (said.interests, said.some_interests) == (("art",), (("sea", 2),))
    assert said.lone_kinds == (("woman", 1),)
    assert said.unmet == ((Reason.APART_NOT_MET, 1, 2), (Reason.TOGETHER_NOT_MET, 3, 4))
    assert said.repeated == ((1, 3, 2),)
    assert said.elsewhere == ()


@few
@given(situations(8))
def test_the_best_place_elsewhere_changes_the_scores_as_it_says(situation: Situation) -> None:
    groups = [group.members for group in form(situation, seed=1, budget=50, fast=False).groups]
    for at, group in enumerate(groups):
        for other in explain(situation, group, groups).elsewhere:
            if other.with_ is None:
                after = moved(groups, other.person, other.group)
            else:
                after = swapped(groups, other.person, other.with_)
            assert at != other.group
            assert total(situation, after) - total(situation, groups) == pytest.approx(other.change, abs=1e-9)


def test_a_trainer_moves_and_swaps_and_sees_the_new_scores() -> None:
    situation = everybody([EN] * 8, size=4)
    groups = [(0, 1, 2, 3), (4, 5, 6, 7)]
    assert moved(groups, 0, 1) == [(1, 2, 3), (4, 5, 6, 7, 0)]
    assert swapped(groups, 0, 7) == [(7, 1, 2, 3), (4, 5, 6, 0)]
    assert [group.members for group in appraise(situation, moved(groups, 0, 1)).groups] == [(0, 4, 5, 6, 7), (1, 2, 3)]


@given(st.integers(1, 7), st.integers(0, 20))
def test_roles_are_shared_evenly_week_by_week(number: int, weeks: int) -> None:
    so_far: list[Week] = []
    for _ in range(weeks):
        so_far.append(rotate_roles(range(number), so_far))
        loads = Counter(dict.fromkeys(range(number), 0))
        for week in so_far:
            loads.update(week.held.values())
        assert max(loads.values()) - min(loads.values()) <= 1
        assert list(so_far[-1].held) == list(GroupRole)
    for part in GroupRole:
        turns = Counter(dict.fromkeys(range(number), 0))
        turns.update(week.held[part] for week in so_far)
        assert max(turns.values()) - min(turns.values()) <= 2


def test_paused_people_have_no_role_and_no_debt_when_they_are_back() -> None:
    weeks: list[Week] = []
    for _ in range(6):
        weeks.append(rotate_roles([1, 2, 3, 4, 5], weeks, paused=[5]))
    assert all(5 not in week.held.values() for week in weeks)
    for _ in range(5):
        weeks.append(rotate_roles([1, 2, 3, 4, 5], weeks))
    late = Counter(one for week in weeks[6:] for one in week.held.values())
    assert set(late.values()) == {4}


def test_roles_can_be_fewer_and_swapped_and_nobody_has_them_when_all_are_paused() -> None:
    pair = (GroupRole.HOST, GroupRole.SUMMARISER)
    week = rotate_roles([1, 2, 3], [], parts=pair)
    held = {GroupRole.HOST: week.held[GroupRole.SUMMARISER], GroupRole.SUMMARISER: week.held[GroupRole.HOST]}
    after = rotate_roles([1, 2, 3], [Week(held, week.active)], parts=pair)
    assert 3 in after.held.values()
    assert rotate_roles([1, 2], [], paused=[1, 2]) == Week({}, frozenset())
    assert rotate_roles([1, 2], [], parts=()) == Week({}, frozenset({1, 2}))
