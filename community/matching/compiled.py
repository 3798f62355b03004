"""The search of `annealing`, compiled by numba: the same moves over the same scores, only faster.

Imported by `fast` alone, when the extra `fast` is installed. What is known of people comes as arrays with a row for each.
All of it is one file with its own constants: numba keeps what it compiled until the file of the function called changes,
and would not notice a change elsewhere.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

_jit: Any = numba.njit(cache=True, nogil=True)


class Columns(NamedTuple):
    """People and rules as arrays; ties and wishes lie one person after the other, from `*_from[one]` on."""

    hours: Any
    known: Any
    languages: Any
    interests: Any
    kinds: Any
    levels: Any
    countries: Any
    organisations: Any
    platforms: Any
    tied_from: Any
    tied_to: Any
    tied_cost: Any
    wanted_from: Any
    wanted_to: Any
    by_hours: Any
    by_size: Any
    weights: Any


LOOKS = 12
"""Partners for one turn: fewer than in plain Python, where a turn costs more than a look."""
WORST_FIRST, WORST_SHARE = 0.8, 0.7
MOVE_EVERY = 12
SLACK = 0.5
"""These as in `annealing`, where they are explained."""

UNKNOWN_LEVEL = -(1 << 40)
INTERESTS, COUNTRIES, ORGANISATIONS, LEVELS, LEVEL_RANGE, PLATFORMS, LONE, SPLIT, LANGUAGE = range(9)
"""Places in `weights`."""


@_jit
def _bits(word: Any) -> Any:
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@_jit
def by_hours(columns: Any, members: Any, size: Any) -> Any:
    """What common hours are worth to this group."""
    hours = columns.hours
    one, two, three = hours[members[0], 0], hours[members[0], 1], hours[members[0], 2]
    known = columns.known[members[0]]
    for place in range(1, size):
        person = members[place]
        one &= hours[person, 0]
        two &= hours[person, 1]
        three &= hours[person, 2]
        known += columns.known[person]
    return columns.by_hours[size, known, _bits(one) + _bits(two) + _bits(three)]


@_jit
def spoken(columns: Any, members: Any, size: Any) -> Any:
    """The languages that all of them speak."""
    mask = columns.languages[members[0]]
    for place in range(1, size):
        mask &= columns.languages[members[place]]
    return mask


@_jit
def _likeness(columns: Any, members: Any, size: Any) -> Any:
    total = 0.0
    for place in range(size):
        for before in range(place):
            both = either = 0
            for word in range(columns.interests.shape[1]):
                mine, yours = columns.interests[members[place], word], columns.interests[members[before], word]
                both += _bits(mine & yours)
                either += _bits(mine | yours)
            if both:
                total += both / either
    return total / (size * (size - 1) / 2) if size > 1 else 0.0


@_jit
def _variety(codes: Any, members: Any, size: Any) -> Any:
    different = 0
    for place in range(size):
        code = codes[members[place]]
        new = code != 0
        for before in range(place):
            if codes[members[before]] == code:
                new = False
        different += new
    return max(0, different - 1) / (size - 1) if size > 1 else 0.0


@_jit
def _majority(codes: Any, members: Any, size: Any) -> Any:
    most = 0
    for place in range(size):
        code, count = codes[members[place]], 0
        if code:
            for other in range(size):
                count += codes[members[other]] == code
        most = max(most, count)
    return most / size


@_jit
def _spread(columns: Any, members: Any, size: Any) -> Any:
    low, high = 1 << 40, UNKNOWN_LEVEL
    for place in range(size):
        level = columns.levels[members[place]]
        if level != UNKNOWN_LEVEL:
            low, high = min(low, level), max(high, level)
    return min(1.0, (high - low) / columns.weights[LEVEL_RANGE]) if high >= low else 0.0


@_jit
def _bound(columns: Any, members: Any, size: Any) -> Any:
    """What earlier groups and wishes cost here."""
    cost = 0.0
    for place in range(size):
        person = members[place]
        for tie in range(columns.tied_from[person], columns.tied_from[person + 1]):
            for other in range(size):
                if members[other] == columns.tied_to[tie]:
                    cost += columns.tied_cost[tie]
        for wish in range(columns.wanted_from[person], columns.wanted_from[person + 1]):
            met = False
            for other in range(size):
                met |= members[other] == columns.wanted_to[wish]
            if not met:
                cost += columns.weights[SPLIT] / 2
    return cost


@_jit
def rest(columns: Any, members: Any, size: Any) -> Any:
    """What the members are worth to each other but for hours: `quick.rest_of` says the same."""
    weights = columns.weights
    worth = columns.by_size[size] - _bound(columns, members, size)
    if weights[INTERESTS] != 0.0:
        worth += weights[INTERESTS] * _likeness(columns, members, size)
    if weights[COUNTRIES] != 0.0:
        worth += weights[COUNTRIES] * _variety(columns.countries, members, size)
    if weights[ORGANISATIONS] != 0.0:
        worth += weights[ORGANISATIONS] * _variety(columns.organisations, members, size)
    if weights[PLATFORMS] != 0.0:
        worth += weights[PLATFORMS] * _majority(columns.platforms, members, size)
    worth += weights[LEVELS] * _spread(columns, members, size)
    once = more = np.uint64(0)
    for place in range(size):
        kind = columns.kinds[members[place]]
        more |= once & kind
        once |= kind
    if once != more:
        worth -= weights[LONE] * _bits(once & ~more)
    return worth - (weights[LANGUAGE] if spoken(columns, members, size) == 0 else 0.0)


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
