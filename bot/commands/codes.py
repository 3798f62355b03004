"""The code of a course: shown, limited in time, made anew, and on a poster for the wall."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot import poster as drawing
from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.joining import join_links
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Called, Offered, Topic, command
from bot.wording import codes as wording
from bot.wording.typed import ENDS
from bot.wording.words import N_
from community.chat.form import Option
from community.chat.message import File, Text
from community.courses import Course
from community.ids import JOIN_CODE, new_code
from community.roles import Role
from community.telling import Pause


def _show(turn: Turn, course: Course) -> Say:
    words = replace(turn.words, zone=ZoneInfo(course.zone))
    return Say(wording.shown(words, course, join_links(turn.work, course), turn.now))


@command("course code", topic=Topic.COURSES, role=Role.TRAINER)
def code(turn: Turn, course: StaffedCourse) -> Answer:
    """Show, limit or renew the code of a course."""
    return _show(turn, turn.course(course, Role.TRAINER))


def _lengths(turn: Turn, _values: Any) -> list[Option]:
    w = turn.words
    weeks = [Option(f"{count}w", w.n("One week", "{count} weeks", count)) for count in (1, 2, 4)]
    return [*weeks, Option("off", w.s("Without a limit"))]


@command("code until", role=Role.TRAINER, form=True)
def until(
    turn: Turn,
    course: Number,
    until: Annotated[
        datetime | None,
        Pause(),
        Called(ENDS),
        Asks(
            N_("How long"),
            N_("How long shall the code work? For example: 2 weeks, until 7 January, or: no limit."),
        ),
        Offered(_lengths),
    ],
) -> Answer:
    """Limit a code in time."""
    found = turn.course(course, Role.TRAINER)
    found.code_until = until
    turn.work.courses.save(found)
    return _show(turn, found)


@command("code renew", role=Role.TRAINER)
def renew(turn: Turn, course: Number) -> Answer:
    """Make a new code (asks once more)."""
    return Say(wording.renew_question(turn.words, turn.course(course, Role.TRAINER)))


def _stays(turn: Turn, args: Mapping[str, str]) -> Text | None:
    course = turn.work.courses.get(int(args["course"]))
    return wording.kept(turn.words, course) if course else None


@command("code renew yes", role=Role.TRAINER, personal=True, withdraw=_stays)
def renew_yes(turn: Turn, course: Number) -> Answer:
    """Make a new code, and let the old one end."""
    found = turn.course(course, Role.TRAINER)
    found.code, found.code_until = new_code(turn.rng, JOIN_CODE), None
    turn.work.courses.save(found)
    return _show(turn, found)


@command("course poster", topic=Topic.COURSES, role=Role.TRAINER)
def poster(turn: Turn, course: StaffedCourse) -> Answer:
    """Get a poster with a QR code for the wall."""
    found = turn.course(course, Role.TRAINER)
    links = join_links(turn.work, found)
    picture = drawing.png(_drawn(turn, found, links))
    alt = wording.poster_alt(turn.words, found)
    return Say(wording.poster(turn.words, found, links, File(f"join-{found.code}.png", picture, "image/png", alt)))


def _drawn(turn: Turn, course: Course, links: list[str]) -> drawing.Poster:
    """In the language of the course. Where no link leads to us, the camera reads what is to be written."""
    words = replace(turn.words, language=course.language)
    organisation = turn.work.organisations.get(course.organisation)
    names = [link.partition("?")[0].removeprefix("https://") for link in links]
    return drawing.Poster(
        organisation=organisation.name if organisation else "",
        course=course.name,
        sentence=wording.on_the_poster(words),
        code=course.code,
        by_hand=wording.by_hand(words, course.code, names),
        target=links[0] if links else f"/join {course.code}",
    )
