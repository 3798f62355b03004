"""Long polling that loses nothing: every batch is kept by the host before Telegram may forget it."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError, TimedOut

from adapters.telegram.connection import Line, NotSent, ServerFault, TooMany
from adapters.telegram.intake import RECEIVED, WANTED, lane_of
from adapters.telegram.presses import Presses
from community.chat.address import Bot
from community.chat.gateway import Host, Raw
from community.errors import TokenRefused

_log = logging.getLogger(__name__)

BATCH: Final = 100
FIRST_DELAY: Final = 0.5
LONGEST_DELAY: Final = 30.0
QUIET: Final = timedelta(days=6)
"""After a week without updates Telegram numbers anew at random; an old offset would then throw new updates away."""


class Polling:
    """Reads one bot's updates for a host until it is cancelled or the token is refused."""

    def __init__(
        self,
        line: Line,
        bot: Bot,
        host: Host,
        presses: Presses,
        *,
        seconds: float,
        grace: float,
        clock: Callable[[], datetime],
    ) -> None:
        self._line = line
        self._bot = bot
        self._host = host
        self._presses = presses
        self._seconds = seconds
        self._grace = grace
        self._clock = clock
        self._faults = 0
        self._said = ""

    async def run(self) -> None:
        mark = await self._host.mark(self._bot)
        while True:
            updates = await self._poll(mark)
            if updates:
                mark = await self._keep(updates, mark)

    async def _poll(self, mark: Mapping[str, str]) -> Sequence[Any]:
        try:
            updates = await self._ask(self._offset(mark))
        except TelegramError as fault:
            await self._recover(fault)
            return ()
        if not isinstance(updates, list):
            await self._recover(TelegramError("not a list of updates"))
            return ()
        if not updates:
            self._settled()
        return updates

    async def _ask(self, offset: str | None) -> Any:
        asked: dict[str, Any] = {"timeout": int(self._seconds), "limit": BATCH, "allowed_updates": WANTED}
        if offset is not None:
            asked["offset"] = int(offset)
        most = self._seconds + self._grace
        try:
            async with asyncio.timeout(most + self._grace):  # a server that only trickles is stalled, too
                return await self._line.call("getUpdates", asked, seconds=most)
        except TimeoutError as fault:
            raise TimedOut from fault

    def _offset(self, mark: Mapping[str, str]) -> str | None:
        seen = float(mark.get("seen", "0"))
        quiet = self._clock().timestamp() - seen > QUIET.total_seconds()
        return None if quiet else mark.get("offset")

    async def _recover(self, fault: TelegramError) -> None:
        match fault:
            case Conflict():
                with suppress(TelegramError):  # a webhook keeps polls away; a second program can only be reported
                    await self._line.call("deleteWebhook")
                await self._pause(
                    "somebody else reads this bot's updates: a webhook, or a second program with its token"
                )
            case InvalidToken() | EndPointNotFound():
                await self._ask_for_ourselves()
            case TooMany():
                await self._pause("Telegram asks for patience with polling", fault.after.total_seconds())
            case TimedOut():
                await self._line.polls.renew()
                await self._pause("Telegram went silent; polling again over a new connection")
            case _:
                cause = fault.message if isinstance(fault, NotSent | ServerFault) else type(fault).__name__
                await self._pause(f"Telegram does not answer as it should ({cause}); trying again until it does")

    async def _ask_for_ourselves(self) -> None:
        with suppress(TelegramError):
            if not await self._line.knows_us():
                raise TokenRefused("Telegram does not know this token (any more)")
        await self._pause("Telegram does not find what is asked for, although it knows us; trying again until it does")

    async def _pause(self, reason: str, least: float = 0.0) -> None:
        """Say each reason once, and wait: longer each time, at least as long as asked."""
        if reason != self._said:
            self._said = reason
            _log.warning(reason)
        delay = min(FIRST_DELAY * 2 ** min(self._faults, 10), LONGEST_DELAY)
        self._faults += 1
        await asyncio.sleep(max(delay, least))

    async def _keep(self, updates: Sequence[Any], mark: Mapping[str, str]) -> Mapping[str, str]:
        """Hand a batch over; if it cannot be kept it is asked for again, since Telegram still has it."""
        now = self._clock().timestamp()
        known = [update for update in updates if isinstance(update, dict) and isinstance(update.get("update_id"), int)]
        if not known:
            await self._recover(TelegramError("updates without a number"))
            return mark
        new = {"offset": str(known[-1]["update_id"] + 1), "seen": f"{now:.0f}"}
        try:
            await self._host.keep(self._bot, [_raw(update, now) for update in known], new)
        except Exception as fault:  # noqa: BLE001  whatever keeps the host from keeping, Telegram goes on holding the batch
            await self._pause(f"a batch of updates could not be kept ({type(fault).__name__}); asking for it again")
            return mark
        self._settled()
        self._expect_answers(known)
        return new

    def _settled(self) -> None:
        self._faults, self._said = 0, ""

    def _expect_answers(self, updates: Sequence[dict[str, Any]]) -> None:
        for update in updates:
            query = update.get("callback_query")
            if isinstance(query, dict) and "id" in query:
                self._presses.expect(str(query["id"]))


def _raw(update: dict[str, Any], now: float) -> Raw:
    marked = {**update, RECEIVED: now} if "callback_query" in update else update
    payload = json.dumps(marked, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Raw(id=str(update["update_id"]), lane=lane_of(update), payload=payload)
