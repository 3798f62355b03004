"""Keeps what became of letters, at once: what comes in while one transaction runs goes into the next one together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.patience import patiently
from community.chat.address import Bot
from storage.engine import Store
from storage.work import Work

Mark = Callable[[Work], object]


class Fenced(Exception):
    """Somebody else has taken this bot account over: whatever we know of its letters is old."""


@dataclass(slots=True)
class Marks:
    """Writes marks for the owner of a bot account. A mark of an owner who was replaced is refused."""

    store: Store
    bot: Bot
    epoch: int
    _waiting: list[tuple[Mark, asyncio.Future[None]]] = field(default_factory=list)
    _running: bool = False

    async def keep(self, mark: Mark) -> None:
        """Returns when the mark is committed. Raises `Fenced`."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((mark, done))
        if not self._running:
            await self._write()
        await done

    async def _write(self) -> None:
        self._running = True
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._commit(batch)
        finally:
            self._running = False

    async def _commit(self, batch: list[tuple[Mark, asyncio.Future[None]]]) -> None:
        def job(work: Work) -> None:
            if work.bots.epoch(self.bot) != self.epoch:
                raise Fenced
            for mark, _ in batch:
                mark(work)

        try:
            await patiently(lambda: self.store.run(job))
        except BaseException as error:  # noqa: BLE001 - every waiter hears of it
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
        else:
            for _, done in batch:
                if not done.done():
                    done.set_result(None)
