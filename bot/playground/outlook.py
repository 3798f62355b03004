"""What is coming and what is on its way, read from the bot's database beside it; nobody's words are among it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.entrance import OFFERS
from bot.routines.newcomers import NEWCOMERS
from bot.routines.pauses import PAUSES
from bot.routines.prompts import SERIES
from bot.terms import ENDING
from community.chat.address import Place
from community.letters import Deed, Letter, Priority
from community.notices import Kind
from storage.formations import FORMATION
from storage.group_roles import ROLES
from storage.groups import GREETED, TENDED
from storage.pairs import ASKING, MENDING, PAIRS
from storage.timers import Timer
from storage.work import Work

MOST = 8
"""So many moments, letters and buried letters are shown; of more their number."""
LOOKED_AT = 200


class Because(StrEnum):
    """Why a letter has not arrived."""

    DOOR = "door"  # its reader has to open the private chat
    RETRY = "retry"  # it was tried in vain
    TIME = "time"  # it is not to arrive before a moment
    TURN = "turn"  # it may go as soon as the limits and the letters before it let it


@dataclass(frozen=True, slots=True)
class Coming:
    """A moment at which something happens by itself."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A letter that has not arrived."""

    id: int
    what: str
    place: Place
    because: Because
    until: datetime | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A letter that will never arrive."""

    what: str
    place: Place
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """All of it at one moment."""

    coming: tuple[Coming, ...] = ()
    letters: tuple[OnItsWay, ...] = ()
    lost: tuple[Lost, ...] = ()

    def next_moment(self, now: datetime) -> datetime | None:
        """When the next thing happens by itself; nobody knows when a person opens a chat."""
        timed = (each.until for each in self.letters if each.because is not Because.DOOR)
        ahead = [each.at for each in self.coming] + [moment for moment in timed if moment is not None]
        return min((moment for moment in ahead if moment > now), default=None)


def look(work: Work, now: datetime) -> Outlook:
    """What the database knows."""
    timers = work.timers.all()[:LOOKED_AT]
    letters = work.outbox.waiting(LOOKED_AT)
    return Outlook(
        tuple(_coming(work, timer) for timer in timers),
        tuple(_on_its_way(work, letter, now) for letter in letters),
        tuple(
            Lost(kind_of(each.letter), each.letter.place, each.reason, each.since)
            for each in work.outbox.buried()[-MOST:]
        ),
    )


def _coming(work: Work, timer: Timer) -> Coming:
    """In words; what belongs to no course that is there is only named."""
    if timer.kind == SERIES:
        series = work.prompts.get(timer.id)
        return Coming(timer.due, f"Prompt #{timer.id} of {_called(work, series.course if series else 0)}")
    if timer.kind not in _TIMERS:
        return Coming(timer.due, timer.kind.replace("_", " ").capitalize())
    words, course = _TIMERS[timer.kind]
    return Coming(timer.due, words.format(course=_called(work, course(work, timer.id))))


def _called(work: Work, number: int) -> str:
    course = work.courses.get(number)
    return course.name if course else "a course"


def _itself(_: Work, number: int) -> int:
    return number


def _of_group(work: Work, number: int) -> int:
    group = work.groups.get(number)
    return group.course if group else 0


def _of_formation(work: Work, number: int) -> int:
    formation = work.formations.get(number)
    return formation.course if formation else 0


def _of_pairing(work: Work, number: int) -> int:
    pairing = work.pairs.get(number)
    return pairing.course if pairing else 0


def _of_round(work: Work, number: int) -> int:
    met = work.pairs.round(number)
    return _of_pairing(work, met.pairing) if met else 0


def _of_member(work: Work, number: int) -> int:
    member = work.courses.member(number)
    return member.course if member else 0


_TIMERS: dict[str, tuple[str, Callable[[Work, int], int]]] = {
    NEWCOMERS: ("The trainers of {course} hear who else joined", _itself),
    OFFERS: ("A seat of {course} that was kept goes to who is next", _itself),
    ENDING: ("{course} ends, or its words are erased", _itself),
    TENDED: ("Newcomers of {course} come into groups", _itself),
    ROLES: ("Roles go round in the groups of {course}", _itself),
    GREETED: ("A group of {course} begins", _of_group),
    FORMATION: ("Groups of {course} are looked for", _of_formation),
    PAIRS: ("New pairs in {course}", _of_pairing),
    ASKING: ("The pairs of {course} are asked whether they met", _of_round),
    MENDING: ("Somebody else is looked for where a pair of {course} has lost one", _of_pairing),
    PAUSES: ("Somebody's pause in {course} ends", _of_member),
}
"""What each kind of timer is about, and the course to which its number leads."""


def _on_its_way(work: Work, letter: Letter, now: datetime) -> OnItsWay:
    later = letter.not_before if letter.not_before and letter.not_before > now else None
    if later is None:
        because = Because.RETRY if letter.attempts else Because.TURN
    elif _door_shut(work, letter):
        because = Because.DOOR
    else:
        because = Because.RETRY if letter.attempts else Because.TIME
    return OnItsWay(letter.id, kind_of(letter), letter.place, because, later, letter.attempts)


def _door_shut(work: Work, letter: Letter) -> bool:
    """Whether its reader has to open the private chat first; a letter to nobody we know was not tried twice for that."""
    if not letter.place.private:
        return False
    contacts = work.people.contacts(letter.reader) if letter.reader else []
    there = [contact for contact in contacts if contact.private == letter.place]
    return not any(contact.reachable for contact in there) if there else not letter.attempts


def kind_of(letter: Letter) -> str:
    """What kind of letter it is."""
    if letter.deed is not Deed.POST:
        return _DEEDS.get(letter.deed) or letter.deed.capitalize()
    if letter.notice is None:
        return "Answer" if letter.priority is Priority.ANSWER else "Message"
    return _NOTICES.get(letter.notice.kind) or letter.notice.kind.replace("_", " ").capitalize()


_DEEDS = {
    Deed.CHANGE: "Change of a message",
    Deed.COUNTED: "Reaction",
    Deed.UNCOUNTED: "Reaction taken back",
    Deed.ERASE: "Deletion",
}
_NOTICES = {
    Kind.PROMPT: "Prompt",
    Kind.ANSWER: "Answer for the group",
    Kind.COMMENT: "Comment for the group",
    Kind.KNOCK: "Knock in the group",
    Kind.GREETING: "Greeting",
    Kind.NEWCOMERS: "News of who joined",
    Kind.COURSE_PROPOSED: "Proposal of a course",
    Kind.COURSE_OPENED: "News of a new course",
    Kind.COURSE_DECIDED: "Decision on a course",
    Kind.FAILED: "Apology with a number",
}
