"""The search for few people, in which no group is scored twice: most groups come up again and again."""

from math import log
from random import Random

from community.matching.annealing import LOOKS, MOVE_EVERY, Progress
from community.matching.arrangement import Arrangement
from community.matching.score import Score

WARM = 0.08
"""The temperature at the start, in points of score; it falls to nothing."""


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
        count = len(people)
        while (used := progress()) < 1:
            warmth = WARM * (1 - used)
            for _ in range(LOOKS):
                turn += 1
                one, other = people[int(random() * count)], people[int(random() * count)]
                if now.where[one] != now.where[other]:
                    now.change(one, other, warmth * log(1 - random()), alone=not turn % MOVE_EVERY)
        return [members_of(mask) for mask in now.groups]


class _Masks:
    """Who is in which group at this moment, the groups as masks."""

    def __init__(self, memory: Remembering, start: list[list[int]]) -> None:
        self.memory = memory
        self.rules = memory.bare.score.rules
        self.groups = [sum(1 << one for one in group) for group in start]
        self.worths = [memory.worth(mask) for mask in self.groups]
        self.where = {one: number for number, group in enumerate(start) for one in group}

    def change(self, one: int, other: int, threshold: float, *, alone: bool) -> None:
        """Let two people change places, or the first one join the other alone, unless that is worse than allowed."""
        groups, worths, known = self.groups, self.worths, self.memory.worths
        home, there = self.where[one], self.where[other]
        out, back = 1 << one, 0 if alone else 1 << other
        if alone and (groups[home].bit_count() <= self.rules.least or groups[there].bit_count() >= self.rules.most):
            return
        here_then, there_then = groups[home] ^ out | back, groups[there] & ~back | out
        here, away = known.get(here_then), known.get(there_then)
        here = self.memory.worth(here_then) if here is None else here
        away = self.memory.worth(there_then) if away is None else away
        if here + away - worths[home] - worths[there] >= threshold:
            groups[home], groups[there], worths[home], worths[there] = here_then, there_then, here, away
            self.where[one] = there
            if not alone:
                self.where[other] = home


def members_of(mask: int) -> list[int]:
    """The numbers whose bits are set."""
    members = []
    while mask:
        members.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return members
