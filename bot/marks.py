"""Keeps what became of letters, at once: what comes in while one transaction runs goes into the next one together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.patience import patiently
from community.chat.address import Bot
from storage.engine import Store
from storage.errors import StorageError
from storage.work import Work

Change = Callable[[Work], object]


class Fenced(Exception):
    """Somebody else has taken this bot account over: whatever we know of its letters is old."""


@dataclass(slots=True, eq=False)
class Mark:
    """One change, and who waits for it. A `fact` has happened in the chat already, whoever owns the bot now."""

    change: Change
    fact: bool
    done: asyncio.Future[None]

    def settle(self, error: BaseException | None = None) -> None:
        if self.done.done():
            return
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)


@dataclass(slots=True)
class Marks:
    """Writes marks for the owner of a bot account. Of an owner who was replaced only facts are taken."""

    store: Store
    bot: Bot
    epoch: int
    _waiting: list[Mark] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def keep(self, change: Change, *, fact: bool = False) -> None:
        """Returns when the mark is committed. Raises `Fenced`."""
        mark = Mark(change, fact, asyncio.get_running_loop().create_future())
        self._waiting.append(mark)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())  # of its own: it goes on when a waiter is cancelled
        await mark.done

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await self._commit(batch)

    async def _commit(self, batch: list[Mark]) -> None:
        try:
            ours = await patiently(lambda: self.store.run(lambda work: self._put_down(work, batch)))
        except Exception as error:  # noqa: BLE001 - the waiters hear of it
            if len(batch) == 1 or isinstance(error, StorageError):
                self._tell(batch, error)
                return
            for mark in batch:  # one that cannot be written must not take the others with it
                await self._commit([mark])
        else:
            self._tell(batch, None if ours else Fenced())

    def _put_down(self, work: Work, batch: list[Mark]) -> bool:
        ours = work.bots.epoch(self.bot) == self.epoch
        for mark in batch:
            if ours or mark.fact:
                mark.change(work)
        return ours

    def _tell(self, batch: list[Mark], error: Exception | None) -> None:
        for mark in batch:
            mark.settle(error)
