"""What has to wake when, told from the rows themselves: a timer that was lost can be set anew, one that is late is told.

Prompts have their own check, because they are named one by one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.entrance import OFFERS
from bot.grouping.gathering import formation_of
from bot.routines.newcomers import GATHERED_FOR, NEWCOMERS
from bot.routines.pauses import PAUSES
from bot.routines.prompts import SERIES
from bot.terms import ENDING, centre_of
from community.courses import Course
from community.groups import FormationState
from community.matching import State
from storage.formations import FORMATION
from storage.group_roles import ROLES
from storage.groups import GREETED, TENDED
from storage.pairs import ASKING, MENDING, PAIRS
from storage.timers import Timer
from storage.work import Work

NAMES: Mapping[str, str] = {
    PAIRS: "rounds of pairs",
    ASKING: "questions whether pairs met",
    MENDING: "pairs that somebody left",
    ROLES: "roles of a week",
    OFFERS: "seats kept for somebody",
    PAUSES: "ends of pauses",
    FORMATION: "proposals of groups",
    ENDING: "ends of courses",
    TENDED: "groups to look after",
    GREETED: "groups to greet",
    NEWCOMERS: "news of who joined",
}
LATE = timedelta(hours=1)
"""A timer may be so much later than its row says: a routine that failed is tried again after a while."""
SOON = {ROLES, FORMATION, TENDED, NEWCOMERS}
"""Of these it only counts that they have one."""


def lost(work: Work, now: datetime) -> list[Timer]:
    """The timers that should be there, and are not, or are much too late."""
    kept = {(each.kind, each.id): each.due for each in work.timers.all()}
    return [each for each in _wanted(work, now) if _is_lost(each, kept.get((each.kind, each.id)))]


def _is_lost(wanted: Timer, kept: datetime | None) -> bool:
    return kept is None or (wanted.kind not in SOON and kept > wanted.due + LATE)


def overdue(work: Work, before: datetime) -> list[Timer]:
    """What was due before this and has not been dealt with, besides prompts."""
    return [each for each in work.timers.all() if each.due < before and each.kind != SERIES]


def named(timers: list[Timer]) -> str:
    """How many of which kind, as `talkoot check` says it."""
    counted = Counter(NAMES.get(each.kind, each.kind) for each in timers)
    return ", ".join(f"{name} ({count})" for name, count in sorted(counted.items()))


def mend(work: Work, now: datetime) -> int:
    """Set anew what is lost; where groups are, they are looked after once more, since no row says that all is done."""
    found = lost(work, now)
    for each in found:
        work.timers.set(each.kind, each.id, each.due)
    for course in work.courses.all():
        if course.is_open and work.groups.of_course(course.id):
            work.timers.begin(TENDED, course.id, now)
    return len(found)


def _wanted(work: Work, now: datetime) -> Iterator[Timer]:
    for course in work.courses.all():
        yield from _of_course(work, course, now)
        for membership, _ in work.courses.members(course.id):
            if membership.paused_until:
                yield Timer(PAUSES, membership.id, membership.paused_until)


def _of_course(work: Work, course: Course, now: datetime) -> Iterator[Timer]:
    ends = course.next_due(centre_of(work, course).keeps_words_for)
    if ends:
        yield Timer(ENDING, course.id, ends)
    if not course.is_open:
        return
    offers = [each.until for each in work.applications.offered(course.id) if each.until]
    if offers:
        yield Timer(OFFERS, course.id, min(offers))
    if work.groups.of_course(course.id):
        yield Timer(ROLES, course.id, now)
        if not _all_tended(work, course):
            yield Timer(TENDED, course.id, now)
    last = max((taken.consented_at for taken, _ in work.courses.members(course.id)), default=None)
    if last and last <= now < last + GATHERED_FOR:
        yield Timer(NEWCOMERS, course.id, last + GATHERED_FOR)
    asked = (each for each in work.formations.open(course.id) if each.state is FormationState.ASKED)
    yield from (Timer(FORMATION, each.id, now) for each in asked)
    yield from _of_pairs(work, course, now)


def _all_tended(work: Work, course: Course) -> bool:
    """Whether everybody in a group takes part, and whoever takes part is in a group, waits for one or was left out."""
    people = {person.id for _, person in work.courses.members(course.id)}
    inside = {one for members in work.groups.of_members(course.id).values() for one in members}
    latest = formation_of(work, course)
    seats = work.formations.seats(latest.id) if latest else []
    looked_at = {seat.person for seat in seats if seat.state in {State.WAITING, State.EXCLUDED}}
    return inside <= people and (not course.settings.groups or people <= inside | looked_at)


def _of_pairs(work: Work, course: Course, now: datetime) -> Iterator[Timer]:
    pairing = work.pairs.of_course(course.id)
    due = pairing.next_due() if pairing else None
    if pairing is None or due is None:
        return
    yield Timer(PAIRS, pairing.id, due)
    latest = work.pairs.latest(pairing.id)
    if latest and latest.asked_at is None and latest.asks_at > now:
        yield Timer(ASKING, latest.id, latest.asks_at)
