"""The REST side: who calls, may they, is it well formed, and the answer in the shape of the real service."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web
from simcord.backend.errors import BackendError
from simcord.http import router

from adapters.playground.discord import threads  # noqa: F401 - registers its routes
from adapters.playground.discord.limits import RENAMES, Refusal
from adapters.playground.discord.routes import OWN

if TYPE_CHECKING:
    from adapters.playground.discord.checks import Checks
    from adapters.playground.discord.exchanges import Exchange, Exchanges
    from adapters.playground.discord.faults import RestFault
    from adapters.playground.discord.limits import Limiter
    from adapters.playground.discord.world import BotAccount, World

PREFIX = "/api/v10"
JSON = {"Content-Type": "application/json"}
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_REQUEST = 25 * 1024 * 1024
AFTER_TOKEN = {"webhooks": 2, "interactions": 2, "invites": 1, "reactions": 1}
FILE_FIELD = re.compile(r"^files?\[?(\d+)?\]?$")
INVALID_STATUSES = (401, 403, 429)


@dataclass(slots=True)
class Upload:
    """One uploaded file, as the backend wants to read it."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


@dataclass(slots=True)
class Call:
    """One request, read and attributed to a bot."""

    method: str
    path: str
    parts: list[str]
    route: str
    query: dict[str, str]
    reason: str | None = None
    body: Any = None
    files: list[Upload] = field(default_factory=list)
    bot: BotAccount | None = None
    exchange: Exchange | None = None

    @property
    def major(self) -> str:
        """What a rate limit is counted for, besides the route."""
        return ":".join(self.parts[1:3] if self.parts[0] == "webhooks" else self.parts[1:2])

    def number(self, index: int) -> int:
        try:
            return int(self.parts[index])
        except ValueError:
            raise BackendError(400, 50035, f"Invalid Form Body: {self.parts[index]} is not snowflake.") from None


def route_of(method: str, parts: list[str]) -> str:
    """The path with its ids, tokens and emoji replaced: `POST channels/*/messages`."""
    shape: list[str] = []
    secret = 0
    for part in parts:
        literal = part.startswith("@") or not (part.isdigit() or secret)
        shape.append(part if literal else "*")
        secret = AFTER_TOKEN.get(part, max(secret - 1, 0))
    return f"{method} {'/'.join(shape)}"


