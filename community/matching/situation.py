"""Everything a formation looks at, and the same once more in the numbered form that the search works on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from community.matching.candidates import ALL_HOURS, Candidate, History, Wish
from community.matching.weights import Rules

REFINEMENTS = 3
"""How far away, along wishes and earlier groups, people may differ and still be told apart without their ids."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The people, the rules of the course, their wishes and who has been with whom. Wishes of absent people wait."""

    candidates: tuple[Candidate, ...]
    rules: Rules = field(default_factory=Rules)
    wishes: tuple[Wish, ...] = ()
    earlier: History = field(default_factory=History)
    table: "Table" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", Table(self.candidates, self.wishes, self.earlier))

    def of(self, person: int) -> Candidate:
        return self.table.people[self.table.number[person]]


class Table:
    """People by number, from 0, with every attribute as a number or a mask of bits.

    Numbers follow from what is known of a person, not from ids: the same people under other ids, or in another order,
    are numbered alike.
    """

    def __init__(self, candidates: Iterable[Candidate], wishes: Iterable[Wish], earlier: History) -> None:
        self.people = _in_order(candidates, wishes, earlier)
        people = self.people
        self.ids = [person.id for person in people]
        self.number = {person.id: number for number, person in enumerate(people)}
        if len(self.number) != len(people):
            raise ValueError("a person is there twice")
        self.known = [int(person.hours is not None) for person in people]
        self.hours = [ALL_HOURS if person.hours is None else person.hours for person in people]
        self.languages = _masks([person.languages for person in people])
        self.interests = _masks([person.interests for person in people])
        self.kinds = _masks([person.kinds for person in people])
        self.levels = [person.level for person in people]
        self.countries = _codes([person.country for person in people])
        self.organisations = _codes([person.organisation for person in people])
        self.platforms = _codes([person.platform for person in people])
        self._relate(wishes, earlier)

    def _relate(self, wishes: Iterable[Wish], earlier: History) -> None:
        """Who has met whom how often, and who wishes to be with or without whom, by number."""
        self.met: list[dict[int, int]] = [{} for _ in self.ids]
        self.apart: list[frozenset[int]] = [frozenset()] * len(self.ids)
        self.together: list[frozenset[int]] = [frozenset()] * len(self.ids)
        for a, b, count in earlier:
            if a in self.number and b in self.number:
                self.met[self.number[a]][self.number[b]] = count
                self.met[self.number[b]][self.number[a]] = count
        for wish in wishes:
            if wish.a in self.number and wish.b in self.number and wish.a != wish.b:
                a, b = self.number[wish.a], self.number[wish.b]
                relation = self.together if wish.together else self.apart
                relation[a] |= {b}
                relation[b] |= {a}

    def __len__(self) -> int:
        return len(self.ids)


def _masks(sets: Sequence[frozenset[str]]) -> list[int]:
    bit = {name: 1 << number for number, name in enumerate(sorted(frozenset[str]().union(*sets)))}
    return [sum(bit[name] for name in names) for names in sets]


def _codes(names: Sequence[str]) -> list[int]:
    """A number from 1 for each name; 0 for the empty one, which means unknown."""
    code = {name: number for number, name in enumerate(sorted({*names, ""}))}
    return [code[name] for name in names]


def _in_order(candidates: Iterable[Candidate], wishes: Iterable[Wish], earlier: History) -> list[Candidate]:
    people = list(candidates)
    ties = _ties(people, wishes, earlier)
    rank = _ranked({person.id: _traits(person) for person in people})
    for _ in range(REFINEMENTS if ties else 0):
        rank = _ranked(
            {me: (place, sorted((rank[you], what) for you, what in ties.get(me, ()))) for me, place in rank.items()}
        )
    return sorted(people, key=lambda person: (rank[person.id], person.id))


def _traits(person: Candidate) -> Any:
    hours = -1 if person.hours is None else person.hours
    level = (person.level is not None, person.level or 0)
    names = [sorted(person.languages), sorted(person.interests), sorted(person.kinds)]
    return (hours, names, level, person.country, person.organisation, person.platform)


def _ranked(keys: dict[int, Any]) -> dict[int, int]:
    """The place of each key among all; equal keys have equal places."""
    places: dict[int, int] = {}
    place, last = -1, None
    for person, key in sorted(keys.items(), key=lambda item: item[1]):
        place, last = (place if key == last else len(places)), key
        places[person] = place
    return places


def _ties(people: list[Candidate], wishes: Iterable[Wish], earlier: History) -> dict[int, list[tuple[int, int]]]:
    """For each person the others they are related to: with 1 and more for having met, -1 and -2 for wishes."""
    present = {person.id for person in people}
    related = [(a, b, count) for a, b, count in earlier]
    related += [(wish.a, wish.b, -1 if wish.together else -2) for wish in wishes]
    ties: dict[int, list[tuple[int, int]]] = {}
    for a, b, what in related:
        if a in present and b in present:
            ties.setdefault(a, []).append((b, what))
            ties.setdefault(b, []).append((a, what))
    return ties
