"""What happens when a series is due: its slot opens exactly once, and its letters are written with it."""

from datetime import datetime

from bot.audience import tell_places, tell_staff
from community.calendar import Slot as Occurrence
from community.courses import Course
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import Series, SlotState
from storage.work import Work

SERIES = "series"
"""The kind of a series' timer."""


def open_due_slots(work: Work, number: int, now: datetime) -> None:
    """Open or skip everything of a series that is due, and set its timer anew."""
    series = work.prompts.get(number, lock=True)
    course = work.courses.get(series.course) if series else None
    if series is None or course is None:
        work.timers.set(SERIES, number, None)
        return
    for occurrence, fate in series.open_due(now, course_open=course.is_open):
        _open(work, series, course, occurrence, fate, now)
    work.prompts.save(series)


def _open(work: Work, series: Series, course: Course, occurrence: Occurrence, fate: SlotState, now: datetime) -> None:
    invited = len(work.courses.members(course.id))
    slot = work.prompts.open_slot(series.id, occurrence.key, occurrence.due, now, fate, invited)
    if fate is SlotState.SKIPPED:
        tell_staff(work, course, Notice(Kind.SLOT_SKIPPED, {"slot": slot.id}))
    else:
        tell_places(work, course, Notice(Kind.PROMPT, {"slot": slot.id}), Subject("slot", slot.id))
