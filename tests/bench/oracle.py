"""The best groups there are, for twenty people at the most: every set of people is looked at once."""

from itertools import combinations
from typing import Any

from community.matching import Situation
from community.matching.arrangement import Arrangement
from community.matching.score import Score


def best_sum(situation: Situation) -> float:
    """The highest sum of scores over all ways to put everybody into groups of exactly the size asked for."""
    import numpy as np

    score, size, people = Score(situation), situation.rules.size, len(situation.table)
    now = Arrangement(score, ())
    worth = np.full(1 << people, -np.inf)
    for members in combinations(range(people), size):
        worth[sum(1 << one for one in members)] = now.whole_worth(list(members))
    return float(_compiled()(people, worth))


def _compiled() -> Any:
    import numba
    import numpy as np

    @numba.njit
    def best(people: Any, worth: Any) -> Any:
        """For each set of people already in groups: the best sum so far, gone on with the first who is in none."""
        best = np.full(1 << people, -np.inf)
        best[0] = 0.0
        everybody = (1 << people) - 1
        for done in range(everybody):
            if best[done] == -np.inf:
                continue
            left = everybody & ~done
            first = left & -left
            others = left ^ first
            mates = others
            while mates:
                group = mates | first
                if worth[group] != -np.inf:
                    best[done | group] = max(best[done | group], best[done] + worth[group])
                mates = (mates - 1) & others
        return best[everybody]

    return best
