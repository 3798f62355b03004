"""The links by which learners come into a course."""

from community.chat.address import Platform
from community.courses import Course
from storage.work import Work


def join_links(work: Work, course: Course) -> list[str]:
    """The join links of a course: of the bots in its chats, or of all while it has none."""
    serving = {each.place.bot for each in work.courses.places(course.id)} or set(work.bots.all())
    links = (work.bots.get(bot) for bot in sorted(serving) if bot.platform is Platform.TELEGRAM)
    return [f"{identity[1]}?start={course.code}" for identity in links if identity]
