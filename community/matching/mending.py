"""The last look at a search's result: rules first, by the best single exchange for each group that breaks one."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

from community.matching.arrangement import Arrangement
from community.matching.score import Score, exactly_one

EXCHANGES, AT_ONCE = 30_000, 5_000
"""How many exchanges are tried at the most, in all and for one group: a fraction of a second, also where a rule cannot be
kept at all."""
NOTHING = 1e-9


def mended(score: Score, groups: list[list[int]], is_left: Callable[[], bool] = lambda: True) -> list[list[int]]:
    """The groups after every exchange that makes fewer people the only ones of a kind, or meets another rule.

    `score` is a strict one, in which rules weigh more than hours and interests; `is_left` says whether there is time.
    """
    now = Arrangement(score, groups)
    waiting = deque(number for number in range(len(groups)) if _breaks(now, number))
    left = EXCHANGES
    while waiting and left > 0 and is_left():
        number = waiting.popleft()
        changes = list(islice(_exchanges(now, number), min(left, AT_ONCE)))
        left -= len(changes)
        gain, there, here_then, there_then = max(changes, default=(0.0, -1, [], []))
        if gain > NOTHING:
            now.settle(number, here_then, now.rest(here_then))
            now.settle(there, there_then, now.rest(there_then))
            waiting.extend(each for each in (number, there) if _breaks(now, each) and each not in waiting)
    return now.groups


def _breaks(now: Arrangement, number: int) -> bool:
    table, members = now.table, now.groups[number]
    return bool(
        (now.score.lone and exactly_one([table.kinds[one] for one in members]))
        or (members and not now.spoken[number])
        or any(not table.apart[one].isdisjoint(members) or table.together[one].difference(members) for one in members)
    )


Change = tuple[float, int, list[int], list[int]]
"""What it gains, with which group, and who is in the two groups then."""


def _exchanges(now: Arrangement, number: int) -> Iterator[Change]:
    """With the groups after this one, round to those before it; those of another language only when one is missing."""
    members, rules, count = now.groups[number], now.score.rules, len(now.groups)
    for there in ((number + step) % count for step in range(1, count)):
        others = now.groups[there]
        if now.spoken[number] and now.spoken[there] and not _can_talk(now, number, there):
            continue
        before = now.worth(number) + now.worth(there)
        for here_then, there_then in _exchanged(members, others):
            if len(here_then) == len(members) or (len(here_then) >= rules.least and len(there_then) <= rules.most):
                worth = now.whole_worth(here_then) + now.whole_worth(there_then)
                yield worth - before, there, here_then, there_then


def _can_talk(now: Arrangement, here: int, there: int) -> bool:
    """Whether somebody of the one group speaks what the other does."""
    languages = now.table.languages
    return any(languages[one] & now.spoken[there] for one in now.groups[here]) or any(
        languages[one] & now.spoken[here] for one in now.groups[there]
    )


def _exchanged(members: list[int], others: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    for one in members:
        stay = [each for each in members if each != one]
        yield stay, [*others, one]
        for other in others:
            yield [*stay, other], [*(each for each in others if each != other), one]
