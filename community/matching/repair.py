"""Late joiners and leavers: as few people as possible change groups, and nobody without a yes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from community.matching.arrangement import Arrangement
from community.matching.formation import Outcome, Reason, State
from community.matching.score import Score, common_hours, common_languages
from community.matching.situation import Situation, Table


@dataclass(frozen=True, slots=True)
class Place:
    """Where a late joiner would be best: the place of the group among those given, and by how much its score changes."""

    group: int
    change: float


class Remedy(StrEnum):
    """What can be done about a group that has become too small."""

    MOVE = "move"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that awaits a yes: `people` go from group `source` to group `target`.

    For a move, one person goes into the group that is too small; for a merge, the whole small group goes into another.
    `change` is by how much the sum of all groups' scores changes; groups are counted as they were given.
    """

    remedy: Remedy
    people: tuple[int, ...]
    source: int
    target: int
    change: float
    groups: tuple[tuple[int, ...], ...]
    """All groups after the change, in the same places; a group that was merged away is empty."""


Numbers = list[int]


class _Groups:
    """Groups by number, with the languages that each can still speak when somebody joins."""

    def __init__(self, situation: Situation, groups: Iterable[Collection[int]]) -> None:
        self.table: Table = situation.table
        self.rules = situation.rules
        self.quick = Arrangement(Score(situation), ())
        self.members = [[self.table.number[one] for one in group] for group in groups]
        self.spoken = [common_languages(self.table, group) for group in self.members]
        self.by_language: dict[int, list[int]] = {}
        for place, mask in enumerate(self.spoken):
            for bit in bits(mask):
                self.by_language.setdefault(bit, []).append(place)

    def speaking(self, languages: int) -> list[int]:
        """Places of the groups in which one of these languages is spoken by all."""
        return sorted({place for bit in bits(languages) for place in self.by_language.get(bit, ())})

    def barred(self, newcomers: Sequence[int], members: Sequence[int]) -> bool:
        return any(not self.table.apart[one].isdisjoint(members) for one in newcomers)

    def merits(self, members: Sequence[int]) -> int:
        """What a group has that a remedy is there for: a permitted size, and an hour at which all can meet."""
        sized = self.rules.least <= len(members) <= self.rules.most
        known = sum(self.table.known[one] for one in members)
        return sized + (known < 2 or common_hours(self.table, members) != 0)

    def worth(self, members: Sequence[int]) -> float:
        return self.quick.whole_worth(list(members))


def bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


def place_late(situation: Situation, groups: Sequence[Collection[int]], newcomer: int) -> Place | Outcome:
    """The best group with room for somebody who comes late, or why there is none and the person waits.

    The newcomer is among the candidates of the situation. A group has room below its size and one more, has a language
    with the newcomer, and nobody whom one of the two wishes to be apart from.
    """
    table, now = situation.table, _Groups(situation, groups)
    me = table.number[newcomer]
    room = [place for place, members in enumerate(now.members) if 0 < len(members) < situation.rules.most]
    speaking = set(now.speaking(table.languages[me]))
    talking = [place for place in room if place in speaking]
    free = [place for place in talking if not now.barred([me], now.members[place])]
    if not free:
        why = (
            Reason.NO_GROUP_WITHOUT_APART if talking
            else Reason.NO_GROUP_IN_LANGUAGE if room
            else Reason.NO_GROUP_WITH_ROOM
        )  # fmt: skip
        return Outcome(newcomer, State.WAITING, (why,))
    changes = {place: now.worth([*now.members[place], me]) - now.worth(now.members[place]) for place in free}
    best = max(free, key=lambda place: (round(changes[place], 9), -len(now.members[place]), -place))
    return Place(best, changes[best])


def mend(
    situation: Situation, groups: Sequence[Collection[int]], left: Collection[int] = (), only: int | None = None
) -> Proposal | None:
    """What to propose after these people have left: nothing until a group is too small, then one move or one merge.

    Only the smallest of the groups that are too small is looked at; when its change was made, ask again for the next.
    `only` names the place of the one group that shall be looked at instead.
    """
    gone = set(left)
    now = _Groups(situation, [[one for one in group if one not in gone] for group in groups])
    small = [place for place, members in enumerate(now.members) if 0 < len(members) < situation.rules.least]
    small = [place for place in small if only in {None, place}]
    for place in sorted(small, key=lambda place: (len(now.members[place]), place)):
        changes = [*_merges(now, place), *_moves(now, place)]
        found = max(changes, key=lambda change: _preference(now, change), default=None)
        if found:
            return _proposal(now, found)
    return None


def _merges(now: _Groups, small: int) -> Iterator["Change"]:
    """The small group goes as a whole into another that has room for all of it."""
    people = now.members[small]
    for place in now.speaking(now.spoken[small]):
        members = now.members[place]
        fits = place != small and len(members) + len(people) <= now.rules.most
        if fits and now.spoken[place] & now.spoken[small] and not now.barred(people, members):
            gain = now.worth([*members, *people]) - now.worth(members) - now.worth(people)
            yield Remedy.MERGE, people, small, place, gain


def _moves(now: _Groups, small: int) -> Iterator["Change"]:
    """One person comes into the small group from one that can spare somebody."""
    members, before = now.members[small], now.worth(now.members[small])
    for one, home in enumerate(_homes(now)):
        spare = home not in {-1, small} and len(now.members[home]) > now.rules.least
        if not spare or not now.table.languages[one] & now.spoken[small] or now.barred([one], members):
            continue
        stay = [other for other in now.members[home] if other != one]
        gain = now.worth([*members, one]) - before + now.worth(stay) - now.worth(now.members[home])
        yield Remedy.MOVE, [one], home, small, gain


def _homes(now: _Groups) -> list[int]:
    homes = [-1] * len(now.table)
    for place, members in enumerate(now.members):
        for one in members:
            homes[one] = place
    return homes


Change = tuple[Remedy, Numbers, int, int, float]


def _preference(now: _Groups, change: Change) -> tuple[int, float, int]:
    """What makes the group one of a permitted size that can meet goes first: gain alone takes people out of good groups.

    The group that somebody goes out of keeps its hours and languages, and never becomes too small.
    """
    remedy, people, _, target, gain = change
    return now.merits([*now.members[target], *people]), round(gain, 9), -len(people) - (remedy is Remedy.MERGE)


def _proposal(now: _Groups, change: Change) -> Proposal:
    remedy, people, source, target, gain = change
    after = [list(members) for members in now.members]
    after[source] = [one for one in after[source] if one not in people]
    after[target] += people
    ids = now.table.ids
    named = tuple(tuple(sorted(ids[one] for one in members)) for members in after)
    return Proposal(remedy, tuple(sorted(ids[one] for one in people)), source, target, gain, named)
