"""Presses and commands are acknowledged in time, and answered in the way that is still open."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from discord import MessageFlags
from discord.http import Route

from adapters.discord.errors import ALREADY_ANSWERED, ApiError
from adapters.discord.intake import Ticket
from adapters.discord.limits import CHOICE_LABEL, CHOICES, DEFER_AFTER, shortened
from adapters.discord.modals import modal_of
from adapters.discord.render import Part
from adapters.discord.rest import PacedHTTP
from adapters.discord.uploads import sending
from community.chat.form import Option, Page
from community.errors import HandleExpired, Undelivered

log = logging.getLogger(__name__)

REPLY, THINKING, QUIETLY, UPDATE, SUGGEST, FORM = 4, 5, 6, 7, 8, 9
EPHEMERAL = MessageFlags.ephemeral.flag
_LOADING = MessageFlags.loading.flag
_REMEMBERED = 16 * 60.0
_TRIES = 3


class First(Enum):
    """What the person saw first: nothing yet, "thinking...", a quiet acknowledgement, an answer; or all is too late."""

    NOTHING = "nothing"
    THINKING = "thinking"
    QUIET = "quiet"
    ANSWER = "answer"
    TOO_LATE = "too late"


class OnlyInTheChannel(Exception):
    """What is shown to the person alone cannot become an answer for all: it has to be posted."""


@dataclass(slots=True)
class Exchange:
    """One press or command, from its arrival to its last answer."""

    ticket: Ticket
    first: First = First.NOTHING
    began: float = field(default_factory=time.monotonic)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Promptness:
    """The running exchanges of one bot."""

    def __init__(self, http: PacedHTTP) -> None:
        self._http = http
        self._exchanges: dict[str, Exchange] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def expect(self, ticket: Ticket, *, private: bool, received: float) -> None:
        """It is stored and will be answered; if not soon, it is acknowledged."""
        exchange = self._exchange(ticket)
        self._start(self._defer(exchange, private=private, at=received + DEFER_AFTER))

    def open_form(self, ticket: Ticket, page: Page) -> None:
        self._start(self._first_word(self._exchange(ticket), FORM, modal_of(page), First.ANSWER))

    def suggest(self, ticket: Ticket, options: Awaitable[Sequence[Option]]) -> None:
        self._start(self._suggest(ticket, options))

    async def answer(self, ticket: Ticket, parts: Sequence[Part], *, hidden: bool, update: bool) -> list[str]:
        """Show the parts; returns the ids of their messages. Raises `HandleExpired` when it is too late."""
        exchange = self._exchange(ticket)
        if hidden:
            parts = [part.with_flags(EPHEMERAL) for part in parts]
        async with exchange.lock:
            first = await self._answer_first(exchange, parts[0], hidden=hidden, update=update)
            return [first, *[await self._follow_up(exchange.ticket, part) for part in parts[1:]]]

    async def change_pressed(self, ticket: Ticket, part: Part) -> bool:
        """Acknowledge a press by putting a part in place of what was pressed; false if that was done some other way."""
        exchange = self._exchange(ticket)
        async with exchange.lock:
            if exchange.first is not First.NOTHING:
                return False
            try:
                await self._callback(ticket, UPDATE, part.payload)
            except ApiError as error:
                log.info("a press could not be acknowledged by a change: %s", error.code)
                return False
            exchange.first = First.QUIET
            return True

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def take_back(self, ticket: Ticket) -> None:
        """Remove "thinking...": the answer was posted for all."""
        await self._call(Route("DELETE", _ORIGINAL, **_webhook(ticket)))

    def _exchange(self, ticket: Ticket) -> Exchange:
        now = time.monotonic()
        for name in [name for name, old in list(self._exchanges.items())[:8] if now - old.began > _REMEMBERED]:
            del self._exchanges[name]
        return self._exchanges.setdefault(ticket.interaction, Exchange(ticket))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _defer(self, exchange: Exchange, *, private: bool, at: float) -> None:
        await asyncio.sleep(max(at - time.monotonic(), 0))
        async with exchange.lock:
            if exchange.first is not First.NOTHING:
                return
            if exchange.ticket.pressed:
                await self._first_word_now(exchange, QUIETLY, None, First.QUIET)
            else:
                data = None if private else {"flags": EPHEMERAL}
                await self._first_word_now(exchange, THINKING, data, First.THINKING)

    async def _first_word(self, exchange: Exchange, kind: int, data: Any, then: First) -> None:
        async with exchange.lock:
            await self._first_word_now(exchange, kind, data, then)

    async def _first_word_now(self, exchange: Exchange, kind: int, data: Any, then: First) -> None:
        """Acknowledge; a fault that passes is tried again while the three seconds last."""
        for attempt in range(_TRIES):
            try:
                await self._callback(exchange.ticket, kind, data)
            except ApiError as error:
                exchange.first = then if error.code == ALREADY_ANSWERED else First.TOO_LATE
                log.info("an interaction could not be acknowledged: %s", error.code)
            except Undelivered:
                await asyncio.sleep(0.1 * 2**attempt)
                continue
            else:
                exchange.first = then
            return

    async def _suggest(self, ticket: Ticket, options: Awaitable[Sequence[Option]]) -> None:
        try:
            found = await options
            choices = [{"name": shortened(o.label, CHOICE_LABEL), "value": o.value} for o in found[:CHOICES]]
            await self._callback(ticket, SUGGEST, {"choices": choices})
        except (Undelivered, TimeoutError) as error:
            log.info("suggestions came too late: %s", type(error).__name__)
        except Exception:  # a person who types must not see more than no suggestions
            log.exception("suggestions could not be made")

    async def _answer_first(self, exchange: Exchange, part: Part, *, hidden: bool, update: bool) -> str:
        if exchange.first is First.NOTHING:
            try:
                return await self._answer_directly(exchange, part, update=update)
            except ApiError as error:
                if error.code != ALREADY_ANSWERED:
                    raise error.as_undelivered from error
                exchange.first = await self._what_was_first(exchange.ticket)
                if exchange.first is First.ANSWER:
                    return await self._change_first(exchange, part)
        if exchange.first is First.TOO_LATE:
            raise HandleExpired("nobody acknowledged it in time")
        if exchange.first is First.THINKING:
            if not hidden:
                raise OnlyInTheChannel
            return await self._change_first(exchange, part)
        if update and exchange.first is First.QUIET:
            return await self._change(exchange.ticket, part)
        return await self._follow_up(exchange.ticket, part)

    async def _answer_directly(self, exchange: Exchange, part: Part, *, update: bool) -> str:
        in_place = update and bool(exchange.ticket.pressed)
        said = await self._callback(exchange.ticket, UPDATE if in_place else REPLY, part.payload, part)
        exchange.first = First.QUIET if in_place else First.ANSWER
        return _message_id(said)

    async def _change_first(self, exchange: Exchange, part: Part) -> str:
        shown = await self._change(exchange.ticket, part)
        exchange.first = First.ANSWER
        return shown

    async def _what_was_first(self, ticket: Ticket) -> First:
        """After a restart or a lost answer, Discord itself knows best how far the exchange had come."""
        original = await self._call(Route("GET", _ORIGINAL, **_webhook(ticket)))
        if original["id"] == ticket.pressed:
            return First.QUIET
        return First.THINKING if int(original.get("flags") or 0) & _LOADING else First.ANSWER

    async def _change(self, ticket: Ticket, part: Part) -> str:
        shown = {**part.payload, "flags": part.payload["flags"] & ~EPHEMERAL}
        said = await self._call(Route("PATCH", _ORIGINAL, **_webhook(ticket)), part.having(**shown))
        return str(said["id"])

    async def _follow_up(self, ticket: Ticket, part: Part) -> str:
        said = await self._call(Route("POST", "/webhooks/{webhook_id}/{webhook_token}", **_webhook(ticket)), part)
        return str(said["id"])

    async def _callback(self, ticket: Ticket, kind: int, data: Any, part: Part | None = None) -> Any:
        """The first answer; a copy of it does no harm, because Discord takes one only."""
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=ticket.interaction, webhook_token=ticket.token)
        body = {"type": kind} if data is None else {"type": kind, "data": data}
        files = part.files if part else ()
        return await self._http.request(
            route, params={"with_response": "true"}, repeatable=True, **sending(body, files, inside="data")
        )

    async def _call(self, route: Route, part: Part | None = None) -> Any:
        try:
            return await self._http.request(route, **(sending(part.payload, part.files) if part else {}))
        except ApiError as error:
            raise (HandleExpired(str(error)) if error.status == 404 else error.as_undelivered) from error


_ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


def _webhook(ticket: Ticket) -> dict[str, str]:
    return {"webhook_id": ticket.application, "webhook_token": ticket.token}


def _message_id(said: Any) -> str:
    if not isinstance(said, dict):
        return ""
    return str((said.get("resource") or {}).get("message", {}).get("id") or said["interaction"]["response_message_id"])
