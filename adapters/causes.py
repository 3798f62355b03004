"""What stands between us and a platform, in words that hold no address, and so no token."""

import socket
import ssl
from errno import ECONNREFUSED, EHOSTUNREACH, ENETUNREACH
from typing import Final

import aiohttp

from community.errors import Undelivered

_BY_NUMBER: Final = {
    ECONNREFUSED: "connection refused",
    EHOSTUNREACH: "network out of reach",
    ENETUNREACH: "network out of reach",
}
_BY_KIND: Final[tuple[tuple[tuple[type[BaseException], ...], str], ...]] = (
    ((aiohttp.ClientConnectorDNSError, socket.gaierror), "name not found (DNS)"),
    ((aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError), "certificate not trusted (TLS)"),
    ((aiohttp.ClientSSLError, ssl.SSLError), "no secure connection (TLS)"),
    ((TimeoutError,), "no answer in time"),
    ((aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError), "connection broken off"),
)
"""The first that fits; each stands before the more general ones."""


def cause_of(fault: BaseException) -> str:
    """`connection refused`, `name not found (DNS)` and the like; the name of the fault, if it is another one."""
    if isinstance(fault, Undelivered):
        return str(fault) or type(fault).__name__
    if isinstance(fault, OSError) and fault.errno in _BY_NUMBER:
        return _BY_NUMBER[fault.errno]
    return next((words for kinds, words in _BY_KIND if isinstance(fault, kinds)), type(fault).__name__)
