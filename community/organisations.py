"""The organisations that run courses, and the invitations by which staff come in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from community.roles import Role

INVITATION_LIFE = timedelta(days=14)

RETENTION_DAYS = 90
"""How long words are kept after the end of a course, where an organisation says nothing else."""

RETENTION_LEAST, RETENTION_MOST = 14, 3650
"""Learners are warned 14 days before their words go, so they are kept at least that long."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days on which an organisation is closed, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(slots=True)
class Partnership:
    """Organisations that work together. Its coordinator sees figures of all of them, and nobody's name."""

    id: int
    name: str


@dataclass(slots=True)
class Organisation:
    """A centre that runs courses; controller of its learners' data."""

    id: int
    name: str
    language: str
    zone: str
    partnership: int | None = None
    country: str = ""
    """ISO 3166 code of two letters."""
    languages: tuple[str, ...] = ()
    """In which it teaches; the first is that of its own texts."""
    holidays: tuple[Holiday, ...] = ()
    controller: str = ""
    """Who answers for the data, and how to reach them, as the notice says it."""
    privacy_url: str = ""
    retention_days: int | None = None

    @property
    def keeps_words_for(self) -> timedelta:
        """After the end of a course."""
        return timedelta(days=RETENTION_DAYS if self.retention_days is None else self.retention_days)

    def is_closed_on(self, day: date) -> bool:
        return any(day in each for each in self.holidays)


@dataclass(slots=True)
class Invitation:
    """A one-time link that makes somebody a coordinator or trainer. Only a hash of its code is kept."""

    id: int
    organisation: int
    role: Role
    course: int | None
    expires: datetime
    used_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires
