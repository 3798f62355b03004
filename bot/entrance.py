"""The way into a course: at once, by the trainers' yes, or from a waiting list whose first is offered the next free seat."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.audience import tell_person, tell_staff
from bot.profile import known_as, open_questions
from bot.routines.newcomers import announce
from bot.turn import Say, Turn
from bot.wording import entrance as wording
from bot.wording import joining
from bot.wording.catalogues import languages
from community.chat.address import Platform
from community.courses import NOTICE_VERSION, Course, Membership
from community.entrance import Application, ApplicationState, Way, free_seats, way_in
from community.errors import CodeOver
from community.notices import Kind, Notice
from storage.work import Work

OFFERS = "offers"
"""The kind of the timer of a course that keeps seats for somebody: due when the first of these offers lapses."""

ASK_AGAIN = timedelta(days=1)
"""Who was declined may ask once more after this; before, the answer is the same."""


def wants_in(turn: Turn, course: Course) -> Say:
    """What somebody hears who wants to come in, before they have said yes to anything: the welcome, or how they stand."""
    membership = turn.work.courses.membership(course.id, turn.person.id)
    if membership is not None and membership.is_current:
        return Say(joining.already_in(turn.words, course))
    application = turn.work.applications.of(course.id, turn.person.id)
    if application is not None:
        return how_it_stands(turn, course, application)
    if not course.lets_in(turn.now):
        raise CodeOver
    organisation = turn.work.organisations.get(course.organisation)
    centre = organisation.name if organisation else ""
    known = known_as(turn) is not None
    return Say(joining.welcome(turn.words, turn.person.name, course, centre, languages(), known=known))


def come_in(turn: Turn, course: Course) -> Say:
    """Somebody agreed and gave a name: they are in, or they wait."""
    work = turn.work
    work.courses.get(course.id, lock=True)  # of two who come at once, one gets the last seat
    refill(work, course.id, turn.now)
    application = work.applications.of(course.id, turn.person.id)
    if application is not None:
        return how_it_stands(turn, course, application)
    match way_in(course.settings, work.applications.taken(course.id, turn.now)):
        case Way.IN:
            admit(work, course, turn.person.id, turn.arrival.bot.platform, turn.now)
            return welcome_in(turn, course)
        case Way.ASKS:
            return _ask(turn, course)
        case Way.WAITS:
            return how_it_stands(turn, course, _apply(turn, course, ApplicationState.WAITING))


def welcome_in(turn: Turn, course: Course) -> Say:
    asked = open_questions(turn.work, turn.person, course)
    return Say(joining.joined(turn.words, turn.person.name, course, asked))


def _apply(turn: Turn, course: Course, state: ApplicationState) -> Application:
    return turn.work.applications.apply(course.id, turn.person.id, turn.arrival.bot.platform, state, turn.now)


def _ask(turn: Turn, course: Course) -> Say:
    """The trainers decide; whoever was declined a moment ago hears that again, and the trainers do not."""
    last = turn.work.applications.last(course.id, turn.person.id)
    if last and last.state is ApplicationState.DECLINED and turn.now - (last.settled_at or turn.now) < ASK_AGAIN:
        return Say(wording.declined(turn.words, course))
    application = _apply(turn, course, ApplicationState.ASKED)
    tell_staff(turn.work, course, Notice(Kind.WANTS_IN, {"application": application.id}))
    return how_it_stands(turn, course, application)


def how_it_stands(turn: Turn, course: Course, application: Application) -> Say:
    """Where somebody is who waits."""
    match application.state:
        case ApplicationState.OFFERED:
            return Say(wording.seat_offered(turn.words, course, application))
        case ApplicationState.ASKED:
            return Say(wording.asked(turn.words, course, application))
        case _:
            place = turn.work.applications.place(application)
            return Say(wording.waits(turn.words, course, application, place))


def in_line(turn: Turn) -> Say | None:
    """Where somebody stands who waits for a course; None for who waits for none."""
    for application in turn.work.applications.of_person(turn.person.id):
        course = turn.work.courses.get(application.course)
        if course is not None and course.is_open:
            return how_it_stands(turn, course, application)
    return None


def admit(work: Work, course: Course, person: int, platform: Platform, now: datetime) -> None:
    """Somebody takes part from now on."""
    taken = work.courses.join(Membership(0, course.id, person, platform, now, NOTICE_VERSION, consented_at=now))
    if taken.paused_until:  # from before they left
        work.courses.save_membership(replace(taken, paused_until=None))
    announce(work, course, person, now)


def settle(work: Work, application: Application, state: ApplicationState, now: datetime) -> None:
    """An application is over; who was next gets what it held."""
    work.applications.save(application.settled(state, now))
    refill(work, application.course, now)


def take_seat(work: Work, course: Course, application: Application, now: datetime) -> None:
    """Who waited is in."""
    admit(work, course, application.person, application.platform, now)
    settle(work, application, ApplicationState.IN, now)


def agree(work: Work, course: Course, application: Application, now: datetime) -> Way:
    """A trainer says yes: who asked comes in, or waits for a seat; who waits already comes in beyond the limit."""
    asked = application.state is ApplicationState.ASKED
    taken = work.applications.taken(course.id, now)
    if asked and way_in(course.settings, taken, agreed=True) is Way.WAITS:
        work.applications.save(application.waits())
        tell_person(work, application.person, Notice(Kind.WAITS, {"application": application.id}))
        return Way.WAITS
    take_seat(work, course, application, now)
    tell_person(work, application.person, Notice(Kind.LET_IN, {"course": course.id, "person": application.person}))
    return Way.IN


def decline(work: Work, application: Application, now: datetime) -> None:
    settle(work, application, ApplicationState.DECLINED, now)
    tell_person(work, application.person, Notice(Kind.NOT_LET_IN, {"application": application.id}))


def refill(work: Work, number: int, now: datetime) -> None:
    """Keep every free seat for who is next in line, for as long as the course says; call it whenever one may be free."""
    course = work.courses.get(number)
    if course is None or not course.is_open:
        work.timers.set(OFFERS, number, None)
        return
    waiting = work.applications.waiting(number)
    free = free_seats(course.settings, work.applications.taken(number, now)) if waiting else 0
    for each in waiting[:free]:
        work.applications.save(each.offered(now + timedelta(days=course.settings.offer_days)))
        tell_person(work, each.person, Notice(Kind.SEAT_OFFERED, {"application": each.id}))
    ends = [each.until for each in work.applications.offered(number) if each.until]
    work.timers.set(OFFERS, number, min(ends, default=None))


def close_queue(work: Work, course: Course, now: datetime) -> None:
    """The course was closed: who waits is told, and waits on in case it is opened again; no seat is kept meanwhile."""
    for each in work.applications.open(course.id):
        if each.state is ApplicationState.OFFERED:
            work.applications.save(each.waits())
        tell_person(work, each.person, Notice(Kind.QUEUE_CLOSED, {"application": each.id}))
    refill(work, course.id, now)


def lapse_offers(work: Work, number: int, now: datetime) -> None:
    """Seats that nobody took in time go to the next."""
    for each in work.applications.offered(number):
        if each.until and each.until <= now:
            work.applications.save(each.settled(ApplicationState.LAPSED, now))
            tell_person(work, each.person, Notice(Kind.OFFER_LAPSED, {"application": each.id}))
    refill(work, number, now)
