"""One bot account at work: connects, takes ownership, receives, handles and sends, and starts over after a fault."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.courier import Courier
from bot.desk import Desk
from bot.intake import Intake
from bot.log import logger
from bot.marks import Fenced, Marks
from bot.menus import menus
from bot.patience import patiently
from community.chat.address import Bot
from community.chat.gateway import Gateway, Identity
from community.errors import TokenRefused, TryLater, Undelivered
from storage.engine import Store
from storage.locks import Ownership
from storage.work import Work

log = logger("talkoot.account")

OWNER_EVERY = 0.5
"""Seconds between two tries to own an account, and between two looks whether it is still ours."""
GRACE = 0.5
"""Seconds that a new owner leaves to one who was only cut off: letters under way arrive and are marked meanwhile."""
TOKEN_AGAIN = 60.0
"""Seconds until a refused token is tried again: it may have been mended at the platform."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
LONG_ENOUGH = 60.0
"""After so many seconds of serving, a fault is a new one."""


@dataclass(slots=True)
class AccountAtWork:
    """Keeps one bot account serving until cancelled."""

    store: Store
    gateway: Gateway
    clock: Clock
    limits: bool
    desk_for: Callable[[Bot, Gateway], Desk]
    owner: str = ""
    """The organisation whose own bot this is; empty for that of all."""
    serving: asyncio.Event = field(default_factory=asyncio.Event)
    identity: Identity | None = None
    _courier: Courier | None = None

    async def run(self) -> None:
        self.store.listen("outbox", self._news)
        self.store.listen("released", self._released)
        delay = FIRST_WAIT
        while True:
            began = time.monotonic()
            try:
                await self._serve()
            except* TokenRefused:
                log.error(  # noqa: TRY400 - the sentence says it all
                    "token refused: put the right one into the settings",
                    platform=self._platform(),
                    retry_in=TOKEN_AGAIN,
                )
                delay = TOKEN_AGAIN
            except* Fenced:
                log.warning("another process has taken this bot over", platform=self._platform())
                delay = OWNER_EVERY
            except* (TryLater, Undelivered) as faults:
                log.warning(
                    "platform out of reach", platform=self._platform(), fault=str(faults.exceptions[0]), retry_in=delay
                )
            except* Exception as faults:
                log.exception("account stopped", platform=self._platform(), retry_in=delay, exc_info=faults)
            self.serving.clear()
            lasted = time.monotonic() - began > LONG_ENOUGH
            await asyncio.sleep(delay)
            delay = FIRST_WAIT if lasted else min(max(FIRST_WAIT, delay * 2), LONGEST_WAIT)

    def _news(self) -> None:
        """There are letters."""
        if self._courier is not None:
            self._courier.wake()

    def _released(self) -> None:
        """Letters that were held back may go."""
        if self._courier is not None:
            self._courier.look_again()

    async def _serve(self) -> None:
        identity = self.identity = await self.gateway.connect()
        bot = identity.bot
        await patiently(lambda: self.store.run(lambda work: self._introduce(work, identity)))
        ownership = Ownership(self.store)
        try:
            epoch = await self._own(ownership, bot)
            await self._work(bot, ownership, epoch)
        finally:
            await asyncio.to_thread(ownership.release)

    def _introduce(self, work: Work, identity: Identity) -> None:
        """Keep what the bot is called, and whose it is."""
        work.bots.ensure(identity.bot, identity.name, identity.link)
        owner = work.organisations.called(self.owner) if self.owner else None
        if self.owner and owner is None:
            log.warning("no organisation of this name: the bot serves all", organisation=self.owner, bot=identity.name)
        work.bots.serves(identity.bot, owner.id if owner else None)

    async def _own(self, ownership: Ownership, bot: Bot) -> int:
        told = False
        while True:
            epoch = await patiently(lambda: _acquired(ownership, bot))
            if epoch is not None:
                if self.store.file is None:
                    await asyncio.sleep(GRACE)
                return epoch
            if not told:
                log.info("standing by: another process serves this bot", platform=bot.platform.value)
                told = True
            await asyncio.sleep(OWNER_EVERY)

    async def _work(self, bot: Bot, ownership: Ownership, epoch: int) -> None:
        desk = self.desk_for(bot, self.gateway)
        intake = Intake(self.store, desk, self.gateway, bot, self.clock)
        marks = Marks(self.store, bot, epoch)
        courier = self._courier = Courier(self.store, self.gateway, bot, self.clock, marks, self.limits)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch(ownership))
            tasks.create_task(courier.run())
            tasks.create_task(intake.handle_all())
            tasks.create_task(self.gateway.receive(intake))
            tasks.create_task(self._show_menus(bot))
            self.serving.set()
            log.info("serving", platform=bot.platform.value, bot=self.identity.name if self.identity else "")

    async def _watch(self, ownership: Ownership) -> None:
        """Stops the account when it is not ours any more."""
        while True:
            await asyncio.sleep(OWNER_EVERY)
            if not await patiently(lambda: asyncio.to_thread(ownership.still_mine)):
                raise Fenced

    async def _show_menus(self, bot: Bot) -> None:
        known = await patiently(lambda: self.store.read(lambda work: work.bots.menus(bot)))
        try:
            digest = await self.gateway.show_menus(menus(), known)
        except Undelivered as error:
            log.warning("menus not shown", platform=bot.platform.value, fault=str(error))
            return
        if digest != known:
            await patiently(lambda: self.store.run(lambda work: work.bots.set_menus(bot, digest)))

    def _platform(self) -> str:
        return (
            self.identity.bot.platform.value
            if self.identity
            else type(self.gateway).__name__.removesuffix("Gateway").lower()
        )


async def _acquired(ownership: Ownership, bot: Bot) -> int | None:
    """The thread comes to its end also when we are stopped meanwhile: what it takes has to be let go again."""
    trying = asyncio.create_task(asyncio.to_thread(ownership.acquire, bot))
    try:
        return await asyncio.shield(trying)
    finally:
        await asyncio.wait({trying})
        trying.exception()
