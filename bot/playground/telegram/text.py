"""Telegram's text as HTML: its entities count in UTF-16 units and may lie within each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

Entity = Mapping[str, Any]
_TAGS = {
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "underline": Markup("<u>{}</u>"),
    "strikethrough": Markup("<s>{}</s>"),
    "code": Markup("<code>{}</code>"),
    "pre": Markup("<pre>{}</pre>"),
    "blockquote": Markup("<blockquote>{}</blockquote>"),
    "expandable_blockquote": Markup("<blockquote>{}</blockquote>"),
    "spoiler": Markup('<span class="spoiler" tabindex="0">{}</span>'),
    "mention": Markup('<span class="mention">{}</span>'),
    "hashtag": Markup('<span class="mention">{}</span>'),
    "cashtag": Markup('<span class="mention">{}</span>'),
}
_COMMAND = Markup('<button type="button" class="link" data-act="send" data-text="{}">{}</button>')
_NAME = Markup('<button type="button" class="link" data-act="whom" data-name="{}">{}</button>')
_LINK = Markup('<button type="button" class="link" data-act="open" data-url="{}">{}</button>')


def formatted(text: str, entities: Sequence[Entity]) -> Markup:
    """Text with its entities, safe to show."""
    units = text.encode("utf-16-le")
    return Markup("").join(_within(units, 0, len(units) // 2, _outermost_first(entities)))


def _outermost_first(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _within(units: bytes, start: int, end: int, entities: Sequence[Entity]) -> Iterator[Markup]:
    at = start
    while entities:
        entity, entities = entities[0], entities[1:]
        first, last = max(entity["offset"], at), min(entity["offset"] + entity["length"], end)
        inner = [each for each in entities if each["offset"] < last]
        entities = entities[len(inner) :]
        yield _plain(units, at, first)
        content = Markup("").join(_within(units, first, last, inner))
        yield _marked(entity, content, str(_cut(units, first, last)))
        at = last
    yield _plain(units, at, end)


def _cut(units: bytes, start: int, end: int) -> str:
    return units[start * 2 : end * 2].decode("utf-16-le", "replace")


def _plain(units: bytes, start: int, end: int) -> Markup:
    return escape(_cut(units, start, end))


def _marked(entity: Entity, content: Markup, said: str) -> Markup:
    kind = entity["type"]
    if kind == "url":
        return _LINK.format(said if "//" in said else f"https://{said}", content)
    if kind == "text_link" and entity["url"].startswith("tg://user"):
        return _NAME.format(said, content)
    if kind == "text_link":
        return _LINK.format(entity["url"], content)
    if kind == "text_mention":
        return _NAME.format(said, content)
    if kind == "bot_command":
        return _COMMAND.format(said, content)
    return _TAGS[kind].format(content) if kind in _TAGS else content
