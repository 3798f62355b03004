"""A course with its chat and learners, founded straight in the storage: the simulation is about what comes after."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from community.calendar import Once, to_wall
from community.chat.address import Account, Place
from community.courses import NOTICE_VERSION, Course, CoursePlace, CourseState, Membership
from community.prompts import Series, SeriesState
from storage.engine import Store
from storage.work import Work

ZONE = "Europe/Helsinki"


def found_course(store: Store, place: Place, accounts: Sequence[tuple[Account, str]]) -> Course:
    """An open course that meets in one chat, with these people as learners."""
    now = datetime.now(UTC)

    def job(work: Work) -> Course:
        work.bots.ensure(place.bot, "valo_bot", "https://t.me/valo_bot")
        centre = work.organisations.create("Valo Centre", "en", ZONE, now)
        trainer = work.people.create(Account(place.bot.platform, "1"), "Dina", "en", now)
        course = work.courses.add(
            Course(0, centre.id, "English for seniors", "en", ZONE, "ABCDEFGH", CourseState.OPEN, trainer.id, now)
        )
        work.courses.connect(CoursePlace(course.id, place, "English for seniors"))
        for account, name in accounts:
            person = work.people.create(account, name, "en", now)
            work.courses.join(Membership(0, course.id, person.id, place.bot.platform, now, NOTICE_VERSION, now))
        return course

    return store.now_run(job)


def schedule(store: Store, course: Course, text: str, seconds: float) -> int:
    """A prompt that comes once, so many seconds from now."""
    now = datetime.now(UTC)
    wall = to_wall(now + timedelta(seconds=seconds), ZONE).replace(microsecond=0)

    def job(work: Work) -> int:
        series = Series(
            id=0,
            course=course.id,
            text=text,
            schedule=Once(wall),
            zone=ZONE,
            state=SeriesState.SCHEDULED,
            created_by=course.created_by,
            created_at=now,
            done_until=now,
        )
        return work.prompts.add(series).id

    return store.now_run(job)
