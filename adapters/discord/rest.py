"""Requests to Discord through discord.py's client, paced so that a letter never waits inside for long.

The library would sleep until a bucket is filled again, and half a minute over a broken server. Here a short wait is
waited, and a long one is handed back as `TryLater`, so that the courier serves somebody else meanwhile.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
from discord import File
from discord.http import HTTPClient, Route

from adapters.causes import cause_of
from adapters.discord.buckets import Bucket, Buckets, Departure
from adapters.discord.errors import ApiError
from adapters.discord.limits import DOWNLOAD_BYTES
from community.errors import OutcomeUnknown, Refused, TokenRefused, TryLater

PATIENCE = 0.5
"""Seconds worth waiting inside a call."""
_TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_LOST = (aiohttp.ClientError, ConnectionError, TimeoutError)
_AFTER_FAULT = timedelta(seconds=2)
_OUR_OWN_WAY = ("/interactions/", "/webhooks/")
"""Answers to interactions carry a token of their own."""


class PacedHTTP(HTTPClient):
    """discord.py's HTTP client with limits that hand a wait back instead of sleeping through it."""

    def __init__(self, *, keep_limits: bool = True) -> None:
        super().__init__(asyncio.get_running_loop(), max_ratelimit_timeout=60)
        self.buckets = Buckets()
        self._keep_limits = keep_limits
        self._pool: aiohttp.ClientSession | None = None

    @property
    def pool(self) -> aiohttp.ClientSession:
        if self._pool is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
            self._pool = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._pool

    async def request(
        self,
        route: Route,
        *,
        files: Sequence[File] | None = None,
        form: Iterable[dict[str, Any]] | None = None,
        **options: Any,
    ) -> Any:
        """Ask Discord. `repeatable` says that a second copy does no harm, which holds for all but a POST."""
        if files:
            raise ValueError("files travel in `form`, so that they can be sent again")
        repeatable = options.pop("repeatable", route.method != "POST")
        departure, delay = await self._turn(route)
        try:
            await asyncio.sleep(delay)
            self.buckets.departs(departure)
            return await self._ask(route, departure.bucket, repeatable=repeatable, **_body(form, options))
        finally:
            self.buckets.back(departure)

    async def _turn(self, route: Route) -> tuple[Departure, float]:
        """Take a place among the requests, and how soon it comes; a long wait is handed back."""
        while self._keep_limits:
            delay, whole = self.buckets.delay(route)
            if delay > PATIENCE:
                raise TryLater(timedelta(seconds=delay), whole_bot=whole, limited=True)
            if delay <= 0 or whole:
                delay = max(delay, 0.0)
                return self.buckets.leave(route, delay), delay
            await asyncio.sleep(delay)
        return self.buckets.leave(route, 0), 0

    async def _ask(self, route: Route, bucket: Bucket, *, repeatable: bool, **body: Any) -> Any:
        try:
            async with self.pool.request(
                route.method, route.url, headers=self._headers(route, body.pop("headers", {})), timeout=_TIMEOUT, **body
            ) as response:
                data = _decoded(await response.read())
                self.buckets.heard(route, bucket, response.headers)
                if response.status < 300:
                    return data
                raise self._refusal(route, bucket, response, data, repeatable=repeatable)
        except _NOT_SENT as error:
            raise _later(cause_of(error)) from error
        except _LOST as error:
            raise (_later(cause_of(error)) if repeatable else OutcomeUnknown(cause_of(error))) from error

    def _headers(self, route: Route, more: Mapping[str, str]) -> dict[str, str]:
        headers = {"User-Agent": self.user_agent, **more}
        if self.token is not None and not route.path.startswith(_OUR_OWN_WAY):
            headers["Authorization"] = f"Bot {self.token}"
        return headers

    def _refusal(
        self, route: Route, bucket: Bucket, response: aiohttp.ClientResponse, data: Any, *, repeatable: bool
    ) -> Exception:
        facts = data if isinstance(data, dict) else {}
        if response.status in {401, 403, 429}:
            self.buckets.note_refusal()
        if response.status == 429:
            return self._limited(bucket, response, facts)
        if response.status >= 500:
            reason, unsure = f"server error {response.status}", not repeatable and response.status != 503
            return OutcomeUnknown(reason) if unsure else _later(reason)
        if response.status == 401 and not route.path.startswith(_OUR_OWN_WAY):
            return TokenRefused("Discord does not know our token (any more): set a new one as discord.token")
        return ApiError(response.status, int(facts.get("code") or 0), str(facts.get("message") or response.reason))

    def _limited(self, bucket: Bucket, response: aiohttp.ClientResponse, facts: Mapping[str, Any]) -> TryLater:
        """A 429 without Discord's own words comes from the guard in front of it, and is meant for all we send."""
        after = float(facts.get("retry_after") or response.headers.get("Retry-After") or 1)
        whole = bool(facts.get("global")) or "retry_after" not in facts
        self.buckets.refused(bucket, after, whole=whole)
        return TryLater(timedelta(seconds=after), whole_bot=whole, limited=True)

    async def download(self, url: str) -> bytes:
        """A file from Discord's file server, which never sees our token."""
        try:
            async with self.pool.get(url, timeout=_TIMEOUT) as response:
                if response.status != 200:
                    raise ApiError(response.status, 0, "the file cannot be fetched").as_undelivered
                content = await response.content.read(DOWNLOAD_BYTES + 1)
                while len(content) <= DOWNLOAD_BYTES and (more := await response.content.read(DOWNLOAD_BYTES)):
                    content += more
        except _LOST as error:
            raise _later(cause_of(error)) from error
        if len(content) > DOWNLOAD_BYTES:
            raise Refused(f"the file is larger than {DOWNLOAD_BYTES // 1024 // 1024} MB")
        return content

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None
        await super().close()


def _later(reason: str) -> TryLater:
    return TryLater(_AFTER_FAULT, reason=reason)


def _body(form: Iterable[dict[str, Any]] | None, options: dict[str, Any]) -> dict[str, Any]:
    if "json" in options:
        return {
            "data": orjson.dumps(options["json"]),
            "headers": {"Content-Type": "application/json"},
            "params": options.get("params"),
        }
    if form is None:
        return {"params": options.get("params")}
    data = aiohttp.FormData(quote_fields=False)
    for field in form:
        data.add_field(**field)
    return {"data": data, "params": options.get("params")}


def _decoded(content: bytes) -> Any:
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(content)
    return None
