"""We are added to chats, removed from them, or may not write there: what becomes of the course that meets in them."""

from collections.abc import Iterable
from datetime import datetime

from bot.audience import tell_place, tell_staff
from bot.wording.catalogues import best_language
from community.chat.address import Place
from community.chat.inbound import BotJoined
from community.courses import CoursePlace
from community.notices import Kind, Notice
from storage.work import Work


def come_in(work: Work, event: BotJoined) -> None:
    """Where a course of ours meets we greet as one who knows; else as one who is new."""
    here = event.arrival.place
    known = _of_open_courses(work, work.courses.places_in(here.bot, [here.chat, *(each.chat for each in event.also)]))
    for each in known if event.anew else [each for each in known if each.left_at]:
        work.courses.come_back(each.id)
        tell_place(work, each.place, Notice(Kind.CHAT_BACK, {"course": each.course}))
    if event.anew and not known:
        tell_place(work, here, Notice(Kind.GREETING, {"language": best_language(event.arrival.language)}))


def go_out(work: Work, chat: Place, now: datetime) -> None:
    """We were removed from a chat: its course keeps it, and its trainers hear of it."""
    _tell(work, Kind.CHAT_LEFT, work.courses.leave_chat(chat, now))


def has_left(work: Work, chat: Place) -> bool:
    """Whether we know that we are not in this chat any more."""
    places = work.courses.places_in(chat.bot, [chat.chat])
    return bool(places) and all(each.left_at for each in places)


def fall_silent(work: Work, place: Place, now: datetime) -> None:
    """A place refused what we wrote: its trainers hear of it once, until it takes something again."""
    _tell(work, Kind.CHAT_MUTED, work.courses.mute(place, now))


def _tell(work: Work, kind: Kind, places: Iterable[CoursePlace]) -> None:
    for each in _of_open_courses(work, places):
        course = work.courses.get(each.course)
        if course is not None:
            tell_staff(work, course, Notice(kind, {"place": each.id}))


def _of_open_courses(work: Work, places: Iterable[CoursePlace]) -> list[CoursePlace]:
    return [each for each in places if (course := work.courses.get(each.course)) and course.is_open]
