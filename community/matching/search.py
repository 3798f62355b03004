"""How groups are looked for, by how many people there are and how much time."""

from collections.abc import Callable
from random import Random

from community.matching import fast as compiled
from community.matching.annealing import Annealing, Counted, Progress
from community.matching.arrangement import Arrangement
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


USUAL = ((1_000, 8_000), (10_000, 2_000))
"""Looks for each person, up to so many people; beyond, `AMONG_MANY`."""
AMONG_MANY = 1_200


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
    runs = RESTARTS if len(people) <= RESTART_UP_TO else 1
    run = _way(score, len(people), rng, fast=fast)
    looks = budget or usual_looks(len(people))
    best, worth = [], float("-inf")
    for number in range(runs):
        start = seeds(situation.table, people, situation.rules, rng, by_hours=number == 0)
        found = mended(strict, run(start, _share(looks, number, runs)))
        for groups in (start, found):
            if (total := sum(map(strict.worth, groups))) > worth:
                best, worth = groups, total
    return best


def _share(looks: int | Progress, number: int, runs: int) -> Progress | int:
    if isinstance(looks, int):
        return looks // runs
    return lambda: looks() * runs - number


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
