"""Everything that is said about coming in, waiting, telling of oneself, pausing, and to trainers about their people."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.roster import Doing, Row, Shut
from bot.wording import codes, entrance, people, telling
from bot.wording.words import Words, message, paragraph
from community.chat.address import Platform
from community.chat.message import File, Message
from community.courses import Course, CourseState, Membership
from community.entrance import Application, ApplicationState
from community.people import Person
from community.settings import CourseSettings

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
LINK = "HTTPS://CHAT.EXAMPLE/VALO?START=SUOM2345"
ALL_ASKED = CourseSettings(seats=12, sharing=True, ask_goal=True, ask_level=True)
COURSE = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.OPEN, 1, TUESDAY, settings=ALL_ASKED)
OPEN_TO_ALL = replace(COURSE, settings=CourseSettings())
LIMITED = replace(COURSE, code_until=MONDAY)
OVER = replace(COURSE, code_until=TUESDAY)
WAITS = Application(3, 1, 1, Platform.TELEGRAM, ApplicationState.WAITING, TUESDAY)
OFFERED = WAITS.offered(MONDAY)
AINO = Person(1, "AINO", "en", "Europe/Helsinki", TUESDAY, (), "mo 18:00-21:00,tu 18:00-21:00")
MEMBER = Membership(1, 1, 1, Platform.TELEGRAM, TUESDAY, "1", TUESDAY, goal="TALK", interests=("CHESS", "TEA"))
PAUSED = replace(MEMBER, paused_until=MONDAY)
ROWS = [
    Row(MEMBER, AINO, Doing.ACTIVE, date(2026, 11, 25), "KOIVU"),
    Row(MEMBER, AINO, Doing.QUIET, None, "", Shut.BLOCKED),
    Row(PAUSED, AINO, Doing.PAUSED, None, "", Shut.NO_MESSAGES),
    Row(MEMBER, AINO, Doing.ACTIVE, None, "", Shut.NEVER_WROTE),
]
QUEUE = [(replace(WAITS, state=state), AINO) for state in (*ApplicationState,) if state.is_open]
PICTURE = File("JOIN.PNG", b"")


def page(w: Words) -> dict[str, Message]:
    return _doors(w) | _codes(w) | _told(w) | _people(w)


def _doors(w: Words) -> dict[str, Message]:
    return {
        "asked to come in": entrance.asked(w, COURSE, WAITS),
        "waits for a seat": entrance.waits(w, COURSE, WAITS, 2),
        "let in when a seat is free": entrance.agreed_and_waits(w, COURSE, WAITS, 1),
        "a seat is offered": entrance.seat_offered(w, COURSE, OFFERED),
        "an offer has lapsed": entrance.offer_lapsed(w, COURSE),
        "an offer is over": entrance.offer_over(w, COURSE),
        "waits no more": entrance.withdrawn(w, COURSE),
        "not let in": entrance.declined(w, COURSE),
        "removed": entrance.removed(w, COURSE),
        "somebody wants in": entrance.wants_in(w, COURSE, WAITS, "BEN", 11),
        "somebody wants in first": entrance.wants_in(w, COURSE, WAITS, "BEN", 0),
        "somebody wants in, without limit": entrance.wants_in(w, OPEN_TO_ALL, WAITS, "BEN", 11),
        "somebody is let in": entrance.let_in(w, COURSE, "BEN"),
        "somebody is let in when a seat is free": entrance.let_in_when_free(w, COURSE, WAITS, "BEN"),
        "somebody is not let in": entrance.not_let_in(w, COURSE, "BEN"),
        "a course that was waited for is closed": entrance.course_closed(w, COURSE, WAITS),
        "somebody waits no more": entrance.settled_already(w, COURSE, "BEN"),
    }


def _codes(w: Words) -> dict[str, Message]:
    drawn = [codes.poster_alt(w, COURSE), codes.on_the_poster(w), codes.by_hand(w, COURSE.code, [])]
    return {
        "a code": codes.shown(w, COURSE, [LINK], TUESDAY),
        "a code with an end": codes.shown(w, LIMITED, [], TUESDAY),
        "a code that is over": codes.shown(w, OVER, [], TUESDAY),
        "a question before a new code": codes.renew_question(w, COURSE),
        "the code stays": message(codes.kept(w, COURSE)),
        "a poster": codes.poster(w, COURSE, [LINK], PICTURE),
        "on the poster": message(paragraph(*drawn)),
    }


def _told(w: Words) -> dict[str, Message]:
    parts = [
        telling.Part(COURSE, MEMBER, shares=True),
        telling.Part(OPEN_TO_ALL, PAUSED, shares=True, always=True, questions=1),
    ]
    lines = [telling.line_of_hours(w, AINO.hours), telling.line_of_goal(w, "TALK")]
    return {
        "what was understood": telling.told(w, lines),
        "told after leaving": telling.told_after_leaving(w, COURSE, lines),
        "nothing was told": telling.told(w, []),
        "questions for later": telling.later(w, COURSE),
        "everything I told": telling.me(w, telling.Profile(AINO, parts, [(COURSE, WAITS, 2), (COURSE, WAITS, 0)])),
        "something is changed": telling.changed(w, telling.line_of_sharing(w, yes=False)),
        "settings": telling.settings(w, AINO, None),
        "settings in a pause": telling.settings(w, AINO, MONDAY),
        "what was agreed to": telling.consents(w, parts),
        "nothing was agreed to": telling.consents(w, []),
        "shares": telling.sharing_said(w, COURSE, yes=True),
        "shares no more": telling.sharing_said(w, COURSE, yes=False),
        "a pause": telling.paused(w, MONDAY, [COURSE, OPEN_TO_ALL]),
        "a pause is over": telling.back(w),
        "nothing to do in a pause": telling.todo_in_pause(w, MONDAY),
        "nothing to pause": telling.no_course_to_pause(w),
    }


def _people(w: Words) -> dict[str, Message]:
    return {
        "learners": people.listing(w, COURSE, ROWS, QUEUE, 0, 4),
        "many learners": people.listing(w, OPEN_TO_ALL, ROWS[:1] * 5, [], 2, 45),
        "no learners": people.listing(w, COURSE, [], [], 0, 0),
        "a question before removing": people.remove_question(w, COURSE, "BEN", 1),
        "somebody stays": message(people.kept(w, COURSE, "BEN")),
        "somebody is removed": people.removed(w, COURSE, "BEN"),
    }
