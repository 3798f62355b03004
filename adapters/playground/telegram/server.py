"""A local Telegram to start and stop: bots, people, groups, and all that can go wrong."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from adapters.playground.telegram import groups
from adapters.playground.telegram.checks import SCHEMA_PATH, load_schema
from adapters.playground.telegram.control import Control
from adapters.playground.telegram.endpoint import Endpoint
from adapters.playground.telegram.faults import FaultPlan
from adapters.playground.telegram.limits import Limiter, Limits
from adapters.playground.telegram.people import Person
from adapters.playground.telegram.state import Bot, Group, Membership
from adapters.playground.telegram.world import Event, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aiohttp.http_parser import RawRequestMessage
    from aiohttp.streams import StreamReader
    from aiohttp.web_protocol import RequestHandler

    from adapters.playground.telegram.checks import SchemaViolationError
    from adapters.playground.telegram.world import T

log = logging.getLogger("playground.telegram")

MAX_BODY = 64 * 1024 * 1024


class TelegramServer:
    """The Bot API on a loopback port, and the people on the other side of it.

    `clock` gives message dates and `deadlines` (the same clock unless named) the lifetimes of updates and presses;
    `limits` are counted in real time. `check=False` turns the schema checks off for benchmarks.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        deadlines: Callable[[], float] | None = None,
        limits: Limits | None = None,
        check: bool = True,
        level: tuple[int, int] = (10, 1),
    ) -> None:
        self.world = World(clock, deadlines=deadlines)
        self.world.level = level
        self.faults = FaultPlan()
        self.limiter = Limiter(limits or Limits(), time.monotonic)
        schema = load_schema(level) if check else None
        self.checked = schema is not None
        if check and schema is None:
            log.info("no schema at %s: requests and answers are not checked against it", SCHEMA_PATH.name)
        self.endpoint = Endpoint(self.world, self.limiter, self.faults, schema)
        self.control = Control(self)
        self.people: dict[int, Person] = {}
        self.base = ""
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1; the address is what stands before `/bot<token>`. May be started again after a stop."""
        for bot in self.world.bots.values():
            bot.mailbox.closed = False
        server = web.Server(self._handle, request_factory=make_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.base

    async def stop(self) -> None:
        for bot in self.world.bots.values():
            bot.mailbox.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def file_base(self) -> str:
        """What stands before `/bot<token>` when a file is fetched."""
        return f"{self.base}/file"

    @property
    def violations(self) -> list[SchemaViolationError]:
        """Answers and updates of this server that the published schema does not allow."""
        return self.endpoint.violations

    @property
    def refusals(self) -> list[str]:
        """Requests refused for an unknown method, an unknown parameter or a wrong type."""
        return self.endpoint.refusals

    @property
    def floods(self) -> int:
        """How many 429s were sent."""
        return self.limiter.refused

    def add_bot(self, token: str, *, username: str, name: str | None = None, privacy: bool = True) -> Bot:
        bot = self.world.add_bot(token, username, name, privacy=privacy)
        bot.mailbox.inspect = self.endpoint.check_update
        return bot

    def add_user(
        self, name: str, *, language_code: str | None = None, username: str | None = None, last_name: str | None = None
    ) -> Person:
        account = self.world.add_account(name, language_code=language_code, username=username, last_name=last_name)
        person = self.people[account.id] = Person(self.world, account)
        return person

    def add_group(
        self,
        title: str,
        *,
        members: Sequence[Person] = (),
        admins: Sequence[Person] = (),
        bots: Iterable[Bot] | None = None,
        bot_admin: bool | Iterable[str] = False,
        supergroup: bool = True,
        forum: bool = False,
    ) -> Group:
        """A group whose first administrator (or member) made it and brought in the bots (all, unless named)."""
        group = self.world.add_group(title, supergroup=supergroup, forum=forum)
        people = [*admins, *members]
        if not people:
            raise ValueError("a group needs at least one person; give members or admins")
        for person in people:
            group.members[person.id] = Membership(person.account)
        for person in admins:
            groups.promote(self.world, group, person.account, people[0].account)
        group.members[people[0].id].status = "creator"
        for bot in self.world.bots.values() if bots is None else bots:
            groups.admit(self.world, group, bot, people[0].account)
            if bot_admin:
                rights = None if bot_admin is True else bot_admin
                groups.promote(self.world, group, bot, people[0].account, rights)
        return group

    def revoke(self, bot: Bot) -> None:
        """The owner has made a new token; the old one is worth nothing."""
        bot.revoked = True

    def deliver_twice(self, bot: Bot, times: int = 1) -> None:
        """Give the next updates once more after they were confirmed."""
        bot.mailbox.twice += times

    def deliver_unreadable(self, bot: Bot) -> None:
        """An update that no client library can parse."""
        bot.mailbox.push_raw({"message": {"message_id": "seven", "date": "yesterday", "chat": None}}, unchecked=True)

    def deliver_unknown_kind(self, bot: Bot) -> None:
        """An update of a kind that came after the library."""
        bot.mailbox.push_raw({"moon_phase_changed": {"phase": "full"}}, unchecked=True)

    def subscribe(self) -> asyncio.Queue[Event]:
        """Everything that happens from now on, in order."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self.listen(queue.put_nowait)
        return queue

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call back for everything that happens; the returned function ends it."""
        self.world.listeners.append(listener)
        return lambda: self.world.listeners.remove(listener)

    async def wait_for(self, predicate: Callable[[], T], within: float = 5.0) -> T:
        """What the predicate finds, as soon as it finds something; TimeoutError when it does not in real time.

        A LookupError of the predicate (no message yet) counts as nothing found.
        """
        return await self.world.wait_for(predicate, within)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith("/control"):
            return await self.control.handle(request)
        return await self.endpoint.handle(request)


def make_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: Any,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    """A request that may carry a file of the allowed size."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)
