"""What is said about class lists and their seats, once each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.call import Call
from bot.exports.handouts import Slip
from bot.wording import classlist, privacy, seats
from bot.wording.catalogues import languages
from bot.wording.words import Words, message
from community.chat.message import Message
from community.classlist import ClassList, Fault, Faulty, Line
from community.courses import Course, CourseState
from community.seats import Seat

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
COURSE = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.OPEN, 1, TUESDAY)
ADD = Call("course import yes", {"course": "1"})

OPEN = Seat(12, 1, "SIRPA MÄKINEN", "S-1", "fi", "", TUESDAY, TUESDAY + timedelta(days=90))
CLAIMED = replace(OPEN, person=1, claimed_at=TUESDAY)
REVOKED = replace(OPEN, revoked_at=TUESDAY)
EXPIRED = replace(OPEN, expires=TUESDAY)
SLIP = Slip("SIRPA MÄKINEN", "WL9R5UAY2P", "HTTPS://CHAT.EXAMPLE/VALO?START=WL9R5UAY2P")

PEOPLE = tuple((row, Line(f"OPPILAS-{row}")) for row in range(2, 190))
FAULTY = tuple(Faulty(row, fault, "OTTO", "1001", 4) for row, fault in enumerate(Fault, 200))


def page(w: Words) -> dict[str, Message]:
    return {**_lists(w), **_codes(w), **_seats(w), **_ways_in(w)}


def _lists(w: Words) -> dict[str, Message]:
    fine = ClassList(PEOPLE, (), 1)
    return {
        "a list": classlist.preview(w, COURSE, "7B.CSV", fine, ADD),
        "a list with odd letters": classlist.preview(
            w, COURSE, "7B.CSV", replace(fine, good=((2, Line("SIRPA M„KINEN")),)), ADD
        ),
        "a list of one": classlist.preview(w, COURSE, "7B.CSV", replace(fine, good=PEOPLE[:1]), ADD),
        "a list of nobody": classlist.preview(w, COURSE, "7B.CSV", ClassList((), FAULTY[:1], 0), ADD),
        "a list with every fault": classlist.preview(
            w,
            COURSE,
            "7B.CSV",
            ClassList(PEOPLE, FAULTY, 1, (("VILLE", 3, 9),) * 5, ("E-MAIL", "")),
            ADD,
        ),
        **{
            f"a list with {fault}": classlist.preview(
                w, COURSE, "7B.CSV", replace(fine, good=PEOPLE[:1], faulty=(each,)), ADD
            )
            for fault, each in zip(Fault, FAULTY, strict=True)
        },
        "a list dropped": message(classlist.dropped(w)),
    }


def _codes(w: Words) -> dict[str, Message]:
    return {
        "codes": seats.added(w, COURSE, [SLIP, SLIP], 0),
        "one code": seats.added(w, COURSE, [SLIP], 1),
        "codes for some": seats.added(w, COURSE, [replace(SLIP, group="7B")], 2),
        "nobody added": seats.nobody_added(w, COURSE),
        "a new code": seats.renewed(w, OPEN, SLIP),
    }


def _seats(w: Words) -> dict[str, Message]:
    return {
        "no class list": seats.listed(w, COURSE, []),
        "a class list": seats.listed(w, COURSE, [OPEN, CLAIMED, REVOKED, EXPIRED]),
        "a long class list": seats.listed(w, COURSE, [OPEN] * 40),
        "a class list of people who came": seats.listed(w, COURSE, [CLAIMED]),
        "a seat": seats.shown(w, COURSE, OPEN),
        "a seat claimed": seats.shown(w, COURSE, CLAIMED),
        "a seat taken back": seats.shown(w, COURSE, REVOKED),
        "a seat too old": seats.shown(w, COURSE, EXPIRED),
        "a seat is taken back": seats.revoked(w, OPEN),
    }


def _ways_in(w: Words) -> dict[str, Message]:
    return {
        "a welcome to a seat": seats.welcome(w, COURSE, "VALO CENTRE", OPEN, OPEN.name),
        "before a seat": seats.before_joining(w, privacy.notice(w, "VALO CENTRE"), OPEN),
        "a language before a seat": seats.choose_language(w, OPEN, languages()),
    }
