"""We are added to chats, removed from them, or may not write there: what becomes of the course that meets in them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot import places
from bot.audience import erase, tell_place, tell_staff
from bot.wording.catalogues import best_language
from community.chat.address import Bot, Place
from community.chat.inbound import BotJoined, RightsChanged
from community.courses import Course, CoursePlace
from community.letters import Deed, Subject
from community.notices import Kind, Notice
from storage.work import Work

GREETING = Subject("greeting", 1)
"""What our greeting stands for, until a course takes its place."""


def come_in(work: Work, event: BotJoined, now: datetime) -> None:
    """Where a course of ours meets we greet as one who knows; else as one who is new."""
    here = event.arrival.place
    there = work.courses.places_in(here.bot, [here.chat, *(each.chat for each in event.also)])
    known = _of_open_courses(work, there)
    for each in there:
        if event.anew or each.left_at:
            places.put_right(work, each)
    back = known if event.anew else [each for each in known if each.left_at]
    for each in back:
        work.courses.come_back(each.id)
    for each in _whole(back):
        tell_place(work, each.place, Notice(Kind.CHAT_BACK, {"course": each.course}))
        open_places(work, each.course)  # threads may be lost for good when we are removed
    for course in sorted({each.course for each in back}):
        _send_what_waits(work, course, here.bot, now)
    if event.anew and not known:
        greeting = Notice(Kind.GREETING, {"language": best_language(event.arrival.language)})
        tell_place(work, here, greeting, subject=GREETING)


def _send_what_waits(work: Work, number: int, bot: Bot, now: datetime) -> None:
    """On Discord only who shares a server with us can be written to: whoever does again reads what waited for them."""
    course = work.courses.get(number)
    staff = work.people.staff(course.organisation, number) if course else []
    people = {person.id for _, person in work.courses.members(number)} | {person.id for person in staff}
    for every in work.people.contacts_of(sorted(people)).values():
        for contact in every:
            if contact.bot == bot and not contact.reachable and work.outbox.hurry(contact.private, now):
                work.people.set_reachable(contact.account, bot, reachable=True)  # else the letter finds out


def make_known(work: Work, course: Course, chat: Place, now: datetime) -> None:
    """A chat became a place of a course from outside: who is there reads so, and no greeting of a stranger besides."""
    for letter in work.outbox.about(GREETING):
        if letter.place == chat:
            work.outbox.drop(letter.id, now)
    erase(work, [ref for ref in work.refs.of(GREETING) if ref.place == chat])
    tell_place(work, chat, Notice(Kind.COURSE_OPENED, {"course": course.id}))


def go_out(work: Work, chat: Place, now: datetime) -> None:
    """We were removed from a chat: its course keeps it, and its trainers hear of it. A thread may have been deleted."""
    left = work.courses.leave_chat(chat, now)
    if (
        left
        and all(each.group for each in left)
        and (_replaced(work, left[0], now) or _went_with_its_chat(work, left[0]))
    ):
        return
    _tell(work, Kind.CHAT_LEFT, _whole(left))


def _went_with_its_chat(work: Work, thread: CoursePlace) -> bool:
    """Whether the chat beside it was lost as well, which was told already."""
    beside = [each for each in work.courses.every_place(thread.course) if each.group is None]
    return any(each.left_at and each.place.bot == thread.place.bot for each in beside)


def has_left(work: Work, chat: Place) -> bool:
    """Whether we know that we are not in this chat any more."""
    places = work.courses.places_in(chat.bot, [chat.chat])
    return bool(places) and all(each.left_at for each in places)


def fall_silent(work: Work, place: Place, now: datetime) -> None:
    """A place refused what we wrote: its trainers hear of it once, until it takes something again."""
    _tell(work, Kind.CHAT_MUTED, work.courses.mute(place, now))


def open_anew(work: Work, thread: Place, now: datetime) -> bool:
    """Somebody deleted the place of a group: it gets another, and what was to go there waits for that.

    False if it was no group's, or there is no chat left beside which one could be opened.
    """
    there = work.courses.places_in(thread.bot, [thread.chat])
    place = next((each for each in there if each.place == thread), None)
    return place is not None and _replaced(work, place, now)


def rights_changed(work: Work, event: RightsChanged, now: datetime) -> None:
    """What we may do in a chat was changed by its administrators: we do now what waited for it."""
    chats = _of_open_courses(work, work.courses.places_in(event.arrival.place.bot, [event.arrival.place.chat]))
    for each in chats:
        if event.writes is False:
            fall_silent(work, each.place, now)
        elif event.writes:
            work.courses.unmute(each.place)
        if event.opens_threads and each.group is None and work.courses.opens_threads(each.place):
            open_places(work, each.course)


def open_places(work: Work, number: int) -> int:
    """Open what places the groups of a course lack; returns how many are on their way."""
    course = work.courses.get(number)
    groups = work.groups.of_course(number) if course else []
    return sum(places.open_group_places(work, course, group) for group in groups) if course else 0


def _replaced(work: Work, place: CoursePlace, now: datetime) -> bool:
    group = work.groups.get(place.group) if place.group else None
    course = work.courses.get(place.course)
    if group is None or course is None or not group.is_active:
        return False
    work.courses.leave_place(place.id, now)
    if not places.open_group_places(work, course, group):
        return False
    work.courses.disconnect(place.place)
    room = places.waiting_room(place.place.bot, group)
    for letter in work.outbox.waiting_at(place.place):
        if letter.deed is Deed.POST:
            work.outbox.readdress(letter.id, room)
            work.outbox.later(letter.id, now + places.OPENS_WITHIN, letter.attempts, letter.doubts)
        else:
            work.outbox.drop(letter.id, now)
    tell_staff(work, course, Notice(Kind.THREAD_GONE, {"group": group.id}))
    return True


def _whole(found: Iterable[CoursePlace]) -> list[CoursePlace]:
    """Of chats with the threads beside them the chats alone."""
    every = list(found)
    courses = {each.course for each in every if each.group is None}
    return [each for each in every if each.group is None or each.course not in courses]


def _tell(work: Work, kind: Kind, found: Sequence[CoursePlace]) -> None:
    for each in _of_open_courses(work, found):
        course = work.courses.get(each.course)
        if course is not None:
            tell_staff(work, course, Notice(kind, {"place": each.id}))


def _of_open_courses(work: Work, found: Sequence[CoursePlace]) -> list[CoursePlace]:
    """Without the places of groups that ended."""
    of_groups = {each.id: each.group for each in found if each.group}
    ended = {number for number, group in of_groups.items() if not _is_active(work, group)}
    open_ones = [each for each in found if (course := work.courses.get(each.course)) and course.is_open]
    return [each for each in open_ones if each.id not in ended]


def _is_active(work: Work, group: int) -> bool:
    found = work.groups.get(group)
    return found is not None and found.is_active
