"""What a course wants to know of a person, what is known already, and what can be offered as an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.turn import Turn
from bot.wording.labels import language_name
from bot.wording.telling import Part, Profile
from community.chat.form import Option
from community.consents import About
from community.courses import Course, Membership
from community.interests import shared
from community.people import Person
from storage.work import Work

QUESTIONS = ("sharing", "languages", "hours", "interests", "goal", "level")
"""In the order in which they are asked."""

QUESTIONING = "about me"
"""The command that asks them."""

LEVELS = 5

FOR_A_PRESS = 6
"""So many interests of others are offered as buttons."""


def is_open(work: Work, person: Person, course: Course, question: str) -> bool:
    """Whether the course asks this and the person has not said it yet."""
    taken = work.courses.membership(course.id, person.id)
    return taken is not None and taken.is_current and _is_wanted(work, person, course, taken, question)


def _is_wanted(work: Work, person: Person, course: Course, taken: Membership, question: str) -> bool:
    settings = course.settings
    match question:
        case "sharing":
            return settings.sharing and work.consents.of(course.id, person.id, About.SHARING) is None
        case "languages":
            return settings.ask_languages and not person.languages
        case "hours":
            return settings.ask_hours and not person.hours
        case "interests":
            return settings.ask_interests and not taken.interests
        case "goal":
            return settings.ask_goal and not taken.goal
        case _:
            return settings.ask_level and taken.level is None


def open_questions(work: Work, person: Person, course: Course) -> int:
    """How many questions are left."""
    return sum(is_open(work, person, course, question) for question in QUESTIONS)


def has_open_questions(work: Work, person: Person) -> bool:
    """Whether a course of theirs wants to know something that this person has not said."""
    return any(open_questions(work, person, course) for course in work.courses.learning(person.id))


UNTOLD: Mapping[str, Any] = {"languages": (), "hours": "", "interests": (), "goal": "", "level": None}
"""What is kept of who has not answered."""


def keep(work: Work, person: Person, taken: Membership, told: Mapping[str, Any], now: datetime) -> None:
    """What somebody told, or took back, stands at once: of themselves in any case, of the course while they are in it."""
    person.languages = told.get("languages", person.languages)
    person.hours = told.get("hours", person.hours)
    work.people.save(person)
    if taken.is_current:
        of_course = {name: told[name] for name in ("interests", "goal", "level") if name in told}
        work.courses.save_membership(replace(taken, **of_course))
        if "sharing" in told:
            _agree(work, taken, now, yes=told["sharing"] == "yes")


def _agree(work: Work, taken: Membership, now: datetime, *, yes: bool) -> None:
    """Yes is to be asked each time. What was said already is not said anew: they may have said more meanwhile."""
    said = work.consents.of(taken.course, taken.person, About.SHARING)
    if said is None or said.holds is not yes:
        work.sharing.decide(taken.course, taken.person, None if yes else False, now)


def end_questions(work: Work, person: Person, course: Course) -> bool:
    """Who leaves a course is asked no more for it; whether they were being asked."""
    about = (each for each in work.drafts.of_person(person.id) if each.path == QUESTIONING)
    asked = [each for each in about if each.args.get("course") == str(course.id)]
    for each in asked:
        work.drafts.drop(each.id)
    return bool(asked)


def known_as(turn: Turn) -> str | None:
    """The name by which other courses know this person already: they join under it. None for who is to be asked."""
    work, person = turn.work, turn.person
    takes_part = work.courses.memberships(person.id) or work.applications.of_person(person.id)
    return person.name or None if takes_part else None


def profile_of(work: Work, person: Person) -> Profile:
    """Everything somebody told, with their courses and the queues they stand in."""
    parts = [part(work, each, asks=person) for each in work.courses.memberships(person.id)]
    applied = [(work.courses.get(each.course), each) for each in work.applications.of_person(person.id)]
    waits = [(course, each, work.applications.place(each)) for course, each in applied if course and course.is_open]
    return Profile(person, [each for each in parts if each], waits)


def agreements(work: Work, person: Person) -> list[Part]:
    """What somebody agreed to, also in courses that have ended."""
    found = [part(work, each, ended=True) for each in work.courses.memberships(person.id)]
    return [each for each in found if each]


def part(work: Work, taken: Membership, *, ended: bool = False, asks: Person | None = None) -> Part | None:
    """Somebody's part in a course that is open, or has ended; with what it still asks of them."""
    course = work.courses.get(taken.course)
    if course is None or not (course.is_open or (ended and course.has_ended)):
        return None
    shares = work.consents.holds(course.id, taken.person, About.SHARING)
    always = work.sharing.standing(course.id, taken.person) is True
    return Part(course, taken, shares, always, open_questions(work, asks, course) if asks else 0)


def languages_offered(turn: Turn, values: Mapping[str, Any]) -> Sequence[Option]:
    """The person's own language, and together with that of the course."""
    course = turn.work.courses.get(values["course"]) if "course" in values else None
    mine = turn.words.language
    codes = [mine] if course is None or course.language == mine else [mine, course.language]
    both = Option(", ".join(codes), turn.words.listed([language_name(code) for code in codes]))
    return [both] if len(codes) == 1 else [both, *(Option(code, language_name(code)) for code in codes)]


def hours_offered(turn: Turn, _values: Mapping[str, Any]) -> Sequence[Option]:
    """What most say; English is always understood."""
    w = turn.words
    return [
        Option("weekday evenings", w.s("Weekday evenings")),
        Option("weekdays daytime", w.s("Weekdays in the daytime")),
        Option("weekends", w.s("Weekends")),
        Option("mornings", w.s("Mornings")),
    ]


def levels_offered(turn: Turn, _values: Mapping[str, Any]) -> Sequence[Option]:
    """From 1 to 5, the ends in words."""
    w = turn.words
    return [
        Option("1", w.s("1: I am just beginning")),
        *(Option(str(level), str(level)) for level in range(2, LEVELS)),
        Option(str(LEVELS), w.s("5: I know it well")),
    ]


def interests_offered(turn: Turn, values: Mapping[str, Any]) -> Sequence[Option]:
    """Words of others in the course, if at least three have them; added to those the person has already."""
    if "course" not in values:
        return []
    members = turn.work.courses.members(values["course"])
    own = next((taken.interests for taken, person in members if person.id == turn.person.id), ())
    known = {word.casefold() for word in own}
    common = shared([taken.interests for taken, person in members if person.id != turn.person.id])
    fresh = [word for word in common if word.casefold() not in known][:FOR_A_PRESS]
    return [Option(", ".join([*own, word]), word) for word in fresh]
