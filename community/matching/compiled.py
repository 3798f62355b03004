"""The search of `annealing`, compiled by numba: the same moves over the same scores, only faster.

Imported by `fast` alone, when the extra `fast` is installed. What is known of people comes as arrays with a row for each.
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
