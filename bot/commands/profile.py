"""What people tell of themselves: a few questions after joining, and everything to be seen and changed at any time."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot import profile
from bot.commands.common import MyCourse, my_course_here
from bot.commands.joining import Number
from bot.routines.pauses import pause as pause_all
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Called, Offered, Skippable, Suggested, Topic, command
from bot.wording import telling as wording
from bot.wording.hours import hours_said
from bot.wording.typed import ENDS
from bot.wording.words import N_, Words
from community.chat.form import Choice, Line, Option, Whole, Zone
from community.courses import Course, Membership
from community.errors import HasLeft, NoCourseOfYours
from community.roles import Role
from community.telling import Hours, Interests, Languages, Pause
from community.zones import city

LANGUAGES = Asks(
    N_("Languages"), N_("Which languages do you read and write with others? For example: English, Finnish")
)
HOURS = Asks(N_("Free times"), N_("When are you usually free? For example: Mon and Wed 18-21, Sat mornings"))
INTERESTS = Asks(N_("Interests"), N_("What interests you? Up to 8 words with commas between: cooking, football"))
GOAL = Asks(N_("Goal"), N_("What do you want to reach in this course? One sentence is enough."))
SHARING = Asks(N_("The other platform"), N_("May answers that you choose be read on the course's other platform?"))
NAME = Asks(N_("Your name"), N_("What shall the others call you? Any name you like."))
ZONE = Asks(N_("Time zone"), N_("Where do you live? A large city in your time zone is enough."))
LEVEL = Asks(N_("Level"), N_("How much of the subject do you know already, from 1 (just beginning) to 5 (well)?"))
KIND = Asks(
    N_("Not the only one"),
    N_('Complete: "I do not want to be the only one in my group who is ...". Only your trainers read it.'),
)
GOAL_MOST = 300
Level = Whole(1, profile.LEVELS)


def _if_open(question: str) -> Skippable:
    """Asked where the course wants to know and the person has not said it yet."""

    def wanted(turn: Turn, values: Any) -> bool:
        course = turn.work.courses.get(values["course"]) if "course" in values else None
        return course is not None and profile.is_open(turn.work, turn.person, course, question)

    return Skippable(wanted)


def _once_taken(turn: Turn, number: int) -> tuple[Course, Membership]:
    """A course that this person takes part in, or has left."""
    course, taken = turn.work.courses.get(number), turn.work.courses.membership(number, turn.person.id)
    if course is None or taken is None:
        raise NoCourseOfYours
    return course, taken


def _taken(turn: Turn, number: int) -> tuple[Course, Membership]:
    """A course that this person takes part in."""
    course, taken = _once_taken(turn, number)
    if not taken.is_current:
        raise HasLeft(course=course.name)
    return course, taken


def _keep(turn: Turn, values: Mapping[str, Any], taken_back: Collection[str]) -> None:
    """Each answer stands as soon as it is given: nobody loses it by not coming to the end."""
    _, taken = _once_taken(turn, values["course"])
    told = {name: values[name] for name in profile.QUESTIONS if values.get(name)}
    back = {name: nothing for name, nothing in profile.UNTOLD.items() if name in taken_back}
    if "sharing" in taken_back:
        back["sharing"] = "no"  # a yes that was taken back holds no longer
    profile.keep(turn.work, turn.person, taken, {**back, **told}, turn.now)


@command(profile.QUESTIONING, form=True, personal=True, keep=_keep)
def about_me(
    turn: Turn,
    course: Number,
    sharing: Annotated[str, Choice(("yes", "no")), SHARING, _if_open("sharing")] = "",
    languages: Annotated[
        tuple[str, ...], Languages(), LANGUAGES, Offered(profile.languages_offered), _if_open("languages")
    ] = (),
    hours: Annotated[str, Hours(), HOURS, Offered(profile.hours_offered), _if_open("hours")] = "",
    interests: Annotated[
        tuple[str, ...], Interests(), INTERESTS, Offered(profile.interests_offered), _if_open("interests")
    ] = (),
    goal: Annotated[str, Line(most=GOAL_MOST, several_lines=True), GOAL, _if_open("goal")] = "",
    level: Annotated[int, Level, LEVEL, Offered(profile.levels_offered), _if_open("level")] = 0,
) -> Answer:
    """Tell me a little about you."""
    found, taken = _once_taken(turn, course)
    own: dict[str, Any] = {"languages": languages, "hours": hours}
    told = own | {"sharing": sharing, "interests": interests, "goal": goal, "level": level}
    _keep(turn, {"course": course, **told}, ())
    said = _lines(turn.words, told if taken.is_current else own)
    if taken.is_current:
        return Say(wording.told(turn.words, said))
    if not said:
        raise HasLeft(course=found.name)
    return Say(wording.told_after_leaving(turn.words, found, said))


def _lines(w: Words, told: Mapping[str, Any]) -> list[str]:
    """What was said, a line each."""
    said: dict[str, Callable[[Any], str]] = {
        "sharing": lambda sharing: wording.line_of_sharing(w, yes=sharing == "yes"),
        "languages": lambda languages: wording.line_of_languages(w, languages),
        "hours": lambda hours: wording.line_of_hours(w, hours),
        "interests": lambda interests: wording.line_of_interests(w, interests),
        "goal": lambda goal: wording.line_of_goal(w, goal),
        "level": lambda level: wording.line_of_level(w, level),
    }
    return [line(told[name]) for name, line in said.items() if told.get(name)]


@command("about later")
def about_later(turn: Turn, course: Number) -> Answer:
    """Answer the questions later."""
    found, _ = _taken(turn, course)
    return Say(wording.later(turn.words, found))


@command("me", topic=Topic.YOU)
def me(turn: Turn) -> Answer:
    """Show what you told me about yourself, and change it."""
    return Say(wording.me(turn.words, profile.profile_of(turn.work, turn.person)))


@command("me name", form=True)
def me_name(turn: Turn, name: Annotated[str, Line(most=40), NAME, Suggested(lambda turn: turn.person.name)]) -> Answer:
    """Change your name."""
    turn.person.name = name
    turn.work.people.save(turn.person)
    return Say(wording.changed(turn.words, wording.line_of_name(turn.words, name)))


def _languages_told(turn: Turn) -> str:
    return ", ".join(wording.language_in(turn.words, code) for code in turn.person.languages)


@command("me languages", form=True)
def me_languages(
    turn: Turn,
    languages: Annotated[
        tuple[str, ...], Languages(), LANGUAGES, Offered(profile.languages_offered), Suggested(_languages_told)
    ],
) -> Answer:
    """Change the languages you use with others."""
    turn.person.languages = languages
    turn.work.people.save(turn.person)
    return Say(wording.changed(turn.words, wording.line_of_languages(turn.words, languages)))


@command("me hours", form=True)
def me_hours(
    turn: Turn,
    hours: Annotated[
        str,
        Hours(),
        HOURS,
        Offered(profile.hours_offered),
        Suggested(lambda turn: hours_said(turn.words, turn.person.hours)),
    ],
) -> Answer:
    """Change your free times."""
    turn.person.hours = hours
    turn.work.people.save(turn.person)
    return Say(wording.changed(turn.words, wording.line_of_hours(turn.words, hours)))


def _told_here(turn: Turn) -> Membership | None:
    """What this person told the course they are likely to mean."""
    course = my_course_here(turn)
    return turn.work.courses.membership(int(course), turn.person.id) if course else None


def _interests_told(turn: Turn) -> str:
    told = _told_here(turn)
    return ", ".join(told.interests) if told else ""


def _goal_told(turn: Turn) -> str:
    told = _told_here(turn)
    return told.goal if told else ""


@command("me interests", form=True)
def me_interests(
    turn: Turn,
    course: MyCourse,
    interests: Annotated[
        tuple[str, ...], Interests(), INTERESTS, Offered(profile.interests_offered), Suggested(_interests_told)
    ],
) -> Answer:
    """Change your interests."""
    _, taken = _taken(turn, course)
    turn.work.courses.save_membership(replace(taken, interests=interests))
    return Say(wording.changed(turn.words, wording.line_of_interests(turn.words, interests)))


@command("me goal", form=True)
def me_goal(
    turn: Turn,
    course: MyCourse,
    goal: Annotated[str, Line(most=GOAL_MOST, several_lines=True), GOAL, Suggested(_goal_told)],
) -> Answer:
    """Change your goal."""
    _, taken = _taken(turn, course)
    turn.work.courses.save_membership(replace(taken, goal=goal))
    return Say(wording.changed(turn.words, wording.line_of_goal(turn.words, goal)))


@command("me level", form=True)
def me_level(
    turn: Turn, course: MyCourse, level: Annotated[int, Level, LEVEL, Offered(profile.levels_offered)]
) -> Answer:
    """Change your level."""
    _, taken = _taken(turn, course)
    turn.work.courses.save_membership(replace(taken, level=level))
    return Say(wording.changed(turn.words, wording.line_of_level(turn.words, level)))


def _kind_told(turn: Turn) -> str:
    told = _told_here(turn)
    return told.kind if told else ""


@command("me kind", form=True)
def me_kind(turn: Turn, course: MyCourse, kind: Annotated[str, Line(most=40), KIND, Suggested(_kind_told)]) -> Answer:
    """Change what you would not be the only one of."""
    _, taken = _taken(turn, course)
    turn.work.courses.save_membership(replace(taken, kind=kind.strip("-– ")))  # a dash takes it back
    return Say(wording.changed(turn.words, wording.line_of_kind(turn.words, kind.strip("-– "))))


@command("me zone", form=True)
def me_zone(
    turn: Turn,
    zone: Annotated[ZoneInfo, Zone(), ZONE, Suggested(lambda turn: city(str(turn.words.zone), turn.words.language))],
) -> Answer:
    """Change your time zone."""
    turn.person.zone = str(zone)
    turn.work.people.save(turn.person)
    turn.words = replace(turn.words, zone=zone)
    return Say(wording.changed(turn.words, wording.zone_line(turn.words)))


@command("settings", topic=Topic.YOU, found_in="me")
def settings(turn: Turn) -> Answer:
    """Show your name, language and time zone here."""
    return Say(wording.settings(turn.words, turn.person, paused_until(turn)))


def paused_until(turn: Turn) -> datetime | None:
    """The end of this person's pause; None if they take part somewhere, or nowhere at all."""
    mine = turn.work.courses.memberships(turn.person.id)
    if not mine or not all(each.is_paused(turn.now) for each in mine):
        return None
    return min(each.paused_until for each in mine if each.paused_until)


