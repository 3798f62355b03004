"""How groups are looked for, by how many people there are and how much time."""

from collections.abc import Callable
from random import Random

from community.matching import fast as compiled
from community.matching.annealing import Annealing, Counted, Progress
from community.matching.arrangement import Arrangement
from community.matching.blocks import blocks
from community.matching.mending import mended
from community.matching.remembering import Remembering
from community.matching.score import Score
from community.matching.seeding import seeds
from community.matching.situation import Situation

Budget = int | Callable[[], float] | None
"""How long to search: a number of looks at partners (the same result everywhere), or a function that says which share
of the time is used up, from 0 to 1 (as good as the machine can in that time); None is `usual_looks`."""

REMEMBER_UP_TO = 32
"""So many people make so few different groups that their scores are remembered."""
RESTART_UP_TO = 100
RESTARTS = 8
FAST_FROM = 100
"""From so many people on the compiled search is worth loading."""

Run = Callable[[list[list[int]], Progress | int], list[list[int]]]
"""One search from these groups, for so many looks or as long as the progress says."""

USUAL = ((16, 4_000), (REMEMBER_UP_TO, 16_000), (1_000, 8_000), (10_000, 2_000))
"""Looks for each person, up to so many people; beyond, `AMONG_MANY`."""
AMONG_MANY = 1_600

MENDING, CLOSING = 8, 10
"""By the clock: so many times as long as to score all groups once is kept for the last look, and for what follows it."""


def usual_looks(people: int) -> int:
    """Looks at partners that make a good proposal: a second for 30 people, some for 300, half a minute for 3,000."""
    return people * next((looks for most, looks in USUAL if people <= most), AMONG_MANY)


def search(
    situation: Situation, people: list[int], rng: Random, budget: Budget = None, *, fast: bool | None = None
) -> list[list[int]]:
    """Groups of these people, by number. With `fast` unsaid, larger numbers use the compiled search where there is one.

    Up to a hundred people the best of eight runs counts. At last the rules are looked at once more.
    """
    score, strict = Score(situation), Score(situation, strict=True)
    worth_of = Arrangement(strict, ()).whole_worth
    runs = RESTARTS if len(people) <= RESTART_UP_TO else 1
    run = _way(score, len(people), rng, fast=fast)
    looks = usual_looks(len(people)) if budget is None else budget
    share_out = blocks(situation.table, people, situation.rules)
    best, worth = [], float("-inf")
    for number in range(runs):
        start = seeds(situation.table, share_out, situation.rules, rng, by_hours=number == 0)
        time = _Time(looks, number, runs)
        begun = sum(map(worth_of, start))
        time.scored()
        found = mended(strict, run(start, time.share), time.is_left)
        for groups, total in ((start, begun), (found, sum(map(worth_of, found)))):
            if total > worth:
                best, worth = groups, total
    return best


def _none() -> float:
    """By counts, no time is ever used."""
    return 0.0


class _Time:
    """The part of the looks, or of the time, that one of several runs may use. By the clock, some is kept for the end."""

    def __init__(self, looks: int | Progress, number: int, runs: int) -> None:
        self._used: Progress = _none if isinstance(looks, int) else looks
        self._begun = self._used()
        self._mended = self._end = (number + 1) / runs
        self.share: int | Progress = looks // runs if isinstance(looks, int) else self._by_the_clock

    def scored(self) -> None:
        """All groups have just been scored: it says how long the rest takes on this machine."""
        unit = self._used() - self._begun
        self._begun += unit
        self._mended -= CLOSING * unit
        self._end = self._mended - MENDING * unit

    def _by_the_clock(self) -> float:
        return (self._used() - self._begun) / (self._end - self._begun) if self._end > self._begun else 1.0

    def is_left(self) -> bool:
        """Whether there is time for another exchange that meets a rule."""
        return self._used() < self._mended


def _way(score: Score, people: int, rng: Random, *, fast: bool | None) -> Run:
    if compiled.able(score) and (people >= FAST_FROM if fast is None else fast):
        return lambda start, time: compiled.anneal(score, start, rng, time)
    if people <= REMEMBER_UP_TO:
        memory = Remembering(score)
        return lambda start, time: memory.run(start, rng, _progress(time))
    return lambda start, time: _annealed(score, start, rng, _progress(time))


def _progress(time: Progress | int) -> Progress:
    return Counted(time) if isinstance(time, int) else time


def _annealed(score: Score, start: list[list[int]], rng: Random, progress: Progress) -> list[list[int]]:
    now = Arrangement(score, start)
    Annealing(now, rng).run(progress)
    return now.groups
