"""Which language people meet in, and into which sizes their number can be cut."""

from collections import Counter
from functools import cache
from itertools import product

from community.matching.sharing import against, fits, shared_out
from community.matching.situation import Table
from community.matching.weights import Rules


def cut(people: int, rules: Rules) -> list[int]:
    """The sizes of groups for this many people, as even as can be and as near to the size asked for.

    When no cut has all groups within one of it (7 people into fives), it is the cut that misses by the fewest people,
    in smaller groups rather than larger ones.
    """
    if people < 2:
        return [people] * people
    near = people // rules.size
    counts = range(max(1, near - 2), max(1, min(near + 2, people // 2)) + 1)
    best = min(counts, key=lambda count: _against(_even(people, count), rules))
    return _even(people, best)


def _even(people: int, count: int) -> list[int]:
    small, larger = divmod(people, count)
    return [small + 1] * larger + [small] * (count - larger)


def _against(sizes: list[int], rules: Rules) -> tuple[int, int, int, int]:
    """What speaks against a cut: people missing or too many, those too many, distance from the size, few groups."""
    over = sum(max(0, size - rules.most) for size in sizes)
    under = sum(max(0, rules.least - size) for size in sizes)
    return over + under, over, sum(abs(size - rules.size) for size in sizes), -len(sizes)


def blocks(table: Table, people: list[int], rules: Rules) -> list[list[int]]:
    """People by the language they are to meet in; who speaks several goes where the numbers then work out.

    Who shares no language with anybody is a guest in another block: the score says so, and the outcome.
    """
    placed = _first_choice(table, people)
    if _against_blocks(placed, rules) > (len(placed[0]), 0, 0):
        shared = shared_out(table, placed, rules)
        if shared is None:
            _even_out(table, placed, rules)
        else:
            placed = shared
    return _with_guests(placed, rules)


def _against_blocks(placed: dict[int, list[int]], rules: Rules) -> tuple[int, int, int]:
    return against(tuple(len(block) for bit, block in placed.items() if bit), len(placed[0]), rules)[0]


def _first_choice(table: Table, people: list[int]) -> dict[int, list[int]]:
    """Everybody in the language of theirs that fewest people speak: there each one more widens the choice most."""
    speakers = Counter(bit for one in people for bit in _bits(table.languages[one]))
    placed: dict[int, list[int]] = {bit: [] for bit in [0, *sorted(speakers)]}
    for one in people:
        placed[min(_bits(table.languages[one]), key=lambda bit: (speakers[bit], -bit), default=0)].append(one)
    return placed


def _bits(mask: int) -> list[int]:
    return [1 << place for place in range(mask.bit_length()) if mask >> place & 1]


def _even_out(table: Table, placed: dict[int, list[int]], rules: Rules) -> None:
    """Move people who speak several languages, until every block can be cut or two moves do not help any more."""
    while bad := {bit for bit, block in placed.items() if bit and _cost(len(block), rules)}:
        moves = _best(_possible(table, placed, rules), bad, {bit: len(block) for bit, block in placed.items()}, rules)
        if not moves:
            return
        for home, goal, people in moves:
            placed[home] = [one for one in placed[home] if one not in people]
            placed[goal] += people


Move = tuple[int, int, tuple[int, ...]]
"""From the block of one language to that of another: these people."""


def _possible(table: Table, placed: dict[int, list[int]], rules: Rules) -> list[Move]:
    moves: list[Move] = []
    for home, goal in product(placed, repeat=2):
        able = [one for one in placed[home] if table.languages[one] & goal] if home != goal else []
        moves += [(home, goal, tuple(able[:count])) for count in range(1, min(len(able), rules.most) + 1)]
    return moves


def _best(moves: list[Move], bad: set[int], sizes: dict[int, int], rules: Rules) -> tuple[Move, ...]:
    """The one or two moves after which least is missing; none when nothing gets better. One of them is of bad blocks."""
    best: tuple[Move, ...] = ()
    least = (0, 0)
    for first in moves:
        if bad.isdisjoint(first[:2]):
            continue
        for chosen in [(first,), *((first, second) for second in moves if _go_together(first, second))]:
            gain = _gain(chosen, sizes, rules), sum(len(people) for _, _, people in chosen)
            if gain < least and gain[0] < 0:
                best, least = chosen, gain
    return best


def _go_together(first: Move, second: Move) -> bool:
    touch = not {first[0], first[1]}.isdisjoint(second[:2])
    return touch and set(first[2]).isdisjoint(second[2])


def _gain(moves: tuple[Move, ...], sizes: dict[int, int], rules: Rules) -> int:
    after: dict[int, int] = {}
    for home, goal, people in moves:
        after[home] = after.get(home, sizes[home]) - len(people)
        after[goal] = after.get(goal, sizes[goal]) + len(people)
    return sum(_cost(size, rules) - _cost(sizes[bit], rules) for bit, size in after.items())


@cache
def _cost(people: int, rules: Rules) -> int:
    """How bad it is that a block has so many people: nothing, or those missing or too many, and most for a single one."""
    if people == 0 or fits(people, rules):
        return 0
    return _against(cut(people, rules), rules)[0] + (rules.most if people == 1 else 1)


def _with_guests(placed: dict[int, list[int]], rules: Rules) -> list[list[int]]:
    """Blocks without those of one person or of no known language: these join the largest block that bears them."""
    guests = [one for bit, block in placed.items() if not bit or len(block) == 1 for one in block]
    hosts = [block for bit, block in sorted(placed.items()) if bit and len(block) > 1]
    if not hosts:
        return [guests] if guests else []
    if guests:
        _, host = against(tuple(map(len, hosts)), len(guests), rules)
        hosts[host].extend(guests)
    return hosts
