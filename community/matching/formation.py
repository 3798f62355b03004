"""What the forming of groups brings about: groups, what is against them, and for each person what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from community.matching.candidates import pair_of
from community.matching.score import Score, common_hours, common_languages, exactly_one
from community.matching.situation import Situation
from community.matching.weights import Parts


class State(StrEnum):
    """What a formation means for a person."""

    PLACED = "placed"
    WAITING = "waiting"
    PAUSED = "paused"
    EXCLUDED = "excluded"


class Reason(StrEnum):
    """Why, in a word that other rooms put into sentences. First for groups and their members, then for the others."""

    LOCKED = "locked"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NO_COMMON_LANGUAGE = "no_common_language"
    NO_COMMON_HOUR = "no_common_hour"
    HOURS_UNKNOWN = "hours_unknown"
    ONLY_ONE_OF_KIND = "only_one_of_kind"
    TOGETHER_NOT_MET = "together_not_met"
    APART_NOT_MET = "apart_not_met"
    TOGETHER_AGAIN = "together_again"

    NOBODY_ELSE = "nobody_else"
    NO_GROUP_WITH_ROOM = "no_group_with_room"
    NO_GROUP_IN_LANGUAGE = "no_group_in_language"
    NO_GROUP_WITHOUT_APART = "no_group_without_apart"
    PARTNER_GONE = "partner_gone"

    ASKED_FOR_PAUSE = "asked_for_pause"
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    NOT_IN_COURSE = "not_in_course"
    TRAINER_DECIDED = "trainer_decided"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one person. `group` is the place in the formation's groups, None for those who are in none."""

    person: int
    state: State
    reasons: tuple[Reason, ...] = ()
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People who learn together, in the order of their ids. `against` says which rules or hopes it does not meet."""

    members: tuple[int, ...]
    parts: Parts
    against: tuple[Reason, ...] = ()
    locked: bool = False

    @property
    def score(self) -> float:
        return self.parts.total


@dataclass(frozen=True, slots=True)
class Formation:
    """A proposal: who would be with whom. Every person handed in has exactly one outcome."""

    groups: tuple[Group, ...]
    outcomes: Mapping[int, Outcome]
    unmet: tuple[tuple[Reason, int, int], ...] = field(default=())
    """Wishes that are not met, as reason and the two people."""

    @property
    def score(self) -> float:
        """The mean of the groups' scores; 0 without groups."""
        return sum(group.score for group in self.groups) / len(self.groups) if self.groups else 0.0

    @property
    def least(self) -> float:
        """The score of the worst group."""
        return min((group.score for group in self.groups), default=0.0)

    def of(self, person: int) -> Group | None:
        place = self.outcomes[person].group
        return None if place is None else self.groups[place]


def appraise(
    situation: Situation,
    groups: Iterable[Sequence[int]],
    *,
    locked: Iterable[Sequence[int]] = (),
    aside: Mapping[int, Outcome] | None = None,
) -> Formation:
    """A formation of these groups as they are, e.g. after a trainer has moved people.

    `aside` are the outcomes of people who take no part. Candidates who are in no group wait.
    """
    score = Score(situation)
    fixed = {tuple(sorted(group)) for group in locked}
    every = sorted(fixed | {tuple(sorted(group)) for group in groups if group})
    built = tuple(_group(score, group, locked=group in fixed) for group in every)
    outcomes = dict(aside or {})
    for place, group in enumerate(built):
        outcomes |= {one: Outcome(one, State.PLACED, _personal(score, one, group), place) for one in group.members}
    for candidate in situation.candidates:
        outcomes.setdefault(candidate.id, Outcome(candidate.id, State.WAITING, (Reason.NOBODY_ELSE,)))
    return Formation(built, dict(sorted(outcomes.items())), _unmet(situation, built))


def moved(groups: Iterable[Sequence[int]], person: int, to: int) -> list[tuple[int, ...]]:
    """The groups after a trainer has put somebody into the group at this place; `appraise` says what that brings."""
    after = [tuple(one for one in group if one != person) for group in groups]
    after[to] = (*after[to], person)
    return after


def swapped(groups: Iterable[Sequence[int]], a: int, b: int) -> list[tuple[int, ...]]:
    """The groups after two people have changed places."""
    other = {a: b, b: a}
    return [tuple(other.get(one, one) for one in group) for group in groups]


def _group(score: Score, members: tuple[int, ...], *, locked: bool) -> Group:
    numbers = [score.table.number[one] for one in members]
    parts, rules = score.parts(numbers), score.rules
    signs = (
        (Reason.TOO_SMALL, len(members) < rules.least),
        (Reason.TOO_LARGE, len(members) > rules.most),
        (Reason.NO_COMMON_LANGUAGE, not common_languages(score.table, numbers)),
        (Reason.NO_COMMON_HOUR, _known(score, numbers) > 1 and not common_hours(score.table, numbers)),
        (Reason.HOURS_UNKNOWN, _known(score, numbers) < len(members)),
        (Reason.ONLY_ONE_OF_KIND, score.rules.alone_rule and bool(_lone(score, numbers))),
        (Reason.TOGETHER_NOT_MET, any(score.table.together[one].difference(numbers) for one in numbers)),
        (Reason.APART_NOT_MET, any(score.table.apart[one].intersection(numbers) for one in numbers)),
        (Reason.TOGETHER_AGAIN, any(b in score.table.met[a] for a, b in combinations(numbers, 2))),
    )
    return Group(members, parts, tuple(reason for reason, holds in signs if holds), locked)


def _known(score: Score, numbers: list[int]) -> int:
    return sum(score.table.known[one] for one in numbers)


def _lone(score: Score, numbers: list[int]) -> int:
    return exactly_one([score.table.kinds[one] for one in numbers])


def _personal(score: Score, person: int, group: Group) -> tuple[Reason, ...]:
    """What of all that is against a group concerns this member."""
    table, me = score.table, score.table.number[person]
    numbers = [table.number[one] for one in group.members]
    shared = {Reason.TOO_SMALL, Reason.TOO_LARGE, Reason.NO_COMMON_LANGUAGE, Reason.NO_COMMON_HOUR}
    mine = {
        Reason.HOURS_UNKNOWN: not table.known[me],
        Reason.ONLY_ONE_OF_KIND: bool(_lone(score, numbers) & table.kinds[me]),
        Reason.TOGETHER_NOT_MET: bool(table.together[me].difference(numbers)),
        Reason.APART_NOT_MET: bool(table.apart[me].intersection(numbers)),
        Reason.TOGETHER_AGAIN: any(one in table.met[me] for one in numbers),
    }
    reasons = tuple(reason for reason in group.against if reason in shared or mine.get(reason, False))
    return (Reason.LOCKED, *reasons) if group.locked else reasons


def _unmet(situation: Situation, groups: tuple[Group, ...]) -> tuple[tuple[Reason, int, int], ...]:
    """Wishes between people who are there and that these groups do not meet."""
    where = {one: place for place, group in enumerate(groups) for one in group.members}
    people = situation.table.number
    unmet = set()
    for wish in situation.wishes:
        if wish.a not in people or wish.b not in people:
            continue
        in_one = wish.a in where and where[wish.a] == where.get(wish.b)
        if in_one != wish.together:
            reason = Reason.TOGETHER_NOT_MET if wish.together else Reason.APART_NOT_MET
            unmet.add((reason, *pair_of(wish.a, wish.b)))
    return tuple(sorted(unmet))
