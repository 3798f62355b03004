"""Peer groups of a course: proposed in a formation, confirmed by a trainer, and changed with few moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class FormationState(StrEnum):
    """A formation is proposed until a trainer confirms or drops it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """What became of a person in a formation or a round of pairs; everybody has one."""

    PLACED = "placed"
    WAITING = "waiting"
    PAUSED = "paused"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in a formation: the number of their group in it, and why. A locked one stays where it is."""

    person: int
    group: int | None
    outcome: Outcome
    reason: Mapping[str, int | str] = field(default_factory=dict)
    locked: bool = False


@dataclass(slots=True)
class Formation:
    """A proposal of groups: the seed and rules by which it was found, and what became of each person."""

    id: int
    course: int
    state: FormationState
    seed: int
    rules: str
    created_by: int
    created_at: datetime
    settled_at: datetime | None = None


@dataclass(slots=True)
class PeerGroup:
    """A few learners of a course who work together. `number` counts within the course and is never used again."""

    id: int
    course: int
    number: int
    name: str
    formation: int | None
    created_at: datetime
    ended_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Somebody's time in a group."""

    group: int
    person: int
    joined_at: datetime
    left_at: datetime | None = None
