"""Roles in a group that go round from week to week, so that everybody carries as much as the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations


class GroupRole(StrEnum):
    """What somebody does for the group in one week."""

    HOST = "host"
    QUESTIONER = "questioner"
    CONNECTOR = "connector"
    SUMMARISER = "summariser"


@dataclass(frozen=True, slots=True)
class Week:
    """Who had which part in one week, after all swaps, and who was there to be asked (paused people were not)."""

    held: Mapping[GroupRole, int]
    active: frozenset[int]


PARTS = tuple(GroupRole)


def rotate_roles(
    members: Collection[int],
    weeks: Sequence[Week] = (),
    paused: Collection[int] = (),
    parts: Sequence[GroupRole] = PARTS,
) -> Week:
    """The parts of the next week, after the `weeks` so far.

    Whoever has carried least of what was due while they were there comes first; of those it is who has had the part
    least often, and longest ago. Somebody has two parts only when there are fewer people than parts. A week in which
    somebody was away leaves no debt.
    """
    active = sorted(set(members) - set(paused))
    load = {one: _load(one, weeks) for one in active}
    held: dict[GroupRole, int] = {}
    for at in range(0, len(parts), len(active)) if active else ():
        turn = parts[at : at + len(active)]
        held |= _shared_out(turn, sorted(active, key=lambda one: (load[one], one))[: len(turn)], weeks)
    return Week(held, frozenset(active))


def _load(one: int, weeks: Sequence[Week]) -> float:
    """How many parts somebody has had more than was due to them."""
    return round(sum(_more(one, week) for week in weeks if one in week.active), 6)


def _more(one: int, week: Week) -> float:
    return list(week.held.values()).count(one) - len(week.held) / len(week.active)


def _shared_out(parts: Sequence[GroupRole], people: Sequence[int], weeks: Sequence[Week]) -> dict[GroupRole, int]:
    """Each of as many people one of the parts, as evenly as their turns so far allow."""
    least = min(
        permutations(people), key=lambda order: sum(map(lambda part, one: _had(one, part, weeks), parts, order))
    )
    return dict(zip(parts, least, strict=True))


def _had(one: int, part: GroupRole, weeks: Sequence[Week]) -> float:
    """How much it speaks against this part for somebody that they have had it: each time, and more if lately."""
    turns = [at for at, week in enumerate(weeks) if week.held.get(part) == one]
    return len(turns) ** 2 + (turns[-1] + 1) / (len(weeks) + 1) if turns else 0.0
