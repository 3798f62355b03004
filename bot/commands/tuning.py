"""How a course works: every rule is a setting, shown with what it means and changed by a press or a word."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.entrance import refill
from bot.turn import Answer, Say, Turn
from bot.vocabulary import About, Asks, Called, Checked, Matter, Topic, command
from bot.wording import tuning as wording
from bot.wording import typed
from bot.wording.tuning import Section
from bot.wording.words import N_
from community.chat.form import Choice, Line
from community.courses import Course
from community.errors import Invalid
from community.roles import Role
from community.settings import CourseSettings, bounds
from storage.groups import tend

VALUE = Asks(N_("New value"), N_("Which value shall it have? A number, on, off, or no limit."))
FLAGS = {name for name in wording.MEANINGS if not bounds(name)}
CALLED = Called({name: (label,) for name, (label, _) in wording.MEANINGS.items()})


def _is_one(turn: Turn, raw: str, _: Mapping[str, Any]) -> None:
    if _named(turn, raw) not in wording.MEANINGS:
        raise Invalid("no_such_setting", given=raw)


def _fits(turn: Turn, raw: str, values: Mapping[str, Any]) -> None:
    """A wrong value is asked for again: whether one is right depends on the setting alone."""
    if setting := values.get("setting"):
        CourseSettings().changed(_named(turn, setting), _value(turn, setting, raw))


def _asked(turn: Turn, values: Mapping[str, Any]) -> Matter | None:
    """The setting as it is now, above the question what it shall be."""
    course, name = turn.work.courses.get(values.get("course", 0)), _named(turn, values.get("setting", ""))
    if course is None or name not in wording.MEANINGS or turn.role_in(course) < Role.TRAINER:
        return None
    return Matter(wording.standing(turn.words, course, name))


Setting = Annotated[
    str, Line(most=40), Asks(N_("Setting"), N_("Which setting? For example: group size.")), CALLED, Checked(_is_one)
]
Value = Annotated[str, Line(most=20), VALUE, Checked(_fits), About(_asked)]


@command("course settings", topic=Topic.COURSES, role=Role.TRAINER, example="/course_settings group_size 5")
def settings(
    turn: Turn,
    course: StaffedCourse,
    setting: Setting = "",
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
def set_(turn: Turn, course: Number, setting: Annotated[str, Line(most=40), CALLED], value: Value) -> Answer:
    """Change a setting of a course."""
    return _set(turn, turn.course(course, Role.TRAINER), setting, value)


def _named(turn: Turn, setting: str) -> str:
    return typed.meant(CALLED.codes, setting, turn.words.language) or setting.strip().casefold().replace(" ", "_")


def _value(turn: Turn, setting: str, raw: str) -> str:
    """As `CourseSettings` reads it, from the words of whoever wrote it."""
    name = _named(turn, setting)
    called = typed.UNLIMITED if name == "seats" else typed.FLAGS if name in FLAGS else {}
    return typed.meant(called, raw, turn.words.language) or raw


def _set(turn: Turn, course: Course, setting: str, value: str) -> Say:
    name = _named(turn, setting)
    course.settings = course.settings.changed(name, _value(turn, setting, value))
    turn.work.courses.save(course)
    refill(turn.work, course.id, turn.now)  # there may be more seats now
    tend(turn.work, course.id, turn.now)  # or groups again, after people left
    return Say(wording.section(turn.words, course, wording.section_of(name), name))
