"""What people agree to beyond taking part: one by one, each taken back as easily as it was given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

VERSION = "2026-11"
"""The version of the questions by which people agree."""


class About(StrEnum):
    """Everything that can be agreed to."""

    SHARING = "sharing"  # that an answer may be shown on the course's other platform, if its author says so each time
    ALWAYS_SHARING = "always sharing"  # the same, without being asked each time


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody's yes in a course, and whether they took it back."""

    course: int
    person: int
    about: About
    version: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None
