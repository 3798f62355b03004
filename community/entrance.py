"""Who comes into a course, and who waits: seats, the trainers' yes, and what keeps codes from being guessed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

from community.chat.address import Platform
from community.settings import CourseSettings

MOST_WRONG = 5
WRONG_WITHIN = timedelta(hours=1)
"""After five wrong codes within an hour a person waits until that hour is over."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many codes that open nothing somebody has typed since a moment."""

    since: datetime
    wrong: int

    def counted(self, now: datetime) -> "Attempts":
        """With one more of them; an hour that is over is forgotten."""
        return Attempts(now, 1) if self.until <= now else replace(self, wrong=self.wrong + 1)

    @property
    def until(self) -> datetime:
        return self.since + WRONG_WITHIN

    def must_wait(self, now: datetime) -> bool:
        return self.wrong >= MOST_WRONG and now < self.until


class ApplicationState(StrEnum):
    """Somebody who wants to come in."""

    ASKED = "asked"  # the trainers are to say yes
    WAITING = "waiting"  # for a free seat
    OFFERED = "offered"  # a seat is kept for them
    IN = "in"
    DECLINED = "declined"  # by a trainer
    WITHDRAWN = "withdrawn"  # by the person
    LAPSED = "lapsed"  # nobody took the seat that was offered

    @property
    def is_open(self) -> bool:
        return self in {ApplicationState.ASKED, ApplicationState.WAITING, ApplicationState.OFFERED}


@dataclass(frozen=True, slots=True)
class Application:
    """A place in the queue of a course. An offered seat is kept `until`."""

    id: int
    course: int
    person: int
    platform: Platform
    state: ApplicationState
    asked_at: datetime
    until: datetime | None = None
    settled_at: datetime | None = None

    def offered(self, until: datetime) -> "Application":
        return replace(self, state=ApplicationState.OFFERED, until=until)

    def waits(self) -> "Application":
        return replace(self, state=ApplicationState.WAITING, until=None)

    def settled(self, state: ApplicationState, now: datetime) -> "Application":
        return replace(self, state=state, until=None, settled_at=now)


class Way(StrEnum):
    """What happens to who wants to come in now."""

    IN = auto()
    ASKS = auto()
    WAITS = auto()


def way_in(settings: CourseSettings, taken: int, *, agreed: bool = False) -> Way:
    """`taken` counts members and seats that are kept for somebody; `agreed`: a trainer has said yes."""
    if settings.approval and not agreed:
        return Way.ASKS
    return Way.IN if free_seats(settings, taken) > 0 else Way.WAITS


def free_seats(settings: CourseSettings, taken: int) -> int:
    """How many may still come in; as many as a course ever has where there is no limit."""
    return max(0, settings.seats - taken) if settings.seats else 1_000_000
