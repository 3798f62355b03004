"""The places of peer groups: opened beside the chats of their course, followed by who comes and goes, and put away.

Plain functions inside a transaction. What they arrange at the platforms travels as letters, like everything that is said.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.audience import tell_staff
from community.chat.address import Account, Bot, Place, Platform
from community.courses import Course, CoursePlace
from community.groups import PeerGroup
from community.letters import Deed, Letter, Priority, Subject
from community.notices import Kind, Notice
from community.routing import places_of_group
from storage.work import Work

AT_HOME = {Kind.GROUP_GREETS, Kind.GROUP_GOES_ON}
"""Said only in a group's own place. In the chat of the course everybody would read it of every group, and each member has read it alone."""
OPENS_WITHIN = timedelta(days=30)
"""How long something waits for the place of its group: long enough for a bot that is away."""


def open_group_places(work: Work, course: Course, group: PeerGroup) -> int:
    """Open a place for a group on each platform where it has members and none; returns how many are on their way.

    What is told to the group meanwhile (`tell_group`) waits until its place is there.
    """
    has = {each.platform for each in work.courses.places_of_group(group.id)}
    has |= {letter.bot.platform for letter in _opening(work, group)}
    wanted = _platforms(work, group) - has
    chats = _first_chats(work.courses.places(course.id), wanted)
    for chat in chats:
        _open_beside(work, chat, group)
    return len(chats)


def close_group_places(work: Work, course: Course, group: PeerGroup, now: datetime) -> None:  # noqa: ARG001
    """A group ended: its places are put away, after what is on its way there, and nothing new comes into them.

    A place that is being opened stays in the outbox: whoever opens it finds that nobody wants it any more.
    """
    for letter in work.outbox.about(_subject(group)):
        if letter.deed is not Deed.OPEN:
            work.outbox.drop(letter.id, now)
    for bot in work.bots.all():
        for letter in work.outbox.held(waiting_room(bot, group), now):
            work.outbox.drop(letter.id, now)
    for each in work.courses.places_of_group(group.id):
        _arrange(work, each.place, Deed.CLOSE)
        work.courses.leave_place(each.id, now)


def move_group(work: Work, group: PeerGroup, to: CoursePlace, now: datetime) -> None:
    """A group meets in a chat of its own from now on, in place of where it met on that platform."""
    for letter in _opening(work, group):
        if letter.bot.platform is to.platform:
            work.outbox.drop(letter.id, now)
    for each in work.courses.places_of_group(group.id):
        if each.platform is to.platform and each.place != to.place:
            _arrange(work, each.place, Deed.CLOSE)
            work.courses.leave_place(each.id, now)
    work.courses.connect(to)
    _release(work, waiting_room(to.place.bot, group), to.place, now)


def rename_group_places(work: Work, group: PeerGroup) -> None:
    """A group is called otherwise now."""
    for each in work.courses.places_of_group(group.id):
        _arrange(work, each.place, Deed.RENAME, subject=_subject(group))
        work.courses.retitle(each.id, group.name)


def member_came(work: Work, course: Course, group: PeerGroup, person: int) -> None:
    """Somebody is in the group now (call it after `work.groups.enter`): they are let into its places."""
    for each, account in _doors(work, group, person):
        _arrange(work, each.place, Deed.ADMIT, account)
    open_group_places(work, course, group)


def member_left(work: Work, course: Course, group: PeerGroup, person: int) -> None:  # noqa: ARG001
    """Somebody is not in the group any more: they are let out of its places."""
    for each, account in _doors(work, group, person):
        _arrange(work, each.place, Deed.DISMISS, account)


def doors_of(work: Work, person: int) -> list[tuple[PeerGroup, Account]]:
    """The groups in which somebody is, with each account by which they may be inside their places."""
    groups = [work.groups.of_person(each.course, person) for each in work.courses.memberships(person)]
    return [(group, account) for group in groups if group is not None for account in work.people.accounts(person)]


