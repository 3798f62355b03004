"""Notices about coming in, waiting, being let in, and pauses, put into words at the moment of delivery."""

from collections.abc import Callable

from bot.profile import open_questions
from bot.wording import entrance, joining, telling
from bot.wording.words import Words
from community.chat.message import Message
from community.courses import Course
from community.entrance import Application, ApplicationState
from community.notices import Kind, Notice
from storage.work import Work


def _about(work: Work, notice: Notice) -> tuple[Application, Course] | None:
    application = work.applications.get(int(notice.facts["application"]))
    course = work.courses.get(application.course) if application else None
    return (application, course) if application and course and course.is_open else None


def _wants_in(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _about(work, notice)
    person = work.people.get(found[0].person) if found else None
    if found is None or person is None or found[0].state is not ApplicationState.ASKED:
        return None
    application, course = found
    return entrance.wants_in(w, course, application, person.name, work.applications.taken(course.id, w.now))


def _waits(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _about(work, notice)
    if found is None or found[0].state is not ApplicationState.WAITING:
        return None
    application, course = found
    return entrance.agreed_and_waits(w, course, application, work.applications.place(application))


def _seat_offered(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _about(work, notice)
    if found is None or found[0].state is not ApplicationState.OFFERED:
        return None
    return entrance.seat_offered(w, found[1], found[0])


def _offer_lapsed(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _about(work, notice)
    return entrance.offer_lapsed(w, found[1]) if found and found[0].state is ApplicationState.LAPSED else None


def _not_let_in(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _about(work, notice)
    return entrance.declined(w, found[1]) if found and found[0].state is ApplicationState.DECLINED else None


def _queue_closed(w: Words, work: Work, notice: Notice) -> Message | None:
    """Nothing, should it be open again by now, or should they not wait any more."""
    application = work.applications.get(int(notice.facts["application"]))
    course = work.courses.get(application.course) if application and application.state.is_open else None
    return entrance.course_closed(w, course, application) if course and application and course.has_ended else None


def _let_in(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(int(notice.facts["course"]))
    person = work.people.get(int(notice.facts["person"]))
    if course is None or person is None:
        return None
    return joining.joined(w, person.name, course, open_questions(work, person, course))


def _removed(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(int(notice.facts["course"]))
    return entrance.removed(w, course) if course else None


WORDING: dict[Kind, Callable[[Words, Work, Notice], Message | None]] = {
    Kind.WANTS_IN: _wants_in,
    Kind.LET_IN: _let_in,
    Kind.WAITS: _waits,
    Kind.NOT_LET_IN: _not_let_in,
    Kind.SEAT_OFFERED: _seat_offered,
    Kind.OFFER_LAPSED: _offer_lapsed,
    Kind.QUEUE_CLOSED: _queue_closed,
    Kind.REMOVED: _removed,
    Kind.PAUSE_OVER: lambda w, _work, _notice: telling.back(w),
}
