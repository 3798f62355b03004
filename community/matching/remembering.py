"""The search for few people, in which no group is scored twice: most groups come up again and again."""

from math import log
from random import Random

from community.matching.annealing import LOOKS, MOVE_EVERY, Progress
from community.matching.arrangement import Arrangement
from community.matching.candidates import ALL_HOURS
from community.matching.score import Score

WARM = 0.08
"""The temperature at the start, in points of score; it falls to nothing."""
SLACK = 0.7
"""How much of what two groups could be worth apart from hours is granted before it is looked up or computed."""


class Remembering:
    """Scores of groups by the mask of their members' numbers; several runs may share it."""

    def __init__(self, score: Score) -> None:
        self.bare = Arrangement(score, ())
        self.worths: dict[int, float] = {0: 0.0}

    def worth(self, mask: int) -> float:
        found = self.worths.get(mask)
        if found is None:
            found = self.worths[mask] = self.bare.whole_worth(members_of(mask))
        return found

    def run(self, start: list[list[int]], rng: Random, progress: Progress) -> list[list[int]]:
        """The groups after one run from these."""
        now = _Masks(self, start)
        random, people, turn = rng.random, [one for group in start for one in group], 0
        count, where = len(people), now.where
        while (used := progress()) < 1:
            warmth = WARM * (1 - used)
            for _ in range(LOOKS):
                turn += 1
                one, other = people[int(random() * count)], people[int(random() * count)]
                if where[one] == where[other]:
                    continue
                if turn % MOVE_EVERY:
                    now.swap(one, other, warmth * log(1 - random()))
                else:
                    now.move(one, where[other], warmth * log(1 - random()))
        return [members_of(mask) for mask in now.groups]


class _Masks:
    """Who is in which group at this moment, the groups as masks; for each person also the hours of the others."""

    def __init__(self, memory: Remembering, start: list[list[int]]) -> None:
        score = memory.bare.score
        self.memory, self.rules, self.table = memory, score.rules, score.table
        self.rows = [score.by_hours(size) for size in range(max([score.rules.most, *map(len, start)]) + 1)]
        self.rest = 2 * SLACK * score.ceiling()
        self.groups = [sum(1 << one for one in group) for group in start]
        self.worths = [memory.worth(mask) for mask in self.groups]
        people = len(score.table)
        self.where, self.hours, self.known = [-1] * people, [ALL_HOURS] * people, [0] * people
        for number, mask in enumerate(self.groups):
            self._settle(number, mask, self.worths[number])

    def _settle(self, number: int, mask: int, worth: float) -> None:
        table, members = self.table, members_of(mask)
        self.groups[number], self.worths[number] = mask, worth
        known = sum([table.known[one] for one in members])
        for one in members:
            common = ALL_HOURS
            for other in members:
                if other != one:
                    common &= table.hours[other]
            self.where[one], self.hours[one], self.known[one] = number, common, known - table.known[one]

    def swap(self, one: int, other: int, threshold: float) -> None:
        """Let two people change places unless that is worse than allowed: by hours first, which is soon known."""
        home, there, groups, table = self.where[one], self.where[other], self.groups, self.table
        here_mask, there_mask = groups[home], groups[there]
        least = self.worths[home] + self.worths[there] + threshold
        mine, yours = table.hours[one], table.hours[other]
        here = self.rows[here_mask.bit_count()][self.known[one] + table.known[other]]
        away = self.rows[there_mask.bit_count()][self.known[other] + table.known[one]]
        by_hours = here[(self.hours[one] & yours).bit_count()] + away[(self.hours[other] & mine).bit_count()]
        if by_hours + self.rest >= least:
            both = 1 << one | 1 << other
            self._change(home, here_mask ^ both, there, there_mask ^ both, least)

    def move(self, one: int, there: int, threshold: float) -> None:
        """Let somebody join another group, where sizes allow it, unless that is worse than allowed."""
        home, groups = self.where[one], self.groups
        if groups[home].bit_count() > self.rules.least and groups[there].bit_count() < self.rules.most:
            least = self.worths[home] + self.worths[there] + threshold
            self._change(home, groups[home] ^ 1 << one, there, groups[there] | 1 << one, least)

    def _change(self, home: int, here_then: int, there: int, there_then: int, least: float) -> None:
        known = self.memory.worths
        here, away = known.get(here_then), known.get(there_then)
        here = self.memory.worth(here_then) if here is None else here
        away = self.memory.worth(there_then) if away is None else away
        if here + away >= least:
            self._settle(home, here_then, here)
            self._settle(there, there_then, away)


def members_of(mask: int) -> list[int]:
    """The numbers whose bits are set."""
    members = []
    while mask:
        members.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return members
