"""Files and other things that a message on Telegram can carry."""

from collections.abc import Mapping
from typing import Any, Final

from community.chat.inbound import Attachment

JSON = Mapping[str, Any]

FILES: Final = {
    "document": ("file", "application/octet-stream"),
    "voice": ("voice.ogg", "audio/ogg"),
    "audio": ("audio", "audio/mpeg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
}
CONTENT: Final = (
    frozenset(
        {"text", "caption", "photo", "animation", "sticker", "location", "venue", "contact", "poll", "dice", "story"}
        | {"checklist", "game", "paid_media", "live_photo", "rich_message"}
    )
    | FILES.keys()
)


def says_something(message: JSON) -> bool:
    """Whether a person said or showed something; service messages (joins, pins, titles) do not."""
    return not CONTENT.isdisjoint(message)


def attachments_in(message: JSON) -> tuple[Attachment, ...]:
    found = [_file(message[kind], name, mime) for kind, (name, mime) in FILES.items() if kind in message]
    if message.get("photo"):
        largest = max(message["photo"], key=lambda size: size["width"] * size["height"])
        found.append(_file(largest, "photo.jpg", "image/jpeg"))
    return tuple(found)


def _file(file: JSON, name: str, mime: str) -> Attachment:
    return Attachment(
        id=file["file_id"],
        name=file.get("file_name") or name,
        mime=file.get("mime_type") or mime,
        size=file.get("file_size") or 0,
    )
