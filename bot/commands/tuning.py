"""How a course works: every rule is a setting, shown with what it means and changed by a press or a word."""

from typing import Annotated

from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.entrance import refill
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Topic, command
from bot.wording import tuning as wording
from bot.wording.tuning import Section
from bot.wording.words import N_
from community.chat.form import Choice, Line
from community.courses import Course
from community.roles import Role
from storage.groups import tend

VALUE = Asks(N_("New value"), N_("Which value shall it have? A number, or on or off."))
Value = Annotated[str, Line(most=20), VALUE]


@command("course settings", topic=Topic.COURSES, role=Role.TRAINER, example="/course_settings group_size 5")
def settings(
    turn: Turn,
    course: StaffedCourse,
    setting: Annotated[str, Line(most=40), Asks(N_("Setting"), N_("Which setting?"))] = "",
    value: Value = "",
    section: Annotated[str, Choice(tuple(Section))] = "",
) -> Answer:
    """Show or change how a course works."""
    found = turn.course(course, Role.TRAINER)
    if setting and value:
        return _set(turn, found, setting, value)
    if section or setting:
        return Say(wording.section(turn.words, found, Section(section) if section else wording.section_of(setting)))
    return Say(wording.overview(turn.words, found))


@command("course set", role=Role.TRAINER, form=True)
def set_(turn: Turn, course: Number, setting: Annotated[str, Line(most=40)], value: Value) -> Answer:
    """Change a setting of a course."""
    return _set(turn, turn.course(course, Role.TRAINER), setting, value)


def _set(turn: Turn, course: Course, setting: str, value: str) -> Say:
    name = setting.casefold().replace(" ", "_")
    course.settings = course.settings.changed(name, value)
    turn.work.courses.save(course)
    refill(turn.work, course.id, turn.now)  # there may be more seats now
    tend(turn.work, course.id, turn.now)  # or groups again, after people left
    return Say(wording.section(turn.words, course, wording.section_of(name), name))