def _lengths(turn: Turn, _values: Any) -> list[Option]:
    w = turn.words
    return [Option(f"{weeks}w", w.n("One week", "{count} weeks", weeks)) for weeks in (1, 2, 4)]


@command("pause", topic=Topic.YOU, example="/pause 2 weeks", form=True, for_members=True)
def pause(
    turn: Turn,
    until: Annotated[
        datetime | None,
        Pause(),
        Called(ENDS),
        Asks(N_("How long"), N_('How long do you pause? For example: 2 weeks, or until 7 January; "off" ends it.')),
        Offered(_lengths),
    ],
) -> Answer:
    """Pause for a while, or come back (off)."""
    courses = turn.work.courses.learning(turn.person.id)
    if not courses:
        return Say(wording.no_course_to_pause(turn.words))
    pause_all(turn.work, turn.person.id, until, turn.now)
    return Say(wording.paused(turn.words, until, courses) if until else wording.back(turn.words))


@command("consents", topic=Topic.YOU, found_in="settings")
def consents(turn: Turn) -> Answer:
    """Show what you agreed to, and take it back."""
    return Say(wording.consents(turn.words, profile.agreements(turn.work, turn.person)))


@command("consents sharing")
def consents_sharing(turn: Turn, course: Number, sharing: Annotated[str, Choice(("yes", "no"))]) -> Answer:
    """Say whether answers may be read on the other platform."""
    found = turn.course(course, Role.LEARNER)
    _taken(turn, course)
    _share(turn, found, yes=sharing == "yes")
    return Say(wording.sharing_said(turn.words, found, yes=sharing == "yes"))


def _share(turn: Turn, course: Course, *, yes: bool) -> None:
    """Yes is to be asked each time; who wants it always says so in `/sharing`."""
    turn.work.sharing.decide(course.id, turn.person.id, None if yes else False, turn.now)
