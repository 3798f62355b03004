"""Which letter goes next: whatever is written, sent, limited and tried again, in any order."""

import random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from adapters.playground.telegram.limits import Limiter as Strict
from adapters.playground.telegram.limits import Limits
from adapters.telegram.limits import PACE
from bot.limiter import NO_LIMITS, Limiter
from bot.queue import Queue
from community.letters import Deed, Priority
from storage.outbox import Queued

BOT = 4100001
CHATS = ["-1001", "501", "502"]
"""A group and two private chats."""

letters = st.tuples(
    st.sampled_from(CHATS),
    st.sampled_from(Priority),
    st.sampled_from([Deed.POST, Deed.POST, Deed.CHANGE, Deed.COUNTED]),
)


def queued(number: int, chat: str, priority: Priority = Priority.PERSON, deed: Deed = Deed.POST) -> Queued:
    return Queued(number, chat, not chat.startswith("-"), priority, deed, 0)


class Sending(RuleBasedStateMachine):
    """A queue with Telegram's limits, beside a server that counts as strictly as it can."""

    on_way = Bundle("on_way")

    @initialize()
    def begin(self) -> None:
        self.now = 1000.0
        self.queue = Queue(Limiter(PACE))
        self.server = Strict(Limits(chat_burst=1), lambda: self.now)
        self.waiting: dict[int, Queued] = {}
        self.busy: dict[str, Queued] = {}
        self.held: dict[str, float] = {}
        self.number = 0

    @rule(written=st.lists(letters, min_size=1, max_size=25))
    def write(self, written: list[tuple[str, Priority, Deed]]) -> None:
        for chat, priority, deed in written:
            self.number += 1
            self.waiting[self.number] = queued(self.number, chat, priority, deed)
        self.queue.add(self.waiting.values())

    @rule(seconds=st.sampled_from([0.0, 0.01, 0.05, 0.5, 1.0, 2.0, 10.0, 30.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule(target=on_way, most=st.integers(1, 40))
    def send(self, most: int) -> Any:
        return multiple(*self._send(most))

    def _send(self, most: int) -> list[Queued]:
        """What goes now. Nothing travels with less than its own time on the way."""
        gone: list[Queued] = []
        while len(gone) < most and (letter := self.queue.take(self.now)):
            gone.append(self._checked(letter))
        return gone

    def _checked(self, letter: Queued) -> Queued:
        assert letter.lane not in self.busy, "two letters of one chat are on their way"
        first = min((each.priority, each.id) for each in self.waiting.values() if each.lane == letter.lane)
        assert (letter.priority, letter.id) == first, "a less urgent letter went first"
        assert self.now >= self.held.get(letter.lane, 0.0), "the chat was asked for patience"
        posts = letter.deed in {Deed.POST, Deed.CHANGE}
        self.server.admit(BOT, int(letter.lane), counts=posts)  # raises what would be a 429
        self.busy[letter.lane] = letter
        return letter

    @rule(letter=consumes(on_way))
    def arrives(self, letter: Queued) -> None:
        del self.busy[letter.lane], self.waiting[letter.id]
        self.queue.settle(letter)

    @rule(letter=consumes(on_way), seconds=st.floats(0.1, 20.0))
    def fails(self, letter: Queued, seconds: float) -> None:
        del self.busy[letter.lane]
        self.held[letter.lane] = max(self.held.get(letter.lane, 0.0), self.now + seconds)
        self.queue.limiter.hold(letter.lane, self.now + seconds)
        self.queue.put_back(letter)

    @rule(seconds=st.floats(0.1, 5.0))
    def is_limited_as_a_whole(self, seconds: float) -> None:
        self.queue.limiter.hold(None, self.now + seconds)

    @rule()
    def tidies(self) -> None:
        self.queue.limiter.tidy(self.now)

    @invariant()
    def forgets_nothing(self) -> None:
        assert len(self.queue) == len(self.waiting)

    @invariant()
    def says_when_to_look_again(self) -> None:
        if any(each.lane not in self.busy for each in self.waiting.values()):
            assert self.queue.next_moment() is not None, "letters wait and nobody will look"

    def teardown(self) -> None:
        """Left alone, everything arrives in the time that the limits take, and no chat starves."""
        for letter in list(self.busy.values()):
            self.arrives(letter)
        deadline = self.now + 30 + 3.1 * len(self.waiting) + 61
        while self.waiting:
            for letter in self._send(1000):
                self.arrives(letter)
            if self.waiting:
                moment = self.queue.next_moment()
                assert moment is not None
                self.now = max(self.now + 0.001, moment)
            assert self.now < deadline, f"{len(self.waiting)} letters starve"


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


def sent_at(queue: Queue, until: float) -> list[float]:
    """When letters go, if each is settled at once and somebody looks whenever it is worth it."""
    now, moments = 0.0, []
    while now < until:
        while letter := queue.take(now):
            moments.append(now)
            queue.settle(letter)
        moment = queue.next_moment()
        if moment is None:
            break
        now = max(now + 1e-6, moment)
    return moments


def test_a_bot_with_much_to_say_uses_the_rate_it_is_allowed() -> None:
    queue = Queue(Limiter(PACE))
    queue.add(queued(number, str(number)) for number in range(1, 1001))

    moments = sent_at(queue, 30.0)

    assert len([each for each in moments if each < 30]) >= 0.97 * 30 * 30


def test_a_group_gets_twenty_letters_a_minute() -> None:
    queue = Queue(Limiter(PACE))
    queue.add(queued(number, "-1001", Priority.GROUP) for number in range(1, 101))

    moments = sent_at(queue, 121.0)

    assert len([each for each in moments if each < 60]) == 20
    assert len([each for each in moments if each < 121]) >= 40


def test_a_mark_on_a_message_does_not_wait_for_the_limits_of_its_chat() -> None:
    queue = Queue(Limiter(PACE))
    queue.add([queued(1, "-1001", Priority.ANSWER), queued(2, "-1001", Priority.ANSWER, Deed.COUNTED)])

    assert max(sent_at(queue, 5.0)) < 0.05


def test_without_limits_everything_goes_at_once() -> None:
    queue = Queue(Limiter(NO_LIMITS))
    queue.add(queued(number, CHATS[number % 3]) for number in range(1, 101))

    moments = sent_at(queue, 1.0)

    assert len(moments) == 100
    assert max(moments) < 0.01


def test_a_letter_that_is_known_already_is_not_taken_twice() -> None:
    queue = Queue(Limiter(NO_LIMITS))
    queue.add([queued(1, "501")])
    taken = queue.take(0.0)
    queue.add([queued(1, "501")])

    assert taken is not None
    assert queue.take(0.0) is None
    queue.settle(taken)
    assert queue.take(1.0) is None
    assert len(queue) == 0


def test_an_urgent_letter_waits_for_the_one_that_is_on_its_way_to_the_same_chat() -> None:
    queue = Queue(Limiter(NO_LIMITS))
    queue.add([queued(1, "501", Priority.BULK)])
    on_its_way = queue.take(0.0)
    queue.add([queued(2, "501", Priority.ANSWER)])

    assert on_its_way is not None
    assert queue.take(0.1) is None
    queue.settle(on_its_way)
    assert queue.take(0.2) == queued(2, "501", Priority.ANSWER)


def test_a_strict_server_never_refuses_a_bot_that_writes_to_many_with_pauses_in_between() -> None:
    chance, now = random.Random(7), 0.0
    server = Strict(Limits(chat_burst=1), lambda: now)
    queue = Queue(Limiter(PACE))
    queue.add(queued(number, str(number)) for number in range(1, 601))
    sent = 0
    while len(queue):
        while letter := queue.take(now):
            server.admit(BOT, int(letter.lane), counts=True)  # raises what would be a 429
            queue.settle(letter)
            sent += 1
        now += chance.choice([0.001, 0.03, 0.04, 0.3, 1.1])

    assert sent == 600
    assert server.refused == 0
