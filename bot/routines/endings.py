"""What happens after the end of a course: its learners are warned, then its words are erased."""

from datetime import datetime

from bot.terms import ENDING, tell_learners, watch, words_go_at
from community.courses import Course
from community.notices import Kind
from storage.work import Work

__all__ = ["ENDING", "look_after"]


def look_after(work: Work, number: int, now: datetime) -> None:
    """Whatever is due for a course that has ended."""
    course = work.courses.get(number, lock=True)
    goes = words_go_at(work, course) if course else None
    if course is None or goes is None:
        work.timers.set(ENDING, number, None)
        return
    if course.warned_at is None:
        _warn(work, course, now)
    elif goes <= now:
        work.ended.erase_words(course.id)
        work.seats.forget_list(course.id)
        course.words_gone_at = now
        work.courses.save(course)
    watch(work, course)


def _warn(work: Work, course: Course, now: datetime) -> None:
    """Everybody whose words are still there gets them once more."""
    course.warned_at = now
    work.courses.save(course)
    wrote = [each for each in work.courses.everybody(course.id) if _has_words(work, course, each)]
    tell_learners(work, course, Kind.WORDS_GO, wrote)


def _has_words(work: Work, course: Course, person: int) -> bool:
    return bool(work.ended.answers(course.id, person) or work.ended.comments(course.id, person))
