"""Formatted text: HTML to entities, lengths in UTF-16 units, and what Telegram finds in a text by itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from adapters.playground.telegram.state import JSON, bad_request

MAX_ENTITIES = 100
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*>")
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
KNOWN_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
COMMAND = re.compile(r"(?<![\w/@.])/[a-zA-Z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w@/])")
FOUND = (
    ("bot_command", COMMAND),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
TRIGGERS = re.compile(r"[/@#]")


def units(text: str) -> int:
    """Length in UTF-16 units, the way Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: JSON) -> str:
    """The part of the text an entity covers."""
    raw = text.encode("utf-16-le")
    return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


def found_entities(text: str, taken: list[JSON] | None = None) -> list[JSON]:
    """Commands, links, mentions and hashtags, outside of what is formatted already."""
    if not TRIGGERS.search(text):
        return []
    spans = [(entity["offset"], entity["offset"] + entity["length"]) for entity in taken or []]
    found: list[JSON] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match.group())
            if all(end <= low or start >= high for low, high in spans):
                spans.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda entity: entity["offset"])


@dataclass
class Reading:
    """An HTML text half read."""

    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[str, JSON]] = field(default_factory=list)
    done: list[JSON] = field(default_factory=list)

    def words(self, source: str, at: int) -> None:
        if "<" in source:
            raise bad_request(f"can't parse entities: Unsupported start tag at byte offset {at + source.index('<')}")
        plain = KNOWN_ENTITY.sub(lambda match: html.unescape(match.group()), source)
        self.out.append(plain)
        self.length += units(plain)

    def start(self, tag: str, attributes: dict[str, str], at: int) -> None:
        entity = {"type": TAGS.get(tag, ""), "offset": self.length, "length": 0}
        if not entity["type"] or (tag == "span" and attributes.get("class") != "tg-spoiler"):
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {at}')
        entity.update(details(tag, attributes, inside=self.open[-1][0] if self.open else ""))
        self.open.append((tag, entity))

    def end(self, tag: str, at: int) -> None:
        if not self.open or self.open[-1][0] != tag:
            expected = self.open[-1][0] if self.open else ""
            raise bad_request(
                f'can\'t parse entities: Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{tag}>"'
            )
        _, entity = self.open.pop()
        entity["length"] = self.length - entity["offset"]
        if tag == "code" and self.open and self.open[-1][0] == "pre" and "language" in entity:
            self.open[-1][1]["language"] = entity["language"]
        elif entity["length"]:
            self.done.append(entity)


def details(tag: str, attributes: dict[str, str], inside: str) -> JSON:
    """What the attributes of a tag add to its entity."""
    if tag == "a":
        return {"url": attributes.get("href", "")}
    if tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if tag == "code" and inside == "pre" and attributes.get("class", "").startswith("language-"):
        return {"language": attributes["class"].removeprefix("language-")}
    if tag == "tg-emoji":
        return {"custom_emoji_id": attributes.get("emoji-id", "")}
    if tag == "tg-time":
        return time_details(attributes)
    return {}


def time_details(attributes: dict[str, str]) -> JSON:
    if not attributes.get("unix", "").lstrip("-").isdigit():
        raise bad_request("can't parse entities: the tag tg-time needs a whole number in its attribute unix")
    found: JSON = {"unix_time": int(attributes["unix"])}
    if attributes.get("format"):
        found["date_time_format"] = attributes["format"]
    return found


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """Text and entities of Telegram's HTML, or the refusal for a text it cannot read."""
    reading, at = Reading(), 0
    for match in TAG.finditer(source):
        reading.words(source[at : match.start()], at)
        closing, tag, rest = match.group(1), match.group(2).lower(), match.group(3)
        if closing:
            reading.end(tag, match.start())
        else:
            reading.start(tag, read_attributes(rest), match.start())
        at = match.end()
    reading.words(source[at:], at)
    if reading.open:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{reading.open[-1][0]}\""
        )
    return "".join(reading.out), tidy(reading.done)


def read_attributes(source: str) -> dict[str, str]:
    return {
        match.group(1).lower(): html.unescape(match.group(2) or match.group(3) or match.group(4) or "")
        for match in ATTRIBUTE.finditer(source)
    }


def tidy(entities: list[JSON]) -> list[JSON]:
    """Links without an address are plain text; the rest stands in reading order, outer before inner."""
    kept = [entity for entity in entities if entity["type"] != "text_link" or entity["url"]]
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Without blanks at both ends, as Telegram stores it."""
    if text == text.strip():
        return text, entities
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    end = units(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        stop = min(end, entity["offset"] + entity["length"] - lead)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, kept


def formatted(text: str, parse_mode: str | None, entities: list[JSON] | None) -> tuple[str, list[JSON]]:
    """What a bot's text becomes: parsed, trimmed, checked, with links and commands marked."""
    marks = entities or []
    if parse_mode and parse_mode.lower() == "html":
        text, marks = parse_html(text)
    elif parse_mode:
        raise bad_request(f"unsupported parse_mode (the local Telegram reads HTML, not {parse_mode})")
    end = units(text)
    if any(mark["offset"] < 0 or mark["length"] <= 0 or mark["offset"] + mark["length"] > end for mark in marks):
        raise bad_request("ENTITY_BOUNDS_INVALID")
    if len(marks) > MAX_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    text, marks = trimmed(text, marks)
    return text, tidy(marks + found_entities(text, marks)) if marks else found_entities(text)
