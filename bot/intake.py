"""What arrives is kept before it is acknowledged, then handled: in order within a chat, side by side between chats."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import Any

from bot import forms
from bot.clock import Clock
from bot.desk import Desk
from bot.fetching import fetched
from bot.listening import listen
from bot.log import logger
from bot.patience import patiently
from bot.turn import NeedsAdmin, NeedsFile, NeedsStanding
from community.chat.address import Bot, Place
from community.chat.capabilities import Standing
from community.chat.form import Option, Page
from community.chat.gateway import Gateway, Raw
from community.chat.inbound import Called, Event, Pressed, Said, Suggesting, Talked
from community.errors import Invalid, OutcomeUnknown, Rejected, TryLater, Undelivered
from storage.engine import Store
from storage.errors import StorageError
from storage.inbox import Pending
from storage.work import Work

log = logger("talkoot.intake")

HIGH_WATER = 5000
"""So many events may wait; then receiving waits as well, and the platform keeps the rest."""
SIDE_BY_SIDE = 32
PAGE = 500
"""So many waiting events are looked up at once."""
ASKED_AGAIN_AFTER = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries to learn who administers a chat; its other events wait meanwhile."""
LONGEST_WAIT = 30.0
SWEEP = 30.0
"""Seconds after which waiting events are looked for without having been told of any."""
IN_USE = timedelta(days=30)
"""A private chat in which nothing was heard for so long is not read up on."""


