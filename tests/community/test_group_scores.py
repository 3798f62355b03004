"""The score of a group: what counts, and that every way to compute it says the same."""

from dataclasses import fields, replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.matching import Candidate, History, Rules, Situation, Weights, Wish, form
from community.matching import fast as compiled
from community.matching.annealing import Annealing, Counted
from community.matching.arrangement import Arrangement
from community.matching.blocks import blocks
from community.matching.remembering import Remembering, members_of
from community.matching.score import Score, likeness, majority, variety
from community.matching.seeding import seeds
from tests.simulation.crowds import few, situations
from tests.simulation.learners import learners, one_earlier_formation

NO_NUMBA = "numba is not installed (the extra `fast`): the compiled search cannot be compared with the plain one"
EN = frozenset({"en"})


def groups_of(situation: Situation, seed: int) -> list[list[int]]:
    return seeds(
        situation.table,
        blocks(situation.table, list(range(len(situation.table))), situation.rules),
        situation.rules,
        Random(seed),
        by_hours=False,
    )


def test_each_reason_counts_as_its_weight_says() -> None:
    ada = Candidate(1, EN, 0b111, frozenset({"art", "sea"}), 1, "FI", "Valo Centre", "telegram", frozenset({"woman"}))
    ben = Candidate(2, EN, 0b110, frozenset({"sea"}), 4, "PT", "Ponte", "telegram")
    eva = Candidate(3, EN, None, frozenset(), None, "PT", "Ponte", "discord")
    situation = Situation((ada, ben, eva), Rules(4), (Wish(1, 2, together=False),), History({(1, 3): 2}))
    parts = Score(situation).parts([situation.table.number[one] for one in (1, 2, 3)]).by_name()
    assert parts == pytest.approx({
        "hours": 0.35 * 2 / 6 * 2 / 3, "interests": 0.2 * 0.5 / 3, "countries": 0.15 / 2, "organisations": 0,
        "levels": 0.15, "platforms": 0.15 * 2 / 3, "no_common_hour": 0, "hours_unknown": -0.25 / 3, "lone": -0.3,
        "repeated": -0.5, "size": -0.1, "split": 0, "no_common_language": 0, "apart": -10,
    })  # fmt: skip


def test_parts_have_the_names_of_their_weights() -> None:
    assert {part.name for part in fields(Weights)} - {"enough_hours", "level_range"} == set(
        Score(Situation(())).parts([]).by_name()
    )


def test_a_negative_weight_looks_for_people_who_are_alike() -> None:
    crowd = tuple(Candidate(number, EN, level=number % 4) for number in range(16))
    rules = Rules(4, Weights(levels=-1.0))
    groups = form(Situation(crowd, rules), seed=1, budget=30_000, fast=False).groups
    assert all(len({one % 4 for one in group.members}) == 1 for group in groups)


@few
@given(situations(), st.integers(0, 5))
def test_the_quick_score_and_the_one_by_reasons_are_the_same(situation: Situation, seed: int) -> None:
    score = Score(situation)
    arrangement, memory = Arrangement(score, groups_of(situation, seed)), Remembering(score)
    for number, group in enumerate(arrangement.groups):
        assert arrangement.worth(number) == pytest.approx(score.worth(group), abs=1e-9)
        assert memory.worth(sum(1 << one for one in group)) == pytest.approx(score.worth(group), abs=1e-9)


@few
@given(situations(), st.integers(0, 5))
def test_after_a_search_what_was_counted_on_the_way_is_what_comes_out_anew(situation: Situation, seed: int) -> None:
    score = Score(situation)
    now = Arrangement(score, groups_of(situation, seed))
    Annealing(now, Random(seed)).run(Counted(2000))
    again = Arrangement(score, now.groups)
    assert now.total == pytest.approx(sum(map(score.worth, now.groups)), abs=1e-9)
    assert (now.others_hours, now.others_known, now.others_languages) == (
        again.others_hours,
        again.others_known,
        again.others_languages,
    )
    assert (now.where, now.spoken, now.sizes) == (again.where, again.spoken, again.sizes)


@given(st.sets(st.integers(0, 40)))
def test_a_mask_is_read_as_its_members(members: set[int]) -> None:
    assert members_of(sum(1 << one for one in members)) == sorted(members)


@pytest.mark.slow
@pytest.mark.skipif(not compiled.installed(), reason=NO_NUMBA)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations(), st.integers(0, 5))
def test_the_compiled_score_is_the_plain_one(situation: Situation, seed: int) -> None:
    score, groups = Score(situation), groups_of(situation, seed)
    assert compiled.able(score)
    assert compiled.scores(score, groups) == pytest.approx([score.worth(group) for group in groups], abs=1e-9)


@pytest.mark.slow
@pytest.mark.skipif(not compiled.installed(), reason=NO_NUMBA)
def test_the_compiled_search_keeps_everybody_counts_right_and_finds_as_good_groups() -> None:
    crowd = learners(120, seed=4)
    situation = Situation(crowd, Rules(5), (Wish(1, 2, together=False),), one_earlier_formation(crowd, 5, 4))
    score, start = Score(situation), groups_of(situation, 4)
    found = compiled.anneal(score, start, Random(1), 200_000)
    assert found == compiled.anneal(score, start, Random(1), 200_000)
    assert sorted(one for group in found for one in group) == list(range(120))
    assert all(len(group) in {4, 5, 6} for group in found)
    now = Arrangement(score, start)
    Annealing(now, Random(1)).run(Counted(200_000))
    assert sum(map(score.worth, found)) > now.total - 0.05 * len(found)


@pytest.mark.slow
@pytest.mark.skipif(not compiled.installed(), reason=NO_NUMBA)
def test_the_compiled_search_stops_when_the_clock_has_run_out() -> None:
    asked = iter(range(2000))
    situation = Situation(learners(120), Rules(4))
    formation = form(situation, seed=1, budget=lambda: next(asked) / 400, fast=True)
    assert len(formation.outcomes) == 120
    assert next(asked) < 400


def best_of_all(score: Score, people: tuple[int, ...], size: int) -> float:
    """The best sum of scores over every way to put people into groups of this size."""
    if not people:
        return 0.0
    first, rest = people[0], people[1:]
    return max(
        score.worth([first, *mates]) + best_of_all(score, tuple(one for one in rest if one not in mates), size)
        for mates in combinations(rest, size - 1)
    )


@pytest.mark.parametrize("seed", range(3))
def test_few_people_get_the_best_groups_that_there_are(seed: int) -> None:
    crowd = tuple(replace(one, languages=EN) for one in learners(9, seed))
    situation = Situation(crowd, Rules(3, alone_rule=False), (), one_earlier_formation(crowd, 3, seed))
    best = best_of_all(Score(situation), tuple(range(9)), 3)
    found = form(situation, seed=seed, budget=20_000, fast=False)
    assert sum(group.score for group in found.groups) >= best - 1e-9


def test_unknown_countries_and_platforms_count_for_nothing() -> None:
    assert variety([0, 0, 3]) == 0
    assert variety([0, 2, 3]) == 0.5
    assert majority([0, 0, 3]) == pytest.approx(1 / 3)
    assert majority([]) == likeness(Situation(()).table, []) == 0
