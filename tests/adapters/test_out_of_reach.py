"""A platform that cannot be reached: each gateway says what stands in the way, and never the token."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientTimeout
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.discord import rest
from adapters.discord.gateway import DiscordGateway
from adapters.telegram import connection
from adapters.telegram.gateway import TelegramGateway
from community.chat.gateway import Gateway
from community.errors import Undelivered

TOKEN = "700700:tests-only-no-real-token-AAAAAAAAAAAA"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(params=["telegram", "discord"])
def at(request: pytest.FixtureRequest) -> Callable[[str], Gateway]:
    """A gateway of each platform at an address."""

    def gateway(base: str) -> Gateway:
        if request.param == "telegram":
            return TelegramGateway(TOKEN, base, base)
        return DiscordGateway(TOKEN, f"{base}/api/v10", base.replace("http", "ws"), base)

    return gateway


async def cause(gateway: Gateway) -> str:
    """What is said when connecting comes to nothing."""
    try:
        with pytest.raises(Undelivered) as fault:
            await gateway.connect()
    finally:
        await gateway.close()
    assert TOKEN not in repr(fault.value)
    return str(fault.value)


@asynccontextmanager
async def listening(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[str]:
    """Somebody on this computer who takes connections, but is no platform."""

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(served, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await asyncio.sleep(0.05)


async def hangs_up(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read(10)


async def is_out_of_order(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")


async def says_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    while await reader.read(1000):
        pass


async def test_nobody_listens(at: Callable[[str], Gateway]) -> None:
    assert await cause(at("http://127.0.0.1:9")) == "connection refused"


async def test_the_name_is_not_known(at: Callable[[str], Gateway]) -> None:
    assert await cause(at("https://valo.invalid")) == "name not found (DNS)"


async def test_what_listens_speaks_no_tls(at: Callable[[str], Gateway]) -> None:
    async with listening(hangs_up) as host:
        assert await cause(at(f"https://{host}")) in {"no secure connection (TLS)", "connection broken off"}


async def test_the_certificate_is_somebody_elses(at: Callable[[str], Gateway], tmp_path: Path) -> None:
    async with listening(hangs_up, _home_made_tls(tmp_path)) as host:
        assert await cause(at(f"https://{host}")) == "certificate not trusted (TLS)"


async def test_the_line_breaks(at: Callable[[str], Gateway]) -> None:
    async with listening(hangs_up) as host:
        assert await cause(at(f"http://{host}")) == "connection broken off"


async def test_the_platform_is_out_of_order(at: Callable[[str], Gateway]) -> None:
    async with listening(is_out_of_order) as host:
        assert await cause(at(f"http://{host}")) == "server error 502"


async def test_no_answer_comes(at: Callable[[str], Gateway], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "READ_SECONDS", 0.2)
    monkeypatch.setattr(rest, "_TIMEOUT", ClientTimeout(total=0.2))
    async with listening(says_nothing) as host:
        assert await cause(at(f"http://{host}")) == "no answer in time"


def _home_made_tls(folder: Path) -> ssl.SSLContext:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "valo")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
