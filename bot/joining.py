"""The links by which learners come into a course, and who has come."""

from datetime import datetime

from community.chat.address import Platform
from community.courses import Course, Membership
from community.people import Person
from storage.work import Work


def join_links(work: Work, course: Course) -> list[str]:
    """The join links of a course: of the bots in its chats, or of all while it has none."""
    serving = {each.place.bot for each in work.courses.places(course.id)} or set(work.bots.all())
    links = (work.bots.get(bot) for bot in sorted(serving) if bot.platform is Platform.TELEGRAM)
    return [f"{identity[1]}?start={course.code}" for identity in links if identity]


def newcomers(work: Work, course: Course, since: datetime, until: datetime) -> list[tuple[Membership, Person]]:
    """Who came, or came back, within that time."""
    members = work.courses.members(course.id)
    return [(each, person) for each, person in members if since <= each.consented_at <= until]
