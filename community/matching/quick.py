"""The worth of a group without its hours, written for speed; `Score.parts` says the same by reasons."""

from collections.abc import Callable, Sequence
from itertools import combinations
from operator import itemgetter

from community.matching.score import Score
from community.matching.situation import Table

Rest = Callable[[Sequence[int]], float]
Column = Callable[[Sequence[int], int], float]


def rest_of(score: Score) -> Rest:
    """A function from the members of a group to what they are worth to each other but for hours."""
    languages, kinds = score.table.languages, score.table.kinds
    mute, lone = score.weights.no_common_language, score.lone
    bound = _bound(score)
    by_size = [-score.weights.size * abs(size - score.rules.size) for size in range(len(score.table) + 1)]
    columns = _columns(score)

    def rest(members: Sequence[int]) -> float:
        size = len(members)
        spoken, once, more = -1, 0, 0
        worth = by_size[size] + sum([column(members, size) for column in columns])
        for one in members:
            spoken &= languages[one]
            kind = kinds[one]
            more |= once & kind
            once |= kind
            if one in bound:
                worth -= bound[one](members)
        if not spoken:
            worth -= mute
        if once != more:
            worth -= lone * (once & ~more).bit_count()
        return worth

    return rest


def _interests(score: Score) -> Column | None:
    interests, weight = score.table.interests, score.weights.interests
    if not weight or not any(interests):
        return None

    def likeness(members: Sequence[int], size: int) -> float:
        likes = 0.0
        for mine, yours in combinations([interests[one] for one in members], 2):
            if both := mine & yours:
                likes += both.bit_count() / (mine | yours).bit_count()
        return weight * likes / (size * (size - 1) / 2) if likes else 0.0

    return likeness


def _bound(score: Score) -> dict[int, Callable[[Sequence[int]], float]]:
    """For everybody with wishes or a history, what it costs to be with these members."""
    ties, wanted, cost = ties_of(score), score.table.together, score.weights.split / 2
    return {
        one: _cost(ties.get(one, {}), wanted[one], cost)
        for one in range(len(score.table))
        if one in ties or wanted[one]
    }


def _cost(tied: dict[int, float], wanted: frozenset[int], split: float) -> Callable[[Sequence[int]], float]:
    if not wanted:
        return lambda members: sum([tied[one] for one in members if one in tied])
    return lambda members: (
        sum([tied[one] for one in members if one in tied]) + split * len(wanted.difference(members))
    )  # fmt: skip


def ties_of(score: Score) -> dict[int, dict[int, float]]:
    """Half the cost of each pair that should not be together, for those who are in one."""
    table, weights = score.table, score.weights
    ties: dict[int, dict[int, float]] = {}
    for one in range(len(table)):
        costs = {other: weights.repeated * times / 2 for other, times in table.met[one].items()}
        for other in table.apart[one]:
            costs[other] = costs.get(other, 0.0) + weights.apart / 2
        if costs:
            ties[one] = costs
    return ties


def _columns(score: Score) -> list[Column]:
    table, weights = score.table, score.weights
    columns = [
        _interests(score),
        _variety(table.countries, weights.countries),
        _variety(table.organisations, weights.organisations),
        _majority(table.platforms, weights.platforms),
        _spread(table, weights.levels, weights.level_range),
    ]
    return [column for column in columns if column]


def _variety(codes: list[int], weight: float) -> Column | None:
    if not weight or not any(codes):
        return None
    if 0 in codes:
        return lambda members, size: (
            weight * max(0, len({codes[one] for one in members} - {0}) - 1) / (size - 1) if size > 1 else 0.0
        )
    return lambda members, size: weight * (len(set(itemgetter(*members)(codes))) - 1) / (size - 1) if size > 1 else 0.0


def _majority(codes: list[int], weight: float) -> Column | None:
    if not weight or not any(codes):
        return None
    number = max(codes) + 1

    def share(members: Sequence[int], size: int) -> float:
        counts = [0] * number
        for one in members:
            counts[codes[one]] += 1
        counts[0] = 0
        return weight * max(counts) / size

    return share


def _spread(table: Table, weight: float, full: int) -> Column | None:
    levels = [level for level in table.levels if level is not None]
    if not weight or not levels:
        return None
    if len(levels) == len(table):
        share = [weight * min(1.0, distance / full) for distance in range(max(levels) - min(levels) + 1)]

        def known(members: Sequence[int], size: int) -> float:
            found = itemgetter(*members)(levels) if size > 1 else (0,)
            return share[max(found) - min(found)]

        return known

    def some(members: Sequence[int], _size: int) -> float:
        found = [level for one in members if (level := table.levels[one]) is not None]
        return weight * min(1.0, (max(found) - min(found)) / full) if found else 0.0

    return some
