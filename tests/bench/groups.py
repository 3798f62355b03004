"""The forming of groups: how long it takes and how good the groups are, next to chance, to rules in order, to the best."""

import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from random import Random
from typing import TypeVar

import solver
from figures import Figure
from oracle import best_sum
from season import Season, kept, paid_for

from community.matching import Rules, Situation, form
from community.matching import fast as compiled
from community.matching.candidates import Candidate
from community.matching.formation import Formation, Reason, appraise
from community.matching.score import Score
from tests.simulation.learners import in_language_at_random, learners, one_earlier_formation

Result = TypeVar("Result")
SIZE = 5
RULES = Rules(SIZE)
SEEDS = (0, 1, 2)
BUDGETS = {300: (1, 2, 10), 3000: (1, 2, 10), 30000: (5,)}
"""Seconds by the clock, for so many people."""


@dataclass(frozen=True)
class Target:
    """What algorithms of this kind should reach on people of this kind: seconds, score, share without a common hour."""

    people: int
    fast: bool
    seconds: float
    score: float
    without_hour: float


TARGETS = (
    Target(30, fast=False, seconds=1, score=0, without_hour=100),
    Target(300, fast=False, seconds=10, score=0.40, without_hour=12),
    Target(3000, fast=False, seconds=60, score=0.55, without_hour=3),
    Target(300, fast=True, seconds=2, score=0.43, without_hour=7),
    Target(3000, fast=True, seconds=2, score=0.57, without_hour=2),
    Target(30000, fast=True, seconds=35, score=0.60, without_hour=0.7),
)


async def groups_formed() -> AsyncIterator[Figure]:
    if compiled.installed():
        yield Figure("compiled search: first use in this process", "s", [_timed(_first_use)[0]], digits=1)
    for target in TARGETS:
        if compiled.installed() or not target.fast:
            for figure in _quality(target):
                yield figure
    for figure in _against_the_best():
        yield figure
    for part in (_against_a_solver, _by_the_clock, _after_a_season):
        for figure in part():
            yield figure


def _first_use() -> None:
    form(Situation(learners(120)), seed=1, budget=1, fast=True)


def _situation(people: int, seed: int) -> Situation:
    """Up to 30 people speak one language, since five languages leave nothing to choose."""
    crowd = learners(people, seed)
    if people <= 30:
        crowd = _of_one_language(crowd)
    return Situation(crowd, RULES, (), one_earlier_formation(crowd, SIZE, seed))


