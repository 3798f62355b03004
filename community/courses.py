"""Courses, their places in the chats, and who takes part."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from community.chat.address import Place, Platform
from community.errors import CourseGoesOn, CourseOver, WordsGone
from community.settings import CourseSettings

NOTICE_VERSION = "2026-11"
"""The version of the privacy notice that people read when they join."""

WARNED_BEFORE = timedelta(days=14)
"""So long before its words go the learners of a course are warned."""


class CourseState(StrEnum):
    """A course is proposed by a chat's administrator, open, or closed."""

    PROPOSED = "proposed"
    OPEN = "open"
    CLOSED = "closed"


class CourseKind(StrEnum):
    """Who learns in a course: learners, or trainers who are trained."""

    LEARNERS = "learners"
    TRAINERS = "trainers"


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
    kind: CourseKind = CourseKind.LEARNERS
    target_group: str = ""
    subject: str = ""
    institution_code: str = ""
    """The number that the organisation's own system gives it."""
    starts_on: date | None = None
    ends_on: date | None = None
    settings: CourseSettings = field(default_factory=CourseSettings)
    code_until: datetime | None = None
    """When the code ceases to let learners in; None: when the course closes."""
    closed_at: datetime | None = None
    copied_from: int | None = None
    warned_at: datetime | None = None
    """When its learners were told that its words go soon."""
    words_gone_at: datetime | None = None
    """When its words were erased."""

    @property
    def is_open(self) -> bool:
        return self.state is CourseState.OPEN

    def lets_in(self, now: datetime) -> bool:
        """Whether its code opens it to learners."""
        return self.is_open and (self.code_until is None or now < self.code_until)

    @property
    def has_ended(self) -> bool:
        """Whether it was open once and was closed; a proposal that was declined never was."""
        return self.closed_at is not None

    def close(self, now: datetime) -> None:
        """End it: from now on its words are kept for a while only."""
        if not self.is_open:
            raise CourseOver(course=self.name)
        self.state, self.closed_at, self.warned_at = CourseState.CLOSED, now, None

    def reopen(self) -> None:
        """Undo that, as long as its words are there."""
        if self.words_gone_at is not None:
            raise WordsGone(course=self.name)
        if not self.has_ended:
            raise CourseGoesOn(course=self.name)
        self.state, self.closed_at, self.warned_at = CourseState.OPEN, None, None

    def words_go_at(self, kept_for: timedelta) -> datetime | None:
        """When its words are to be erased, two weeks after the warning at the earliest; None while it is open, and after."""
        if self.closed_at is None or self.words_gone_at is not None:
            return None
        usual = self.closed_at + kept_for
        return max(usual, self.warned_at + WARNED_BEFORE) if self.warned_at else usual

    def next_due(self, kept_for: timedelta) -> datetime | None:
        """When its end wants attention next: to warn its learners, then to erase its words."""
        goes = self.words_go_at(kept_for)
        if goes is None or self.warned_at is not None:
            return goes
        return max(goes - WARNED_BEFORE, self.closed_at or goes)


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
    group: int | None = None
    """The peer group that meets here; None where the whole course does."""
    id: int = field(default=0, compare=False)
    closed_to_threads: str = field(default="", compare=False)
    """Why no thread could be opened in it the last time, as the reason of `NoThreads`."""

    @property
    def platform(self) -> Platform:
        return self.place.bot.platform

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
    paused_until: datetime | None = None
    level: int | None = None
    """As the person judges it themselves, 1 to 5."""
    goal: str = ""
    interests: tuple[str, ...] = ()
    away_at: datetime | None = None
    """Since when they are not in the course's chat any more, as far as the platform told us."""
    kind: str = ""
    """What somebody would rather not be the only one of in a group, in their own words."""

    @property
    def is_current(self) -> bool:
        return self.left_at is None

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until

    def leave(self, now: datetime) -> "Membership":
        return replace(self, left_at=now)
