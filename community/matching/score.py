"""The score of a group: by reasons for people to look at, and as one number for the search."""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import and_

from community.matching.candidates import HOURS_OF_A_WEEK
from community.matching.situation import Situation, Table
from community.matching.weights import Parts, Rules

Members = Sequence[int]
"""People of one group by their numbers in the table."""


class Score:
    """Scores groups of one situation. Gains lie between 0 and 1 in all with the usual weights; costs come off."""

    def __init__(self, situation: Situation, *, strict: bool = False) -> None:
        self.table: Table = situation.table
        self.rules: Rules = situation.rules
        self.weights = situation.rules.weights
        self.lone = self.weights.lone if situation.rules.alone_rule else 0.0
        if strict and self.lone:
            self.lone = max(self.lone, STRICT_LONE)
        self._by_hours: dict[int, list[list[float]]] = {}

    def by_hours(self, size: int) -> list[list[float]]:
        """What hours are worth to a group of this size: by how many members' hours are known, and common hours."""
        if size not in self._by_hours:
            knowns = range(size + 1)
            self._by_hours[size] = [
                [sum(self._hours(size, known, common)) for common in range(HOURS_OF_A_WEEK + 1)] for known in knowns
            ]
        return self._by_hours[size]

    def _hours(self, size: int, known: int, common: int) -> tuple[float, float, float]:
        """Gain for common hours, cost of having none, cost of not knowing."""
        weights = self.weights
        unknown = -weights.hours_unknown * (size - known) / size if size else 0.0
        if known < 2:
            return 0.0, 0.0, unknown
        gain = weights.hours * min(common, weights.enough_hours) / weights.enough_hours * known / size
        return gain, 0.0 if common else -weights.no_common_hour, unknown

    def parts(self, members: Members) -> Parts:
        """The score by reasons."""
        table, weights, size = self.table, self.weights, len(members)
        known = sum(table.known[one] for one in members)
        hours, no_common_hour, hours_unknown = self._hours(size, known, common_hours(table, members).bit_count())
        levels = [level for one in members if (level := table.levels[one]) is not None]
        spread = max(levels, default=0) - min(levels, default=0)
        return Parts(
            hours=hours,
            interests=weights.interests * likeness(table, members),
            countries=weights.countries * variety([table.countries[one] for one in members]),
            organisations=weights.organisations * variety([table.organisations[one] for one in members]),
            levels=weights.levels * min(1.0, spread / weights.level_range),
            platforms=weights.platforms * majority([table.platforms[one] for one in members]),
            no_common_hour=no_common_hour,
            hours_unknown=hours_unknown,
            lone=-self.lone * exactly_one([table.kinds[one] for one in members]).bit_count(),
            repeated=-weights.repeated * sum(table.met[a].get(b, 0) for a, b in combinations(members, 2)),
            size=-weights.size * abs(size - self.rules.size),
            split=-weights.split * sum(len(table.together[one].difference(members)) for one in members) / 2,
            no_common_language=0.0 if common_languages(table, members) or not members else -weights.no_common_language,
            apart=-weights.apart * sum(b in table.apart[a] for a, b in combinations(members, 2)),
        )

    def worth(self, members: Members) -> float:
        """The score as one number."""
        return self.parts(members).total

    def ceiling(self) -> float:
        """More than a group without costs can get for anything but hours."""
        gains = self.weights
        return sum(
            max(0.0, gain)
            for gain in (gains.interests, gains.countries, gains.organisations, gains.levels, gains.platforms)
        )


STRICT_LONE = 2.0
"""Cost of being the only one of a kind at the end of the search, when the rule goes before hours and interests."""


def common_hours(table: Table, members: Members) -> int:
    """Hours that suit all members whose hours are known, as a mask; all hours when nobody's are."""
    return reduce(and_, [table.hours[one] for one in members], (1 << HOURS_OF_A_WEEK) - 1)


def common_languages(table: Table, members: Members) -> int:
    return reduce(and_, [table.languages[one] for one in members]) if members else 0


def likeness(table: Table, members: Members) -> float:
    """Mean share of common interests over all pairs."""
    shares = []
    for a, b in combinations(members, 2):
        mine, yours = table.interests[a], table.interests[b]
        shares.append((mine & yours).bit_count() / max(1, (mine | yours).bit_count()))
    return sum(shares) / len(shares) if shares else 0.0


def variety(codes: list[int]) -> float:
    """0 when all are the same, 1 when all differ; unknown ones add nothing."""
    different = len({code for code in codes if code})
    return max(0, different - 1) / (len(codes) - 1) if len(codes) > 1 else 0.0


def majority(codes: list[int]) -> float:
    """The share of the most frequent code among all."""
    return max((codes.count(code) for code in codes if code), default=0) / len(codes) if codes else 0.0


def exactly_one(masks: list[int]) -> int:
    """The bits that are set in exactly one mask."""
    once = more = 0
    for mask in masks:
        more |= once & mask
        once |= mask
    return once & ~more
