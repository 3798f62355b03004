"""Who is in the chats of a course: people ask to be let in, come, and go. What they did in the course stays theirs."""

from datetime import datetime

from bot.admission import REQUEST_WAITS, door, waiting
from bot.audience import tell_contact, tell_staff
from bot.desk import Desk
from community.chat.inbound import AsksToComeIn, CameIn, WentOut
from community.courses import Course
from community.ids import read_code
from community.letters import Deed
from community.notices import Kind, Notice
from storage.work import Work


def heard(desk: Desk, work: Work, event: CameIn | WentOut | AsksToComeIn, now: datetime) -> None:
    """Somebody came, went, or stands at the door of a chat."""
    course = work.courses.of_place(event.arrival.place)
    if course is None or not course.is_open or event.arrival.account is None:
        return
    if isinstance(event, AsksToComeIn):
        _at_thedoor(desk, work, course, event, now)
    else:
        _here_or_away(work, course, event, now)


def _at_thedoor(desk: Desk, work: Work, course: Course, event: AsksToComeIn, now: datetime) -> None:
    """Who takes part, or comes by the course's own link, is let in; others read what the course is, and its trainers hear."""
    turn = desk.turn(work, event.arrival, now)
    place, account, person = event.arrival.place, event.arrival.account, turn.person.id
    membership = work.courses.membership(course.id, person)
    takes_part = membership is not None and membership.is_current
    if account is None or waiting(work, course, person):
        return
    if takes_part or (event.link and read_code(event.link) == course.code):
        door(work, place, account, Deed.ADMIT)
        return
    door(work, place, account, Deed.ADMIT, course=course, person=person, until=now + REQUEST_WAITS)
    welcome = Notice(Kind.AT_THE_DOOR, {"course": course.id})
    for contact in work.people.contacts(person):
        if contact.bot == place.bot:
            tell_contact(work, contact, person, welcome)
    tell_staff(work, course, Notice(Kind.ASKS_TO_COME_IN, {"course": course.id, "person": person}))


def _here_or_away(work: Work, course: Course, event: CameIn | WentOut, now: datetime) -> None:
    """A learner who leaves the chat stays in the course; its trainers hear of it once, until they come back."""
    person = work.people.of(event.arrival.account) if event.arrival.account else None
    membership = work.courses.membership(course.id, person.id) if person else None
    if person is None or membership is None or not membership.is_current:
        return
    if isinstance(event, CameIn):
        work.courses.set_away(membership.id, None)
    elif membership.away_at is None:
        work.courses.set_away(membership.id, now)
        facts = {"course": course.id, "person": person.id, "platform": event.arrival.bot.platform.value}
        tell_staff(work, course, Notice(Kind.WENT_OUT, facts))
