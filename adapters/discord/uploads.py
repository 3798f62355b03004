"""How a payload travels: as JSON, or as a form when files go with it."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from adapters.discord.limits import FILE_BYTES
from community.chat.message import File
from community.errors import Refused

ALT = 1024
"""So long may the words be that stand for a picture."""


def sending(payload: Mapping[str, Any], files: Sequence[File] = (), inside: str = "") -> dict[str, Any]:
    """The arguments of a request; `inside` names the part of the payload that lists the files."""
    if not files:
        return {"json": payload}
    if any(len(file.content) > FILE_BYTES for file in files):
        raise Refused(f"a file is larger than the {FILE_BYTES // 1024 // 1024} MB that Discord takes")
    listed = {"attachments": [_listed(index, file) for index, file in enumerate(files)]}
    whole = {**payload, inside: {**payload[inside], **listed}} if inside else {**payload, **listed}
    form = [{"name": "payload_json", "value": orjson.dumps(whole).decode(), "content_type": "application/json"}]
    return {"form": [*form, *(_field(index, file) for index, file in enumerate(files))]}


def _listed(index: int, file: File) -> dict[str, str]:
    named = {"id": str(index), "filename": file.name}
    return {**named, "description": file.alt[:ALT]} if file.alt else named


def _field(index: int, file: File) -> dict[str, Any]:
    return {"name": f"files[{index}]", "value": file.content, "filename": file.name, "content_type": file.mime}
