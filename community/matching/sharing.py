"""Who speaks several languages meets in which of them: exactly, over how many go where, as long as that is soon done.

People who speak the same languages are interchangeable, and from some number on every block can be cut (eight people and
more into fives): what is to be looked at are the blocks that are smaller, and how many of each kind of speakers they get.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

from community.matching.situation import Table
from community.matching.weights import Rules

STEPS = 100_000
"""So many ways to go on are looked at before it is given up: some tenths of a second."""

Sizes = tuple[int, ...]
"""People in each block so far, none counted beyond the number from which every block can be cut."""
Way = tuple[int, Sizes, Sizes]
"""How many are not in their first choice so far; the sizes before; how many of this kind go into each block."""
Worth = tuple[int, int, int]
"""What is against a choice: guests, blocks that cannot be cut, people missing or too many. The lowest is best."""


def fits(people: int, rules: Rules) -> bool:
    """Whether this many people can be cut into groups of the size, one more or one less."""
    count = -(-people // rules.most)
    return people == 0 or count * rules.least <= people


@cache
def always(rules: Rules) -> int:
    """From so many people on, every number can be cut."""
    return rules.least * max(1, -(-(rules.least - 1) // (rules.most - rules.least)))


@cache
def missing(people: int, rules: Rules) -> int:
    """How many people are missing, or too many, in the cut that is least bad."""
    if fits(people, rules):
        return 0
    counts = range(1, people // rules.least + 2)
    return min(max(count * rules.least - people, people - count * rules.most) for count in counts)


def against(sizes: Sizes, strangers: int, rules: Rules) -> tuple[Worth, int]:
    """What is against blocks of these sizes, and in which place the block is that had best take in the guests.

    Guests are those of a block of one, and strangers, whose language nobody shares. The host is the largest of the best.
    """
    guests = strangers + sum(size == 1 for size in sizes)
    rest = [size if size > 1 else 0 for size in sizes]
    bad = sum(not fits(size, rules) for size in rest)
    lack = sum(missing(size, rules) for size in rest)
    if not any(rest):
        return (guests, _bad(guests, rules), missing(guests, rules)), -1
    if not guests:
        return (0, bad, lack), -1
    hosted = (
        (bad - _bad(size, rules) + _bad(size + guests, rules),
         lack - missing(size, rules) + missing(size + guests, rules), -size, place)
        for place, size in enumerate(rest) if size
    )  # fmt: skip
    bad, lack, _, host = min(hosted)
    return (guests, bad, lack), host


def _bad(people: int, rules: Rules) -> int:
    return int(not fits(people, rules))


def shared_out(table: Table, first: dict[int, list[int]], rules: Rules) -> dict[int, list[int]] | None:
    """The blocks with least against them, and of these the ones nearest to the first choice; None when it takes too long.

    `first` has the people by the language chosen for them first; under 0 are those who have none.
    """
    bits = [bit for bit in first if bit]
    kinds = _kinds(table, first, bits)
    layers = _ways(kinds, always(rules), len(bits))
    if layers is None:
        return None
    strangers = len(first.get(0, ()))
    end = min(layers[-1], key=lambda sizes: (against(sizes, strangers, rules)[0], layers[-1][sizes][0], sizes))
    placed: dict[int, list[int]] = {bit: [] for bit in first} | {0: list(first.get(0, ()))}
    for (languages, people), layer in zip(reversed(kinds), reversed(layers[1:]), strict=True):
        _, before, shares = layer[end]
        left = list(people)
        for place in (*languages[1:], languages[0]):
            placed[bits[place]] += left[: shares[place]]
            left = left[shares[place] :]
        end = before
    return {bit: sorted(block) for bit, block in placed.items()}


Kind = tuple[tuple[int, ...], list[int]]
"""Places of the languages, the first choice at first; and those who speak just these."""


def _kinds(table: Table, first: dict[int, list[int]], bits: list[int]) -> list[Kind]:
    """People by what they speak, those with the fewest languages first."""
    found: dict[tuple[int, ...], list[int]] = {}
    for home, bit in enumerate(bits):
        for one in first[bit]:
            others = [place for place, each in enumerate(bits) if table.languages[one] & each and place != home]
            found.setdefault((home, *others), []).append(one)
    return sorted(found.items(), key=lambda kind: (len(kind[0]), kind[0]))


def _ways(kinds: list[Kind], enough: int, blocks: int) -> list[dict[Sizes, Way]] | None:
    """Kind after kind, every combination of sizes that can come about, each by the way on which fewest are moved."""
    nobody = (0,) * blocks
    layers: list[dict[Sizes, Way]] = [{nobody: (0, nobody, nobody)}]
    steps = 0
    for languages, people in kinds:
        splits = list(_splits(len(people), languages, enough, blocks))
        steps += len(splits) * len(layers[-1])
        if steps > STEPS:
            return None
        layer: dict[Sizes, Way] = {}
        for sizes, way in layers[-1].items():
            for shares in splits:
                then = tuple([min(enough, size + share) for size, share in zip(sizes, shares, strict=True)])
                moved = way[0] + len(people) - shares[languages[0]]
                if then not in layer or moved < layer[then][0]:
                    layer[then] = moved, sizes, shares
        layers.append(layer)
    return layers


def _splits(number: int, languages: tuple[int, ...], enough: int, blocks: int) -> Iterator[Sizes]:
    """Ways to share out so many over these languages.

    Where they could fill every block, more than enough in one that is not the first choice is never needed.
    """
    most = enough if number > enough * len(languages) else number
    for others in product(range(most + 1), repeat=len(languages) - 1):
        if sum(others) <= number:
            shares = [0] * blocks
            for place, share in zip(languages, (number - sum(others), *others), strict=True):
                shares[place] = share
            yield tuple(shares)
