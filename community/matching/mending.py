"""The last look at a search's result: rules first, by the best single exchange for each group that breaks one."""

from collections import deque
from collections.abc import Iterator

from community.matching.arrangement import Arrangement
from community.matching.score import Score

EXCHANGES = 30_000
"""How many exchanges are tried at the most: a fraction of a second, also where a rule cannot be kept at all."""
NOTHING = 1e-9


def mended(score: Score, groups: list[list[int]]) -> list[list[int]]:
    """The groups after every exchange that makes fewer people the only ones of a kind, or meets another rule.

    `score` is a strict one, in which rules weigh more than hours and interests.
    """
    now = Arrangement(score, groups)
    waiting = deque(number for number in range(len(groups)) if _breaks(now, number))
    left = EXCHANGES
    while waiting and left > 0:
        number = waiting.popleft()
        changes = list(_exchanges(now, number))
        left -= len(changes)
        gain, there, here_then, there_then = max(changes, default=(0.0, -1, [], []))
        if gain > NOTHING:
            now.settle(number, here_then, now.rest(here_then))
            now.settle(there, there_then, now.rest(there_then))
            waiting.extend(each for each in (number, there) if _breaks(now, each) and each not in waiting)
    return now.groups


def _breaks(now: Arrangement, number: int) -> bool:
    parts = now.score.parts(now.groups[number])
    return min(parts.lone, parts.apart, parts.split, parts.no_common_language) < 0


Change = tuple[float, int, list[int], list[int]]
"""What it gains, with which group, and who is in the two groups then."""


def _exchanges(now: Arrangement, number: int) -> Iterator[Change]:
    members, rules = now.groups[number], now.score.rules
    for there, others in enumerate(now.groups):
        if there == number:
            continue
        before = now.worth(number) + now.worth(there)
        for here_then, there_then in _exchanged(members, others):
            if len(here_then) == len(members) or (len(here_then) >= rules.least and len(there_then) <= rules.most):
                worth = now.whole_worth(here_then) + now.whole_worth(there_then)
                yield worth - before, there, here_then, there_then


def _exchanged(members: list[int], others: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    for one in members:
        stay = [each for each in members if each != one]
        yield stay, [*others, one]
        for other in others:
            yield [*stay, other], [*(each for each in others if each != other), one]
