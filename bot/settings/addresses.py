"""Addresses that a token or the database's password travels to: which are allowed, and why not."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

_POSTGRES = {"postgresql", "postgresql+psycopg"}
_SQLITE = "sqlite:///"


def web_address(address: str) -> str:
    """An https address, without a slash at the end."""
    return _checked(address, "http", "https").rstrip("/")


def socket_address(address: str) -> str:
    """A wss address."""
    return _checked(address, "ws", "wss")


def discord_api(address: str) -> str:
    """The address of Discord's REST API."""
    base = web_address(address)
    if not base.endswith("/api/v10"):
        raise ValueError("must end with /api/v10, the version of the API that Talkoot speaks")
    return base


def database_url(url: str) -> str:
    """A database that Talkoot can keep house in."""
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return _sqlite(url)
    if scheme not in _POSTGRES or not urlsplit(url).path.strip("/"):
        raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return url


def is_loopback(address: str) -> bool:
    """Whether the address can only mean this computer."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(address: str) -> str:
    """Where an address leads, without anything secret in it."""
    parts = _split(address)
    return parts.hostname + (f":{parts.port}" if parts.port else "") if parts.hostname else ""


def without_password(url: str) -> str:
    """The address with its password hidden."""
    password = urlsplit(url).password
    return url.replace(f":{password}@", ":***@", 1) if password else url


def beside(url: str, folder: Path) -> str:
    """The same database, its file's path made absolute from the folder of the settings file."""
    if not url.startswith(_SQLITE):
        return url
    return _SQLITE + str((folder / url.removeprefix(_SQLITE)).absolute())


def _sqlite(url: str) -> str:
    file = url.removeprefix(_SQLITE)
    if not url.startswith(_SQLITE) or not file or file.startswith((":", "?")):
        raise ValueError("must name a file: sqlite:///talkoot.db; a database in memory would forget everything")
    return url


def _checked(address: str, plain: str, safe: str) -> str:
    parts = _split(address)
    if parts.scheme not in {plain, safe} or not parts.hostname:
        raise ValueError(f"must be an address that begins with {safe}://")
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must hold no user name, no ? and no #")
    if parts.scheme == plain and not is_loopback(address):
        raise ValueError(f"must begin with {safe}://, for tokens travel to it; {plain}:// only to this computer")
    return address


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise ValueError("is not an address") from None
    return parts
