"""How frames are compressed on their way to a bot."""

from __future__ import annotations

import contextlib
import zlib
from typing import Protocol


class Packer(Protocol):
    """How a frame is compressed on its way to the bot."""

    def pack(self, text: str) -> bytes | str: ...


class Plain:
    """No transport compression."""

    def pack(self, text: str) -> bytes | str:
        return text


class ZlibStream:
    """One zlib stream for the whole connection, flushed after every frame."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, text: str) -> bytes | str:
        return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """One zstd stream for the whole connection, flushed after every frame."""

    def __init__(self) -> None:
        import zstandard

        self._flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        self._stream = zstandard.ZstdCompressor(level=1).compressobj()

    def pack(self, text: str) -> bytes | str:
        return self._stream.compress(text.encode()) + self._stream.flush(self._flush)


def packer_for(query: str | None) -> Packer | None:
    """The compression a bot asked for, or nothing if it cannot be served."""
    if query is None:
        return Plain()
    if query == "zlib-stream":
        return ZlibStream()
    if query == "zstd-stream":
        with contextlib.suppress(ImportError):
            return ZstdStream()
    return None
