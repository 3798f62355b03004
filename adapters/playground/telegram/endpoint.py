"""The HTTP side of the local Telegram: requests of bots in, answers, refusals and faults out."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import web

from adapters.playground.telegram import methods, methods_bot, methods_chat, methods_file, methods_poll
from adapters.playground.telegram.calls import REGISTER, Call, Method, Upload
from adapters.playground.telegram.checks import SchemaViolationError
from adapters.playground.telegram.methods_bot import RawResult
from adapters.playground.telegram.state import BotApiError, bad_request

if TYPE_CHECKING:
    from adapters.playground.telegram.checks import Schema
    from adapters.playground.telegram.faults import Fault, FaultPlan
    from adapters.playground.telegram.limits import Limiter
    from adapters.playground.telegram.state import Bot
    from adapters.playground.telegram.world import World

log = logging.getLogger("playground.telegram")

METHOD_MODULES = (methods, methods_bot, methods_chat, methods_file, methods_poll)
PAGE_502 = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class Endpoint:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, limiter: Limiter, faults: FaultPlan, schema: Schema | None) -> None:
        self.world = world
        self.limiter = limiter
        self.faults = faults
        self.schema = schema
        self.violations: list[SchemaViolationError] = []
        self.refusals: list[str] = []
        self.calls: dict[str, int] = {}

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request of a bot, from its path to its answer."""
        try:
            if request.path.startswith("/file/bot"):
                return self._download(request.path.removeprefix("/file/bot"))
            token, _, name = request.path.removeprefix("/bot").partition("/")
            bot, method = self._bot(token), self._method(name)
            raw, uploads = await read_body(request)
            return await self._answer(request, bot, method, raw, uploads)
        except BotApiError as refused:
            return refusal(refused)
        except Exception as mistake:
            self.violations.append(SchemaViolationError(f"the local Telegram failed: {mistake!r}"))
            log.exception("the local Telegram failed on a request")
            return refusal(BotApiError(500, "Internal Server Error"))

    async def _answer(
        self, request: web.BaseRequest, bot: Bot, method: Method, raw: dict[str, Any], uploads: dict[str, Upload]
    ) -> web.StreamResponse:
        chat_id = chat_number(raw.get("chat_id"))
        if method.name != "getUpdates":
            self.limiter.admit(bot.id, chat_id, counts=method.counts)
        fault = self.faults.take(method.name, bot.id, chat_id) if self.faults.planned else None
        if fault is not None:
            early = await self._fault_before(request, fault, bot, chat_id)
            if early is not None:
                return early
        body = await self._run(bot, method, raw, uploads)
        if fault is not None and fault.kind == "drop_after":
            return cut_off(request)
        return web.Response(text=body, content_type="application/json")

    async def _run(self, bot: Bot, method: Method, raw: dict[str, Any], uploads: dict[str, Upload]) -> str:
        """Read, check, do, check again; the JSON text of the answer."""
        self.calls[method.name] = self.calls.get(method.name, 0) + 1
        try:
            given = method.read(raw, uploads)
            self._check_request(method, given, uploads)
        except BotApiError as refused:
            self._note(method, refused)
            raise
        result = method.run(Call(self.world, bot, method.name, given, uploads))
        if inspect.isawaitable(result):
            result = await result
        self._check_answer(method, result)
        text = result if isinstance(result, RawResult) else json.dumps(result, ensure_ascii=False)
        return f'{{"ok":true,"result":{text}}}'

    def _note(self, method: Method, refused: BotApiError) -> None:
        self.refusals.append(f"{method.name}: {refused.description}")
        log.warning("refused %s: %s", method.name, refused.description)

    def _check_request(self, method: Method, given: dict[str, Any], uploads: dict[str, Upload]) -> None:
        if self.schema is None:
            return
        try:
            self.schema.check_request(method.name, given, uploads)
        except SchemaViolationError as violation:
            raise bad_request(f"against the published schema: {violation}") from violation

    def _check_answer(self, method: Method, result: Any) -> None:
        if self.schema is None or isinstance(result, RawResult):
            return
        try:
            self.schema.check_answer(method.name, result)
        except SchemaViolationError as violation:
            self.violations.append(violation)

    def check_update(self, update: dict[str, Any]) -> None:
        """Every update the server emits on purpose fits the schema."""
        if self.schema is None:
            return
        try:
            self.schema.check_update(update)
        except SchemaViolationError as violation:
            self.violations.append(violation)

    async def _fault_before(
        self, request: web.BaseRequest, fault: Fault, bot: Bot, chat_id: int | None
    ) -> web.StreamResponse | None:
        match fault.kind:
            case "flood":
                whose = chat_id if fault.scope == "chat" else None
                self.limiter.pause(bot.id, whose, fault.retry_after)
                raise self.limiter.too_many(fault.retry_after)
            case "error":
                raise BotApiError(fault.status, "Internal Server Error" if fault.status == 500 else "Bad Gateway")
            case "html":
                return web.Response(status=502, text=PAGE_502, content_type="text/html")
            case "drop_before":
                return cut_off(request)
            case "delay":
                await asyncio.sleep(fault.seconds)
        return None

    def _bot(self, token: str) -> Bot:
        bot = self.world.bots.get(token)
        if bot is None:
            raise BotApiError(404, "Not Found")
        if bot.revoked:
            raise BotApiError(401, "Unauthorized")
        return bot

    def _method(self, name: str) -> Method:
        method = REGISTER.get(name.lower())
        if method is None:
            self.refusals.append(f"{name}: no such method")
            log.warning("the local Telegram does not know the method %s", name)
            raise BotApiError(404, "Not Found")
        return method

    def _download(self, rest: str) -> web.Response:
        token, _, path = rest.partition("/")
        self._bot(token)
        stored, expires = self.world.file_paths.get(path, (None, 0.0))
        if stored is None or expires <= self.world.deadlines():
            raise BotApiError(404, "Not Found")
        return web.Response(body=stored.content, content_type="application/octet-stream")


def refusal(refused: BotApiError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.Response(status=refused.code, text=json.dumps(body), content_type="application/json")


def cut_off(request: web.BaseRequest) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


def chat_number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


async def read_body(request: web.BaseRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters and files from the query, a form, a multipart form or JSON."""
    raw: dict[str, Any] = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/x-www-form-urlencoded":
        raw.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    elif request.content_type == "application/json":
        raw.update(await read_json(request))
    elif request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
                value.file.close()
            else:
                raw[name] = value
    return raw, uploads


async def read_json(request: web.BaseRequest) -> dict[str, Any]:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as mistake:
        raise bad_request("can't parse JSON object in the request") from mistake
    if not isinstance(body, dict):
        raise bad_request("a JSON object is expected in the request")
    return body