def _of_one_language(crowd: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(replace(one, languages=frozenset({"en"})) for one in crowd)


def _quality(target: Target) -> Iterator[Figure]:
    """One size of community: with chance, with rules one after the other, and as Talkoot does it."""
    name = f"{target.people}{', fast' if target.fast else ''}"
    seeds = SEEDS[:1] if target.seconds > 30 else SEEDS
    situations = [_situation(target.people, seed) for seed in seeds]
    if not target.fast:
        for way, how in (("by chance in a language", _by_chance), ("rules one after the other", _rules_in_order)):
            formations = [appraise(each, how(each, seed)) for seed, each in zip(seeds, situations, strict=True)]
            yield Figure(f"{name}: score, {way}", "", [each.score for each in formations], digits=3)
            yield Figure(f"{name}: no common hour, {way}", "%", [_without_hour(each) for each in formations], digits=1)
    timed = [_timed(partial(form, each, seed=1, fast=target.fast)) for each in situations]
    formations = [formation for _, formation in timed]
    seconds = [duration for duration, _ in timed]
    yield Figure(
        f"{name}: time", "s", seconds, f"<= {target.seconds} s", lambda middle: middle <= target.seconds, digits=2
    )
    yield Figure(
        f"{name}: score", "", [each.score for each in formations], f">= {target.score:.2f}",
        lambda middle: middle >= target.score, digits=3,
    )  # fmt: skip
    yield Figure(
        f"{name}: groups without a common hour", "%", [_without_hour(each) for each in formations],
        f"<= {target.without_hour} %", lambda middle: middle <= target.without_hour, digits=1,
    )  # fmt: skip
    for reason in (Reason.ONLY_ONE_OF_KIND, Reason.TOGETHER_AGAIN):
        counts = [sum(reason in group.against for group in each.groups) for each in formations]
        aim = (lambda middle: middle == 0) if target.people >= 3000 else None
        yield Figure(f"{name}: groups with {reason.replace('_', ' ')}", "", counts, "0" if aim else "", aim)


def _timed(call: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds of one core, which is all that is used: the same whatever else the machine does."""
    begun = time.process_time()
    result = call()
    return time.process_time() - begun, result


def _without_hour(formation: Formation) -> float:
    return 100 * sum(Reason.NO_COMMON_HOUR in group.against for group in formation.groups) / len(formation.groups)


def _by_chance(situation: Situation, seed: int) -> list[list[int]]:
    return in_language_at_random(situation.candidates, SIZE, seed)


def _rules_in_order(situation: Situation, seed: int) -> list[list[int]]:
    """Chance, and then swaps that satisfy a rule without breaking an earlier one: nobody alone, then a common hour."""
    rng, groups = Random(seed), _by_chance(situation, seed)
    broken = [_broken(situation, group) for group in groups]
    for _ in range(20 * len(situation.candidates)):
        home, there = rng.randrange(len(groups)), rng.randrange(len(groups))
        if home == there:
            continue
        here, away = groups[home][:], groups[there][:]
        one, other = rng.randrange(len(here)), rng.randrange(len(away))
        here[one], away[other] = away[other], here[one]
        after = _broken(situation, here), _broken(situation, away)
        if _sum(*after) < _sum(broken[home], broken[there]):
            groups[home], groups[there], broken[home], broken[there] = here, away, *after
    return groups


def _broken(situation: Situation, group: list[int]) -> tuple[int, int, int]:
    people = [situation.of(one) for one in group]
    hours = (1 << 168) - 1
    for one in people:
        hours &= one.hours if one.hours is not None else hours
    languages = frozenset.intersection(*(one.languages for one in people))
    return int(not languages), int(sum("woman" in one.kinds for one in people) == 1), int(not hours)


def _sum(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _against_the_best() -> Iterator[Figure]:
    """Twenty people, of whom the best groups of five are proven by looking at all of them."""
    if not compiled.installed():
        return
    shares = []
    for seed in range(10):
        situation = _situation(20, seed)
        chance = statistics.mean(_total(appraise(situation, _by_chance(situation, each))) for each in range(20))
        best, found = best_sum(situation), _total(form(situation, seed=seed, fast=False))
        shares.append(100 * (found - chance) / (best - chance))
    good = 100 * sum(share >= 99 for share in shares) / len(shares)
    yield Figure("20: share of the proven gain over chance", "%", shares, digits=1)
    yield Figure("20: cases with 99 % of it or more", "%", [good], ">= 90 %", lambda middle: middle >= 90)


def _total(formation: Formation) -> float:
    return sum(group.score for group in formation.groups)


def _after_a_season() -> Iterator[Figure]:
    """A tenth of 3,000 people leaves, one in twenty joins: step by step, and with a price on every move."""
    seasons = [Season.of(3000, RULES, seed) for seed in SEEDS]
    anew = [form(each.situation, seed=1) for each in seasons]
    for name, way in (("step by step", kept), ("a price on moves", paid_for)):
        timed = [_timed(partial(way, each)) for each in seasons]
        found = [appraise(each.situation, groups) for each, (_, (groups, _)) in zip(seasons, timed, strict=True)]
        pairs = list(zip(found, anew, strict=True))
        moved = [100 * moved / len(each.situation.table) for each, (_, (_, moved)) in zip(seasons, timed, strict=True)]
        about = f"3,000, 300 leave, 150 join, {name}"
        aim = (lambda middle: middle <= 5) if way is kept else None
        yield Figure(f"{about}: time", "s", [each for each, _ in timed], "<= 5 s" if aim else "", aim, digits=1)
        yield Figure(f"{about}: moved", "%", moved, "<= 4 %", lambda middle: middle <= 4, digits=1)
        without = [_but_for_sizes(after) - _but_for_sizes(new) for after, new in pairs]
        yield Figure(f"{about}: against anew, no sizes", "", without, digits=3)
        yield Figure(
            f"{about}: against anew", "", [after.score - new.score for after, new in pairs], ">= -0.01",
            lambda middle: middle >= -0.01, digits=3,
        )  # fmt: skip


def _but_for_sizes(formation: Formation) -> float:
    """The mean score without the cost of sizes."""
    return statistics.mean(group.score - group.parts.size for group in formation.groups)


def _against_a_solver() -> Iterator[Figure]:
    """Thirty people, for whom nothing can be proven: the usual search next to CP-SAT after two minutes, sums compared."""
    if not solver.installed():
        yield Figure("30: against CP-SAT", "", [0], "not compared: OR-tools is not installed")
        return
    for seed in SEEDS:
        situation = _situation(30, seed)
        exact = solver.solved(situation, 30 // SIZE)
        found = [_strict(situation, form(situation, seed=each, fast=False)) for each in range(5)]
        best = sum(map(Score(situation, strict=True).worth, exact)) if exact else float("-inf")
        yield Figure(
            f"30, learners {seed}: sum of scores", "", found, f">= {best:.3f}, CP-SAT in {solver.SECONDS:.0f} s",
            partial(_not_below, best), digits=3,
        )  # fmt: skip


def _not_below(best: float, middle: float) -> bool:
    return middle >= best - 1e-9


def _strict(situation: Situation, formation: Formation) -> float:
    number, score = situation.table.number, Score(situation, strict=True)
    return sum(score.worth([number[one] for one in group.members]) for group in formation.groups)


def _by_the_clock() -> Iterator[Figure]:
    """Time that is given, and time that is taken, until everything is there."""
    for people, budgets in BUDGETS.items():
        situation = _situation(people, 0)
        for seconds, fast in product(budgets, (False, True)):
            if (compiled.installed() or not fast) and (fast or people < 30000):
                formation, taken = _in(situation, seconds, fast=fast)
                name = f"{people}{', fast' if fast else ''}: {seconds} s by the clock, score {formation.score:.2f}"
                yield Figure(name, "s", [taken], f"<= {1.1 * seconds:.1f} s", partial(_within, seconds), digits=2)


def _in(situation: Situation, seconds: float, *, fast: bool) -> tuple[Formation, float]:
    begun = time.perf_counter()
    formation = form(situation, seed=1, fast=fast, budget=lambda: (time.perf_counter() - begun) / seconds)
    return formation, time.perf_counter() - begun


def _within(seconds: float, taken: float) -> bool:
    return taken <= 1.1 * seconds
