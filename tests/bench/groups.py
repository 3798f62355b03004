"""The forming of groups: how long it takes and how good the groups are, next to chance, to rules in order, to the best."""

import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import TypeVar

from figures import Figure
from oracle import best_sum

from community.matching import Place, Rules, Situation, form, mend, place_late
from community.matching import fast as compiled
from community.matching.candidates import Candidate
from community.matching.formation import Formation, Reason, appraise
from tests.simulation.learners import in_language_at_random, learners, one_earlier_formation

Result = TypeVar("Result")
SIZE = 5
RULES = Rules(SIZE)
SEEDS = (0, 1, 2)
Groups = list[tuple[int, ...]]


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
    for figure in _after_a_season():
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
    """A tenth of 3,000 people leaves, one in twenty joins: few move, and the score is that of groups formed anew."""
    crowd = learners(3150, 0)
    before = Situation(crowd[:3000], RULES)
    groups = [group.members for group in form(before, seed=1).groups]
    gone = {one.id for one in Random(1).sample(crowd[:3000], 300)}
    situation = Situation(tuple(one for one in crowd if one.id not in gone), RULES)
    stay = [tuple(one for one in group if one not in gone) for group in groups]
    seconds, (after, moved) = _timed(lambda: _kept(situation, [group for group in stay if group], crowd[3000:]))
    kept, anew = (_but_for_sizes(each) for each in (appraise(situation, after), form(situation, seed=1)))
    yield Figure("3,000, 300 leave, 150 join: time", "s", [seconds], "<= 5 s", lambda middle: middle <= 5, digits=1)
    yield Figure(
        "3,000, 300 leave, 150 join: people moved", "%", [moved / 28.5], "<= 4 %", lambda middle: middle <= 4, digits=1
    )
    yield Figure(
        "3,000, 300 leave, 150 join: score against groups formed anew", "", [kept - anew], ">= -0.01",
        lambda middle: middle >= -0.01, digits=3,
    )  # fmt: skip


def _but_for_sizes(formation: Formation) -> float:
    """The mean score without the cost of sizes: when people leave, groups become smaller, and that is accepted."""
    return statistics.mean(group.score - group.parts.size for group in formation.groups)


def _kept(situation: Situation, groups: Groups, newcomers: tuple[Candidate, ...]) -> tuple[Groups, int]:
    """Everybody who joins gets a place; then every proposal is agreed to."""
    moved = 0
    for one in newcomers:
        place = place_late(situation, groups, one.id)
        if isinstance(place, Place):
            groups[place.group] = (*groups[place.group], one.id)
    while proposal := mend(situation, groups):
        groups, moved = list(proposal.groups), moved + len(proposal.people)
    return groups, moved
