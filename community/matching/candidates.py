"""Who is to be put into groups: what is known of each person, what they wish, and with whom they have been before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

HOURS_OF_A_WEEK = 168
ALL_HOURS = (1 << HOURS_OF_A_WEEK) - 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as the forming of groups sees them.

    `hours` is a mask of 168 bits, an hour of the week each: bit 0 is Monday 00:00-01:00 UTC, bit 167 Sunday 23:00-24:00
    UTC. None means that nobody knows, which is not the same as free; 0 means that no hour suits. `level` is a whole
    number on any scale of the course's own, None when unknown. Empty texts mean unknown. `kinds` are what the rule
    "nobody the only one of a kind" looks at, given by the person for this purpose.
    """

    id: int
    languages: frozenset[str]
    hours: int | None = None
    interests: frozenset[str] = frozenset()
    level: int | None = None
    country: str = ""
    organisation: str = ""
    platform: str = ""
    kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.hours is not None and not 0 <= self.hours <= ALL_HOURS:
            raise ValueError(f"a week has {HOURS_OF_A_WEEK} hours: {self.hours:#x}")


@dataclass(frozen=True, slots=True)
class Wish:
    """Two people who should be in one group, or in no case. Which of the two is `a` does not matter."""

    a: int
    b: int
    together: bool

    @property
    def pair(self) -> tuple[int, int]:
        return pair_of(self.a, self.b)


def pair_of(a: int, b: int) -> tuple[int, int]:
    """Two people, in the one order in which pairs are written down."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True, slots=True)
class History:
    """How often two people have been in one group, or met, before. Pairs that are not named: never."""

    times: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, formations: Iterable[Iterable[Sequence[int]]]) -> "History":
        """The history that these earlier formations leave, each a number of groups of people."""
        history = cls()
        for groups in formations:
            history = history.then(groups)
        return history

    def then(self, groups: Iterable[Sequence[int]]) -> "History":
        """The history after these groups as well."""
        times = dict(self.times)
        for group in groups:
            for a, b in combinations(group, 2):
                times[pair_of(a, b)] = times.get(pair_of(a, b), 0) + 1
        return History(times)

    def between(self, a: int, b: int) -> int:
        return self.times.get(pair_of(a, b), 0)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return ((a, b, count) for (a, b), count in self.times.items() if count > 0)
