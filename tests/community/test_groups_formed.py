"""What holds for every formation, whoever the people are and whatever the course asks for."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from community.matching import (
    Candidate,
    Formation,
    History,
    Outcome,
    Reason,
    Rules,
    Situation,
    State,
    Wish,
    appraise,
    form,
)
from community.matching.blocks import blocks, cut
from community.matching.mending import mended
from community.matching.score import Score
from community.matching.seeding import seeds
from community.matching.sharing import fits
from tests.simulation.crowds import few, situations
from tests.simulation.learners import learners, one_earlier_formation

LOOKS = 1500


def formed(situation: Situation, seed: int = 1, looks: int = LOOKS) -> Formation:
    return form(situation, seed=seed, budget=looks, fast=False)


def ids(situation: Situation) -> list[int]:
    return [one.id for one in situation.candidates]


@few
@given(situations())
def test_everybody_is_in_exactly_one_group_or_waits_and_is_told_why(situation: Situation) -> None:
    formation = formed(situation)
    placed = [one for group in formation.groups for one in group.members]
    assert len(placed) == len(set(placed))
    assert sorted(formation.outcomes) == sorted(ids(situation))
    for one, outcome in formation.outcomes.items():
        assert (one in placed) == (outcome.state is State.PLACED)
        assert outcome.state is State.PLACED or outcome.reasons
        group = formation.of(one)
        assert group is None or one in group.members
    assert len(placed) == len(ids(situation)) or len(ids(situation)) < 2


@few
@given(situations())
def test_every_size_language_and_wish_that_is_not_kept_is_listed(situation: Situation) -> None:
    formation, rules = formed(situation), situation.rules
    for group in formation.groups:
        languages = frozenset.intersection(*(situation.of(one).languages for one in group.members))
        assert (Reason.NO_COMMON_LANGUAGE in group.against) == (not languages)
        assert (Reason.TOO_SMALL in group.against) == (len(group.members) < rules.least)
        assert (Reason.TOO_LARGE in group.against) == (len(group.members) > rules.most)
    where = {one: at for at, group in enumerate(formation.groups) for one in group.members}
    for wish in situation.wishes:
        kept = (where.get(wish.a, -1) == where.get(wish.b, -2)) == wish.together
        assert kept == (wish.pair not in {(a, b) for reason, a, b in formation.unmet if _is(reason, wish)})


def _is(reason: Reason, wish: Wish) -> bool:
    return reason is (Reason.TOGETHER_NOT_MET if wish.together else Reason.APART_NOT_MET)


@few
@given(situations(), st.integers(0, 3))
def test_in_any_order_and_under_other_ids_the_same_people_get_groups_of_the_same_score(
    situation: Situation, seed: int
) -> None:
    shuffled = list(situation.candidates)
    Random(seed).shuffle(shuffled)
    first = formed(situation, seed)
    again = formed(replace(situation, candidates=tuple(shuffled), wishes=situation.wishes[::-1]), seed)
    assert first == again
    other = formed(_renamed(situation, seed), seed)
    assert sorted(group.score for group in other.groups) == pytest.approx(sorted(group.score for group in first.groups))


def _renamed(situation: Situation, seed: int) -> Situation:
    old = ids(situation)
    new = Random(seed).sample(range(1000), len(old))
    name = dict(zip(old, new, strict=True))
    times = {tuple(sorted((name[a], name[b]))): count for a, b, count in situation.earlier}
    return Situation(
        tuple(replace(one, id=name[one.id]) for one in situation.candidates),
        situation.rules,
        tuple(Wish(name[wish.a], name[wish.b], wish.together) for wish in situation.wishes),
        History({(a, b): count for (a, b), count in times.items()}),
    )


@few
@given(situations())
def test_the_search_never_makes_worse_what_it_begins_with(situation: Situation) -> None:
    assume(len(situation.candidates) > 1)
    table, strict = situation.table, Score(situation, strict=True)
    start = seeds(table, blocks(table, list(range(len(table))), situation.rules), situation.rules, Random(1))
    found = [[table.number[one] for one in group.members] for group in formed(situation, 1, 400).groups]
    assert sum(map(strict.worth, found)) >= sum(map(strict.worth, start)) - 1e-9


@few
@given(situations())
def test_the_score_that_is_shown_is_that_of_the_beginning_or_better_unless_fewer_are_the_only_ones_of_a_kind(
    situation: Situation,
) -> None:
    assume(len(situation.candidates) > 1)
    table = situation.table
    start = seeds(table, blocks(table, list(range(len(table))), situation.rules), situation.rules, Random(1))
    begun = appraise(situation, [[table.ids[one] for one in group] for group in start])
    result = formed(situation, 1, 400)
    assert result.score >= begun.score - 1e-9 or _only_ones(situation, result) < _only_ones(situation, begun)


def _only_ones(situation: Situation, formation: Formation) -> int:
    kinds = [Counter(kind for one in group.members for kind in situation.of(one).kinds) for group in formation.groups]
    return sum(list(each.values()).count(1) for each in kinds) if situation.rules.alone_rule else 0


@few
@given(situations(), st.data())
def test_who_is_in_a_locked_group_stays_there(situation: Situation, data: st.DataObject) -> None:
    assume(len(situation.candidates) > 2)
    stay = tuple(sorted(data.draw(st.sets(st.sampled_from(ids(situation)), min_size=1))))
    formation = form(situation, seed=1, locked=[stay], budget=300, fast=False)
    assert [group.members for group in formation.groups if group.locked] == [stay]
    assert all(Reason.LOCKED in formation.outcomes[one].reasons for one in stay)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 7])
def test_few_people_are_put_together_or_told_that_nobody_else_is_there(number: int) -> None:
    crowd = tuple(replace(one, languages=frozenset({"en"})) for one in learners(number))
    formation = formed(Situation(crowd, Rules(5)))
    sizes = sorted(len(group.members) for group in formation.groups)
    assert sizes == {0: [], 1: [], 2: [2], 3: [3], 7: [3, 4]}[number]
    if number == 1:
        assert formation.outcomes[1] == Outcome(1, State.WAITING, (Reason.NOBODY_ELSE,))
    if number in {2, 3, 7}:
        assert any(Reason.TOO_SMALL in group.against for group in formation.groups)


def test_people_who_are_all_alike_or_have_no_time_at_all_still_get_groups() -> None:
    for hours in (0, None, 7):
        crowd = tuple(Candidate(number, frozenset({"fi"}), hours=hours) for number in range(23))
        assert sorted(len(group.members) for group in formed(Situation(crowd, Rules(4))).groups) == [3, 4, 4, 4, 4, 4]


def test_paused_and_excluded_people_have_their_outcome_in_the_formation() -> None:
    aside = {
        90: Outcome(90, State.PAUSED, (Reason.ASKED_FOR_PAUSE,)),
        91: Outcome(91, State.EXCLUDED, (Reason.UNREACHABLE,)),
    }
    formation = form(Situation(learners(12), Rules(4)), seed=1, aside=aside, budget=LOOKS, fast=False)
    assert {one: formation.outcomes[one] for one in aside} == aside
    assert len(formation.outcomes) == 14


@given(st.integers(0, 60), st.integers(2, 7))
def test_a_number_is_cut_into_sizes_within_one_whenever_that_can_be(number: int, size: int) -> None:
    rules = Rules(size)
    sizes = cut(number, rules)
    can = number == 0 or any(
        count * rules.least <= number <= count * rules.most for count in range(1, number // rules.least + 1)
    )
    assert sum(sizes) == number
    assert fits(number, rules) == can
    assert all(rules.least <= one <= rules.most for one in sizes) == can
    assert max(sizes, default=0) - min(sizes, default=0) <= 1


@few
@given(st.lists(st.sampled_from(["a", "b", "ab", "bc"]), min_size=4, max_size=12), st.integers(3, 5))
def test_people_of_several_languages_go_where_the_numbers_then_work_out(spoken: list[str], size: int) -> None:
    rules = Rules(size)
    situation = Situation(tuple(Candidate(at, frozenset(letters)) for at, letters in enumerate(spoken)), rules)
    ways = (Counter(way).values() for way in product(*spoken))
    if any(all(fits(number, rules) for number in way) for way in ways):
        assert all(fits(len(block), rules) for block in blocks(situation.table, list(range(len(spoken))), rules))


def test_people_who_should_be_apart_never_meet_and_those_who_wish_so_are_together() -> None:
    crowd = learners(60, seed=3)
    wishes = tuple(Wish(a, b, together=False) for a, b in combinations(range(1, 6), 2))
    wishes += tuple(Wish(one, one + 1, together=True) for one in range(10, 30, 2) if _talk(crowd[one - 1], crowd[one]))
    formation = formed(Situation(crowd, Rules(4), wishes), looks=100_000)
    assert formation.unmet == ()


def _talk(one: Candidate, other: Candidate) -> bool:
    return bool(one.languages & other.languages)


def test_nobody_is_the_only_one_of_a_kind_where_the_rule_is_on() -> None:
    crowd = tuple(replace(one, languages=frozenset({"en"})) for one in learners(60, seed=5))
    women = sum("woman" in one.kinds for one in crowd)
    assert women > 2
    on, off = (formed(Situation(crowd, Rules(4, alone_rule=rule)), looks=40_000) for rule in (True, False))
    assert not any(Reason.ONLY_ONE_OF_KIND in group.against for group in on.groups)
    lonely = sum(sum("woman" in crowd[one - 1].kinds for one in group.members) == 1 for group in off.groups)
    assert lonely > 0


def test_the_last_look_finds_the_exchange_that_leaves_nobody_alone() -> None:
    crowd = tuple(Candidate(at, frozenset({"en"}), kinds=frozenset({"man" if at % 4 else "woman"})) for at in range(16))
    strict = Score(Situation(crowd, Rules(4)), strict=True)
    each_with_one = [[strict.table.number[one] for one in range(at, at + 4)] for at in range(0, 16, 4)]
    assert all(strict.parts(group).lone < 0 for group in each_with_one)
    assert all(strict.parts(group).lone == 0 for group in mended(strict, each_with_one))


def test_a_new_phase_brings_other_people_together() -> None:
    crowd = tuple(replace(one, languages=frozenset({"en"})) for one in learners(40, seed=2))
    first = formed(Situation(crowd, Rules(4)), looks=60_000)
    history = History.of([[group.members for group in first.groups]])
    second = formed(Situation(crowd, Rules(4), (), history), looks=60_000)
    assert not any(Reason.TOGETHER_AGAIN in group.against for group in second.groups)


def test_unknown_hours_are_not_taken_for_free_ones() -> None:
    free, unknown = Candidate(1, frozenset({"en"}), hours=0b1111), Candidate(2, frozenset({"en"}))
    score = Score(Situation((free, replace(free, id=3), replace(free, id=4), unknown), Rules(3)))
    number = score.table.number
    known, mixed = score.parts([number[1], number[3], number[4]]), score.parts([number[1], number[3], number[2]])
    alone = score.parts([number[1], number[2]])
    assert known.hours > mixed.hours > 0 == alone.hours
    assert known.hours_unknown == 0 > mixed.hours_unknown


@pytest.mark.parametrize("people", [40, 120])
def test_a_search_by_the_clock_leaves_time_for_what_comes_after_it(people: int) -> None:
    asked = iter(range(10_000))
    formation = form(Situation(learners(people), Rules(4)), seed=1, budget=lambda: next(asked) / 400, fast=False)
    assert len(formation.outcomes) == people
    assert 200 < next(asked) < 400


def test_when_time_has_run_out_nothing_is_mended_any_more() -> None:
    crowd = tuple(Candidate(at, frozenset({"en"}), kinds=frozenset({"man" if at % 4 else "woman"})) for at in range(16))
    strict = Score(Situation(crowd, Rules(4)), strict=True)
    each_with_one = [[strict.table.number[one] for one in range(at, at + 4)] for at in range(0, 16, 4)]
    assert mended(strict, each_with_one, lambda: False) == each_with_one


@pytest.mark.parametrize("number", [20, 60])
def test_groups_are_far_better_than_by_chance(number: int) -> None:
    crowd = tuple(replace(one, languages=frozenset({"en"})) for one in learners(number, seed=7))
    situation = Situation(crowd, Rules(5), (), one_earlier_formation(crowd, 5, 7))
    score, everybody = Score(situation), list(range(number))
    by_chance = [
        sum(
            map(
                score.worth,
                seeds(
                    situation.table,
                    blocks(situation.table, everybody, situation.rules),
                    situation.rules,
                    Random(seed),
                    by_hours=False,
                ),
            )
        )
        for seed in range(9)
    ]
    found = formed(situation, looks=40_000)
    assert sum(group.score for group in found.groups) > max(by_chance) + 0.3 * len(found.groups)


def test_no_looks_are_none_and_not_the_usual_number() -> None:
    situation = Situation(learners(24), Rules(4))
    unsearched, usual = formed(situation, looks=0), form(situation, seed=1, fast=False)
    assert sorted(one for group in unsearched.groups for one in group.members) == sorted(ids(situation))
    assert _worth(situation, unsearched) < _worth(situation, usual)


def _worth(situation: Situation, formation: Formation) -> float:
    score = Score(situation)
    return sum(score.worth([situation.table.number[one] for one in group.members]) for group in formation.groups)
