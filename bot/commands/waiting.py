"""The buttons of those who wait for a seat in a course."""

from bot import entrance
from bot.commands.joining import Number
from bot.turn import Answer, Say, Turn
from bot.vocabulary import command
from bot.wording import entrance as wording
from community.courses import Course
from community.entrance import Application, ApplicationState
from community.errors import NoSuchCourse, StaleButton


def _mine(turn: Turn, number: int) -> tuple[Application, Course]:
    found = turn.work.applications.get(number, lock=True)
    if found is None or found.person != turn.person.id:
        raise StaleButton
    course = turn.work.courses.get(found.course, lock=True)
    if course is None or not (course.is_open or course.has_ended):
        raise NoSuchCourse
    return found, course


@command("seat take", personal=True)
def take(turn: Turn, application: Number) -> Answer:
    """Take the seat that is kept for you."""
    found, course = _mine(turn, application)
    if course.has_ended:
        return Say(wording.course_closed(turn.words, course, found))
    if found.state is ApplicationState.IN:
        return entrance.wants_in(turn, course)
    if found.state is not ApplicationState.OFFERED:
        return Say(wording.offer_over(turn.words, course))
    entrance.take_seat(turn.work, course, found, turn.now)
    return entrance.welcome_in(turn, course)


@command("seat leave", personal=True)
def leave(turn: Turn, application: Number) -> Answer:
    """Wait no longer."""
    found, course = _mine(turn, application)
    if not found.state.is_open:
        if course.has_ended:
            return Say(wording.course_closed(turn.words, course, found))
        return Say(wording.offer_over(turn.words, course))
    entrance.settle(turn.work, found, ApplicationState.WITHDRAWN, turn.now)
    return Say(wording.withdrawn(turn.words, course))