class Rest:
    """Answers every REST request, through the fault plan, the limits, the checks and the backend."""

    def __init__(self, world: World, exchanges: Exchanges, checks: Checks, limiter: Limiter) -> None:
        self.world = world
        self.exchanges = exchanges
        self.checks = checks
        self.limiter = limiter
        self.gateway_address = ""
        self.identify_limit = 1000
        self.requests: Counter[str] = Counter()
        self.log: deque[tuple[str, str, int]] = deque(maxlen=5000)
        self.refused: Counter[int] = Counter()
        self.nonces: dict[tuple[int, int, str], tuple[float, int]] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path.removeprefix(PREFIX)
        parts = path.strip("/").split("/")
        query = dict(request.query)
        reason = request.headers.get("X-Audit-Log-Reason")
        call = Call(request.method, path, parts, route_of(request.method, parts), query, reason)
        faults = self.world.faults.take(call.method, path)
        response = await self._before(call, request, faults) or await self._answer(call, request)
        self.requests[call.route] += 1
        self.log.append((call.method, path, response.status))
        if response.status in INVALID_STATUSES and response.headers.get("X-RateLimit-Scope") != "shared":
            self.refused[response.status] += 1
        if any(fault.kind == "drop_after" for fault in faults):
            return hang_up(request)
        self.world.chronicle.stir()
        return response

    async def _before(self, call: Call, request: web.Request, faults: list[RestFault]) -> web.StreamResponse | None:
        for fault in faults:
            self.world.chronicle.record("fault", fault=fault.kind, method=call.method, path=call.path)
            if fault.kind == "delay":
                await asyncio.sleep(fault.seconds)
            elif fault.kind == "drop_before":
                return hang_up(request)
            elif fault.kind == "server_error":
                return broken(fault)
            elif fault.kind == "rate_limit":
                return self._planned_refusal(call, request, fault)
        return None

    def _planned_refusal(self, call: Call, request: web.Request, fault: RestFault) -> web.Response:
        refusal = Refusal(fault.retry_after, fault.scope)
        bot = self._caller(request)
        self.limiter.freeze(bot.id if bot else 0, call.route, call.major, refusal)
        return reply(429, refusal.body(), refusal.headers())

    async def _answer(self, call: Call, request: web.Request) -> web.Response:
        headers: dict[str, str] = {}
        try:
            self._admit(call, request)
            bot_id = call.bot.id if call.bot else 0
            headers, refusal = self.limiter.spend(bot_id, call.route, call.major)
            if refusal is not None:
                return reply(429, refusal.body(), headers)
            await self._read(call, request)
            self.checks.check(call.method, call.path, call.route, call.body, call.query)
            rename = self._rename_refused(call)
            if rename is not None:
                return reply(429, rename.body(), {**headers, **rename.headers()})
            return answered(self._perform(call), headers)
        except BackendError as error:
            if error.status == 501:
                self.checks.violated(call.method, call.path, "", error.message)
            return reply(error.status, error.to_json(), headers)
        except (KeyError, TypeError, ValueError, AttributeError, NotImplementedError) as error:
            # The backend reads what the document would have caught; such a request is at fault, not the service.
            self.checks.violated(call.method, call.path, "", f"{type(error).__name__}: {error}")
            return reply(400, {"code": 50035, "message": f"Invalid Form Body: {error}"}, headers)

    def _rename_refused(self, call: Call) -> Refusal | None:
        """Names and topics of channels have a limit of their own, of which the headers say nothing."""
        if (
            call.route != "PATCH channels/*"
            or not isinstance(call.body, dict)
            or not {"name", "topic"} & set(call.body)
        ):
            return None
        return self.limiter.spend(call.bot.id if call.bot else 0, RENAMES, call.major)[1]

    def _admit(self, call: Call, request: web.Request) -> None:
        """Find the bot: by its token, or by that of the interaction it answers."""
        if call.route == "POST interactions/*/*/callback":
            call.exchange = self.exchanges.of_callback(call.parts[1], call.parts[2])
        elif call.parts[0] == "webhooks" and len(call.parts) >= 3:
            call.exchange = self.exchanges.of_webhook(call.parts[1], call.parts[2])
        call.bot = call.exchange.bot if call.exchange else self._caller(request)
        public = call.parts[0] in {"webhooks", "gateway"} and call.route != "GET gateway/bot"
        if (call.bot is None and not public) or (call.bot is not None and call.bot.revoked):
            raise BackendError(401, 0, "401: Unauthorized")

    def _caller(self, request: web.Request) -> BotAccount | None:
        return self.world.by_token.get(request.headers.get("Authorization", "").removeprefix("Bot "))

    async def _read(self, call: Call, request: web.Request) -> None:
        if request.content_type == "multipart/form-data":
            await self._read_form(call, request)
        elif request.can_read_body:
            raw = await request.read()
            try:
                call.body = json.loads(raw) if raw else None
            except ValueError:
                raise BackendError(400, 50109, "The request body contains invalid JSON.") from None

    async def _read_form(self, call: Call, request: web.Request) -> None:
        scalars: dict[str, Any] = {}
        received = 0
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader):
                raise BackendError(400, 50035, "Invalid Form Body: nested forms are not taken")
            data = bytes(await part.read(decode=True))
            name = part.name or ""
            if name == "payload_json":
                call.body = json.loads(data)
            elif FILE_FIELD.match(name):
                call.files.append(Upload(part.filename or "file", io.BytesIO(data)))
                received += len(data)
                if len(data) > LARGEST_FILE or received > LARGEST_REQUEST:
                    raise BackendError(413, 40005, "Request entity too large")
            else:
                scalars[name] = data.decode()
        call.body = call.body if call.body is not None else scalars or None
        describe(call)

    def _perform(self, call: Call) -> Any:
        """Let our own routes answer where the backend falls short, else the backend."""
        with self.world.acting(call.bot):
            own = OWN.get(call.route)
            return own(self, call) if own is not None else self.dispatch(call)

    def dispatch(self, call: Call) -> Any:
        return router.dispatch(
            self.world.backend,
            call.method,
            call.path,
            json=call.body,
            params=call.query,
            files=call.files,
            reason=call.reason,
            message_content_access=call.bot is None or call.bot.reads_content,
        )


def describe(call: Call) -> None:
    """Give uploaded files the descriptions that stand in the payload."""
    body = call.body if isinstance(call.body, dict) else {}
    listed = body.get("attachments") or (body.get("data") or {}).get("attachments") or []
    texts = {str(item.get("id")): item.get("description") for item in listed if isinstance(item, dict)}
    for index, upload in enumerate(call.files):
        upload.description = texts.get(str(index))


def reply(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    # The client compares the content type as a whole: no charset may follow it.
    text = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=text, headers={**headers, **JSON})


def answered(result: Any, headers: dict[str, str]) -> web.Response:
    if result is None:
        return web.Response(status=204, headers=headers)
    return reply(200, result, headers)


def broken(fault: RestFault) -> web.Response:
    if fault.html:
        page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
        return web.Response(status=fault.status, text=page, content_type="text/html")
    return reply(fault.status, {"code": 0, "message": f"{fault.status}: the service is out of order"}, {})


def hang_up(request: web.Request) -> web.Response:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)
