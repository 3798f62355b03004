"""Coming in by a seat of a class list: its code lets in whom the trainers wrote down, whatever else is asked of others."""

from dataclasses import replace

from bot import entrance, guessing
from bot.joining import join_links
from bot.profile import known_as
from bot.turn import Say, Turn
from bot.wording import joining
from bot.wording import seats as wording
from community.classlist import Listed, key_of
from community.courses import Course
from community.entrance import ApplicationState
from community.errors import NoSuchCourse, NoSuchSeat, SeatOver, SeatRevoked, SeatTaken
from community.ids import SEAT_CODE, new_code
from community.seats import Seat, SeatState
from storage.vault import Vault
from storage.work import Work

NAME_MOST = 40
"""A name in the chats is no longer; that on a list may be."""


def hash_of(vault: Vault, code: str) -> str:
    return vault.hash(f"seat {code}")


def fresh_code(turn: Turn, course: Course) -> tuple[str, str]:
    """A new code and the link that carries it; empty where the course's bots have no such links."""
    code = new_code(turn.rng, SEAT_CODE)
    return code, next(iter(join_links(turn.work, course, code)), "")


def listed(work: Work, course: int) -> Listed:
    """Who is on the class list of a course, as a new list is compared with it."""
    seats = work.seats.of_course(course)
    keys = {seat.id: key_of(seat.name, seat.external) for seat in seats}
    claimed = {keys[seat.id] for seat in seats if seat.claimed_at is not None}
    return Listed(frozenset(keys.values()), frozenset(claimed))


def room(turn: Turn, course: Course) -> int | None:
    """How many more can be put on the list; None for any number."""
    most = course.settings.seats
    return max(most - turn.work.applications.taken(course.id, turn.now), 0) if most else None


def enter(turn: Turn, code: str) -> Say:
    """What somebody hears who has the code of a seat."""
    seat = turn.work.seats.by_code(hash_of(turn.work.vault, code))
    if seat is None:
        return guessing.wrong(turn, NoSuchSeat())
    course = course_of(turn, seat)
    if _is_in(turn, course):
        _note_claim(turn, seat)
        return Say(joining.already_in(turn.words, course))
    must_be_free(turn, seat, course)
    if seat.language and turn.person.created_at == turn.now:  # the first we hear of this person
        turn.speak(seat.language)
    return welcome(turn, seat, course)


def welcome(turn: Turn, seat: Seat, course: Course) -> Say:
    organisation = turn.work.organisations.get(course.organisation)
    centre = organisation.name if organisation else ""
    known = known_as(turn)
    return Say(wording.welcome(turn.words, course, centre, seat, known or usual_name(seat), known=known is not None))


def usual_name(seat: Seat) -> str:
    """The name on the list, as far as it fits."""
    name = seat.name
    return name if len(name) <= NAME_MOST else name[: NAME_MOST + 1].rpartition(" ")[0] or name[:NAME_MOST]


def kept_for(turn: Turn, number: int, key: str) -> tuple[Seat, Course]:
    """A seat that this person can still claim, since they had its code; locked, and its course."""
    seat = turn.work.seats.get(number, lock=True)
    if seat is None or seat.key != key:
        raise NoSuchSeat
    course = course_of(turn, seat)
    must_be_free(turn, seat, course)
    return seat, course


def course_of(turn: Turn, seat: Seat) -> Course:
    course = turn.work.courses.get(seat.course)
    if course is None or not course.is_open:
        raise NoSuchCourse
    return course


def must_be_free(turn: Turn, seat: Seat, course: Course) -> None:
    """Free, or this person's own already: then they are coming back."""
    match seat.state(turn.now):
        case SeatState.CLAIMED if seat.person != turn.person.id:
            raise SeatTaken(course=course.name)
        case SeatState.REVOKED:
            raise SeatRevoked(course=course.name)
        case SeatState.EXPIRED:
            raise SeatOver(course=course.name)
        case _:
            return


def come_in(turn: Turn, seat: Seat, course: Course, name: str) -> Say:
    """Somebody agreed: they are in. A limit, the trainers' yes and the course's own code do not concern them."""
    if _is_in(turn, course):
        return Say(joining.already_in(turn.words, course))
    turn.person.name = known_as(turn) or name
    turn.person.zone = turn.person.zone or course.zone
    turn.work.people.save(turn.person)
    _claim(turn, seat)
    application = turn.work.applications.of(course.id, turn.person.id)
    if application is not None:  # whoever waited for a seat has one now
        entrance.settle(turn.work, application, ApplicationState.IN, turn.now)
    entrance.admit(turn.work, course, turn.person.id, turn.arrival.bot.platform, turn.now)
    return entrance.welcome_in(turn, course)


def _is_in(turn: Turn, course: Course) -> bool:
    membership = turn.work.courses.membership(course.id, turn.person.id)
    return membership is not None and membership.is_current


def _note_claim(turn: Turn, seat: Seat) -> None:
    """Who came in by another way and has no seat so far sits on this one from now on."""
    mine = any(each.person == turn.person.id for each in turn.work.seats.of_course(seat.course))
    if not mine and seat.state(turn.now) is SeatState.OPEN:
        _claim(turn, seat)


def _claim(turn: Turn, seat: Seat) -> None:
    turn.work.seats.save(replace(seat, person=turn.person.id, claimed_at=seat.claimed_at or turn.now))
