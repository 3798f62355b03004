"""The search in plain Python: people change places, worse at first now and then, at last only for the better."""

from collections.abc import Callable
from math import log
from random import Random

from community.matching.arrangement import Arrangement

WARM = 0.08
"""The temperature at the start, in points of score; it falls to nothing."""
LOOKS = 24
"""How many partners are looked at for one person, by language and hours alone, before the next person's turn."""
MOVE_EVERY = 12
"""One turn in so many is for moving to a group with room instead of changing places."""
SLACK = 0.5
"""How much of what the rest of two groups could still gain is granted before it is computed."""
WORST_SHARE = 0.7
WORST_FIRST = 0.8
"""From this share of the time on, people of the worst groups have their turn first."""

Progress = Callable[[], float]
"""How much of the time, or of the trials, is used up: 0 at the start, 1 and more at the end. Asked once a turn."""


class Counted:
    """Progress by a number of looks: the same on every machine."""

    def __init__(self, trials: int) -> None:
        self.trials = max(1, trials)
        self.done = 0

    def __call__(self) -> float:
        self.done += LOOKS
        return self.done / self.trials


class Annealing:
    """One run over an arrangement, which it changes."""

    def __init__(self, arrangement: Arrangement, rng: Random, warm: float = WARM) -> None:
        self.now = arrangement
        self.rng = rng
        self.warm = warm
        self.slack = SLACK
        self.rows = [arrangement.score.by_hours(size) for size in range(arrangement.largest + 2)]
        self.ceiling = arrangement.score.ceiling()
        self.people = [one for group in arrangement.groups for one in group]
        self.pools = self._pools()

    def _pools(self) -> dict[int, list[int]]:
        """Who speaks each language; under 0, everybody."""
        pools: dict[int, list[int]] = {0: self.people}
        for one in self.people:
            mask = self.now.table.languages[one]
            while mask:
                bit = mask & -mask
                pools.setdefault(bit, []).append(one)
                mask ^= bit
        return pools

    def run(self, progress: Progress) -> None:
        """Until the time is used up. The temperature falls in proportion."""
        random, turn = self.rng.random, 0
        worst: list[int] = []
        if len(self.now.groups) < 2:
            return
        while (used := progress()) < 1:
            turn += 1
            threshold = self.warm * (1 - used) * log(1 - random())
            if used > WORST_FIRST and (not worst or turn % len(self.people) == 0):
                worst = self._worst()
            one = self._next(worst)
            if turn % MOVE_EVERY:
                self._swap(one, threshold)
            else:
                self._move(one, threshold)

    def _next(self, worst: list[int]) -> int:
        """Whose turn it is: the one of two whose group is worth less, later mostly somebody of the worst groups."""
        random, people = self.rng.random, self.people
        if worst and random() < WORST_SHARE:
            return worst[int(random() * len(worst))]
        one, other = people[int(random() * len(people))], people[int(random() * len(people))]
        here, there = self.now.where[one], self.now.where[other]
        return one if self.now.worth(here) <= self.now.worth(there) else other

    def _worst(self) -> list[int]:
        """The people of the worst tenth of the groups."""
        now = self.now
        ranked = sorted(range(len(now.groups)), key=lambda number: (now.worth(number), number))
        return [one for number in ranked[: max(1, len(ranked) // 10)] for one in now.groups[number]]

    def _pool(self, group: int) -> list[int]:
        """Those who could be talked with in this group."""
        mask = self.now.spoken[group]
        return self.pools[mask & -mask]

    def _swap(self, one: int, threshold: float) -> None:
        """Look for somebody to change places with: by language and hours first, in earnest when that is promising."""
        now, random, rows = self.now, self.rng.random, self.rows
        where, sizes, table = now.where, now.sizes, now.table
        known, hours, languages = table.known, table.hours, table.languages
        others_hours, others_known, others_languages = now.others_hours, now.others_known, now.others_languages
        by_hours, by_rest, spoken = now.by_hours, now.by_rest, now.spoken
        home = where[one]
        pool = self._pool(home)
        people, row = len(pool), rows[sizes[home]]
        my_hours, my_known, my_languages = hours[one], known[one], languages[one]
        left_hours, left_known, left_languages = others_hours[one], others_known[one], others_languages[one]
        least = threshold + by_hours[home] - self.slack * (2 * self.ceiling - by_rest[home])
        for _ in range(LOOKS):
            other = pool[int(random() * people)]
            there = where[other]
            gain = (
                row[left_known + known[other]][(left_hours & hours[other]).bit_count()]
                + rows[sizes[there]][others_known[other] + my_known][(others_hours[other] & my_hours).bit_count()]
                - by_hours[there]
            )
            if gain < least + self.slack * by_rest[there] or there == home:
                continue
            mute = not (others_languages[other] & my_languages and left_languages & languages[other])
            if mute and spoken[there] and spoken[home]:
                continue
            if self._changed(one, other, gain - by_hours[home] - threshold):
                return

    def _changed(self, one: int, other: int, margin: float) -> bool:
        """Let two people change places unless all but hours takes away more than this margin."""
        now = self.now
        home, there = now.where[one], now.where[other]
        here_then = [other if each == one else each for each in now.groups[home]]
        there_then = [one if each == other else each for each in now.groups[there]]
        here_worth, there_worth = now.rest(here_then), now.rest(there_then)
        if margin + here_worth + there_worth < now.by_rest[home] + now.by_rest[there]:
            return False
        now.settle(home, here_then, here_worth)
        now.settle(there, there_then, there_worth)
        return True

    def _move(self, one: int, threshold: float) -> None:
        """Look for a group with room, when the own group can spare somebody."""
        now, random, rules = self.now, self.rng.random, self.now.score.rules
        home = now.where[one]
        if now.sizes[home] <= rules.least:
            return
        stay = [each for each in now.groups[home] if each != one]
        stay_rest = now.rest(stay)
        left = self.rows[len(stay)][now.others_known[one]][now.others_hours[one].bit_count()] + stay_rest
        for _ in range(LOOKS // 4):
            there = int(random() * len(now.groups))
            if there == home or now.sizes[there] >= rules.most:
                continue
            if now.spoken[there] and not now.spoken[there] & now.table.languages[one]:
                continue
            joined = [*now.groups[there], one]
            joined_rest = now.rest(joined)
            worth = now.hours_worth(joined) + joined_rest
            if worth + left - now.worth(home) - now.worth(there) >= threshold:
                now.settle(home, stay, stay_rest)
                now.settle(there, joined, joined_rest)
                return
