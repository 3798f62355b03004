"""The courier: the one sender of a bot account. Takes letters by urgency, keeps to the limits, marks each at once."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_hex

from bot.clock import Clock
from bot.delivery import Wrapping
from bot.limiter import NO_LIMITS, Limiter
from bot.log import logger
from bot.marks import Marks
from bot.outcomes import MOST_DOUBTS, harmless, repeatable, retry_delay
from bot.patience import patiently
from bot.queue import Queue
from community.chat.address import Bot, MessageRef
from community.chat.gateway import Gateway, Parcel
from community.errors import (
    HandleExpired,
    Moved,
    OutcomeUnknown,
    Refused,
    TokenRefused,
    TryLater,
    Undelivered,
    Unreachable,
)
from community.letters import Letter, Priority
from community.notices import Kind, Notice
from storage.engine import Store
from storage.outbox import Queued
from storage.work import Work

log = logger("talkoot.courier")

AT_ONCE = 24
"""Letters on their way at the same time."""
LOOK_AHEAD = 5000
"""Letters known in memory; the rest waits in the outbox."""
SWEEP = 5.0
"""Seconds after which the outbox is looked through without having been told of anything."""
UNTIL_REACHABLE = timedelta(days=30)
"""How long an answer waits for a person whose private chat is closed."""


@dataclass(slots=True)
class Courier:
    """Sends for one bot account, while it is ours."""

    store: Store
    gateway: Gateway
    bot: Bot
    clock: Clock
    marks: Marks
    limits: bool = True
    _queue: Queue = field(init=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _last: int = 0
    _unread: bool = True
    _on_way: int = 0
    _lost: Exception | None = None

    def __post_init__(self) -> None:
        self._queue = Queue(Limiter(self.gateway.pace if self.limits else NO_LIMITS))

    def wake(self) -> None:
        """There are new letters. Losing a call is harmless: the sweep finds them."""
        self._unread = True
        self._news.set()

    async def run(self) -> None:
        """Send until cancelled. Raises `Fenced` or `TokenRefused` when this account is not ours to use any more."""
        async with asyncio.TaskGroup() as tasks:
            swept = 0.0
            while self._lost is None:
                self._news.clear()
                if time.monotonic() - swept > SWEEP:
                    self._last, self._unread, swept = 0, True, time.monotonic()
                    self._queue.limiter.tidy(swept)
                if self._unread and len(self._queue) < LOOK_AHEAD:
                    self._unread = False
                    await patiently(self._look)
                await self._send_ready(tasks)
                await self._rest()
            raise self._lost

    async def _look(self) -> None:
        """Learn of letters that were written since the last look."""
        while len(self._queue) < LOOK_AHEAD:
            after, now = self._last, self.clock.now()
            found = await self.store.read(lambda work: work.outbox.queued(self.bot, after, now, 1000))
            self._queue.add(found)
            if not found:
                return
            self._last = found[-1].id

    async def _send_ready(self, tasks: asyncio.TaskGroup) -> None:
        chosen: list[Queued] = []
        while self._on_way + len(chosen) < AT_ONCE and (letter := self._queue.take(time.monotonic())):
            chosen.append(letter)
        if chosen:
            self._on_way += len(chosen)
            parcels = await patiently(lambda: self._wrap(chosen))
            for queued in chosen:
                tasks.create_task(self._carry(queued, *parcels.get(queued.id, (None, None))))

    async def _rest(self) -> None:
        """Until something new arrives, a limit passes, or the sweep is due."""
        soonest = self._queue.next_moment()
        wait = SWEEP if soonest is None or self._on_way >= AT_ONCE else max(0.0, min(SWEEP, soonest - time.monotonic()))
        if wait > 0:
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                return

    async def _wrap(self, chosen: Sequence[Queued]) -> dict[int, tuple[Letter, Parcel | None]]:
        """Word the letters, all in one reading. A letter that cannot be worded is left out of none."""
        wrapping = Wrapping(self.gateway.capabilities, self.clock.now())

        def job(work: Work) -> dict[int, tuple[Letter, Parcel | None]]:
            return {
                letter.id: (letter, self._worded(wrapping, work, letter))
                for letter in work.outbox.load([each.id for each in chosen])
            }

        return await self.store.read(job)

    def _worded(self, wrapping: Wrapping, work: Work, letter: Letter) -> Parcel | None:
        try:
            return wrapping.parcel(work, letter)
        except Exception as error:
            log.error("letter without words", letter=letter.id, incident=token_hex(2).upper(), exc_info=error)
            return None

    async def _carry(self, queued: Queued, letter: Letter | None, parcel: Parcel | None) -> None:
        """One letter to its end, or back into the queue."""
        try:
            if letter is None:
                self._queue.settle(queued)
            elif parcel is None:
                await self.marks.keep(lambda work: work.outbox.drop(queued.id, self.clock.now()))
                self._queue.settle(queued)
            else:
                await self._hand_over(queued, letter, parcel)
        except Exception as error:  # noqa: BLE001 - ends the courier, in `run`
            self._lost = error
        finally:
            self._on_way -= 1
            self._news.set()

    async def _hand_over(self, queued: Queued, letter: Letter, parcel: Parcel) -> None:
        try:
            ref = await self.gateway.deliver(parcel)
        except TokenRefused:
            raise
        except Undelivered as error:
            await self._undelivered(queued, letter, error)
        except Exception as error:
            log.error("letter not delivered", letter=letter.id, incident=token_hex(2).upper(), exc_info=error)
            await self._bury(queued, letter, type(error).__name__)
        else:
            await self._sent(queued, letter, ref)

    async def _sent(self, queued: Queued, letter: Letter, ref: MessageRef | None) -> None:
        now = self.clock.now()

        def mark(work: Work) -> None:
            work.outbox.sent(letter.id, ref, now)
            if letter.notice is not None and letter.notice.kind is Kind.PROMPT:
                work.prompts.posted(int(letter.notice.facts["slot"]), now)

        await self.marks.keep(mark)
        self._queue.settle(queued)

    async def _undelivered(self, queued: Queued, letter: Letter, error: Undelivered) -> None:
        match error:
            case TryLater():
                await self._try_later(queued, letter, error)
            case OutcomeUnknown():
                await self._in_doubt(queued, letter)
            case HandleExpired():
                await self._another_way(queued, letter)
            case Unreachable():
                await self._unreachable(queued, letter)
            case Moved(chat=chat):
                await self._moved(queued, letter, chat)
            case Refused(reason=reason):
                await self._bury(queued, letter, reason)
            case _:
                await self._bury(queued, letter, type(error).__name__)

    async def _try_later(self, queued: Queued, letter: Letter, error: TryLater) -> None:
        """A limit pauses only what it names; a fault that passes is waited out with growing delay."""
        letter.attempts += 0 if error.limited else 1
        delay = error.after.total_seconds() if error.limited else max(error.after.total_seconds(), retry_delay(letter))
        log.info("letter waits", letter=letter.id, seconds=round(delay, 1), limited=error.limited)
        await self._wait(queued, letter, delay, whole_bot=error.whole_bot)

    async def _in_doubt(self, queued: Queued, letter: Letter) -> None:
        """Perhaps it was posted: repeated once where missing it is worse than reading it twice."""
        if harmless(letter):
            await self._try_later(queued, letter, TryLater(timedelta()))
        elif letter.doubts >= MOST_DOUBTS or not repeatable(letter):
            await self._sent(queued, letter, None)
        else:
            letter.doubts += 1
            await self._wait(queued, letter, retry_delay(letter))

    async def _wait(self, queued: Queued, letter: Letter, delay: float, *, whole_bot: bool = False) -> None:
        """Keep what is known of the tries so far, and the letter at the front of its chat."""
        self._queue.limiter.hold(None if whole_bot else queued.lane, time.monotonic() + delay)
        if letter.attempts or letter.doubts:
            now = self.clock.now()
            await self.marks.keep(lambda work: work.outbox.later(letter.id, now, letter.attempts, letter.doubts))
        self._queue.put_back(queued)

    async def _another_way(self, queued: Queued, letter: Letter) -> None:
        """The press can no longer be answered directly: into the private chat, or as a plain message."""
        place = letter.fallback or letter.place
        await self.marks.keep(lambda work: work.outbox.readdress(letter.id, place))
        self._again(queued)

    async def _unreachable(self, queued: Queued, letter: Letter) -> None:
        """The private chat is closed: keep the answer for later, and knock in the group without content."""
        now = self.clock.now()

        def mark(work: Work) -> None:
            if letter.reader is not None:
                self._mark_unreachable(work, letter)
            if letter.priority is not Priority.ANSWER:
                work.outbox.bury(letter.id, "unreachable", now)
                return
            work.outbox.later(letter.id, now + UNTIL_REACHABLE, letter.attempts, letter.doubts)
            if letter.fallback is not None and letter.reader is not None:
                knock = Notice(Kind.KNOCK, {"person": letter.reader})
                work.outbox.add(Letter(bot=letter.bot, place=letter.fallback, priority=Priority.PERSON, notice=knock))

        await self.marks.keep(mark)
        self._queue.settle(queued)

    def _mark_unreachable(self, work: Work, letter: Letter) -> None:
        for contact in work.people.contacts(letter.reader or 0):
            if contact.private == letter.place:
                work.people.set_reachable(contact.account, contact.bot, reachable=False)

    async def _moved(self, queued: Queued, letter: Letter, chat: str) -> None:
        new = letter.place.moved_to(chat)

        def mark(work: Work) -> None:
            work.courses.place_moved(letter.place, new)
            work.refs.moved(letter.place, new)
            work.outbox.moved(letter.place, new)

        await self.marks.keep(mark)
        self._again(queued)

    def _again(self, queued: Queued) -> None:
        """Out of the queue, and found anew in the outbox: its place is another one now."""
        self._queue.settle(queued)
        self._last, self._unread = 0, True

    async def _bury(self, queued: Queued, letter: Letter, reason: str) -> None:
        log.warning("letter buried", letter=letter.id, reason=reason)
        now = self.clock.now()
        await self.marks.keep(lambda work: work.outbox.bury(letter.id, reason, now))
        self._queue.settle(queued)
