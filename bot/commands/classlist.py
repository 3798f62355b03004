"""Taking in a class list: shown with every fault first, kept only after a yes."""

import json
from collections.abc import Mapping
from typing import Annotated

from bot import seats
from bot.call import Call
from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.exports.handouts import Slip
from bot.sheets import TABLE, rows_of
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Topic, command
from bot.wording import classlist as wording
from bot.wording import seats as seat_wording
from bot.wording.words import N_
from community import classlist
from community.chat.form import Line
from community.chat.inbound import Attachment
from community.chat.message import Text
from community.courses import Course
from community.errors import NoSuchCourse, StaleButton
from community.roles import Role
from community.seats import SEAT_LIFE, Seat

ADD = "course import yes"


def _drop(turn: Turn, _: Mapping[str, str]) -> Text:
    return wording.dropped(turn.words)


@command("course import", topic=Topic.COURSES, role=Role.TRAINER)
def import_(
    turn: Turn,
    course: StaffedCourse,
    file: Annotated[
        Attachment,
        TABLE,
        Asks(
            N_("Class list"),
            N_("Send me the class list as a file (Excel, LibreOffice or CSV), with a heading over each column."),
        ),
    ],
) -> Answer:
    """Take in a class list."""
    found = _open_course(turn, course)
    rows = turn.read(file, rows_of)
    read = classlist.read(rows, wording.language_codes(), seats.listed(turn.work, course), seats.room(turn, found))
    call = Call(ADD, {"course": str(course), "people": _written(read.people)})
    return Say(wording.preview(turn.words, found, file.name, read, call))


@command(ADD, role=Role.TRAINER, personal=True, withdraw=_drop)
def add(turn: Turn, course: Number, people: Annotated[str, Line(most=10**6, several_lines=True)]) -> Answer:
    """Put the people of a list on the class list of the course."""
    found = _open_course(turn, course)
    turn.work.courses.get(course, lock=True)  # of two lists that are added at once, the second sees the first
    wanted = _lines_of(people)
    new = classlist.still_new(wanted, seats.listed(turn.work, course), seats.room(turn, found))
    if not new:
        return Say(seat_wording.nobody_added(turn.words, found))
    return Say(seat_wording.added(turn.words, found, _seat(turn, found, new), len(wanted) - len(new)))


def _open_course(turn: Turn, number: int) -> Course:
    course = turn.course(number, Role.TRAINER)
    if not course.is_open:
        raise NoSuchCourse
    return course


def _written(lines: list[classlist.Line]) -> str:
    return json.dumps([[line.name, line.number, line.language, line.group] for line in lines], ensure_ascii=False)


def _seat(turn: Turn, course: Course, lines: list[classlist.Line]) -> list[Slip]:
    """Keep a seat for everybody; what they are handed, by groups and in the order of the list."""
    slips, kept = [], []
    for line in sorted(lines, key=lambda line: line.group):
        code, link = seats.fresh_code(turn, course)
        slips.append(Slip(line.name, code, link, line.group))
        kept.append(
            Seat(
                id=0,
                course=course.id,
                name=line.name,
                external=line.number,
                language=line.language,
                code_hash=seats.hash_of(turn.work.vault, code),
                created_at=turn.now,
                expires=turn.now + SEAT_LIFE,
            )
        )
    turn.work.seats.add(kept)
    return slips


def _lines_of(written: str) -> list[classlist.Line]:
    try:
        return [classlist.Line(*line) for line in json.loads(written)]
    except (ValueError, TypeError) as error:
        raise StaleButton from error
