"""Seats: the lines of a class list. Whoever has a seat's code claims it, and comes in by it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SEAT_LIFE = timedelta(days=90)
"""A code that nobody used is of no use after this; the trainers can make another."""


KEY = 8
"""So many letters of the hash of a code stand for having had it."""


class SeatState(StrEnum):
    """Where a seat stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of a class list. `external` is the institution's own number of a learner; of the code a hash is kept."""

    id: int
    course: int
    name: str
    external: str
    language: str
    code_hash: str
    created_at: datetime
    expires: datetime | None = None
    person: int | None = None
    claimed_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def key(self) -> str:
        """What a button carries that was given to somebody who had the code: with a new code it opens nothing."""
        return self.code_hash[:KEY]

    def state(self, now: datetime) -> SeatState:
        if self.claimed_at is not None:
            return SeatState.CLAIMED
        if self.revoked_at is not None:
            return SeatState.REVOKED
        over = self.expires is not None and self.expires <= now
        return SeatState.EXPIRED if over else SeatState.OPEN
