"""Forms groups: a new proposal, or one for a new phase, where the history keeps the same people from each other."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from community.matching.formation import Formation, Outcome, appraise
from community.matching.search import Budget, search
from community.matching.situation import Situation


def form(
    situation: Situation,
    *,
    seed: int,
    locked: Iterable[Sequence[int]] = (),
    aside: Mapping[int, Outcome] | None = None,
    budget: Budget = None,
    fast: bool | None = None,
) -> Formation:
    """Put everybody who is in no locked group into a group. The same input and seed give the same groups.

    Blocks for about a second for each hundred people: call it outside the event loop. `aside` are the outcomes of
    people who take no part this time (paused, excluded); they are handed on, and must not be among the candidates.
    `budget` and `fast` are explained at `search`.
    """
    stay = [tuple(group) for group in locked]
    settled = {one for group in stay for one in group}
    table = situation.table
    people = [number for number, person in enumerate(table.ids) if person not in settled]
    found = search(situation, people, Random(seed), budget, fast=fast) if len(people) > 1 else []
    return appraise(situation, [[table.ids[one] for one in group] for group in found], locked=stay, aside=aside)
