"""The optional extra `fast`: hands the search to code that numba compiles, where numba is installed.

The first formation after an installation compiles for some seconds; the result is kept beside the code (or where
NUMBA_CACHE_DIR says), and later processes only load it.
"""

from functools import cache
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING, Any

from community.matching.annealing import WARM, Progress
from community.matching.quick import ties_of
from community.matching.score import Score

if TYPE_CHECKING:
    from community.matching.compiled import Columns

WORD = 64
FIRST_SLICE, SLICES, SLICE = 1_000, 50, 10
"""Turns before the first look at the clock; then at least so many looks at it, and one after so many turns for each person."""
MOMENTS = 1 << 30
"""As fine as the clock's share of the time is taken."""


@cache
def installed() -> bool:
    return find_spec("numba") is not None


def able(score: Score) -> bool:
    """Whether the compiled search can take this on: languages and kinds fit a machine word, levels are not huge."""
    table = score.table
    masks = [*table.languages, *table.kinds]
    levels = [abs(level) for level in table.levels if level is not None]
    return installed() and max(masks, default=0) < 1 << WORD and max(levels, default=0) < 1 << 30


def columns_of(score: Score, largest: int) -> "Columns":
    """People and rules as the compiled code wants them, for groups of at most so many people."""
    import numpy as np

    from community.matching.compiled import UNKNOWN_LEVEL, Columns

    table, weights = score.table, score.weights
    people = range(len(table))
    ties = ties_of(score)
    tied = [sorted(ties.get(one, {}).items()) for one in people]
    wanted = [sorted(table.together[one]) for one in people]
    by_hours = np.zeros((largest + 1, largest + 1, 169))
    for size in range(largest + 1):
        by_hours[size, : size + 1] = score.by_hours(size)
    whole: Any = np.int64
    return Columns(
        hours=_words(table.hours, 3),
        known=np.array(table.known, whole),
        languages=np.array(table.languages, np.uint64),
        interests=_words(table.interests, max(table.interests, default=0).bit_length() // WORD + 1),
        kinds=np.array(table.kinds, np.uint64),
        levels=np.array([UNKNOWN_LEVEL if level is None else level for level in table.levels], whole),
        countries=np.array(table.countries, whole),
        organisations=np.array(table.organisations, whole),
        platforms=np.array(table.platforms, whole),
        tied_from=_starts(tied),
        tied_to=np.array([other for row in tied for other, _ in row], whole),
        tied_cost=np.array([cost for row in tied for _, cost in row], float),
        wanted_from=_starts(wanted),
        wanted_to=np.array([other for row in wanted for other in row], whole),
        by_hours=by_hours,
        by_size=np.array([-weights.size * abs(size - score.rules.size) for size in range(largest + 1)]),
        weights=np.array(
            [
                weights.interests, weights.countries, weights.organisations, weights.levels, weights.level_range,
                weights.platforms, score.lone, weights.split, weights.no_common_language,
            ]
        ),
    )  # fmt: skip


def _words(masks: list[int], number: int) -> Any:
    """Long masks as rows of machine words, the lowest first."""
    import numpy as np

    low = (1 << WORD) - 1
    return np.array([[mask >> WORD * at & low for at in range(number)] for mask in masks], np.uint64)


def _starts(rows: list[list[Any]]) -> Any:
    import numpy as np

    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def anneal(score: Score, start: list[list[int]], rng: Random, progress: Progress | int) -> list[list[int]]:
    """The groups after the compiled search from these: so many looks, or as long as `progress` says."""
    import numpy as np

    from community.matching import compiled

    largest = max(score.rules.most, *map(len, start))
    groups = np.zeros((len(start), largest), np.int64)
    where = np.full(len(score.table), -1, np.int64)
    for number, members in enumerate(start):
        groups[number, : len(members)] = members
        where[members] = number
    sizes = np.array([len(members) for members in start], np.int64)
    people = np.array([one for members in start for one in members], np.int64)
    pools = _pools(score, people.tolist())
    run = [
        columns_of(score, largest), groups, sizes, where, people, np.array([one for pool in pools for one in pool], np.int64), _starts(pools),
        np.array([score.rules.least, score.rules.most]), score.ceiling(),
        np.array([rng.getrandbits(63) | 1], np.uint64), WARM,
    ]  # fmt: skip
    if isinstance(progress, int):
        turns = max(1, progress // compiled.LOOKS)
        compiled.anneal(*run, 0, turns, turns)
    else:
        _by_the_clock(compiled.anneal, run, len(people), progress)
    return [groups[number, : sizes[number]].tolist() for number in range(len(start))]


def _by_the_clock(anneal: Any, run: list[Any], people: int, progress: Progress) -> None:
    """Slices of turns, each at the temperature of the time that is used up by then, and none longer than what is left."""
    turns, used = min(FIRST_SLICE, SLICE * people), progress()
    while used < 1:
        first = int(used * MOMENTS)
        anneal(*run, first, min(first + turns, MOMENTS), MOMENTS)
        now = progress()
        took, used = now - used, now
        fitting = int(turns * min(1 / SLICES, 1 - used) / took) if took > 0 else 2 * turns
        turns = max(1, min(fitting, 2 * turns, SLICE * people))


def _pools(score: Score, people: list[int]) -> list[list[int]]:
    """Everybody, and then the speakers of each language."""
    languages = score.table.languages
    most = max(languages, default=0).bit_length()
    return [people, *([one for one in people if languages[one] >> bit & 1] for bit in range(most))]


def scores(score: Score, groups: list[list[int]]) -> list[float]:
    """The worth of each group as the compiled search sees it."""
    import numpy as np

    from community.matching import compiled

    columns = columns_of(score, max(map(len, groups), default=0))
    return [float(compiled.score_of(columns, np.array(group), len(group))) for group in groups]
