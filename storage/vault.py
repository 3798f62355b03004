"""The key file, and what is sealed with it: people's words, letters on their way, codes."""

import contextlib
import hmac
import os
import tempfile
from base64 import b32encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.errors import KeyFileMissing, KeyFileRefused, WrongKey

REMEMBERED = 64


class Vault:
    """Seals with the first key, opens with any of them, and hashes with the last.

    A new key is put in front of the old ones. The last line stays: invitations and export numbers hang on it.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._root = hmac.digest(keys[-1], b"talkoot", sha256)
        self.recall = lru_cache(REMEMBERED)(self.read)
        """Like `read`, for what many people are shown one after another: opened once for all of them."""

    @classmethod
    def at(cls, path: Path, *, create: bool = False) -> "Vault":
        """The vault of this key file; with `create` a missing file is made, readable for its owner alone."""
        if create and not path.exists():
            _create(path)
        return cls(_keys(path))

    @property
    def key_id(self) -> str:
        """Tells this key file from others, without giving it away."""
        return self._digest("key file")[:12]

    def seal(self, content: str | bytes) -> bytes:
        return self._fernet.encrypt(content.encode() if isinstance(content, str) else content)

    def open(self, sealed: bytes) -> bytes:
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise WrongKey("Stored content does not open: put back the key file it was sealed with.") from None

    def read(self, sealed: bytes) -> str:
        """What was sealed as text."""
        return self.open(sealed).decode()

    def hash(self, text: str) -> str:
        """The same for the same text, and of no use to find the text: to look up codes by."""
        return self._digest(f"code:{text}")

    def pseudonym(self, purpose: str, number: int) -> str:
        """A short name for a number, different for each purpose."""
        return self._digest(f"pseudonym:{purpose}:{number}")[:16]

    def _digest(self, text: str) -> str:
        return b32encode(hmac.digest(self._root, text.encode(), sha256)).decode().rstrip("=").lower()


def _keys(path: Path) -> list[bytes]:
    try:
        mode = path.stat().st_mode
        lines = path.read_bytes().split()
    except FileNotFoundError:
        raise KeyFileMissing(f"There is no key file {path}: put it back, or start with an empty database.") from None
    if mode & 0o077:
        raise KeyFileRefused(f"The key file {path} can be read by others: chmod 600 {path}")
    if not lines or not all(_is_key(line) for line in lines):
        raise KeyFileRefused(f"The key file {path} holds something that is no key: put back the right one.")
    return lines


def _is_key(line: bytes) -> bool:
    try:
        Fernet(line)
    except ValueError:
        return False
    return True


def _create(path: Path) -> None:
    """Make the file whole or not at all: of two processes that start together both read the same key."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()
