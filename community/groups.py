"""Peer groups of a course: proposed in a formation, confirmed by a trainer, and changed with few moves."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from community.matching import Reason, Rules, State, Weights
from community.settings import CourseSettings


class FormationState(StrEnum):
    """A formation is asked for, proposed as soon as it is found, and then confirmed or dropped by a trainer."""

    ASKED = "asked"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules by which groups are formed: sizes, and weights in per cent, as the course had them when it was asked."""

    size: int = 4
    again: bool = False
    """For a new phase: everybody is grouped anew. Otherwise only those who are in no group."""
    alone: bool = True
    hours: int = 35
    interests: int = 20
    countries: int = 15
    levels: int = 15
    platforms: int = 15

    @classmethod
    def of(cls, settings: CourseSettings, size: int = 0, *, again: bool = False) -> "Terms":
        """As the course is set; with another size where one is named."""
        return cls(
            size or settings.group_size,
            again,
            settings.not_alone,
            settings.weight_hours,
            settings.weight_interests,
            settings.weight_countries,
            settings.weight_levels,
            settings.weight_platforms,
        )

    @property
    def rules(self) -> Rules:
        """As the matching of people understands them."""
        weights = Weights(
            hours=self.hours / 100,
            interests=self.interests / 100,
            countries=self.countries / 100,
            levels=self.levels / 100,
            platforms=self.platforms / 100,
        )
        return Rules(self.size, weights, self.alone)

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, written: str) -> "Terms":
        return cls(**json.loads(written))


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in a formation: the number of their group in it (from 0), and why. A locked one stays where it is."""

    person: int
    group: int | None
    state: State
    reasons: tuple[Reason, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since a proposal was drawn: counts of people, and the numbers of the groups it touched."""

    left: int = 0
    paused: int = 0
    joined: int = 0
    back: int = 0
    """Whose pause is over."""
    placed: int = 0
    """Who is in a group that there is already."""
    groups: tuple[int, ...] = ()
    stale: bool = False
    """Somebody was erased and their seat with them: the groups are still to be scored anew."""

    @property
    def total(self) -> int:
        """Grows with everything that happens, so a yes can say how much of it its giver has read."""
        return self.left + self.paused + self.joined + self.back + self.placed

    def and_then(self, later: "Since") -> "Since":
        groups = tuple(sorted({*self.groups, *later.groups}))
        return Since(
            self.left + later.left,
            self.paused + later.paused,
            self.joined + later.joined,
            self.back + later.back,
            self.placed + later.placed,
            groups,
            later.stale,
        )

    def written(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def read(cls, written: str) -> "Since":
        known = json.loads(written)
        return cls(**{**known, "groups": tuple(known.get("groups", ()))})


@dataclass(slots=True)
class Formation:
    """A proposal of groups: the seed and terms by which it was found. What became of each person stands in its seats."""

    id: int
    course: int
    state: FormationState
    seed: int
    terms: Terms
    created_by: int
    created_at: datetime
    settled_at: datetime | None = None
    since: Since = Since()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a trainer's word, or for being found."""
        return self.state in {FormationState.ASKED, FormationState.PROPOSED}


class WishSource(StrEnum):
    """Whose wish it is; a learner's is kept private."""

    LEARNER = "learner"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class CourseWish:
    """Two people of a course should be in one group, or in no case. `person` is who wishes it, where a learner does."""

    id: int
    course: int
    person: int
    other: int
    together: bool
    source: WishSource


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
    locked: bool = False
    """Nobody is put into it or taken out of it by a proposal."""
    told_size: int | None = None
    """How few members it had when its trainers were asked what to do last."""

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
