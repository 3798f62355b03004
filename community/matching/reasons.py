"""Why a group is as it is: facts only, for other rooms to put into sentences."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from community.matching.arrangement import Arrangement
from community.matching.candidates import History, pair_of
from community.matching.formation import Reason
from community.matching.score import Score, common_hours
from community.matching.situation import Situation
from community.matching.weights import Parts


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The best other place for one member, and by how much the sum of the scores would change.

    `with_` is the person they would change places with, None when they would just join the group with this place.
    A change of 0 or less says that there is nothing better; None of these exists when there is no other group.
    """

    person: int
    group: int
    with_: int | None
    change: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a group has in common, what is against it, and where each point of its score comes from."""

    hours: int | None
    """Common hours of those whose hours are known, as a week mask in UTC; None when fewer than two are known."""
    hours_known_of: int
    """Of how many members the hours are known."""
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    """Interests of all members."""
    some_interests: tuple[tuple[str, int], ...]
    """Interests of two or more, but not all, each with the number of these members; the most frequent first."""
    lone_kinds: tuple[tuple[str, int], ...]
    """Kinds that exactly one member is of, with this person: for the trainer's eyes, never for the group's."""
    unmet: tuple[tuple[Reason, int, int], ...]
    repeated: tuple[tuple[int, int, int], ...]
    """Pairs that have been together before, with how often."""
    parts: Parts
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def hours_count(self) -> int | None:
        return None if self.hours is None else self.hours.bit_count()


def explain(situation: Situation, members: Collection[int], groups: Sequence[Collection[int]] = ()) -> Explanation:
    """The facts about one group. With all `groups` also what would be the best place elsewhere for each member."""
    table, score = situation.table, Score(situation)
    people = [situation.of(one) for one in sorted(members)]
    numbers = [table.number[person.id] for person in people]
    known = sum(table.known[one] for one in numbers)
    interests = _counted([person.interests for person in people])
    kinds = _counted([person.kinds for person in people]) if situation.rules.alone_rule else {}
    return Explanation(
        hours=common_hours(table, numbers) if known > 1 else None,
        hours_known_of=known,
        languages=tuple(sorted(frozenset.intersection(*[person.languages for person in people]))) if people else (),
        interests=tuple(name for name, times in interests.items() if times == len(people)),
        some_interests=tuple((name, times) for name, times in interests.items() if 1 < times < len(people)),
        lone_kinds=tuple(
            (name, next(person.id for person in people if name in person.kinds))
            for name, times in kinds.items()
            if times == 1
        ),
        unmet=_unmet(situation, frozenset(members)),
        repeated=_repeated(situation.earlier, sorted(members)),
        parts=score.parts(numbers),
        elsewhere=tuple(_elsewhere(situation, score, sorted(members), groups)),
    )


def _counted(sets: list[frozenset[str]]) -> dict[str, int]:
    """How many have each name, the most frequent first."""
    counts = {name: sum(name in names for names in sets) for name in sorted(frozenset[str]().union(*sets))}
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _unmet(situation: Situation, members: frozenset[int]) -> tuple[tuple[Reason, int, int], ...]:
    present = situation.table.number
    split, joined = set(), set()
    for wish in situation.wishes:
        inside = len(members & {wish.a, wish.b})
        if wish.together and inside == 1 and wish.a in present and wish.b in present:
            split.add((Reason.TOGETHER_NOT_MET, *wish.pair))
        if not wish.together and inside == 2:
            joined.add((Reason.APART_NOT_MET, *wish.pair))
    return tuple(sorted(split | joined))


def _repeated(earlier: History, members: list[int]) -> tuple[tuple[int, int, int], ...]:
    pairs = [(*pair_of(a, b), earlier.between(a, b)) for a, b in combinations(members, 2)]
    return tuple(pair for pair in pairs if pair[2])


def _elsewhere(
    situation: Situation, score: Score, members: list[int], groups: Sequence[Collection[int]]
) -> Iterator[Elsewhere]:
    """For each member the change that would be best, or least bad, of all that keep the sizes within their bounds."""
    number, now = situation.table.number, Arrangement(score, ())
    home = [number[one] for one in members]
    others = [
        (place, [number[one] for one in group]) for place, group in enumerate(groups) if set(group) != set(members)
    ]
    ids = situation.table.ids
    for me in home:
        best = max(_changes(now, me, home, others), key=lambda change: round(change[2], 9), default=None)
        if best:
            place, other, change = best
            yield Elsewhere(ids[me], place, None if other is None else ids[other], change)


def _changes(
    now: Arrangement, me: int, home: list[int], others: list[tuple[int, list[int]]]
) -> Iterator[tuple[int, int | None, float]]:
    languages, rules, worth = now.table.languages, now.score.rules, now.whole_worth
    stay = [one for one in home if one != me]
    before, without = worth(home), worth(stay)
    for place, group in others:
        if not any(languages[me] & languages[one] for one in group):
            continue
        there = worth(group)
        if len(home) > rules.least and len(group) < rules.most:
            yield place, None, without + worth([*group, me]) - before - there
        for other in group:
            rest = [one for one in group if one != other]
            yield place, other, worth([*stay, other]) + worth([*rest, me]) - before - there
