"""Forms groups: a new proposal, or one for a new phase that avoids the same people again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from community.matching.annealing import Annealing, Counted, Progress
from community.matching.arrangement import Arrangement
from community.matching.formation import Formation, Outcome, appraise
from community.matching.score import Score
from community.matching.seeding import seeds
from community.matching.situation import Situation

Budget = int | Callable[[], float] | None
"""How long to search: a number of looks at partners (the same result everywhere), or a function that says which share
of the time is used up, from 0 to 1 (as good as the machine can in that time); None is `usual_looks`."""

RESTARTS_UP_TO = 100
RESTARTS = 8


def form(
    situation: Situation,
    *,
    seed: int,
    locked: Iterable[Sequence[int]] = (),
    aside: Mapping[int, Outcome] | None = None,
    budget: Budget = None,
) -> Formation:
    """Put everybody who is in no locked group into a group. The same input and seed give the same groups.

    Blocks for about a second for each hundred people: call it outside the event loop. `aside` are the outcomes of
    people who take no part this time (paused, excluded); they are handed on, and must not be among the candidates.
    """
    stay = [tuple(group) for group in locked]
    settled = {one for group in stay for one in group}
    table = situation.table
    people = [number for number, person in enumerate(table.ids) if person not in settled]
    found = _search(situation, people, Random(seed), budget) if len(people) > 1 else []
    return appraise(situation, [[table.ids[one] for one in group] for group in found], locked=stay, aside=aside)


def usual_looks(people: int) -> int:
    """Looks at partners that make a good proposal of this many people, well within a minute for 3,000."""
    return 3000 * people


def _search(situation: Situation, people: list[int], rng: Random, budget: Budget) -> list[list[int]]:
    score = Score(situation)
    progress: Progress = budget if callable(budget) else Counted(budget or usual_looks(len(people)))
    start = seeds(situation.table, people, situation.rules, rng)
    now = Arrangement(score, start)
    Annealing(now, rng).run(progress)
    return now.groups if now.total >= sum(map(score.worth, start)) else start
