"""The letters of one bot that wait, in memory: which may go next. The rows in the outbox are the truth."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.limiter import Limiter
from community.letters import Deed, Priority
from storage.outbox import Queued

_POSTS = {Deed.POST, Deed.CHANGE}


@dataclass(slots=True)
class Lane:
    """One chat: its letters in order of urgency, and whether one is on its way."""

    waiting: list[tuple[Priority, int]] = field(default_factory=list)
    busy: bool = False


@dataclass(slots=True)
class Queue:
    """Picks the most urgent letter whose chat is free; the order within a chat is kept."""

    limiter: Limiter
    _letters: dict[int, Queued] = field(default_factory=dict)
    _lanes: dict[str, Lane] = field(default_factory=dict)
    _ready: list[tuple[Priority, int, str]] = field(default_factory=list)
    _asleep: list[tuple[float, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._letters)

    def __contains__(self, number: int) -> bool:
        return number in self._letters

    def add(self, letters: Iterable[Queued]) -> None:
        for letter in letters:
            if letter.id not in self._letters:
                self._letters[letter.id] = letter
                lane = self._lanes.setdefault(letter.lane, Lane())
                heapq.heappush(lane.waiting, (letter.priority, letter.id))
                if not lane.busy:
                    heapq.heappush(self._ready, (letter.priority, letter.id, letter.lane))

    def take(self, now: float) -> Queued | None:
        """The next letter that may go now; its lane is busy until `settle` or `put_back`."""
        while self._asleep and self._asleep[0][0] <= now:
            self._wake(heapq.heappop(self._asleep)[1])
        if self.limiter.account_free_at() > now:
            return None
        while self._ready:
            priority, number, name = self._ready[0]
            lane = self._lanes.get(name)
            if lane is None or lane.busy or not lane.waiting or lane.waiting[0] != (priority, number):
                heapq.heappop(self._ready)
                continue
            letter = self._letters[number]
            heapq.heappop(self._ready)
            free = self._free_at(letter)
            if free > now:
                heapq.heappush(self._asleep, (free, name))
                continue
            lane.busy = True
            self.limiter.take(name, now, group=not letter.private, post=letter.deed in _POSTS)
            return letter
        return None

    def leave(self, letter: Queued, now: float) -> float:
        """The letter goes now: how many seconds it still waits to keep its distance from the one before."""
        return self.limiter.leave(letter.lane, now, post=letter.deed in _POSTS)

    def next_moment(self) -> float | None:
        """When it is worth looking again; None if nothing waits for a limit."""
        if self._ready:
            return self.limiter.account_free_at()
        return self._asleep[0][0] if self._asleep else None

    def settle(self, letter: Queued) -> None:
        """The letter is done with, whatever became of it."""
        del self._letters[letter.id]
        self._free(letter.lane, letter)

    def put_back(self, letter: Queued) -> None:
        """The letter stays at the front of its lane; the limiter says when it is tried again."""
        lane = self._lanes[letter.lane]
        lane.busy = False
        self._wake(letter.lane)

    def _free(self, name: str, letter: Queued) -> None:
        lane = self._lanes[name]
        lane.busy = False
        lane.waiting.remove((letter.priority, letter.id))
        heapq.heapify(lane.waiting)
        if lane.waiting:
            self._wake(name)
        else:
            del self._lanes[name]

    def _wake(self, name: str) -> None:
        lane = self._lanes.get(name)
        if lane is not None and not lane.busy and lane.waiting:
            priority, number = lane.waiting[0]
            heapq.heappush(self._ready, (priority, number, name))

    def _free_at(self, letter: Queued) -> float:
        post = letter.deed in _POSTS
        return self.limiter.chat_free_at(letter.lane, group=not letter.private, post=post)
