"""The loop of `annealing`, compiled: who changes places with whom, and who moves."""

from typing import Any

import numba
import numpy as np

from community.matching.annealing import MOVE_EVERY, SLACK, WORST_FIRST, WORST_SHARE
from community.matching.compiled import Columns, by_hours, rest, spoken

__all__ = ["Columns", "anneal", "score_of"]

_jit: Any = numba.njit(cache=True, nogil=True)

LOOKS = 12
"""Partners for one turn: fewer than in plain Python, where a turn costs more than a look."""


@_jit
def _next(state: Any) -> Any:
    """A number between 0 and 1, and the state for the next one (xorshift)."""
    word = state[0]
    word ^= word << np.uint64(13)
    word ^= word >> np.uint64(7)
    word ^= word << np.uint64(17)
    state[0] = word
    return (word >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@_jit
def _replaced(members: Any, size: Any, out: Any, back: Any, into: Any) -> None:
    for place in range(size):
        into[place] = back if members[place] == out else members[place]


@_jit
def score_of(columns: Any, members: Any, size: Any) -> Any:
    """The worth of one group."""
    return by_hours(columns, members, size) + rest(columns, members, size)


@_jit
def anneal(
    columns: Any, groups: Any, sizes: Any, where: Any, people: Any, pools: Any, pool_from: Any,
    bounds: Any, ceiling: Any, state: Any, warm: Any, first: Any, last: Any, turns: Any,
) -> Any:  # fmt: skip
    """Turns `first` to `last` of `turns` in all; changes groups, sizes and where, and returns the sum of all scores.

    `groups` has a row for each group, of which the first `sizes` places count; `pools` are the speakers of each
    language one after the other, from `pool_from` on; `bounds` are the least and the most people of a group.
    """
    count, number = len(people), len(sizes)
    hours_worth, rest_worth = np.empty(number), np.empty(number)
    for group in range(number):
        hours_worth[group] = by_hours(columns, groups[group], sizes[group])
        rest_worth[group] = rest(columns, groups[group], sizes[group])
    here, there = np.empty(groups.shape[1], np.int64), np.empty(groups.shape[1], np.int64)
    worst, worst_count = np.empty(number, np.int64), 0
    for turn in range(first, last):
        used = turn / turns
        threshold = warm * (1 - used) * np.log(1 - _next(state))
        if used > WORST_FIRST and (worst_count == 0 or turn % count == 0):
            worst = np.argsort(hours_worth + rest_worth)
            worst_count = max(1, number // 10)
        one = _whose_turn(groups, sizes, where, people, hours_worth, rest_worth, worst[:worst_count], state)
        home = where[one]
        common = spoken(columns, groups[home], sizes[home])
        if turn % MOVE_EVERY == 0:
            _move(columns, groups, sizes, where, hours_worth, rest_worth, here, there, bounds, state, one, threshold)
            continue
        pool = _lowest(common)
        begin, width = pool_from[pool], pool_from[pool + 1] - pool_from[pool]
        for _ in range(LOOKS):
            other = pools[begin + int(_next(state) * width)]
            away = where[other]
            if away == home:
                continue
            _replaced(groups[home], sizes[home], one, other, here)
            _replaced(groups[away], sizes[away], other, one, there)
            a, b = by_hours(columns, here, sizes[home]), by_hours(columns, there, sizes[away])
            gain = a + b - hours_worth[home] - hours_worth[away]
            if gain < threshold - SLACK * (2 * ceiling - rest_worth[home] - rest_worth[away]):
                continue
            c, d = rest(columns, here, sizes[home]), rest(columns, there, sizes[away])
            if gain + c + d - rest_worth[home] - rest_worth[away] >= threshold:
                groups[home, : sizes[home]] = here[: sizes[home]]
                groups[away, : sizes[away]] = there[: sizes[away]]
                where[one], where[other] = away, home
                hours_worth[home], hours_worth[away], rest_worth[home], rest_worth[away] = a, b, c, d
                break
    return hours_worth.sum() + rest_worth.sum()


@_jit
def _whose_turn(
    groups: Any, sizes: Any, where: Any, people: Any, hours_worth: Any, rest_worth: Any, worst: Any, state: Any
) -> Any:
    """The one of two whose group is worth less, later mostly somebody of the worst groups."""
    if len(worst) and _next(state) < WORST_SHARE:
        group = worst[int(_next(state) * len(worst))]
        return groups[group, int(_next(state) * sizes[group])]
    one, other = people[int(_next(state) * len(people))], people[int(_next(state) * len(people))]
    here, there = where[one], where[other]
    return other if hours_worth[there] + rest_worth[there] < hours_worth[here] + rest_worth[here] else one


@_jit
def _lowest(mask: Any) -> Any:
    """The place of the lowest bit, from 1; 0 when there is none."""
    place = 0
    while mask and not (mask >> np.uint64(place)) & np.uint64(1):
        place += 1
    return place + 1 if mask else 0


@_jit
def _move(
    columns: Any, groups: Any, sizes: Any, where: Any, hours_worth: Any, rest_worth: Any, here: Any, there: Any,
    bounds: Any, state: Any, one: Any, threshold: Any,
) -> None:  # fmt: skip
    """Look for a group with room, when the own group can spare somebody."""
    home = where[one]
    if sizes[home] <= bounds[0]:
        return
    left = 0
    for place in range(sizes[home]):
        if groups[home, place] != one:
            here[left] = groups[home, place]
            left += 1
    a, c = by_hours(columns, here, left), rest(columns, here, left)
    for _ in range(LOOKS // 4):
        away = int(_next(state) * len(sizes))
        if away == home or sizes[away] >= bounds[1]:
            continue
        there[: sizes[away]] = groups[away, : sizes[away]]
        there[sizes[away]] = one
        b, d = by_hours(columns, there, sizes[away] + 1), rest(columns, there, sizes[away] + 1)
        if a + b + c + d - hours_worth[home] - hours_worth[away] - rest_worth[home] - rest_worth[away] >= threshold:
            groups[home, :left] = here[:left]
            groups[away, sizes[away]] = one
            sizes[home], sizes[away], where[one] = left, sizes[away] + 1, away
            hours_worth[home], hours_worth[away], rest_worth[home], rest_worth[away] = a, b, c, d
            return
