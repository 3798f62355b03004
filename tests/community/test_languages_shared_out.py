"""Who speaks several languages meets in one of them: compared with every way in which numbers could have come out."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from community.matching import Candidate, Rules, Situation, form
from community.matching.blocks import blocks
from community.matching.sharing import fits
from tests.simulation.crowds import few

Sizes = tuple[int, ...]
Against = tuple[int, int]
"""Guests in a language that is not theirs, and languages in which the number of people cannot be cut."""

kinds = [frozenset(each) for each in ("a", "b", "c", "d", "ab", "ac", "ad", "bc", "bd", "cd", "abc", "bcd")]
crowds = st.integers(8, 22).flatmap(lambda number: st.lists(st.sampled_from(kinds), min_size=number, max_size=number))


def every_way(spoken: list[frozenset[str]]) -> set[Sizes]:
    """How many could meet in each language, whoever goes where."""
    letters = sorted(frozenset[str]().union(*spoken))
    ways = {(0,) * len(letters)}
    for kind, number in Counter(spoken).items():
        shares = list(_shares(number, len(kind)))
        places = [letters.index(each) for each in sorted(kind)]
        ways = {_added(way, places, share) for way, share in product(ways, shares)}
    return ways


def _shares(number: int, parts: int) -> Iterator[Sizes]:
    if parts == 1:
        yield (number,)
        return
    for first in range(number + 1):
        yield from ((first, *rest) for rest in _shares(number - first, parts - 1))


def _added(way: Sizes, places: list[int], share: Sizes) -> Sizes:
    sizes = list(way)
    for place, number in zip(places, share, strict=True):
        sizes[place] += number
    return tuple(sizes)


def least_against(spoken: list[frozenset[str]], rules: Rules) -> Against:
    return min(_against(way, rules) for way in every_way(spoken))


def _against(sizes: Sizes, rules: Rules) -> Against:
    """One person alone in a language is a guest of those of another."""
    guests = sizes.count(1)
    rest = [size for size in sizes if size > 1]
    hosted = [[*rest[:at], size + guests, *rest[at + 1 :]] for at, size in enumerate(rest)] or [[guests]]
    return guests, min(sum(not fits(size, rules) for size in sizes) for sizes in hosted)


def found(spoken: list[frozenset[str]], rules: Rules) -> Against:
    situation = Situation(tuple(Candidate(at, speaks) for at, speaks in enumerate(spoken)), rules)
    table = situation.table
    made = blocks(table, list(range(len(spoken))), rules)
    assert sorted(one for block in made for one in block) == list(range(len(spoken)))
    guests = sum(len(block) - max(Counter(_letters(situation, block)).values()) for block in made)
    return guests, sum(not fits(len(block), rules) for block in made)


def _letters(situation: Situation, block: list[int]) -> Iterator[str]:
    return (letter for one in block for letter in situation.table.people[one].languages)


@settings(few, max_examples=150)
@given(crowds, st.integers(3, 6))
def test_as_few_people_as_can_be_are_guests_and_as_few_languages_as_can_be_cannot_be_cut(
    spoken: list[frozenset[str]], size: int
) -> None:
    rules = Rules(size)
    assert found(spoken, rules) <= least_against(spoken, rules)


def test_a_cut_is_found_for_which_people_of_four_kinds_must_give_up_their_first_choice() -> None:
    spoken = [frozenset(each) for each in ("ac", "ab", "a", "abc", "ab", "ab", "b", "bc", "abc", "ac")]
    assert found(spoken, Rules(5)) == (0, 0) == least_against(spoken, Rules(5))


def test_a_guest_goes_where_the_numbers_still_work_out() -> None:
    spoken = [frozenset(each) for each in ["a"] * 6 + ["b"] * 5 + ["c"]]
    assert found(spoken, Rules(5)) == (1, 0)
    crowd = tuple(Candidate(at, speaks) for at, speaks in enumerate(spoken))
    sizes = sorted(len(group.members) for group in form(Situation(crowd, Rules(5)), seed=1, budget=500).groups)
    assert sizes == [6, 6]


def test_many_people_of_many_languages_are_shared_out_all_the_same() -> None:
    pairs = [frozenset(pair) for pair in product("abcdefghij", repeat=2)]
    assert sum(found(pairs * 2, Rules(7))) <= 3
