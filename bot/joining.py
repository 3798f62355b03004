"""The links by which learners come into a course, and who has come."""

from collections.abc import Collection
from datetime import datetime

from community.chat.address import Bot, Platform
from community.courses import Course, Membership
from community.people import Person
from storage.work import Work


def join_links(work: Work, course: Course, code: str = "") -> list[str]:
    """The join links of a course: of the bots in its chats, or of all while it has none. `code`: somebody's own."""
    serving = {each.place.bot for each in work.courses.places(course.id)}
    return start_links(work, course.organisation, code or course.code, serving)


def start_links(work: Work, organisation: int, code: str, serving: Collection[Bot] = ()) -> list[str]:
    """Links that carry a code to a bot: that of the organisation where it has its own, else those that serve, else all."""
    if serving and not any(bot.platform is Platform.TELEGRAM for bot in serving):
        return []
    owners = {bot: work.bots.organisation(bot) for bot in work.bots.all() if bot.platform is Platform.TELEGRAM}
    own = [bot for bot, owner in owners.items() if owner == organisation]
    usual = [bot for bot, owner in owners.items() if (bot in serving if serving else owner is None)]
    return [f"{identity[1]}?start={code}" for bot in sorted(own or usual) if (identity := work.bots.get(bot))]


def newcomers(work: Work, course: Course, since: datetime, until: datetime) -> list[tuple[Membership, Person]]:
    """Who came, or came back, within that time."""
    members = work.courses.members(course.id)
    return [(each, person) for each, person in members if since <= each.consented_at <= until]
