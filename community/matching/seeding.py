"""Groups to begin with: by language, and within a language by the time of the week when people are free."""

from cmath import exp, phase
from math import pi
from random import Random

from community.matching.blocks import blocks, cut
from community.matching.situation import Table
from community.matching.weights import Rules


def seeds(table: Table, people: list[int], rules: Rules, rng: Random, *, by_hours: bool = True) -> list[list[int]]:
    """Everybody in a group of the right size and, where there is one, of a common language."""
    groups: list[list[int]] = []
    for block in blocks(table, people, rules):
        rng.shuffle(block)
        if by_hours:
            block.sort(key=lambda one: round(daily_middle(table.hours[one]), 6))
        at = 0
        for size in cut(len(block), rules):
            groups.append(block[at : at + size])
            at += size
    return groups


def daily_middle(hours: int) -> float:
    """The middle of somebody's free hours on the circle of a day, from -pi to pi; 0 when they are all or none."""
    days = [hours >> 24 * day & _DAY for day in range(7)]
    vector = sum(_HOUR[hour] * sum(day >> hour & 1 for day in days) for hour in range(24))
    return phase(vector) if abs(vector) > 1e-9 else 0.0


_HOUR = [exp(2j * pi * hour / 24) for hour in range(24)]
_DAY = (1 << 24) - 1
