"""Prompts: a series is scheduled once or by a rule; each due moment opens one slot; people answer slots and each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import TypeAlias

from community.calendar import Schedule
from community.calendar import Slot as Occurrence
from community.chat.address import MessageRef
from community.errors import PromptOver
from community.organisations import Holiday

Closed: TypeAlias = Callable[[date], bool]
"""Whether an organisation is closed on a day."""

ANSWER_MOST = 3500
"""Characters of an answer or a prompt: fits every platform with its frame around it, in one or two messages."""

STALE = timedelta(days=7)
"""A single prompt later than this has lost its sense."""

TODO_WINDOW = timedelta(days=14)
"""How long an unanswered prompt waits on a person's list."""

EARLIER_KEPT = timedelta(days=7)
"""How long an answer that was replaced can count again."""

IN_A_ROW = timedelta(minutes=10)
"""Answers to one prompt that come as close together as this were written as one, and are told of as one."""


class SeriesState(StrEnum):
    """A series is proposed (being confirmed), scheduled, suspended with its course, cancelled, or finished."""

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    FINISHED = "finished"


class SlotState(StrEnum):
    """A slot was opened on time, late, or skipped."""

    OPEN = "open"
    LATE = "late"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Slot:
    """One opening of a series. `key` is the local wall-clock moment; unique in its series."""

    id: int
    series: int
    key: str
    due_at: datetime
    opened_at: datetime
    state: SlotState


@dataclass(slots=True)
class Answer:
    """What a person answered to a slot: their words, and where they stand."""

    id: int
    slot: int
    person: int
    text: str
    at: datetime
    source: MessageRef | None = None
    """The person's own message, when they typed the answer as a reply."""
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    shared_at: datetime | None = None
    """Since when it is shown on another platform as well."""

    @property
    def counts(self) -> bool:
        return self.withdrawn_at is None

    @property
    def in_group(self) -> bool:
        """Whether the person typed it where others read it."""
        return self.source is not None and not self.source.place.private


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What a person answered before, and could let count again."""

    id: int
    answer: int
    person: int
    text: str
    source: MessageRef | None
    expires: datetime

    @property
    def replaced_at(self) -> datetime:
        return self.expires - EARLIER_KEPT

    @property
    def in_group(self) -> bool:
        """Whether the person typed it where others read it."""
        return self.source is not None and not self.source.place.private


def in_a_row(earlier: Sequence[EarlierAnswer]) -> list[EarlierAnswer]:
    """Of what somebody answered before, the latest first: the latest, and what was replaced shortly before it."""
    apart = (index for index, (late, early) in enumerate(pairwise(earlier), 1) if _far_apart(late, early))
    return list(earlier[: next(apart, len(earlier))])


def _far_apart(late: EarlierAnswer, early: EarlierAnswer) -> bool:
    return late.replaced_at - early.replaced_at > IN_A_ROW


@dataclass(slots=True)
class PeerReply:
    """What a person wrote to somebody's answer; without words where we could not read them."""

    id: int
    answer: int
    person: int
    text: str | None
    at: datetime
    source: MessageRef | None = None


@dataclass(slots=True)
class Series:
    """A prompt that a trainer wrote, and when it comes."""

    id: int
    course: int
    text: str
    schedule: Schedule
    zone: str
    state: SeriesState
    created_by: int
    created_at: datetime
    done_until: datetime | None = None
    """Everything due up to here has been opened or skipped."""

    def next_due(self) -> datetime | None:
        """When this wants attention next; None while it is not scheduled."""
        occurrence = self.next_occurrence()
        return occurrence.due if occurrence else None

    def next_occurrence(self) -> Occurrence | None:
        if self.state is not SeriesState.SCHEDULED:
            return None
        return self.schedule.after(self.done_until or self.created_at, self.zone)

    def confirm(self, now: datetime) -> None:
        if self.state in {SeriesState.CANCELLED, SeriesState.FINISHED}:
            raise PromptOver
        if self.state is SeriesState.PROPOSED:
            self.state, self.done_until = SeriesState.SCHEDULED, now

    def cancel(self) -> None:
        if self.state in {SeriesState.CANCELLED, SeriesState.FINISHED}:
            raise PromptOver
        self.state = SeriesState.CANCELLED

    def reword(self, text: str) -> None:
        self._must_be_ahead()
        self.text = text

    def move(self, schedule: Schedule, now: datetime) -> None:
        self._must_be_ahead()
        self.schedule = schedule
        if self.done_until is not None:
            self.done_until = max(self.done_until, now)

    def suspend(self) -> None:
        """The course is closed: what was scheduled waits, should it be opened again; what was only proposed is over."""
        if self.state is SeriesState.SCHEDULED:
            self.state = SeriesState.SUSPENDED
        elif self.state is SeriesState.PROPOSED:
            self.state = SeriesState.CANCELLED

    def resume(self, now: datetime) -> None:
        """The course is open again: what fell into the time between is over."""
        if self.state is SeriesState.SUSPENDED:
            self.state, self.done_until = SeriesState.SCHEDULED, now
            if self.next_occurrence() is None:
                self.state = SeriesState.FINISHED

    def rests(self, occurrence: Occurrence, closed: Closed) -> bool:
        """Whether it is left out on this day: what comes back keeps holidays, what comes once was meant."""
        return self.schedule.repeats and closed(occurrence.local.date())

    def left_out(self, holidays: Sequence[Holiday], after: datetime) -> list[date]:
        """The days still to come on which it is left out."""
        if not self.schedule.repeats or not holidays:
            return []
        last = max(each.last for each in holidays)
        days = (each.local.date() for each in self.schedule.occurrences(self.zone, after))
        return [day for day in takewhile(lambda day: day <= last, days) if any(day in each for each in holidays)]

    def next_shown(self, closed: Closed) -> Occurrence | None:
        """The next occurrence that people will see."""
        if self.state is not SeriesState.SCHEDULED:
            return None
        ahead = self.schedule.occurrences(self.zone, self.done_until or self.created_at)
        return next((each for each in ahead if not self.rests(each, closed)), None)

    def open_due(
        self, now: datetime, *, course_open: bool, closed: Closed = lambda _: False
    ) -> list[tuple[Occurrence, SlotState]]:
        """Every occurrence due by `now`, with what becomes of it. Only the newest is posted; older ones lost their sense."""
        due: list[Occurrence] = []
        while (occurrence := self.next_occurrence()) and occurrence.due <= now:
            due.append(occurrence)
            self.done_until = occurrence.due
        if self.state is SeriesState.SCHEDULED and self.next_occurrence() is None:
            self.state = SeriesState.FINISHED
        newest = [each for each in due if not self.rests(each, closed)][-1:]
        return [(each, self._fate(each, now, newest=each in newest, course_open=course_open)) for each in due]

    @staticmethod
    def _fate(occurrence: Occurrence, now: datetime, *, newest: bool, course_open: bool) -> SlotState:
        lateness = now - occurrence.due
        if not course_open or not newest or lateness > STALE:
            return SlotState.SKIPPED
        return SlotState.LATE if lateness > timedelta(minutes=5) else SlotState.OPEN

    def _must_be_ahead(self) -> None:
        if self.state in {SeriesState.CANCELLED, SeriesState.FINISHED}:
            raise PromptOver
