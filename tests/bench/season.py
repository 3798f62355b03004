"""Groups after a season: what few moves reach, next to groups formed anew, and to a search that pays for every move."""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from random import Random

from community.matching import Place, Rules, Situation, form, mend, place_late
from community.matching.annealing import Annealing, Counted
from community.matching.arrangement import Arrangement
from community.matching.candidates import Candidate
from community.matching.score import Score
from tests.simulation.learners import learners

Groups = list[tuple[int, ...]]
PRICE = 0.12
"""What a move costs the search that pays for it, in points of score: at this price about one in 25 is moved."""
LOOKS = 3_000
"""For each person, where forming all groups anew takes 2,000."""
GIVEN_UP = 0.02
"""So many of the people were in small groups that are given up, the worst ones first."""


@dataclass(frozen=True)
class Season:
    """A tenth of the people has left their groups, and half as many newcomers are in none yet."""

    situation: Situation
    groups: Groups
    newcomers: tuple[Candidate, ...]

    @classmethod
    def of(cls, people: int, rules: Rules, seed: int) -> "Season":
        crowd = learners(people + people // 20, seed)
        before = form(Situation(crowd[:people], rules), seed=1)
        gone = {one.id for one in Random(1).sample(crowd[:people], people // 10)}
        stay = [tuple(one for one in group.members if one not in gone) for group in before.groups]
        situation = Situation(tuple(one for one in crowd if one.id not in gone), rules)
        return cls(situation, [group for group in stay if group], crowd[people:])


def kept(season: Season) -> tuple[Groups, int]:
    """Everybody who joins gets a place; then every proposal is agreed to. With how many of those who stayed were moved."""
    groups, moved = list(season.groups), 0
    for one in season.newcomers:
        place = place_late(season.situation, groups, one.id)
        if isinstance(place, Place):
            groups[place.group] = (*groups[place.group], one.id)
    while proposal := mend(season.situation, groups):
        groups, moved = list(proposal.groups), moved + len(proposal.people)
    return groups, moved


def paid_for(season: Season) -> tuple[Groups, int]:
    """What all moves together could reach, small groups given up among them: no bound, but far more effort than steps."""
    table = season.situation.table
    groups = [[table.number[one] for one in group] for group in season.groups]
    now = Arrangement(Score(season.situation), ())
    small = sorted((group for group in groups if len(group) < now.score.rules.least), key=now.whole_worth)
    loose: list[int] = []
    while len(loose) < GIVEN_UP * len(table):
        groups.remove(small[0])
        loose += small.pop(0)
    start = Arrangement(now.score, groups)
    for one in [*loose, *(table.number[each.id] for each in season.newcomers)]:
        _put(start, one)
    homes = {one: place for place, group in enumerate(groups) for one in group}
    paying = _Paying(start, homes)
    paying.run(Counted(LOOKS * len(table)))
    moved = len(loose) + sum(start.where[one] != home for one, home in homes.items())
    return [tuple(table.ids[one] for one in group) for group in start.groups], moved


def _put(now: Arrangement, one: int) -> None:
    """Into the group with room that gains most."""
    room = [place for place, size in enumerate(now.sizes) if size < now.score.rules.most]
    speaking = [place for place in room if _spoken(now, [*now.groups[place], one])] or room
    best = max(speaking, key=lambda place: now.whole_worth([*now.groups[place], one]) - now.worth(place))
    joined = [*now.groups[best], one]
    now.settle(best, joined, now.rest(joined))


def _spoken(now: Arrangement, members: list[int]) -> int:
    return reduce(and_, [now.table.languages[one] for one in members])


class _Paying(Annealing):
    """The usual search, in which it costs something to be elsewhere than at home."""

    def __init__(self, now: Arrangement, homes: dict[int, int]) -> None:
        super().__init__(now, Random(1), warm=0.03)
        self.homes = homes

    def _away(self, one: int, group: int) -> int:
        return int(one in self.homes and group != self.homes[one])

    def _changed(self, one: int, other: int, margin: float) -> bool:
        home, there = self.now.where[one], self.now.where[other]
        before = self._away(one, home) + self._away(other, there)
        after = self._away(one, there) + self._away(other, home)
        return super()._changed(one, other, margin - PRICE * (after - before))

    def _move(self, one: int, threshold: float) -> None:
        leaves = one in self.homes and not self._away(one, self.now.where[one])
        super()._move(one, threshold + PRICE * leaves)
