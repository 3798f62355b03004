"""The line to Telegram: python-telegram-bot speaks, over a light HTTP transport, and tokens stay out of every text."""

import json
from contextlib import suppress
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Any, Final

import aiohttp
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from adapters.causes import cause_of

CONNECT_SECONDS: Final = 10.0
READ_SECONDS: Final = 20.0
UPLOAD_SECONDS: Final = 120.0
POOL: Final = 64
PATIENCE_WITHOUT_A_NUMBER: Final = 5.0
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
NEVER_LEFT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectionResetError)


class ServerFault(NetworkError):
    """Telegram answered with a fault of its own (5xx): the call had no effect."""


class NotSent(NetworkError):
    """The call never left: no connection, or one that was closed before."""


class TooMany(TelegramError):
    """A limit was met (429). The library's own error for it warns about its types as soon as it is made."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"too many requests, in {after.total_seconds():g} s again")
        self.after = after


class Transport(BaseRequest):
    """HTTP for python-telegram-bot by aiohttp: a tenth of the work per call of the default one."""

    def __init__(self, *, pool: int, proxies: bool) -> None:
        """`proxies`: whether HTTPS_PROXY and its kin are obeyed."""
        self._pool = pool
        self._proxies = proxies
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=self._proxies,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def renew(self) -> None:
        """Drop every connection, so that a wedged one cannot be used again."""
        await self.shutdown()
        await self.initialize()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Like the library's, but what cannot be read is not copied into the log: it may hold a person's words."""
        try:
            answer: dict[str, Any] = json.loads(payload)
        except ValueError as fault:
            raise TelegramError("Invalid server response") from fault
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        await self.initialize()
        assert self._session is not None  # noqa: S101
        body = _body(request_data)
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        if isinstance(body, aiohttp.FormData):
            seconds = max(seconds, UPLOAD_SECONDS)
        patience = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=seconds)
        kind = FORM if isinstance(body, bytes) else None
        request = self._session.request(method, url, data=body, headers=kind, timeout=patience, allow_redirects=False)
        try:
            async with request as answer:
                payload = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise _named(fault) from None  # its text may hold the address, and with it the token
        _raise_for_status(answer.status, payload, answer.headers.get("Retry-After", ""))
        return answer.status, payload


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.url_encoded_parameters().encode()
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _named(fault: Exception) -> NetworkError:
    if isinstance(fault, NEVER_LEFT) or isinstance(fault.__cause__, aiohttp.ClientConnectionResetError):
        return NotSent(cause_of(fault))
    return TimedOut(cause_of(fault)) if isinstance(fault, TimeoutError) else NetworkError(cause_of(fault))


def _raise_for_status(status: int, payload: bytes, retry_after: str) -> None:
    """Name the answers that python-telegram-bot would throw together as `NetworkError`."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerFault(f"server error {status}")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise BadRequest("Request Entity Too Large")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooMany(timedelta(seconds=_seconds(payload, retry_after)))


def _seconds(payload: bytes, header: str) -> float:
    with suppress(ValueError, KeyError, TypeError):
        return float(json.loads(payload)["parameters"]["retry_after"])
    return float(header) if header.isdecimal() else PATIENCE_WITHOUT_A_NUMBER


class Line:
    """One bot's line: calls by method name, raw JSON back; polling has a connection of its own."""

    def __init__(self, token: str, api_base: str, file_base: str) -> None:
        proxies = api_base.startswith("https:")
        self.calls = Transport(pool=POOL, proxies=proxies)
        self.polls = Transport(pool=1, proxies=proxies)
        self._files = f"{file_base.rstrip('/')}/file/bot{token}"
        self._bot = Bot(
            token,
            base_url=f"{api_base.rstrip('/')}/bot",
            base_file_url=f"{file_base.rstrip('/')}/file/bot",
            request=self.calls,
            get_updates_request=self.polls,
        )

    async def call(self, method: str, parameters: dict[str, Any] | None = None, seconds: float | None = None) -> Any:
        timeout = BaseRequest.DEFAULT_NONE if seconds is None else seconds
        return await self._bot.do_api_request(_spelled(method), parameters, read_timeout=timeout)

    async def knows_us(self) -> bool:
        """Whether our token is still good; asked after a call was not found, since that can mean the method as well."""
        try:
            await self.call("getMe")
        except (InvalidToken, EndPointNotFound):
            return False
        return True

    async def download(self, path: str) -> bytes:
        return await self.calls.retrieve(f"{self._files}/{path}", read_timeout=UPLOAD_SECONDS)

    async def close(self) -> None:
        await self.polls.shutdown()
        await self.calls.shutdown()


@cache
def _spelled(method: str) -> str:
    """`sendMessage` as `send_Message`: the library joins the parts again.

    Written plainly it advises at every call to use its own method, which would parse the answer into objects.
    """
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in method)
