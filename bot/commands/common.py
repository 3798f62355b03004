"""What several commands ask in the same way."""

from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.turn import Turn
from bot.vocabulary import Asks, Given
from bot.wording.words import N_, Words
from community.chat.form import Pick
from community.courses import Course


def my_course_here(turn: Turn) -> str | None:
    """The course of this chat, if this person takes part in it; else the only one they take part in."""
    here = turn.work.courses.of_place(turn.arrival.place)
    mine = [course.id for course in turn.work.courses.learning(turn.person.id)]
    if here is not None and here.id in mine:
        return str(here.id)
    return str(mine[0]) if len(mine) == 1 else None


def staffed_course_here(turn: Turn) -> str | None:
    """The course of this chat; else the only open one this person is a trainer of."""
    here = turn.work.courses.of_place(turn.arrival.place)
    if here is not None:
        return str(here.id)
    mine = [course.id for course in turn.work.courses.staffed(turn.person.id) if course.is_open]
    return str(mine[0]) if len(mine) == 1 else None


def bot_link(turn: Turn) -> str:
    """The address at which this bot is added to a chat: on Discord with exactly the permissions that it needs."""
    known = turn.work.bots.get(turn.arrival.bot)
    return known[1] if known else ""


def in_its_zone(turn: Turn, course: Course) -> Words:
    """A course's times are spoken of in the course's zone, which is named beside them."""
    return replace(turn.words, zone=ZoneInfo(course.zone))


MyCourse = Annotated[int, Pick("my courses"), Asks(N_("Course"), N_("Which course?")), Given(my_course_here)]
StaffedCourse = Annotated[
    int, Pick("staffed courses"), Asks(N_("Course"), N_("For which course?")), Given(staffed_course_here)
]
