"""Where uploaded files are kept and from where they are fetched by signed addresses that expire."""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web
from simcord.backend.cdn import CdnStore

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNED_FOR = 24 * 3600.0


class Shelf(CdnStore):
    """Holds attachments in memory and signs their addresses as the real CDN does."""

    def __init__(self, real_time: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.base = ""
        self.signed_for = SIGNED_FOR
        self._real_time = real_time
        self._secret = secrets.token_bytes(16)
        self._files: dict[str, tuple[str, bytes]] = {}

    def restore(self, files: dict[str, tuple[str, bytes]], secret: bytes) -> None:
        """Hold what another process held; the addresses it signed stay good."""
        self._files, self._secret = files, secret

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        path = f"attachments/{channel_id}/{attachment_id}/{quote(filename)}"
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        self._files[path] = (kind, data)
        url = self._signed(path)
        return {
            "id": str(attachment_id),
            "filename": filename,
            "description": description,
            "size": len(data),
            "url": url,
            "proxy_url": url,
            "content_type": kind,
        }

    def get(self, url: str) -> bytes | None:
        found = self._files.get(url.removeprefix(f"{self.base}/").partition("?")[0])
        return found[1] if found else None

    def _signed(self, path: str) -> str:
        now = int(self._real_time())
        expires = f"{now + int(self.signed_for):x}"
        return f"{self.base}/{path}?ex={expires}&is={now:x}&hm={self._signature(path, expires)}"

    def _signature(self, path: str, expires: str) -> str:
        return hashlib.blake2s(f"{path}{expires}".encode(), key=self._secret).hexdigest()

    async def serve(self, request: web.Request) -> web.Response:
        path = request.rel_url.raw_path.removeprefix("/cdn/")
        found = self._files.get(path)
        if found is None or not self._valid(path, request.query.get("ex", ""), request.query.get("hm", "")):
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=found[1], headers={"Content-Type": found[0]})

    def _valid(self, path: str, expires: str, signature: str) -> bool:
        if not secrets.compare_digest(signature.encode(), self._signature(path, expires).encode()):
            return False
        return int(expires, 16) > self._real_time()
