"""A course over time: change its details, copy it for a new term, close it, open it again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot import takeaway, terms
from bot.commands.common import StaffedCourse, staffed_course_here
from bot.commands.joining import Number
from bot.entrance import close_queue, refill
from bot.joining import join_links
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Checked, Given, Topic, command
from bot.wording import terms as wording
from bot.wording.catalogues import languages
from bot.wording.terms import Detail
from bot.wording.typed import language_of, meant
from bot.wording.words import N_, Words
from community.calendar import to_wall
from community.chat.form import Choice, Day, Line, Pick, Reading, Zone
from community.chat.message import Text
from community.courses import Course, CourseKind, CourseState
from community.days import read_day, read_period
from community.errors import CourseGoesOn, CourseOver, Invalid, NoCourseOfYours, NotAllowed
from community.ids import JOIN_CODE, new_code
from community.prompts import SeriesState
from community.roles import Grant, Role

WHICH = Asks(N_("Course"), N_("Which course?"))
WHAT = Asks(N_("What to change"), N_("What shall change?"))
VALUE = Asks(N_("What it shall be"), N_("What shall it be? Dates like 11.1.2027-28.5.2027; - stands for nothing."))
What = Choice(tuple(Detail))
COLUMNS = {Detail.TARGET: "target_group", Detail.SUBJECT: "subject", Detail.CODE: "institution_code"}
NOTHING = "-"


def _changes(turn: Turn, what: Detail, written: str) -> dict[str, Any]:
    """What one detail becomes, as it was written; `Invalid` says what may be written."""
    reading, language = Reading(turn.now, turn.words.zone, turn.words.locale), turn.words.language
    raw = "" if written.strip() == NOTHING else written.strip()
    match what:
        case Detail.NAME:
            return {"name": Line(most=80).read(raw, reading)}
        case Detail.DATES:
            days = read_period(raw) if raw else None
            last = days.last if days and days.last != days.first else None
            return {"starts_on": days.first if days else None, "ends_on": last}
        case Detail.ZONE:
            return {"zone": str(Zone().read(raw, reading))}
        case Detail.LANGUAGE:
            return {"language": Choice(languages()).read(language_of(raw, language), reading)}
        case Detail.KIND:
            kind = meant({each: (each,) for each in CourseKind}, raw, language) or raw
            return {"kind": CourseKind(Choice(tuple(CourseKind)).read(kind, reading))}
        case _:
            return {COLUMNS[what]: raw}


def _fits(turn: Turn, raw: str, values: Mapping[str, Any]) -> None:
    """A wrong value is asked for again."""
    if what := values.get("what"):
        _changes(turn, Detail(what), raw)


Value = Annotated[str, Line(most=200), VALUE, Checked(_fits)]


def any_course_here(turn: Turn) -> str | None:
    """The course of this chat, else the only one of this person, also if it has ended."""
    if number := staffed_course_here(turn):
        return number
    mine = [course.id for course in turn.work.courses.staffed(turn.person.id) if course.is_open or course.has_ended]
    return str(mine[0]) if len(mine) == 1 else None


def ended_course_here(turn: Turn) -> str | None:
    """The course of this chat if it has ended, else the only one of this person that has."""
    here = turn.work.courses.of_place(turn.arrival.place)
    if here is not None:
        return str(here.id)
    mine = [course.id for course in turn.work.courses.staffed(turn.person.id) if course.has_ended]
    return str(mine[0]) if len(mine) == 1 else None


@command("course edit", topic=Topic.COURSES, role=Role.TRAINER, example="/course_edit code 450231")
def edit(
    turn: Turn,
    course: StaffedCourse,
    what: Annotated[str, What, WHAT] = "",
    value: Value = "",
) -> Answer:
    """Change the details of a course."""
    found = turn.course(course, Role.TRAINER)
    if what and value:
        return _change(turn, found, Detail(what), value)
    return Say(wording.edit_menu(_in_zone(turn, found), found))


@command("course change", role=Role.TRAINER, form=True)
def change(turn: Turn, course: Number, what: Annotated[str, What], value: Value) -> Answer:
    """Change a detail of a course."""
    return _change(turn, turn.course(course, Role.TRAINER), Detail(what), value)


def _change(turn: Turn, course: Course, what: Detail, raw: str) -> Say:
    course = replace(course, **_changes(turn, what, raw))
    turn.work.courses.save(course)
    prompts = _move_prompts(turn, course) if what is Detail.ZONE else 0
    return Say(wording.changed(_in_zone(turn, course), course, what, prompts))


def _move_prompts(turn: Turn, course: Course) -> int:
    """A course that moves keeps its hours."""
    coming = turn.work.prompts.of_course(course.id, {SeriesState.SCHEDULED, SeriesState.PROPOSED})
    for series in coming:
        series.zone = course.zone
        turn.work.prompts.save(series)
    terms.move_rhythms(turn.work, course, turn.now)
    return len(coming)


def _is_to_come(turn: Turn, raw: str, values: Mapping[str, Any]) -> None:
    course = turn.work.courses.get(values["course"]) if "course" in values else None
    first = read_day(raw)
    if first < to_wall(turn.now, course.zone if course else turn.words.zone).date():
        raise Invalid("day_is_past", day=first)


@command("course copy", topic=Topic.COURSES, role=Role.TRAINER, example="/course_copy 11.1.2027", form=True)
def copy(
    turn: Turn,
    course: Annotated[int, Pick("courses that were"), WHICH, Given(any_course_here)],
    starts: Annotated[
        date,
        Day(),
        Asks(N_("First day"), N_("On which day does the new term begin? 11.1.2027")),
        Checked(_is_to_come),
    ],
    name: Annotated[str, Line(most=80), Asks(N_("Name of the new course"))] = "",
) -> Answer:
    """Copy a course for a new term."""
    found = turn.course(course, Role.TRAINER)
    if not any(grant.covers(found.organisation, None) for grant in turn.work.people.grants(turn.person.id)):
        raise NotAllowed(needs=Role.COORDINATOR)
    weeks = terms.weeks_between(turn.work, found, starts)
    new = turn.work.courses.add(_next_term(turn, found, name, starts, weeks))
    turn.work.people.grant(Grant(turn.person.id, Role.TRAINER, new.organisation, new.id), turn.now)
    prompts = terms.copy_prompts(turn.work, found, new, weeks, turn.now)
    return Say(wording.copied(_in_zone(turn, new), new, found, prompts, join_links(turn.work, new)))


def _next_term(turn: Turn, course: Course, name: str, starts: date, weeks: int) -> Course:
    return replace(
        course,
        id=0,
        name=name or course.name,
        code=new_code(turn.rng, JOIN_CODE),
        state=CourseState.OPEN,
        created_by=turn.person.id,
        created_at=turn.now,
        institution_code="",
        starts_on=starts,
        ends_on=terms.ends_with(course, starts, weeks),
        code_until=None,
        closed_at=None,
        warned_at=None,
        words_gone_at=None,
        copied_from=course.id,
    )


@command("course close", topic=Topic.COURSES, role=Role.TRAINER)
def close(turn: Turn, course: StaffedCourse) -> Answer:
    """End a course (asks once more)."""
    found = turn.course(course, Role.TRAINER)
    if not found.is_open:
        raise CourseOver(course=found.name)
    learners = len(turn.work.courses.members(found.id))
    prompts = len(turn.work.prompts.of_course(found.id, {SeriesState.SCHEDULED}))
    until = terms.would_go_at(turn.work, found, turn.now)
    return Say(wording.close_question(_in_zone(turn, found), found, learners, prompts, until))


def _stays_open(turn: Turn, args: Mapping[str, str]) -> Text | None:
    course = turn.work.courses.get(int(args["course"]))
    return wording.stays_open(turn.words, course) if course else None


@command("course close yes", role=Role.TRAINER, personal=True, withdraw=_stays_open)
def close_yes(turn: Turn, course: Number) -> Answer:
    """End the course."""
    found = turn.course(course, Role.TRAINER)
    until = terms.close(turn.work, found, turn.person.id, turn.now)
    close_queue(turn.work, found, turn.now)
    return Say(wording.closed(_in_zone(turn, found), found, until))


@command("course reopen", topic=Topic.COURSES, role=Role.TRAINER)
def reopen(turn: Turn, course: Annotated[int, Pick("ended courses"), WHICH, Given(ended_course_here)]) -> Answer:
    """Open a course again that was closed."""
    found = turn.course(course, Role.TRAINER)
    if found.is_open:
        raise CourseGoesOn(course=found.name)
    prompts = terms.reopen(turn.work, found, turn.now)
    refill(turn.work, found.id, turn.now)
    places = len(turn.work.courses.places(found.id))
    return Say(wording.reopened(_in_zone(turn, found), found, prompts, places))


@command("course file", by_link=True)
def file(turn: Turn, course: Number) -> Answer:
    """Get your own work of a course as a file."""
    found = turn.work.courses.get(course)
    if found is None or turn.work.courses.membership(course, turn.person.id) is None:
        raise NoCourseOfYours
    files = takeaway.files(turn.words, turn.work, found, turn.person.id)
    if not files:
        return Say(wording.nothing_written(turn.words, found))
    until = terms.words_go_at(turn.work, found)
    return Say(wording.take_away(turn.words, found, turn.person.name, until, files))


def _in_zone(turn: Turn, course: Course) -> Words:
    return replace(turn.words, zone=ZoneInfo(course.zone))
