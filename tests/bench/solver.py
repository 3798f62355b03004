"""Groups by an exact solver (CP-SAT), as far as it gets in its time: what the search is compared with for thirty people.

OR-tools is no dependency: where it is not installed, nothing is compared, and the benchmark says so.
"""

from importlib.util import find_spec
from itertools import combinations
from typing import Any

from community.matching import Situation
from community.matching.score import Score

SECONDS = 120.0
WORKERS = 2
PARTS = 1_000_000
"""The solver counts in whole numbers: millionths of a point."""


def installed() -> bool:
    return find_spec("ortools") is not None


def solved(situation: Situation, count: int, seconds: float = SECONDS) -> list[list[int]] | None:
    """The best `count` groups found, by number; None when there is not even one way in this time.

    It knows what is said of invented learners: hours, levels, countries and platforms of all, earlier groups, no wishes.
    """
    from ortools.sat.python import cp_model

    model = _Model(cp_model.CpModel(), Score(situation, strict=True), count)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    status = solver.solve(model.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    people = range(len(situation.table))
    return [[one for one in people if solver.value(model.inside[one][group])] for group in range(count)]


class _Model:
    """Who is in which group as yes and no, and the strict score of every group over it."""

    def __init__(self, model: Any, score: Score, count: int) -> None:
        self.model, self.score, self.table, self.weights = model, score, score.table, score.weights
        self.people = range(len(self.table))
        self.sizes = range(score.rules.least, score.rules.most + 1)
        self.inside = [[model.new_bool_var("") for _ in range(count)] for _ in self.people]
        for one in self.people:
            model.add_exactly_one(self.inside[one])
            for group in range(one + 1, count):
                model.add(self.inside[one][group] == 0)
        model.maximize(sum(self._worth([row[group] for row in self.inside]) for group in range(count)))

    def _worth(self, inside: list[Any]) -> Any:
        model, rules = self.model, self.score.rules
        of_size = {size: model.new_bool_var("") for size in self.sizes}
        model.add_exactly_one(of_size.values())
        model.add(sum(inside) == sum(size * is_so for size, is_so in of_size.items()))
        size = sum(-_whole(self.weights.size * abs(each - rules.size)) * is_so for each, is_so in of_size.items())
        return (
            size + self._hours(inside) + self._pairs(inside, of_size) + self._countries(inside, of_size)
            + self._levels(inside) + self._platforms(inside, of_size) + self._lone(inside)
        )  # fmt: skip

    def _hours(self, inside: list[Any]) -> Any:
        """Common hours up to what is enough, or the cost of having none."""
        model, weights, free = self.model, self.weights, []
        for hour in range(168):
            common = model.new_bool_var("")
            for one in self.people:
                if not self.table.hours[one] >> hour & 1:
                    model.add_implication(common, ~inside[one])
            free.append(common)
        hours, none = model.new_int_var(0, weights.enough_hours, ""), model.new_bool_var("")
        model.add(hours <= sum(free))
        model.add(hours + none >= 1)
        return _whole(weights.hours / weights.enough_hours) * hours - _whole(weights.no_common_hour) * none

    def _pairs(self, inside: list[Any], of_size: dict[int, Any]) -> Any:
        """Interests that two have, and having met before."""
        model, table, alike, met = self.model, self.table, [], 0
        for a, b in combinations(self.people, 2):
            mine, yours = table.interests[a], table.interests[b]
            likeness = (mine & yours).bit_count() / max(1, (mine | yours).bit_count())
            times = table.met[a].get(b, 0)
            if not likeness and not times:
                continue
            both = model.new_bool_var("")
            model.add_bool_and(inside[a], inside[b]).only_enforce_if(both)
            if times:
                model.add_bool_or(~inside[a], ~inside[b], both)
                met += _whole(self.weights.repeated * times) * both
            alike.append((self.weights.interests * likeness, both))
        gain = self._gain()
        for size, is_so in of_size.items():
            number = size * (size - 1) / 2
            model.add(gain <= sum(_whole(worth / number) * both for worth, both in alike)).only_enforce_if(is_so)
        return gain - met

    def _countries(self, inside: list[Any], of_size: dict[int, Any]) -> Any:
        different = sum(self._present(inside, self.table.countries, code) for code in set(self.table.countries))
        gain = self._gain()
        for size, is_so in of_size.items():
            each = _whole(self.weights.countries / (size - 1))
            self.model.add(gain <= each * (different - 1)).only_enforce_if(is_so)
        return gain

    def _levels(self, inside: list[Any]) -> Any:
        """The distance from one who is low to one who is high."""
        levels: list[Any] = self.table.levels
        found = sorted(set(levels))
        low, high = ({level: self._present(inside, levels, level) for level in found} for _ in range(2))
        self.model.add_exactly_one(low.values())
        self.model.add_exactly_one(high.values())
        gain, each = self._gain(), _whole(self.weights.levels / self.weights.level_range)
        self.model.add(gain <= each * sum(level * (high[level] - low[level]) for level in found))
        self.model.add(gain <= each * self.weights.level_range)
        return gain

    def _platforms(self, inside: list[Any], of_size: dict[int, Any]) -> Any:
        """The share of those on one platform, whichever is best."""
        gain, codes = self._gain(), self.table.platforms
        chosen = {code: self.model.new_bool_var("") for code in set(codes)}
        self.model.add_exactly_one(chosen.values())
        for code, is_it in chosen.items():
            there = sum(inside[one] for one in self.people if codes[one] == code)
            for size, is_so in of_size.items():
                each = _whole(self.weights.platforms / size)
                self.model.add(gain <= each * there).only_enforce_if(is_it, is_so)
        return gain

    def _lone(self, inside: list[Any]) -> Any:
        """The cost of each kind that exactly one is of."""
        model, cost = self.model, 0
        for bit in (1 << place for place in range(max(self.table.kinds).bit_length())):
            number = sum(inside[one] for one in self.people if self.table.kinds[one] & bit)
            none, alone, more = (model.new_bool_var("") for _ in range(3))
            model.add_exactly_one(none, alone, more)
            model.add(number == 0).only_enforce_if(none)
            model.add(number == 1).only_enforce_if(alone)
            model.add(number >= 2).only_enforce_if(more)
            cost += _whole(self.score.lone) * alone
        return -cost

    def _present(self, inside: list[Any], codes: list[Any], code: int) -> Any:
        """May be yes only when somebody with this code is in the group."""
        present = self.model.new_bool_var("")
        self.model.add(present <= sum(inside[one] for one in self.people if codes[one] == code))
        return present

    def _gain(self) -> Any:
        return self.model.new_int_var(-PARTS, PARTS, "")


def _whole(points: float) -> int:
    return round(points * PARTS)
