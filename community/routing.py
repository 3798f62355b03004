"""Which places of a course something goes to: each group's own, and the chats of the whole course where somebody needs them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from community.chat.address import Platform
from community.courses import CoursePlace


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is to see it: the group they are in, if any, and the platforms they are on."""

    group: int | None
    platforms: frozenset[Platform]


def places_for(places: Sequence[CoursePlace], readers: Iterable[Reader]) -> list[CoursePlace]:
    """Each group's own places, and the chats of the whole course for those whose group has none where they are.

    A course without any such place has only its chats. Who is on no platform on which the course has a chat is
    served by all its chats, as everybody was before there were groups.
    """
    if all(each.group is None for each in places):
        return list(places)
    return _where_they_read(places, readers)


def places_of_group(places: Sequence[CoursePlace], group: int, readers: Iterable[Reader]) -> list[CoursePlace]:
    """Where something goes that is for one group: its own places, and the course's chats for who has none of these."""
    known = [each for each in places if each.group in {None, group}]
    return _where_they_read(known, [reader for reader in readers if reader.group == group])


def _where_they_read(places: Sequence[CoursePlace], readers: Iterable[Reader]) -> list[CoursePlace]:
    reached = {(each.group, each.platform) for each in places if each.group is not None and each.hears}
    chats = {each.platform for each in places if each.group is None}
    wanted: set[Platform] = set()
    for reader in readers:
        if not any((reader.group, platform) in reached for platform in reader.platforms):
            wanted |= (reader.platforms & chats) or chats
    return [each for each in places if each.group is not None or each.platform in wanted]


def home_of(places: Sequence[CoursePlace], author: Reader, platform: Platform) -> list[CoursePlace]:
    """Where words stand that somebody wrote on a platform: their group's place there, else the course's chats there.

    Where the course has nothing on that platform: their group's place elsewhere, else the chats there are.
    """
    hearing = [each for each in places if each.hears] or list(places)
    for here in (True, False):
        near = [each for each in hearing if (each.platform is platform) is here]
        for group in (author.group, None):
            if found := [each for each in near if each.group == group]:
                return found
    return []


def crossing(
    places: Sequence[CoursePlace], author: Reader, here: Platform, readers: Iterable[Reader]
) -> list[CoursePlace]:
    """Where words that somebody wrote on one platform would stand on the others, for those of their group who are only there.

    Who is in no group writes for all who take part.
    """
    fellows = [each for each in readers if author.group is None or each.group == author.group]
    absent = {platform for each in fellows if here not in each.platforms for platform in each.platforms}
    found: list[CoursePlace] = []
    for platform in sorted(absent - {here}):
        there = [each for each in places if each.platform is platform and each.hears]
        own = [each for each in there if author.group is not None and each.group == author.group]
        found += own or [each for each in there if each.group is None]
    return found
