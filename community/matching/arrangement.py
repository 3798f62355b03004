"""Who sits where while the search goes on, and what each group is worth at this moment."""

from collections.abc import Iterable

from community.matching.candidates import ALL_HOURS
from community.matching.quick import Rest, rest_of
from community.matching.score import Score


class Arrangement:
    """Groups of people by number; for each person also what the others of the group have in common."""

    def __init__(self, score: Score, groups: Iterable[Iterable[int]]) -> None:
        self.score = score
        self.table = score.table
        self.rest: Rest = rest_of(score)
        self.groups = [list(group) for group in groups]
        people, count = len(self.table), len(self.groups)
        self.where = [-1] * people
        self.others_hours = [ALL_HOURS] * people
        self.others_known = [0] * people
        self.others_languages = [-1] * people
        self.sizes = [len(group) for group in self.groups]
        self.spoken = [0] * count
        self.by_hours = [0.0] * count
        self.by_rest = [0.0] * count
        for number in range(count):
            self.settle(number, self.groups[number], self.rest(self.groups[number]))

    def settle(self, number: int, members: list[int], rest: float) -> None:
        """Make these the members of the group, whose worth without hours is known already."""
        table, where = self.table, self.where
        self.groups[number] = members
        self.sizes[number] = len(members)
        hours, known, languages = (
            [column[one] for one in members] for column in (table.hours, table.known, table.languages)
        )
        for place, one in enumerate(members):
            where[one] = number
            common, spoken = ALL_HOURS, -1
            for other, (free, speaks) in enumerate(zip(hours, languages, strict=True)):
                if other != place:
                    common &= free
                    spoken &= speaks
            self.others_hours[one] = common
            self.others_languages[one] = spoken
            self.others_known[one] = sum(known) - known[place]
        common = self.others_hours[members[0]] & hours[0] if members else ALL_HOURS
        self.spoken[number] = self.others_languages[members[0]] & languages[0] if members else 0
        self.by_hours[number] = self.score.by_hours(len(members))[sum(known)][common.bit_count()]
        self.by_rest[number] = rest

    def worth(self, number: int) -> float:
        return self.by_hours[number] + self.by_rest[number]

    def hours_worth(self, members: list[int]) -> float:
        table, common, known = self.table, ALL_HOURS, 0
        for one in members:
            common &= table.hours[one]
            known += table.known[one]
        return self.score.by_hours(len(members))[known][common.bit_count()]

    def whole_worth(self, members: list[int]) -> float:
        return self.hours_worth(members) + self.rest(members) if members else 0.0

    @property
    def largest(self) -> int:
        return max([*self.sizes, self.score.rules.most])

    @property
    def total(self) -> float:
        return sum(self.by_hours) + sum(self.by_rest)
