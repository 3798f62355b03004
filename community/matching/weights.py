"""What a course looks at when it forms groups: the rules, the weight of each reason, and a group's score by reasons."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each reason counts in the score of a group; the first six are gains, the others costs.

    A gain is its weight times something between 0 and 1. A negative weight turns it round: `levels=-0.15` looks for
    people of like level. A cost is taken off each time it applies.
    """

    hours: float = 0.35
    """Common hours a week, full at `enough_hours`, for the share of the members whose hours are known."""
    interests: float = 0.20
    """Mean over all pairs of the share of their interests that both have (Jaccard)."""
    countries: float = 0.15
    """Different countries: none but one counts 0, all different counts 1."""
    organisations: float = 0.0
    """Different organisations, in the same way."""
    levels: float = 0.15
    """Distance between the lowest and the highest level, full at `level_range`."""
    platforms: float = 0.15
    """Share of the members on the platform that most of them use."""

    no_common_hour: float = 0.50
    """Hours of two or more members are known, and none of them suits all of these."""
    hours_unknown: float = 0.25
    """Times the share of the members whose hours nobody knows."""
    lone: float = 0.30
    """For each kind that exactly one member is of, where the rule is on."""
    repeated: float = 0.25
    """For each pair, as often as they have been together before."""
    size: float = 0.10
    """For each person more or less than the size asked for, within the bounds and beyond them."""
    split: float = 2.0
    """For each wish to be together that is not met."""
    no_common_language: float = 5.0
    """The members have no language that all of them speak."""
    apart: float = 10.0
    """For each pair that should be apart and is not."""

    enough_hours: int = 6
    """Common hours a week beyond which more is no better."""
    level_range: int = 3
    """A distance of levels beyond which more is no better."""

    def __post_init__(self) -> None:
        if self.enough_hours < 1 or self.level_range < 1:
            raise ValueError("full marks need at least one hour and one level")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a course. Groups have `size` people, or one more or less."""

    size: int = 4
    weights: Weights = Weights()
    alone_rule: bool = True

    def __post_init__(self) -> None:
        if self.size < 2:
            raise ValueError("a group has at least two people")

    @property
    def least(self) -> int:
        return max(2, self.size - 1)

    @property
    def most(self) -> int:
        return self.size + 1


@dataclass(frozen=True, slots=True)
class Parts:
    """The score of one group by reasons, each with its weight in it: gains as they are, costs as negative numbers."""

    hours: float = 0.0
    interests: float = 0.0
    countries: float = 0.0
    organisations: float = 0.0
    levels: float = 0.0
    platforms: float = 0.0
    no_common_hour: float = 0.0
    hours_unknown: float = 0.0
    lone: float = 0.0
    repeated: float = 0.0
    size: float = 0.0
    split: float = 0.0
    no_common_language: float = 0.0
    apart: float = 0.0

    @property
    def total(self) -> float:
        return sum(self.by_name().values())

    def by_name(self) -> dict[str, float]:
        """The parts under the names of their weights, in this order."""
        return {part.name: getattr(self, part.name) for part in fields(self)}