@dataclass(slots=True)
class Intake:
    """Receives for one bot: the host of its gateway, and the hands that take events to the desk."""

    store: Store
    desk: Desk
    gateway: Gateway
    bot: Bot
    clock: Clock
    _fresh: deque[Pending] = field(default_factory=deque)
    _lanes: dict[str, deque[Pending]] = field(default_factory=dict)
    _known: set[int] = field(default_factory=set)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _room: asyncio.Condition = field(default_factory=asyncio.Condition)
    _hands: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE))
    _unread: bool = True
    _looked_at: float = 0.0

    async def mark(self, bot: Bot) -> Mapping[str, str]:
        return await patiently(lambda: self.store.read(lambda work: work.bots.mark(bot)))

    async def keep(self, bot: Bot, batch: Sequence[Raw], mark: Mapping[str, str]) -> None:
        """Commit before returning; wait first while too much is pending."""
        async with self._room:
            await self._room.wait_for(lambda: len(self._known) < HIGH_WATER)
        now = self.clock.now()
        new = await patiently(lambda: self.store.run(lambda work: work.inbox.keep(bot, batch, mark, now)))
        self._fresh.extend(new)
        self._unread |= len(new) < len(batch)  # repeated by the platform, or kept by a try that seemed to fail
        self._news.set()

    async def page_for(self, event: Pressed | Called) -> Page | None:
        now = self.clock.now()
        if isinstance(event, Pressed) and not forms.may_open(self.desk, event.token):
            return None
        return await self.store.run(lambda work: forms.page_for(self.desk, work, event, now))

    async def suggest(self, event: Suggesting) -> Sequence[Option]:
        now = self.clock.now()
        return await self.store.run(lambda work: forms.suggest(self.desk, work, event, now))

    async def places_of(self, bot: Bot) -> Mapping[Place, str]:
        """Where nobody has written yet, what may be missed begins with the first prompt."""
        since = self.clock.now() - IN_USE

        def look(work: Work) -> Mapping[Place, str]:
            newest = work.refs.newest(bot)
            places = [each.place for each in work.courses.all_places(bot)]
            groups = {place: newest.get(place) or work.refs.first(place) for place in places}
            return {**groups, **work.refs.private(bot, since)}

        return await patiently(lambda: self.store.read(look))

    async def handle_all(self) -> None:
        """Hand events to the desk as they come, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._news.clear()
                if self._unread or time.monotonic() - self._looked_at >= SWEEP:
                    await patiently(lambda: self._look(tasks))
                while self._fresh:
                    self._line_up(self._fresh.popleft(), tasks)
                with suppress(TimeoutError):
                    async with asyncio.timeout(SWEEP):  # wait_for can swallow a cancellation
                        await self._news.wait()

    async def _look(self, tasks: asyncio.TaskGroup) -> None:
        """Put every event that waits into its lane; only the rows tell what a process before us left."""
        self._unread, self._looked_at, last = False, time.monotonic(), 0
        while found := await self._waiting(last):
            last = found[-1].id
            for event in found:
                self._line_up(event, tasks)

    async def _waiting(self, after: int) -> Sequence[Pending]:
        return await self.store.read(lambda work: work.inbox.pending(self.bot, after, PAGE))

    def _line_up(self, event: Pending, tasks: asyncio.TaskGroup) -> None:
        if event.id in self._known:
            return
        self._known.add(event.id)
        if event.lane in self._lanes:
            self._lanes[event.lane].append(event)
        else:
            self._lanes[event.lane] = deque([event])
            tasks.create_task(self._empty(event.lane))

    async def _empty(self, lane: str) -> None:
        queue = self._lanes[lane]
        while queue:
            event = queue.popleft()
            async with self._hands:
                await patiently(partial(self._handle, event))
            self._known.discard(event.id)
            async with self._room:
                self._room.notify_all()
        del self._lanes[lane]

    async def _handle(self, pending: Pending) -> None:
        """One event in one transaction, its row marked done in the same."""
        seen: list[Event] = []
        try:
            await self._take_in(pending, seen)
        except Exception as error:
            if isinstance(error, StorageError) and error.passing:
                raise
            await self._set_aside(pending.id, seen, error)  # whatever it is, it must not stop the rest

    async def _take_in(self, pending: Pending, seen: list[Event]) -> None:
        known: dict[str, Any] = {}
        while True:
            seen.clear()
            try:
                await self.store.run(partial(self._job, pending=pending, seen=seen, known=known))
            except NeedsAdmin as asked:
                known["admin"] = await self._is_admin(asked)
            except NeedsStanding as asked:
                known["standings"] = await self._standings(asked.place)
            except NeedsFile as asked:
                known["fetched"] = {asked.file.id: await fetched(self.gateway, asked)}
            except (Rejected, Invalid) as error:
                await self.store.run(partial(self._refuse, number=pending.id, event=seen[-1], error=error))
                return
            else:
                return

    def _job(self, work: Work, pending: Pending, seen: list[Event], known: Mapping[str, Any]) -> None:
        """`known` is what had to be asked of the platform to handle this event."""
        now = self.clock.now()
        payload = work.inbox.take(pending, now)
        if payload is None:
            return
        for event in self.gateway.read(payload):
            whole = replace(event, arrival=replace(event.arrival, **known)) if known else event
            seen.append(whole)
            self._see(work, whole)
            listen(self.desk, work, whole, now)

    def _refuse(self, work: Work, number: int, event: Event, error: Rejected | Invalid) -> None:
        now = self.clock.now()
        if work.inbox.done(number, now):
            self._see(work, event)
            self.desk.refuse(work, event, error, now)

    def _see(self, work: Work, event: Event) -> None:
        """Up to this message nothing has to be read back from the history any more."""
        if self.gateway.capabilities.reads_history and isinstance(event, Said | Talked | Called) and event.message:
            work.refs.see(event.message.place, event.message.id)

    async def _standings(self, place: Place) -> Mapping[Place, Standing]:
        """Empty where the platform does not say: then the rest is said without it."""
        try:
            return {place: await self.gateway.standing(place)}
        except Undelivered as error:
            log.info("standing not told", error=type(error).__name__)
            return {}

    async def _is_admin(self, asked: NeedsAdmin) -> bool:
        """A platform that does not tell at once is asked again; nobody is refused for its silence."""
        for pause in ASKED_AGAIN_AFTER:
            try:
                return await self.gateway.is_admin(asked.place, asked.account)
            except (TryLater, OutcomeUnknown) as error:
                log.info("administrators not told", error=str(error), retry_in=pause)
                least = error.after.total_seconds() if isinstance(error, TryLater) else 0.0
                await asyncio.sleep(max(pause, min(least, LONGEST_WAIT)))
            except Undelivered as error:
                log.warning("administrators unknown", error=type(error).__name__)
                return False
        return await self.gateway.is_admin(asked.place, asked.account)

    async def _set_aside(self, number: int, seen: Sequence[Event], error: Exception) -> None:
        """Nobody is blocked by what we cannot deal with: it goes to quarantine, and the person hears the number."""
        incident = token_hex(2).upper()
        log.error("event set aside", incident=incident, row=number, exc_info=error)
        try:
            await self.store.run(partial(self._quarantine, number=number, incident=incident, told=seen[-1:]))
        except StorageError:
            raise
        except Exception:  # better without an apology than not at all
            log.exception("apology impossible", incident=incident, row=number)
            await self.store.run(partial(self._quarantine, number=number, incident=incident, told=()))

    def _quarantine(self, work: Work, number: int, incident: str, told: Sequence[Event]) -> None:
        now = self.clock.now()
        work.inbox.quarantine(number, incident, now)
        for event in told:
            self._see(work, event)
            self.desk.apologise(work, event, incident, now)
