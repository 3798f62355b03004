"""Documents and pictures: uploads, sizes, and the way back to their bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from adapters.playground.telegram.calls import Call, Upload, api
from adapters.playground.telegram.methods import SENDING, checked_caption, send
from adapters.playground.telegram.state import JSON, bad_request
from adapters.playground.telegram.wire import message_json

if TYPE_CHECKING:
    from adapters.playground.telegram.state import StoredFile
    from adapters.playground.telegram.world import World

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 50 * MEGABYTE
MAX_PHOTO = 10 * MEGABYTE
MAX_DOWNLOAD = 20 * MEGABYTE
PATH_LIFETIME = 3600.0
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Segments of a JPEG that tell its size."""


def document_json(stored: StoredFile) -> JSON:
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_name": stored.name,
        "mime_type": stored.mime,
        "file_size": len(stored.content),
    }


def photo_json(stored: StoredFile) -> JSON:
    width, height = picture_size(stored.content)
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "width": width,
        "height": height,
        "file_size": len(stored.content),
    }


def picture_size(content: bytes) -> tuple[int, int]:
    if content.startswith(PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(JPEG):
        return jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def jpeg_size(content: bytes) -> tuple[int, int]:
    """As its frame says; segments before it are passed over."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 640, 480


def stored_upload(call: Call, name: str, folder: str, limit: int) -> StoredFile:
    """The file of a request: a new upload, or one known by its file_id."""
    found = call.upload(name)
    if isinstance(found, str):
        known = call.world.files.get(found)
        if known is None or known.folder != folder:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return known
    return kept(call.world, found, folder, limit)


def kept(world: World, upload: Upload, folder: str, limit: int) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > limit:
        raise bad_request("file is too big")
    return world.store_file(upload.name, upload.content, upload.mime, folder)


@api(
    "sendDocument",
    SENDING + "document!:text caption:text caption_entities:json disable_content_type_detection:flag",
    counts=True,
)
def send_document(call: Call) -> JSON:
    chat, (text, entities) = call.writable(), checked_caption(call)
    stored = stored_upload(call, "document", "documents", MAX_UPLOAD)
    return message_json(send(call, chat, text, entities, {"document": document_json(stored)}))


@api("sendPhoto", SENDING + "photo!:text caption:text caption_entities:json has_spoiler:flag", counts=True)
def send_photo(call: Call) -> JSON:
    chat, (text, entities) = call.writable(), checked_caption(call)
    stored = stored_upload(call, "photo", "photos", MAX_PHOTO)
    return message_json(send(call, chat, text, entities, {"photo": [photo_json(stored)]}))


@api("getFile", "file_id!:text")
def get_file(call: Call) -> JSON:
    world, stored = call.world, call.world.files.get(call.get("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    world.file_paths[stored.path] = (stored, world.deadlines() + PATH_LIFETIME)
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
