"""Courses, their places in the chats, and who takes part."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from community.chat.address import Place, Platform

NOTICE_VERSION = "2026-11"
"""The version of the privacy notice that people read when they join."""


class CourseState(StrEnum):
    """A course is proposed by a chat's administrator, open, or closed."""

    PROPOSED = "proposed"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(slots=True)
class Course:
    """A course of an organisation. `code` is what learners join with; it also connects further places."""

    id: int
    organisation: int
    name: str
    language: str
    zone: str
    code: str
    state: CourseState
    created_by: int
    created_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state is CourseState.OPEN


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """A chat where a course meets. It stays the course's when we are removed from it, so that we can come back."""

    course: int
    place: Place
    title: str = ""
    left_at: datetime | None = None
    """Since when we are not in it any more."""
    muted_at: datetime | None = None
    """Since when it takes nothing that we write; we go on trying."""
    id: int = field(default=0, compare=False)

    @property
    def hears(self) -> bool:
        """Whether what we write arrives there, as far as we know."""
        return self.left_at is None and self.muted_at is None


@dataclass(frozen=True, slots=True)
class Membership:
    """A learner in a course. `joined_on` is the platform through which they came in."""

    id: int
    course: int
    person: int
    platform: Platform
    joined_at: datetime
    notice: str
    consented_at: datetime
    left_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        return self.left_at is None

    def leave(self, now: datetime) -> "Membership":
        return replace(self, left_at=now)
