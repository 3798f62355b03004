"""Peer groups of a course in the stories: made directly, as a trainer's yes would make them."""

from collections.abc import Callable
from typing import TypeVar

from adapters.playground.discord.places import Channel
from bot import places
from community.chat.address import Platform
from community.groups import PeerGroup
from community.notices import Kind, Notice
from storage.work import Work
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.screens import Shown
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

T = TypeVar("T")


def gather(town: Town, name: str, *people: Person) -> PeerGroup:
    """These people are a group of the course from now on; their place is opened, and they are greeted there."""
    return keeps(town, gathering(town, name, *people))


def begin_to_gather(town: Town, name: str, *people: Person) -> PeerGroup:
    """The same, up to the moment at which the platform has been asked for a place and has not answered yet."""
    if town.home is Platform.TELEGRAM:
        town.telegram.faults.add("delay", "createForumTopic", seconds=1.0)
        asked = lambda: not town.telegram.faults.planned  # noqa: E731
    else:
        town.discord.world.faults.delay("POST /channels/*/threads", seconds=1.0)
        asked = lambda: not town.discord.world.faults.planned  # noqa: E731
    group = town.keeps(gathering(town, name, *people))
    town.clock.jump(town.clock.now())
    for account in town.app.accounts:
        account._released()
    assert town.waits_for(asked, 5), "no place was asked for"
    return group


def gathering(town: Town, name: str, *people: Person) -> Callable[[Work], PeerGroup]:
    def job(work: Work) -> PeerGroup:
        course = work.courses.all()[0]
        group = work.groups.add(course.id, name, None, town.clock.now())
        for person in people:
            work.groups.enter(group.id, number_of(work, person), town.clock.now())
        places.open_group_places(work, course, group)
        _greet(work, town, group)
        return group

    return job


def come(town: Town, group: PeerGroup, person: Person) -> None:
    """Somebody comes into a group later."""

    def job(work: Work) -> None:
        work.groups.enter(group.id, number_of(work, person), town.clock.now())
        places.member_came(work, work.courses.all()[0], group, number_of(work, person))

    keeps(town, job)


def go(town: Town, group: PeerGroup, person: Person) -> None:
    """Somebody leaves a group."""

    def job(work: Work) -> None:
        work.groups.leave(group.id, number_of(work, person), town.clock.now())
        places.member_left(work, work.courses.all()[0], group, number_of(work, person))

    keeps(town, job)


def rename(town: Town, group: PeerGroup, name: str) -> None:
    """A group calls itself otherwise."""

    def job(work: Work) -> None:
        work.groups.rename(group.id, name)
        renamed = work.groups.get(group.id)
        assert renamed is not None
        places.rename_group_places(work, renamed)

    keeps(town, job)


def stands(town: Town, name: str) -> int:
    """How many places of this name there are, put away or not."""
    if town.home is Platform.TELEGRAM:
        return sum(topic["name"] == name for topic in town.group.topics.values())
    return [channel.name for channel in town.guild.channels].count(name)


def end(town: Town, group: PeerGroup) -> None:
    """A group is over."""

    def job(work: Work) -> None:
        work.groups.end(group.id, town.clock.now())
        places.close_group_places(work, work.courses.all()[0], group, town.clock.now())

    keeps(town, job)


def _greet(work: Work, town: Town, group: PeerGroup) -> None:
    """Something is told to a group while its place is being opened; what it says does not matter here."""
    notice = Notice(Kind.CHAT_BACK, {"course": group.course})
    places.tell_group(work, work.courses.all()[0], group, notice, town.clock.now())


def number_of(work: Work, person: Person) -> int:
    name = person.name
    found = [each for _, each in work.courses.members(1) if each.name == name]
    assert len(found) == 1, f"{name} is {found} in the course"
    return found[0].id


def stands_in(shown: Shown) -> str:
    """The topic or thread in which a message stands; empty for the chat itself."""
    if hasattr(shown.raw, "chat"):
        return str(shown.raw.chat.topics.get(shown.raw.thread_id, {}).get("name", ""))
    channel = shown.raw._world.backend.get_channel(shown.raw.channel_id)
    return str(channel.name) if channel.is_thread else ""


def is_forum(town: Town, *, rights: bool = True) -> None:
    """The chat of the course has topics, and the bot may manage them, if its platform makes that a question."""
    admin = town._admin
    if isinstance(admin, TelegramPerson):
        town.group.forum = True
        if rights:
            town.does(admin.account.promote(town.group, town.telegram_bot, ["can_manage_topics", "can_invite_users"]))
    town.settles()


def thread(town: Town, name: str) -> Channel:
    return town.guild.channel(name)


def is_inside(person: Person, name: str) -> bool:
    """Whether somebody can read the place of a group. Every topic can be read by all who are in the chat."""
    if isinstance(person, DiscordPerson):
        return person.town.discord.world.may_see(person.account.id, thread(person.town, name).id)
    return isinstance(person, TelegramPerson)


def is_put_away(town: Town, name: str) -> bool:
    if isinstance(town._admin, TelegramPerson):
        return any(topic["name"] == name and topic.get("closed") for topic in town.group.topics.values())
    made = town.discord.world.backend.get_channel(thread(town, name).id)
    return bool(made.thread_metadata and made.thread_metadata.archived)


def keeps(town: Town, job: Callable[[Work], T]) -> T:
    """Do something in the database, and let the bot hear of what comes of it, letters and timers, as of its own."""
    result = town.keeps(job)
    town.clock.jump(town.clock.now())
    for account in town.app.accounts:
        account._released()
    town.settles()
    return result
