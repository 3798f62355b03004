"""The largest number of pairs that can be made at once, by Edmonds' augmenting paths."""

from collections import deque
from collections.abc import Callable, Iterator

Meets = Callable[[int, int], bool]
NOBODY = -1


class Partners:
    """People from 0, and who is paired with whom. Earlier pairs stay until an augmenting path exchanges partners."""

    def __init__(self, order: list[int]) -> None:
        self.order = order
        self.partner = [NOBODY] * len(order)

    def alone(self) -> list[int]:
        return [one for one in self.order if self.partner[one] == NOBODY]

    def pairs(self) -> Iterator[tuple[int, int]]:
        return ((one, other) for one, other in enumerate(self.partner) if one < other)

    def complete(self, meets: Meets) -> None:
        """As many pairs as people who may meet allow: first the simple way, then by exchanging partners."""
        for one in self.alone():
            if self.partner[one] == NOBODY:
                other = next((two for two in self.alone() if meets(one, two)), NOBODY)
                if other != NOBODY:
                    self.partner[one], self.partner[other] = other, one
        for one in self.alone():
            if self.partner[one] == NOBODY and len(self.alone()) > 1:
                self._augment(_Search(self, meets).path_from(one))

    def _augment(self, path: list[int]) -> None:
        for one, other in zip(path[::2], path[1::2], strict=True):
            self.partner[one], self.partner[other] = other, one


class _Search:
    """One search for a path on which partners can be exchanged so that two people more are paired.

    Odd circles are shrunk to their base ("blossoms"); `base` says to which circle somebody belongs.
    """

    def __init__(self, partners: Partners, meets: Meets) -> None:
        self.partners = partners
        self.partner = partners.partner
        self.meets = meets
        count = len(self.partner)
        self.parent = [NOBODY] * count
        self.base = list(range(count))
        self.reached = [False] * count
        self.queue: deque[int] = deque()
        self.unseen = set(range(count))

    def path_from(self, root: int) -> list[int]:
        """The people on the path, from its end to the root; empty when there is none."""
        self.root = root
        self._reach(root)
        while self.queue:
            one = self.queue.popleft()
            for other in self.partners.order:
                if self.base[one] == self.base[other] or self.partner[one] == other or not self.meets(one, other):
                    continue
                if end := self._look(one, other):
                    return self._path(end - 1)
        return []

    def _look(self, one: int, other: int) -> int:
        """Go on from a person to another; the number of the last one and 1 when a path is complete, else 0."""
        if other == self.root or (self.partner[other] != NOBODY and self.parent[self.partner[other]] != NOBODY):
            self._shrink(one, other)
        elif self.parent[other] == NOBODY:
            self.parent[other] = one
            if self.partner[other] == NOBODY:
                return other + 1
            self._reach(self.partner[other])
        return 0

    def _reach(self, one: int) -> None:
        if not self.reached[one]:
            self.reached[one] = True
            self.queue.append(one)

    def _path(self, end: int) -> list[int]:
        path = []
        while end != NOBODY:
            before = self.parent[end]
            path += [end, before]
            end = self.partner[before]
        return path

    def _shrink(self, one: int, other: int) -> None:
        """Both ends of this edge are at an even distance from the root: the circle it closes becomes one."""
        base = self._common_base(one, other)
        circle: set[int] = set()
        self._mark(one, base, other, circle)
        self._mark(other, base, one, circle)
        for each in self.partners.order:
            if self.base[each] in circle:
                self.base[each] = base
                self._reach(each)

    def _common_base(self, one: int, other: int) -> int:
        seen = set()
        while True:
            one = self.base[one]
            seen.add(one)
            if self.partner[one] == NOBODY:
                break
            one = self.parent[self.partner[one]]
        while (other := self.base[other]) not in seen:
            other = self.parent[self.partner[other]]
        return other

    def _mark(self, one: int, base: int, child: int, circle: set[int]) -> None:
        while self.base[one] != base:
            circle |= {self.base[one], self.base[self.partner[one]]}
            self.parent[one] = child
            child = self.partner[one]
            one = self.parent[child]
