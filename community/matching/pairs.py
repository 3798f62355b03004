"""Meetings of two: who meets whom this time, so that people meet somebody new while they can."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from community.matching.candidates import History
from community.matching.formation import Outcome, Reason, State
from community.matching.partners import Partners
from community.matching.situation import Situation, Table

PAUSE_AFTER = 3
"""Silent rounds after which a person is paused."""


@dataclass(frozen=True, slots=True)
class Pairings:
    """Who meets this time: pairs, and trios where the number is odd. Everybody handed in has an outcome."""

    meetings: tuple[tuple[int, ...], ...]
    outcomes: Mapping[int, Outcome]
    repeated: int
    """Pairs, also within trios, that have met before."""

    @property
    def history(self) -> History:
        return History.of([self.meetings])


def pause_due(silent_rounds: int) -> bool:
    """Whether somebody who has been silent for so many rounds in a row is paused."""
    return silent_rounds >= PAUSE_AFTER


def pairings(situation: Situation, *, seed: int, aside: Mapping[int, Outcome] | None = None) -> Pairings:
    """Pairs of everybody, with as few who have met before as can be, and fewest times; an odd person makes a trio.

    A common language goes before somebody new. People who wish to be apart never meet: who can meet nobody, waits.
    The same input and seed give the same pairs, in whatever order people are handed in.
    """
    table = situation.table
    order = list(range(len(table)))
    Random(seed).shuffle(order)
    partners = Partners(order)
    for meets in _stages(table):
        if not partners.alone():
            break
        partners.complete(meets)
    meetings = [list(pair) for pair in partners.pairs()]
    waiting = [one for one in partners.alone() if not _third(table, one, meetings)]
    return _named(table, meetings, waiting, aside or {})


def _stages(table: Table) -> list[Callable[[int, int], bool]]:
    """Who may meet whom: at first only people who are new to each other, then those who have met once, and so on."""
    speaks, met, apart = table.languages, table.met, table.apart
    counts = sorted({0} | {count for times in met for count in times.values()})

    def at_most(most: int) -> Callable[[int, int], bool]:
        return lambda a, b: (
            a != b and bool(speaks[a] & speaks[b]) and met[a].get(b, 0) <= most and b not in apart[a]
        )  # fmt: skip

    return [*map(at_most, counts), lambda a, b: a != b and b not in apart[a]]


def _third(table: Table, one: int, meetings: list[list[int]]) -> bool:
    """Find a pair that somebody joins as the third; False when there is none that they may join."""
    able = [pair for pair in meetings if len(pair) == 2 and table.apart[one].isdisjoint(pair)]
    if not able:
        return False
    min(able, key=lambda pair: _against(table, one, pair)).append(one)
    return True


def _against(table: Table, one: int, pair: list[int]) -> tuple[bool, int]:
    spoken = table.languages[one] & table.languages[pair[0]] & table.languages[pair[1]]
    return not spoken, sum(table.met[one].get(other, 0) for other in pair)


def _named(table: Table, meetings: list[list[int]], waiting: list[int], aside: Mapping[int, Outcome]) -> Pairings:
    """The result with people's ids, and what it means for each of them."""
    named = sorted(tuple(sorted(table.ids[one] for one in meeting)) for meeting in meetings)
    outcomes = dict(aside)
    for place, meeting in enumerate(named):
        for one in meeting:
            outcomes[one] = Outcome(one, State.PLACED, _reasons(table, one, meeting), place)
    alone = Reason.NO_GROUP_WITHOUT_APART if len(table) > 1 else Reason.NOBODY_ELSE
    outcomes |= {(one := table.ids[number]): Outcome(one, State.WAITING, (alone,)) for number in waiting}
    return Pairings(tuple(named), dict(sorted(outcomes.items())), sum(_repeated(table, meeting) for meeting in named))


def _reasons(table: Table, person: int, meeting: tuple[int, ...]) -> tuple[Reason, ...]:
    me, others = table.number[person], [table.number[one] for one in meeting if one != person]
    signs = (
        (Reason.NO_COMMON_LANGUAGE, not all(table.languages[me] & table.languages[one] for one in others)),
        (Reason.TOGETHER_AGAIN, any(one in table.met[me] for one in others)),
    )
    return tuple(reason for reason, holds in signs if holds)


def _repeated(table: Table, meeting: tuple[int, ...]) -> int:
    numbers = [table.number[one] for one in meeting]
    return sum(b in table.met[a] for a in numbers for b in numbers) // 2
