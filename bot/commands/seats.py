"""Seats of class lists: what trainers do about them, and how people come in by one."""

from dataclasses import replace
from typing import Annotated

from bot import seats
from bot.commands.common import StaffedCourse
from bot.commands.joining import Number
from bot.exports.handouts import Slip
from bot.profile import known_as
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Given, Suggested, Topic, command
from bot.wording import privacy as privacy_wording
from bot.wording import seats as wording
from bot.wording.catalogues import languages
from bot.wording.words import N_
from community.chat.form import Choice, Line, Pick
from community.courses import Course
from community.errors import NoSeatOfYours, StaleButton
from community.roles import Role
from community.seats import KEY, SEAT_LIFE, Seat, SeatState

Key = Annotated[str, Line(most=KEY)]
"""Shows that the person had the seat's code."""


@command("course seats", topic=Topic.COURSES, role=Role.TRAINER)
def list_(turn: Turn, course: StaffedCourse) -> Answer:
    """Show who of the class list has come in."""
    found = turn.course(course, Role.TRAINER)
    return Say(wording.listed(turn.words, found, turn.work.seats.of_course(course)))


@command("course seat", topic=Topic.COURSES, role=Role.TRAINER, example="/course_seat #12")
def show(
    turn: Turn, seat: Annotated[int, Pick("seats"), Asks(N_("Seat"), N_("Which seat of the class list?"))]
) -> Answer:
    """Look after one seat of the class list."""
    found, course = _mine(turn, seat)
    return Say(wording.shown(turn.words, course, found))


@command("seat renew", role=Role.TRAINER, personal=True)
def renew(turn: Turn, seat: Number) -> Answer:
    """Give a seat a new code."""
    found, course = _mine(turn, seat)
    if found.state(turn.now) is SeatState.CLAIMED:
        return Say(wording.shown(turn.words, course, found))
    code, link = seats.fresh_code(turn, course)
    hashed = seats.hash_of(turn.work.vault, code)
    turn.work.seats.save(replace(found, code_hash=hashed, expires=turn.now + SEAT_LIFE, revoked_at=None))
    return Say(wording.renewed(turn.words, found, Slip(found.name, code, link)))


@command("seat revoke", role=Role.TRAINER, personal=True)
def revoke(turn: Turn, seat: Number) -> Answer:
    """Take a seat back that nobody has claimed."""
    found, course = _mine(turn, seat)
    if found.state(turn.now) is SeatState.CLAIMED:
        return Say(wording.shown(turn.words, course, found))
    turn.work.seats.save(replace(found, revoked_at=turn.now))
    return Say(wording.revoked(turn.words, found))


def _mine(turn: Turn, number: int) -> tuple[Seat, Course]:
    """A seat in a course that this person runs. To everybody else it does not exist."""
    seat = turn.work.seats.get(number, lock=True)
    course = turn.work.courses.get(seat.course) if seat else None
    if seat is None or course is None or turn.role_in(course) < Role.TRAINER:
        raise NoSeatOfYours
    return seat, course


@command("seat claim", personal=True)
def claim(turn: Turn, seat: Number, key: Key) -> Answer:
    """Come in by a seat, under the name on the list."""
    found, course = seats.kept_for(turn, seat, key)
    return seats.come_in(turn, found, course, seats.usual_name(found))


@command("seat claim as", form=True, personal=True)
def claim_as(
    turn: Turn,
    seat: Number,
    key: Key,
    name: Annotated[
        str,
        Line(most=seats.NAME_MOST),
        Asks(N_("Your name"), N_("What shall the others call you? Any name you like.")),
        Given(known_as),
        Suggested(lambda turn: turn.person.name),
    ],
) -> Answer:
    """Come in by a seat, under a name of one's own."""
    return seats.come_in(turn, *seats.kept_for(turn, seat, key), name)


@command("seat language", personal=True)
def language(turn: Turn, seat: Number, key: Key, language: Annotated[str, Choice(languages())] = "") -> Answer:
    """Choose the language before coming in by a seat."""
    found, course = seats.kept_for(turn, seat, key)
    if not language:
        return Say(wording.choose_language(turn.words, found, languages()))
    turn.speak(language)
    return seats.welcome(turn, found, course)


@command("seat privacy", personal=True)
def privacy(
    turn: Turn, seat: Number, key: Key, part: Annotated[str, Choice(tuple(privacy_wording.Part))] = ""
) -> Answer:
    """Show what is kept, before coming in by a seat."""
    found, course = seats.kept_for(turn, seat, key)
    organisation = turn.work.organisations.get(course.organisation)
    if organisation is None:
        raise StaleButton
    said = (
        privacy_wording.page(turn.words, privacy_wording.Part(part), organisation.name)
        if part
        else privacy_wording.notice(turn.words, organisation.name)
    )
    return Say(wording.before_joining(turn.words, said, found, part))
