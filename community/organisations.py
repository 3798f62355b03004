"""The organisations that run courses, and the invitations by which staff come in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.roles import Role

INVITATION_LIFE = timedelta(days=14)


@dataclass(slots=True)
class Organisation:
    """A centre that runs courses; controller of its learners' data."""

    id: int
    name: str
    language: str
    zone: str


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
