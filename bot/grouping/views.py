"""What there is to say about groups: facts with names, for the wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.grouping.gathering import People, bare_situation, names_of, situation, terms_of, these
from community.courses import Course
from community.group_roles import monday_of
from community.groups import PeerGroup
from community.matching import Reason, Situation, appraise, explain
from storage.work import Work


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group, proposed or confirmed."""

    label: str
    """Its name; empty while it is only proposed."""
    number: int
    members: tuple[str, ...]
    people: tuple[int, ...]
    hours: int | None
    """Common hours of those whose hours are known; None where fewer than two are."""
    hours_known_of: int
    zones: tuple[str, ...]
    """Where the members live, the zone of most of them first."""
    monday: date
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    against: tuple[Reason, ...]
    unmet: tuple[tuple[Reason, str, str], ...]
    lone_kinds: tuple[tuple[str, str], ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()
    locked: bool = False

    @property
    def hours_count(self) -> int | None:
        return None if self.hours is None else self.hours.bit_count()


def view(
    about: Situation,
    people: People,
    members: Sequence[int],
    now: datetime,
    number: int,
    label: str = "",
    *,
    locked: bool,
) -> GroupView:
    """One group of this situation as it is."""
    found = explain(about, members)
    names = names_of(people)
    return GroupView(
        label=label,
        number=number,
        members=tuple(names[one] for one in members),
        people=tuple(members),
        hours=found.hours,
        hours_known_of=found.hours_known_of,
        zones=_zones(people, members),
        monday=monday_of(now.date()),
        languages=found.languages,
        interests=(*found.interests, *(name for name, _ in found.some_interests))[:4],
        against=_against(about, members),
        unmet=tuple((reason, names.get(a, ""), names.get(b, "")) for reason, a, b in found.unmet),
        lone_kinds=tuple((kind, names[one]) for kind, one in found.lone_kinds),
        repeated=tuple((names[a], names[b]) for a, b, _ in found.repeated),
        locked=locked,
    )


def _against(about: Situation, members: Sequence[int]) -> tuple[Reason, ...]:
    return next((group.against for group in appraise(about, [members]).groups), ())


def _zones(people: People, members: Sequence[int]) -> tuple[str, ...]:
    zones = [people[one][1].zone for one in members if people[one][1].zone]
    return tuple(sorted(set(zones), key=lambda zone: (-zones.count(zone), zone)))


def of_groups(work: Work, course: Course, wanted: Mapping[int, Sequence[int]], now: datetime) -> list[GroupView]:
    """Confirmed groups by their ids, each as it is with these members; for trainers."""
    inside = [one for members in wanted.values() for one in members]
    wished = [one for wish in work.wishes.of_course(course.id) for one in (wish.person, wish.other)]
    people = these(work, course, dict.fromkeys(inside + wished))
    about = situation(work, course, terms_of(work, course), people, now)
    found = [(work.groups.get(number), members) for number, members in wanted.items()]
    return [_group(group, about, people, members, now) for group, members in found if group]


def for_members(work: Work, course: Course, group: PeerGroup, now: datetime) -> GroupView:
    """A group as its own members may see it: without wishes, and what was before."""
    members = work.groups.members(group.id)
    people = these(work, course, members)
    return _group(group, bare_situation(work, course, people, now), people, members, now)


def _group(group: PeerGroup, about: Situation, people: People, members: Sequence[int], now: datetime) -> GroupView:
    there = [one for one in members if one in people]
    return view(about, people, there, now, group.number, group.name, locked=group.locked)
