"""Meetings of two: nobody is dropped, and people meet somebody new while they can."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.matching import Candidate, History, Outcome, Reason, Situation, State, Wish, pairings, pause_due
from community.matching.partners import Partners
from tests.simulation.crowds import few, situations

EN, FI = frozenset({"en"}), frozenset({"fi"})


def people(number: int, history: History | None = None, wishes: tuple[Wish, ...] = ()) -> Situation:
    return Situation(tuple(Candidate(at, EN) for at in range(number)), wishes=wishes, earlier=history or History())


@few
@given(situations(), st.integers(0, 9))
def test_everybody_meets_somebody_or_is_told_why_not(situation: Situation, seed: int) -> None:
    this_time = pairings(situation, seed=seed)
    met = [one for meeting in this_time.meetings for one in meeting]
    assert len(met) == len(set(met))
    assert all(len(meeting) in {2, 3} for meeting in this_time.meetings)
    apart = {wish.pair for wish in situation.wishes if not wish.together}
    assert not any(pair in apart for meeting in this_time.meetings for pair in combinations(meeting, 2))
    assert sorted(this_time.outcomes) == sorted(one.id for one in situation.candidates)
    for one, outcome in this_time.outcomes.items():
        assert (outcome.state is State.PLACED) == (one in met)
        assert outcome.state is State.PLACED or outcome.reasons
    shuffled = Situation(situation.candidates[::-1], situation.rules, situation.wishes, situation.earlier)
    assert pairings(shuffled, seed=seed) == this_time


@given(st.integers(2, 25), st.integers(0, 9))
def test_an_odd_number_makes_one_trio(number: int, seed: int) -> None:
    sizes = sorted(len(meeting) for meeting in pairings(people(number), seed=seed).meetings)
    assert sizes == [2] * (number // 2 - number % 2) + [3] * (number % 2)


@few
@given(st.sampled_from([2, 4, 6, 8]), st.data())
def test_as_few_pairs_as_can_be_have_met_before(number: int, data: st.DataObject) -> None:
    met = data.draw(st.sets(st.sampled_from(list(combinations(range(number), 2)))))
    this_time = pairings(people(number, History(dict.fromkeys(met, 1))), seed=1)
    assert this_time.repeated == min(sum(pair in met for pair in way) for way in ways_to_pair(tuple(range(number))))


def ways_to_pair(crowd: tuple[int, ...]) -> Iterator[list[tuple[int, int]]]:
    if not crowd:
        yield []
    for at in range(1, len(crowd)):
        for rest in ways_to_pair(crowd[1:at] + crowd[at + 1 :]):
            yield [(crowd[0], crowd[at]), *rest]


@pytest.mark.parametrize("number", [5, 7, 8, 10])
def test_as_many_pairs_are_made_as_there_can_be(number: int) -> None:
    for seed in range(60):
        rng = Random(seed)
        edges = frozenset(pair for pair in combinations(range(number), 2) if rng.random() < 2.4 / number)
        partners = Partners(rng.sample(range(number), number))
        partners.complete(lambda a, b, edges=edges: (min(a, b), max(a, b)) in edges)
        assert all(pair in edges for pair in partners.pairs())
        assert len(list(partners.pairs())) == most_pairs(edges)


def most_pairs(edges: frozenset[tuple[int, int]]) -> int:
    if not edges:
        return 0
    (a, b) = edge = min(edges)
    with_it = frozenset(other for other in edges if not {a, b} & set(other))
    return max(1 + most_pairs(with_it), most_pairs(edges - {edge}))


def test_a_thousand_people_meet_somebody_new_for_many_weeks() -> None:
    history = History()
    for week in range(6):
        this_time = pairings(people(1001, history), seed=week)
        assert this_time.repeated == 0
        history = history.then(this_time.meetings)


def test_eight_people_meet_only_people_new_to_them_for_weeks() -> None:
    history = History()
    for week in range(4):
        this_time = pairings(people(8, history), seed=week)
        assert this_time.repeated == 0
        history = history.then(this_time.meetings)


def test_a_common_language_goes_before_somebody_new() -> None:
    crowd = (Candidate(1, EN), Candidate(2, EN), Candidate(3, FI), Candidate(4, FI))
    situation = Situation(crowd, earlier=History({(1, 2): 3, (3, 4): 3}))
    assert pairings(situation, seed=1).meetings == ((1, 2), (3, 4))


def test_who_may_meet_nobody_waits_and_who_is_paused_is_named() -> None:
    wishes = tuple(Wish(0, other, together=False) for other in range(1, 5))
    paused = {77: Outcome(77, State.PAUSED, (Reason.SILENT,))}
    this_time = pairings(people(5, wishes=wishes), seed=1, aside=paused)
    assert this_time.outcomes[0] == Outcome(0, State.WAITING, (Reason.NO_GROUP_WITHOUT_APART,))
    assert this_time.outcomes[77] == paused[77]
    assert len(this_time.meetings) == 2


def test_a_single_person_waits_for_somebody_else() -> None:
    assert pairings(people(1), seed=1).outcomes[0].reasons == (Reason.NOBODY_ELSE,)
    assert pairings(people(0), seed=1).meetings == ()


@pytest.mark.parametrize(("silent", "due"), [(0, False), (2, False), (3, True), (4, True)])
def test_three_silent_rounds_pause_a_person(silent: int, *, due: bool) -> None:
    assert pause_due(silent) is due


def test_another_seed_brings_other_pairs() -> None:
    assert len({pairings(people(20), seed=seed).meetings for seed in range(5)}) > 1