def account_left(work: Work, group: PeerGroup, account: Account) -> None:
    """An account is not a member's any more: it is let out of the group's places."""
    for each in work.courses.places_of_group(group.id):
        if each.platform is account.platform:
            _arrange(work, each.place, Deed.DISMISS, account)


def put_right(work: Work, found: CoursePlace) -> None:
    """We are in the place of a group again: who came or went meanwhile is let in or out, and a group that ended is put away."""
    group = work.groups.get(found.group) if found.group else None
    if group is None:
        return
    goes_on = has_places(work, group)
    if not group.is_active and not _ended_unseen(found, group):
        return
    let_out_former(work, group, found.place)
    for account in accounts_of(work, group, found.place.bot) if goes_on else ():
        _arrange(work, found.place, Deed.KEEP_IN, account)
    if not group.is_active:
        _arrange(work, found.place, Deed.CLOSE)


def _ended_unseen(found: CoursePlace, group: PeerGroup) -> bool:
    return found.left_at is not None and group.ended_at is not None and found.left_at < group.ended_at


def let_out_former(work: Work, group: PeerGroup, place: Place) -> None:
    """Whoever left a group before it ended reads its place no more; it does no harm where they are out already."""
    staying = {one for person in work.groups.members(group.id) for one in work.people.accounts(person)}
    for person in work.groups.former(group):
        for account in work.people.accounts(person):
            if account.platform is place.bot.platform and account not in staying:
                _arrange(work, place, Deed.DISMISS, account)


def tell_group(
    work: Work, course: Course, group: PeerGroup, notice: Notice, now: datetime, subject: Subject | None = None
) -> int:
    """Post into each place of a group; returns how many that are.

    Where its place is being opened, it waits for that; where it has none, the chat of the whole course stands for it,
    but for what is said at home alone.
    """
    opening = {letter.bot.platform: letter.bot for letter in _opening(work, group)}
    readers = work.groups.readers(course.id).values()
    places = places_of_group(work.courses.places(course.id), group.id, readers)
    stands_in = notice.kind not in AT_HOME
    ready = [each.place for each in places if each.group or (stands_in and each.platform not in opening)]
    coming = [waiting_room(bot, group) for bot in opening.values()]
    for place in (*ready, *coming):
        until = now + OPENS_WITHIN if place in coming else None
        letter = Letter(bot=place.bot, place=place, priority=Priority.GROUP, notice=notice, subject=subject)
        letter.not_before = until
        work.outbox.add(letter)
    return len(ready) + len(coming)


def opened(
    work: Work, letter: Letter, thread: Place, inside: Iterable[Account], now: datetime, *, wanted: bool
) -> None:
    """A place was opened: from now on the group meets there, and what waited for it goes."""
    group = work.groups.get(letter.subject.id) if letter.subject else None
    if group is None or not wanted or not has_places(work, group):  # it ended meanwhile
        for account in inside:
            _arrange(work, thread, Deed.DISMISS, account)
        _arrange(work, thread, Deed.REMOVE)
        return
    for each in work.courses.lost_places(group.id):
        if each.platform is letter.bot.platform:
            let_out_former(work, group, each.place)
            work.courses.disconnect(each.place)  # it is replaced, also if we should come there again
    work.courses.connect(CoursePlace(group.course, thread, group.name, group=group.id))
    work.courses.opens_threads(letter.place)
    _release(work, waiting_room(letter.bot, group), thread, now)
    members = set(accounts_of(work, group, letter.bot))
    for account in sorted(members - set(inside)):
        _arrange(work, thread, Deed.ADMIT, account)
    for account in sorted(set(inside) - members):
        _arrange(work, thread, Deed.DISMISS, account)


