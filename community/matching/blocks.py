"""Which language people meet in, and into which sizes their number can be cut."""

from collections import Counter

from community.matching.situation import Table
from community.matching.weights import Rules


def cut(people: int, rules: Rules) -> list[int]:
    """The sizes of groups for this many people, as even as can be and as near to the size asked for.

    When no cut has all groups within one of it (7 people into fives), it is the cut that misses by the fewest people,
    in smaller groups rather than larger ones.
    """
    if people < 2:
        return [people] * people
    counts = range(1, people // 2 + 1)
    best = min(counts, key=lambda count: (_missed(people, count, rules), _distance(people, count, rules), -count))
    return _even(people, best)


def fits(people: int, rules: Rules) -> bool:
    """Whether this many people can be cut into groups of the size, one more or one less."""
    count = -(-people // rules.most)
    return people == 0 or count * rules.least <= people


def _even(people: int, count: int) -> list[int]:
    small, larger = divmod(people, count)
    return [small + 1] * larger + [small] * (count - larger)


def _missed(people: int, count: int, rules: Rules) -> int:
    sizes = _even(people, count)
    return sum(max(0, rules.least - size, size - rules.most) for size in sizes)


def _distance(people: int, count: int, rules: Rules) -> int:
    return sum(abs(size - rules.size) for size in _even(people, count))


def blocks(table: Table, people: list[int], rules: Rules) -> list[list[int]]:
    """People by the language they are to meet in; who speaks several goes where the numbers then work out.

    Who shares no language with anybody is a guest in the largest block: the score says so, and the outcome.
    """
    placed = _first_choice(table, people)
    _even_out(table, placed, rules)
    return _with_guests(placed)


def _first_choice(table: Table, people: list[int]) -> dict[int, list[int]]:
    """Everybody in the language of theirs that most people speak: small languages stay with those who need them."""
    speakers = Counter(bit for one in people for bit in _bits(table.languages[one]))
    placed: dict[int, list[int]] = {bit: [] for bit in [0, *sorted(speakers)]}
    for one in people:
        placed[max(_bits(table.languages[one]), key=lambda bit: (speakers[bit], -bit), default=0)].append(one)
    return placed


def _bits(mask: int) -> list[int]:
    return [1 << place for place in range(mask.bit_length()) if mask >> place & 1]


def _even_out(table: Table, placed: dict[int, list[int]], rules: Rules) -> None:
    """Move people who speak several languages until every block can be cut, or nothing more is gained."""
    while (bad := [bit for bit, block in placed.items() if bit and not fits(len(block), rules)]) and any(
        _filled(table, placed, bit, rules) or _emptied(table, placed, bit, rules) for bit in bad
    ):
        pass


def _filled(table: Table, placed: dict[int, list[int]], bit: int, rules: Rules) -> bool:
    """Bring the block to the next number that can be cut, by people from blocks that stay or become so."""
    moves: list[tuple[int, int]] = []
    sizes = {other: len(block) for other, block in placed.items()}
    while not fits(sizes[bit], rules):
        found = _donors(table, placed, bit, sizes, rules, {one for one, _ in moves})
        if not found:
            return False
        for one, home in found:
            sizes[home] -= 1
            sizes[bit] += 1
            moves.append((one, home))
    _move(placed, moves, bit)
    return True


def _donors(
    table: Table, placed: dict[int, list[int]], bit: int, sizes: dict[int, int], rules: Rules, taken: set[int]
) -> list[tuple[int, int]]:
    """The fewest people who can leave one block for this one, the largest block first."""
    for home in sorted(placed, key=lambda other: (-sizes[other], other)):
        able = [one for one in placed[home] if table.languages[one] & bit and one not in taken]
        if home in {0, bit} or not able:
            continue
        for count in range(1, min(len(able), rules.most) + 1):
            if fits(sizes[home] - count, rules):
                return [(one, home) for one in able[:count]]
    return []


def _emptied(table: Table, placed: dict[int, list[int]], bit: int, rules: Rules) -> bool:
    """Send as few people away as makes the block one that can be cut, or empty, where others can take them."""
    able = [one for one in placed[bit] if table.languages[one] & ~bit]
    for count in range(1, len(able) + 1):
        if not fits(len(placed[bit]) - count, rules):
            continue
        sizes = {other: len(block) for other, block in placed.items()}
        goals = [_host(table.languages[one] & ~bit, sizes, rules) for one in able[:count]]
        if all(fits(sizes[goal], rules) for goal in goals):
            for one, goal in zip(able[:count], goals, strict=True):
                _move(placed, [(one, bit)], goal)
            return True
    return False


def _host(languages: int, sizes: dict[int, int], rules: Rules) -> int:
    """The block of one of these languages that bears one more best; it is counted there at once."""
    goal = max(_bits(languages), key=lambda bit: (fits(sizes[bit] + 1, rules), sizes[bit], -bit))
    sizes[goal] += 1
    return goal


def _move(placed: dict[int, list[int]], moves: list[tuple[int, int]], goal: int) -> None:
    for one, home in moves:
        placed[home].remove(one)
        placed[goal].append(one)


def _with_guests(placed: dict[int, list[int]]) -> list[list[int]]:
    """Blocks without those of one person or of no known language: these people join the largest block."""
    guests = [one for bit, block in placed.items() if not bit or len(block) == 1 for one in block]
    hosts = [block for bit, block in sorted(placed.items()) if bit and len(block) > 1]
    if not hosts:
        return [guests] if guests else []
    max(hosts, key=len).extend(guests)
    return hosts
