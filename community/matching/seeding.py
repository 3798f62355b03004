"""Groups to begin with: by language, and within a language by the time of the week when people are free."""

from cmath import exp, phase
from math import pi
from random import Random

from community.matching.blocks import cut
from community.matching.situation import Table
from community.matching.weights import Rules


def seeds(
    table: Table, blocks: list[list[int]], rules: Rules, rng: Random, *, by_hours: bool = True
) -> list[list[int]]:
    """Everybody in a group of the right size and, where there is one, of a common language: the one of their block."""
    groups: list[list[int]] = []
    for block in blocks:
        order = block[:]
        rng.shuffle(order)
        if by_hours:
            order.sort(key=lambda one: round(daily_middle(table.hours[one]), 6))
        at = 0
        for size in cut(len(order), rules):
            groups.append(order[at : at + size])
            at += size
    return groups


def daily_middle(hours: int) -> float:
    """The middle of somebody's free hours on the circle of a day, from -pi to pi; 0 when they are all or none."""
    vector = sum([where * (hours & daily).bit_count() for where, daily in _HOURS])
    return phase(vector) if abs(vector) > 1e-9 else 0.0


_HOURS = [(exp(2j * pi * hour / 24), sum(1 << 24 * day + hour for day in range(7))) for hour in range(24)]
"""Each hour of the day: its place on the circle, and its seven hours of the week."""
