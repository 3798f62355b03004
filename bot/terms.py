"""A course over time: its end, what its learners take along, and what holidays do to its prompts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bot.audience import tell_person, tell_places, tell_staff
from bot.places import close_group_places, open_group_places, tell_group
from community.calendar import to_wall
from community.courses import WARNED_BEFORE, Course
from community.groups import FormationState
from community.notices import Kind, Notice
from community.organisations import Organisation
from community.prompts import Series, SeriesState
from storage.group_roles import ROLES
from storage.groups import TENDED
from storage.work import Work

ENDING = "ending"
"""The kind of the timer that an ended course has until its words are gone."""
COMING = (SeriesState.SCHEDULED, SeriesState.PROPOSED)


def centre_of(work: Work, course: Course) -> Organisation:
    """The organisation that runs a course."""
    found = work.organisations.get(course.organisation)
    if found is None:
        raise LookupError(f"course {course.id} has no organisation")
    return found


def words_go_at(work: Work, course: Course) -> datetime | None:
    """When the words of an ended course are to be erased."""
    return course.words_go_at(centre_of(work, course).keeps_words_for)


def would_go_at(work: Work, course: Course, now: datetime) -> datetime:
    """When they would be, if it were closed now."""
    return now + centre_of(work, course).keeps_words_for


def watch(work: Work, course: Course) -> None:
    """Wake when the end of this course wants attention next."""
    work.timers.set(ENDING, course.id, course.next_due(centre_of(work, course).keeps_words_for))


def close(work: Work, course: Course, by: int, now: datetime) -> datetime:
    """End a course: thank everybody, hand out their work, and stop what is still to come."""
    course.close(now)
    kept_for = centre_of(work, course).keeps_words_for
    if kept_for <= WARNED_BEFORE:
        course.warned_at = now  # the file that everybody gets today is the warning
    work.courses.save(course)
    for series in work.prompts.of_course(course.id, COMING):
        series.suspend()
        work.prompts.save(series)
    for formation in work.formations.open(course.id):
        formation.state, formation.settled_at = FormationState.DROPPED, now
        work.formations.save(formation, now)
    watch(work, course)
    tell_places(work, course, Notice(Kind.COURSE_ENDED, {"course": course.id}))
    tell_learners(work, course, Kind.TAKE_AWAY)
    tell_staff(work, course, Notice(Kind.COURSE_CLOSED, {"course": course.id}), but=by)
    for group in work.groups.of_course(course.id):
        close_group_places(work, course, group, now)
    return words_go_at(work, course) or now


def tell_learners(work: Work, course: Course, kind: Kind, people: Sequence[int] | None = None) -> None:
    """Each privately; where their door is shut, it is knocked at in the chat of the course."""
    near = [each.place for each in work.courses.places(course.id)]
    chosen = [person.id for _, person in work.courses.members(course.id)] if people is None else people
    for person in chosen:
        tell_person(work, person, Notice(kind, {"course": course.id, "person": person}), near)


def reopen(work: Work, course: Course, now: datetime) -> int:
    """Undo the end of a course; returns how many prompts are to come again."""
    course.reopen()
    work.courses.save(course)
    watch(work, course)
    waiting = work.prompts.of_course(course.id, {SeriesState.SUSPENDED})
    for series in waiting:
        series.resume(now)
        work.prompts.save(series)
    for group in work.groups.of_course(course.id):
        if open_group_places(work, course, group):  # anew: the old ones are put away, with what was said there
            tell_group(work, course, group, Notice(Kind.GROUP_GOES_ON, {"group": group.id}), now)
    _resume(work, course, now)
    tell_places(work, course, Notice(Kind.COURSE_GOES_ON, {"course": course.id}))
    return sum(series.state is SeriesState.SCHEDULED for series in waiting)


def move_rhythms(work: Work, course: Course, now: datetime) -> None:
    """Pairs and roles of a course that moves keep their hours."""
    pairing = work.pairs.of_course(course.id, lock=True)
    if pairing is not None:
        pairing.zone = course.zone
        work.pairs.save(pairing)
    work.timers.set(ROLES, course.id, now)


def _resume(work: Work, course: Course, now: datetime) -> None:
    """Pairs and roles go on, and groups are looked after: people left meanwhile, and pauses ended."""
    pairing = work.pairs.of_course(course.id, lock=True)
    if pairing is not None:
        pairing.done_until = now  # what was due while it was closed is not made up for
        work.pairs.save(pairing)
    work.timers.set(ROLES, course.id, now)
    if work.groups.of_course(course.id):
        work.timers.set(TENDED, course.id, now)


def weeks_between(work: Work, course: Course, start: date) -> int:
    """By how many whole weeks a plan moves, so that nothing comes before the new start."""
    firsts = [each for series in work.prompts.of_course(course.id) if (each := _first_day(series))]
    began = course.starts_on or min(firsts, default=to_wall(course.created_at, course.zone).date())
    return -((began - start).days // 7)


def _first_day(series: Series) -> date | None:
    first = series.schedule.after(datetime(1970, 1, 1, tzinfo=UTC), series.zone)
    return first.local.date() if first else None


def copy_prompts(work: Work, of: Course, to: Course, weeks: int, now: datetime) -> int:
    """The plan of a course for another term. Words stay those of who wrote them."""
    lived = (SeriesState.SCHEDULED, SeriesState.SUSPENDED, SeriesState.FINISHED)
    copied = 0
    for series in work.prompts.of_course(of.id, lived):
        moved = Series(
            id=0,
            course=to.id,
            text=series.text,
            schedule=series.schedule.later(weeks),
            zone=to.zone,
            state=SeriesState.SCHEDULED,
            created_by=series.created_by,
            created_at=now,
            done_until=now,
        )
        if moved.next_occurrence() is not None:
            work.prompts.add(moved)
            copied += 1
    return copied


def tell_of_holidays(work: Work, centre: Organisation, now: datetime) -> int:
    """Tell trainers which repeated prompts are left out; returns how many there are."""
    total = 0
    for course in work.courses.of_organisation(centre.id):
        affected = left_out(work, course, centre, now) if course.is_open else []
        total += len(affected)
        if affected:
            tell_staff(work, course, Notice(Kind.HOLIDAYS, {"course": course.id}))
    return total


def left_out(work: Work, course: Course, centre: Organisation, now: datetime) -> list[tuple[Series, int]]:
    """The repeated prompts of a course that fall on holidays, and how often."""
    scheduled = work.prompts.of_course(course.id, {SeriesState.SCHEDULED})
    every = [(series, len(series.left_out(centre.holidays, now))) for series in scheduled]
    return [(series, times) for series, times in every if times]


def ends_with(course: Course, start: date, weeks: int) -> date | None:
    """The last day of a copied course."""
    return max(start, course.ends_on + timedelta(weeks=weeks)) if course.ends_on else None
