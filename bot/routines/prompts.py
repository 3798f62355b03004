"""What happens when a series is due: its slot opens exactly once, and its letters are written with it."""

from collections.abc import Sequence
from datetime import datetime

from bot.audience import tell_places, tell_staff
from community.calendar import Slot as Occurrence
from community.courses import Course
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import Series, Slot, SlotState
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
    centre = work.organisations.get(course.organisation)
    closed = centre.is_closed_on if centre else lambda _: False
    due = series.open_due(now, course_open=course.is_open, closed=closed)
    opened = [(each, _opened(work, series, each, fate, now)) for each, fate in due]
    _tell(work, course, [slot for each, slot in opened if not series.rests(each, closed)])
    work.prompts.save(series)


def _opened(work: Work, series: Series, occurrence: Occurrence, fate: SlotState, now: datetime) -> Slot:
    invited = sum(not taken.is_paused(now) for taken, _ in work.courses.members(series.course))
    return work.prompts.open_slot(series.id, occurrence.key, occurrence.due, now, fate, invited)


def _tell(work: Work, course: Course, opened: Sequence[Slot]) -> None:
    """The prompt goes to the course; what was skipped, or could be seen by nobody, to the trainers in one word.

    What was left out on a holiday was told to them before.
    """
    skipped = [slot for slot in opened if slot.state is SlotState.SKIPPED]
    if skipped:
        tell_staff(work, course, Notice(Kind.SLOT_SKIPPED, {"slot": skipped[-1].id, "times": len(skipped)}))
    for slot in opened:
        if slot.state is not SlotState.SKIPPED:
            notice = Notice(Kind.PROMPT, {"slot": slot.id})
            if not tell_places(work, course, notice, Subject("slot", slot.id)):
                tell_staff(work, course, Notice(Kind.NO_CHAT, {"slot": slot.id}))
