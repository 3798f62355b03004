"""The courier: the one sender of a bot account. Takes letters by urgency, keeps to the limits, marks each at once."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_hex

from bot import presence
from bot.arranging import arrange, arranged, not_arranged
from bot.audience import erase
from bot.clock import Clock
from bot.delivery import Wrapping
from bot.doors import Doors
from bot.limiter import NO_LIMITS, Limiter
from bot.log import logger
from bot.marks import Fenced, Marks
from bot.outcomes import (
    MOST_DOUBTS,
    harmless,
    repeatable,
    retry_delay,
    steps_aside,
)
from bot.packing import Pack, Packer
from bot.patience import patiently
from bot.queue import Queue
from community.chat.address import Bot, MessageRef, Place
from community.chat.gateway import Errand, Gateway, Parcel
from community.errors import (
    HandleExpired,
    MayNotWrite,
    Moved,
    NoThreads,
    OutcomeUnknown,
    Refused,
    ThreadGone,
    TokenRefused,
    TryLater,
    Undelivered,
    Unreachable,
)
from community.letters import ARRANGING, Deed, Letter, Priority
from community.notices import Kind
from storage.engine import Store
from storage.errors import StorageError
from storage.outbox import Queued
from storage.work import Work

log = logger("talkoot.courier")

AT_ONCE = 24
"""Letters on their way at the same time."""
LOOK_AHEAD = 5000
"""Letters known in memory; the rest waits in the outbox, except for answers and what goes to one person."""
PAGE = 1000
"""So many of them are read at once."""
BEHIND = 100
"""Letters are numbered before they are committed: one with a lower number may appear after one with a higher."""
SWEEP = 5.0
"""Seconds after which the outbox is looked through without having been told of anything."""
STOP_WITHIN = 5.0
"""Seconds that letters on their way get to arrive and be marked, when we stop."""


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
    _last_urgent: int = 0
    _unread: bool = True
    _afresh: bool = True
    _more: bool = False
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)
    _arrived: float = 0.0
    _lost: Exception | None = None
    _packer: Packer = field(init=False)
    _doors: Doors = field(default_factory=Doors)

    def __post_init__(self) -> None:
        self._queue = Queue(Limiter(self.gateway.pace if self.limits else NO_LIMITS))
        self._packer = Packer(self.store, self.bot, self.marks.epoch)

    def wake(self) -> None:
        """There are new letters. Losing a call is harmless: the sweep finds them."""
        self._unread = True
        self._news.set()

    def look_again(self) -> None:
        """Letters that were held back may go."""
        self._afresh = True
        self.wake()

    async def run(self) -> None:
        """Send until cancelled. Raises `Fenced` or `TokenRefused` when this account is not ours to use any more."""
        async with asyncio.TaskGroup() as tasks:
            try:
                await self._send_all(tasks)
            finally:
                await self._finish()

    async def _send_all(self, tasks: asyncio.TaskGroup) -> None:
        swept = 0.0
        while self._lost is None:
            self._news.clear()
            if time.monotonic() - swept > SWEEP:
                self._unread = self._afresh = True
                swept = time.monotonic()
                self._queue.limiter.tidy(swept)
            if self._unread or (self._more and len(self._queue) < LOOK_AHEAD):
                self._unread = False
                await patiently(self._look)
            await self._send_ready(tasks)
            await self._rest()
        raise self._lost

    async def _finish(self) -> None:
        """Letters on their way arrive and are marked, so that nobody sends them again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_WITHIN):
                while self._carrying:
                    await asyncio.wait(self._carrying)

    async def _look(self) -> None:
        """Learn of letters that were written since the last look, of the less urgent as many as there is room for."""
        if self._afresh:
            self._last, self._last_urgent, self._afresh = 0, 0, False
        after = self._last - BEHIND
        while len(self._queue) < LOOK_AHEAD:
            found = await self._queued(after, Priority.BULK)
            if found:
                after = self._last = max(self._last, found[-1].id)
            if len(found) < PAGE:
                self._more = False
                return
        self._more = True
        while found := await self._queued(max(self._last, self._last_urgent), Priority.PERSON):
            self._last_urgent = found[-1].id

    async def _queued(self, after: int, least: Priority) -> list[Queued]:
        now = self.clock.now()
        found = await self.store.read(lambda work: work.outbox.queued(self.bot, after, now, PAGE, least))
        self._queue.add(found)
        return found

    async def _send_ready(self, tasks: asyncio.TaskGroup) -> None:
        chosen: list[Queued] = []
        while len(self._carrying) + len(chosen) < AT_ONCE and (letter := self._queue.take(time.monotonic())):
            chosen.append(letter)
        if chosen:
            wrapping = Wrapping(self.gateway.capabilities, self.clock.now())
            pack = await self._packer.pack([each.id for each in chosen], wrapping)
            for queued in chosen:
                task = tasks.create_task(self._carry(queued, pack))
                self._carrying.add(task)
                task.add_done_callback(self._back)

    def _back(self, task: asyncio.Task[None]) -> None:
        self._carrying.discard(task)
        self._news.set()

    async def _rest(self) -> None:
        """Until something new arrives, a limit passes, or the sweep is due.

        While the whole account has to wait, news waits as well and is read together: nothing could go sooner.
        """
        pause = self._queue.limiter.account_free_at() - time.monotonic()
        if pause > 0:
            await asyncio.sleep(min(pause, SWEEP))
            return
        soonest = self._queue.next_moment()
        wait = (
            SWEEP
            if soonest is None or len(self._carrying) >= AT_ONCE
            else max(0.0, min(SWEEP, soonest - time.monotonic()))
        )
        if wait > 0:
            try:
                async with asyncio.timeout(wait):  # wait_for can swallow a cancellation
                    await self._news.wait()
            except TimeoutError:
                return

    async def _carry(self, queued: Queued, pack: Pack) -> None:
        """One letter to its end, or back into the queue."""
        try:
            await self._to_its_end(queued, pack)
        except (Fenced, TokenRefused, StorageError) as error:
            self._lost = error
        except Exception as error:  # noqa: BLE001 - whatever it was, it must neither stop the rest nor come back for ever
            await self._give_up(queued, error)

    async def _give_up(self, queued: Queued, error: Exception) -> None:
        incident = token_hex(2).upper()
        log.error("letter given up", letter=queued.id, incident=incident, exc_info=error)
        try:
            await self._bury(queued, f"{type(error).__name__} (incident {incident})")
        except Exception as another:  # noqa: BLE001 - ends the courier, in `run`
            self._lost = another

    async def _to_its_end(self, queued: Queued, pack: Pack) -> None:
        packed = pack.packed.get(queued.id)
        if fault := packed.fault if packed else pack.unreadable.get(queued.id):
            await self._bury(queued, fault)
        elif packed is None:
            self._queue.settle(queued)
        elif packed.parcel is None:
            await self.marks.keep(lambda work: work.outbox.drop(queued.id, self.clock.now()))
            self._queue.settle(queued)
        elif not pack.is_fresh:
            self._queue.put_back(queued)
        else:
            await self._hand_over(queued, packed.letter, packed.parcel)

    async def _hand_over(self, queued: Queued, letter: Letter, parcel: Parcel | Errand) -> None:
        if (wait := self._queue.leave(queued, time.monotonic())) > 0:
            await asyncio.sleep(wait)
        try:
            if isinstance(parcel, Errand):
                await self._arranged(queued, letter, parcel, await arrange(self.gateway, parcel))
                return
            refs = await self.gateway.deliver(parcel)
        except TokenRefused:
            raise
        except Undelivered as error:
            await self._undelivered(queued, letter, error)
        else:
            self._arrived = time.monotonic()
            await self._sent(queued, letter, refs)

    async def _arranged(self, queued: Queued, letter: Letter, errand: Errand, thread: Place | None) -> None:
        """What an errand brought about is kept with the mark that it is done."""
        now = self.clock.now()
        self._arrived = time.monotonic()
        await self.marks.keep(lambda work: arranged(work, letter, errand, thread, now), fact=True)
        self._queue.settle(queued)
        self.wake()

    async def _sent(self, queued: Queued, letter: Letter, refs: Sequence[MessageRef]) -> None:
        now = self.clock.now()

        def mark(work: Work) -> None:
            wanted = work.outbox.sent(letter.id, refs, now)
            if letter.deed is Deed.POST and not wanted:
                erase(work, refs)
            if letter.notice is not None and letter.notice.kind is Kind.PROMPT:
                work.prompts.posted(int(letter.notice.facts["slot"]), now)
                work.courses.unmute(letter.place)

        await self.marks.keep(mark, fact=True)
        self._queue.settle(queued)

    async def _undelivered(self, queued: Queued, letter: Letter, error: Undelivered) -> None:
        match error:
            case TryLater():
                await self._try_later(queued, letter, error)
            case Refused() | Unreachable() if letter.deed in ARRANGING:
                await self._not_arranged(queued, letter, error)
            case OutcomeUnknown():
                await self._in_doubt(queued, letter)
            case HandleExpired():
                await self._another_way(queued, letter)
            case Unreachable() if letter.place.private:
                await self._unreachable(queued, letter)
            case Unreachable():
                await self._shut_out(queued, letter, "unreachable")
            case MayNotWrite(reason=reason):
                await self._shut_out(queued, letter, reason, gone=isinstance(error, ThreadGone))
            case Moved(chat=chat):
                await self._moved(queued, letter, chat)
            case Refused(reason=reason):
                await self._bury(queued, reason)
            case _:
                await self._bury(queued, type(error).__name__)

    async def _try_later(self, queued: Queued, letter: Letter, error: TryLater) -> None:
        """A limit pauses only what it names; a fault that passes is waited out with growing delay."""
        letter.attempts += 0 if error.limited else 1
        delay = error.after.total_seconds() if error.limited else max(error.after.total_seconds(), retry_delay(letter))
        log.info("letter waits", letter=letter.id, seconds=round(delay, 1), limited=error.limited)
        if steps_aside(letter) and time.monotonic() - self._arrived < delay:
            await self._let_pass(queued, letter, delay)
        else:
            await self._wait(queued, letter, delay, whole_bot=error.whole_bot)

    async def _let_pass(self, queued: Queued, letter: Letter, delay: float) -> None:
        """Others arrive and this one fails again and again: the rest of its chat does not wait for it any longer."""
        until = self.clock.now() + timedelta(seconds=delay)
        await self.marks.keep(lambda work: work.outbox.later(letter.id, until, letter.attempts, letter.doubts))
        self._queue.settle(queued)

    async def _in_doubt(self, queued: Queued, letter: Letter) -> None:
        """Perhaps it was posted: repeated once where missing it is worse than reading it twice."""
        if harmless(letter, idempotent=self.gateway.capabilities.idempotent):
            await self._try_later(queued, letter, TryLater(timedelta()))
        elif letter.deed is Deed.OPEN and letter.doubts >= MOST_DOUBTS:
            await self._not_arranged(queued, letter, NoThreads("unknown"))
        elif letter.doubts >= MOST_DOUBTS or not repeatable(letter):
            await self._sent(queued, letter, ())
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
        knock_at = letter.place if letter.fallback and letter.deed is not Deed.NOTE else None
        await self.marks.keep(lambda work: work.outbox.readdress(letter.id, place, knock_at))
        self._again(queued)

    async def _unreachable(self, queued: Queued, letter: Letter) -> None:
        now = self.clock.now()
        await self.marks.keep(lambda work: self._doors.shut(work, letter, now))
        self._queue.settle(queued)

    async def _shut_out(self, queued: Queued, letter: Letter, reason: str, *, gone: bool = False) -> None:
        """A chat takes nothing from us. Of one that we have left everybody knows already."""
        log.warning("chat refuses a letter", letter=queued.id, reason=reason)
        now = self.clock.now()

        def mark(work: Work) -> None:
            if presence.has_left(work, letter.place):
                work.outbox.drop(letter.id, now)
                return
            if gone and presence.open_anew(work, letter.place, now):
                return
            work.outbox.bury(letter.id, reason, now)
            if letter.deed is Deed.POST:
                presence.fall_silent(work, letter.place, now)

        await self.marks.keep(mark)
        self._queue.settle(queued)

    async def _not_arranged(self, queued: Queued, letter: Letter, error: Undelivered) -> None:
        """It cannot be done. A group whose place cannot be opened meets elsewhere; nobody misses the rest."""
        reason = error.reason if isinstance(error, NoThreads) else "no_chat"
        log.warning("nothing arranged", letter=queued.id, deed=letter.deed.value, reason=reason)
        now = self.clock.now()
        await self.marks.keep(lambda work: not_arranged(work, letter, reason, now))
        self._queue.settle(queued)
        self.look_again()

    async def _moved(self, queued: Queued, letter: Letter, chat: str) -> None:
        new = letter.place.moved_to(chat)

        def mark(work: Work) -> None:
            work.courses.place_moved(letter.place, new)
            work.refs.moved(letter.place)
            work.outbox.moved(letter.place, new)

        await self.marks.keep(mark)
        self._again(queued)

    def _again(self, queued: Queued) -> None:
        """Out of the queue, and found anew in the outbox: its place is another one now."""
        self._queue.settle(queued)
        self.look_again()

    async def _bury(self, queued: Queued, reason: str) -> None:
        log.warning("letter buried", letter=queued.id, reason=reason)
        now = self.clock.now()
        await self.marks.keep(lambda work: work.outbox.bury(queued.id, reason, now))
        self._queue.settle(queued)