def not_opened(work: Work, letter: Letter, reason: str, now: datetime) -> None:
    """A place could not be opened there: beside another chat of the course, else the group meets in the course's chat."""
    group = work.groups.get(letter.subject.id) if letter.subject else None
    course = work.courses.get(group.course) if group else None
    if group is None or course is None or not has_places(work, group):
        return
    news = work.courses.opens_threads(letter.place, reason)
    chats = [each for each in work.courses.places(course.id) if each.group is None and each.place.bot == letter.bot]
    here = next((each for each in chats if each.place == letter.place), None)
    others = [each for each in chats if not each.closed_to_threads and (here is None or each.id > here.id)]
    if others:
        _open_beside(work, others[0], group)
        return
    room = waiting_room(letter.bot, group)
    for held in work.outbox.held(room, now):
        if held.notice and held.notice.kind in AT_HOME:
            work.outbox.drop(held.id, now)
    _release(work, room, letter.place, now)
    if news and here is not None:
        tell_staff(work, course, Notice(Kind.NO_THREADS, {"place": here.id}))


def has_places(work: Work, group: PeerGroup) -> bool:
    """Whether a group is to have places: one that goes on, in a course that does."""
    course = work.courses.get(group.course)
    return group.is_active and course is not None and course.is_open


def accounts_of(work: Work, group: PeerGroup, bot: Bot) -> list[Account]:
    """The accounts of a group's members on the platform of a bot, one for each member."""
    every = (_account(work, person, bot.platform) for person in work.groups.members(group.id))
    return [account for account in every if account]


def waiting_room(bot: Bot, group: PeerGroup) -> Place:
    """Where letters wait for a place that is not there yet. No platform knows it."""
    return Place(bot, f"group {group.id}")


def _release(work: Work, room: Place, place: Place, now: datetime) -> None:
    held = work.outbox.held(room, now)
    for letter in held:
        work.outbox.readdress(letter.id, place)
        work.outbox.later(letter.id, now, letter.attempts, letter.doubts)
    if held:
        work.touched.add("released")


def _first_chats(places: Iterable[CoursePlace], wanted: Iterable[Platform]) -> list[CoursePlace]:
    """One chat of the whole course on each platform: one that is known to be closed to threads only if there is no other."""
    chats = [each for each in places if each.group is None and each.platform in set(wanted)]
    best: dict[Platform, CoursePlace] = {}
    for each in sorted(chats, key=lambda each: (bool(each.closed_to_threads), each.id)):
        best.setdefault(each.platform, each)
    return list(best.values())


def _open_beside(work: Work, chat: CoursePlace, group: PeerGroup) -> None:
    _arrange(work, chat.place, Deed.OPEN, subject=_subject(group))


def _opening(work: Work, group: PeerGroup) -> list[Letter]:
    return [letter for letter in work.outbox.about(_subject(group)) if letter.deed is Deed.OPEN]


def _platforms(work: Work, group: PeerGroup) -> set[Platform]:
    members = work.groups.members(group.id)
    return {account.platform for person in members for account in work.people.accounts(person)}


def _doors(work: Work, group: PeerGroup, person: int) -> list[tuple[CoursePlace, Account]]:
    """The places of a group with the account by which somebody goes in and out there."""
    places = work.courses.places_of_group(group.id)
    found = [(each, _account(work, person, each.platform)) for each in places]
    return [(each, account) for each, account in found if account]


def _account(work: Work, person: int, platform: Platform) -> Account | None:
    """Somebody's account on a platform: of several the one they used last, or any that we know."""
    used = [contact.account for contact in work.people.contacts(person)]
    return next((each for each in (*used, *work.people.accounts(person)) if each.platform is platform), None)


def _subject(group: PeerGroup) -> Subject:
    return Subject("group", group.id)


def _arrange(
    work: Work, place: Place, deed: Deed, account: Account | None = None, *, subject: Subject | None = None
) -> None:
    letter = Letter(bot=place.bot, place=place, priority=Priority.GROUP, deed=deed, subject=subject)
    letter.only_for = account
    work.outbox.add(letter)
