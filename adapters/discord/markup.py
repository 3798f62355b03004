"""Discord's markup: a person's words stay their words, and long texts are cut where it hurts least."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from adapters.discord.limits import CONTENT, front, units
from community.chat.address import Platform
from community.chat.message import Span, Style, account_on

_ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\*_~|`<@\[\]]")
_LINE_START = re.compile(r"^([ \t]*)([#>+-])", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d+)\.(?=\s)", re.MULTILINE)
_UNSAFE_IN_ADDRESS = {character: f"%{ord(character):02X}" for character in "\\*~|`()[]"}
_JOINER = "\u2060"  # keeps the markers of neighbouring styles apart, and is not seen
_LIKE_A_BACKTICK = "\u02cb"


@dataclass(frozen=True, slots=True)
class Line:
    """A line before it is set: its spans, and the mark of a quotation in front."""

    spans: tuple[Span, ...]
    prefix: str = ""

    @property
    def set(self) -> str:
        return self.prefix + styled(self.spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together and are kept on one message if they fit."""

    lines: tuple[Line, ...]


def escaped(text: str) -> str:
    """Text that is shown exactly as written: no markup, no mention; addresses stay addresses."""
    pieces = []
    end = 0
    for found in _ADDRESS.finditer(text):
        pieces += [_SPECIAL.sub(r"\\\g<0>", text[end : found.start()]), safe_address(found.group())]
        end = found.end()
    pieces.append(_SPECIAL.sub(r"\\\g<0>", text[end:]))
    return _NUMBERED.sub(r"\1\\.", _LINE_START.sub(r"\1\\\2", "".join(pieces)))


def safe_address(url: str) -> str:
    return "".join(_UNSAFE_IN_ADDRESS.get(character, character) for character in url)


def styled(spans: Iterable[Span]) -> str:
    """Spans as markup; neighbours of one style are set as one."""
    pieces: list[str] = []
    for (style, url), group in groupby(spans, key=lambda span: (span.style, span.url)):
        piece = _set("".join(span.text for span in group), style, url)
        if pieces and pieces[-1][-1:] in {"*", "_", "`"} and piece[:1] in {"*", "_", "`"}:
            pieces.append(_JOINER)
        if piece:
            pieces.append(piece)
    return "".join(pieces)


def _set(text: str, style: Style, url: str) -> str:
    match style:
        case Style.PLAIN:
            return escaped(text)
        case Style.BOLD:
            return _wrapped(escaped(text), "**")
        case Style.ITALIC:
            return _wrapped(escaped(text), "*")
        case Style.CODE:
            return _wrapped(text.replace("`", _LIKE_A_BACKTICK), "`")
        case Style.LINK:
            return _link(text, url)
        case Style.PERSON:
            account = account_on(Platform.DISCORD, Span(text, style, url))
            return f"{escaped(text)} (<@{account}>)" if account.isdecimal() else escaped(text)
        case _:
            assert_never(style)


def _wrapped(text: str, mark: str) -> str:
    """The marks stand close to the words, or they would be shown."""
    core = text.strip()
    if not core:
        return text
    before, _, after = text.partition(core)
    return f"{before}{mark}{core}{mark}{after}"


def _link(text: str, url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        return escaped(text)
    # an address inside a link's words would end the link: without its scheme it is only words
    words = escaped(text.replace("://", ":/\u200b/"))
    return f"[{words}]({safe_address(url)})" if words.strip() else safe_address(url)


def lines_of(spans: Sequence[Span], prefix: str = "") -> Iterator[Line]:
    """Spans cut at their line breaks."""
    current: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        current.append(Span(first, span.style, span.url))
        for text in others:
            yield Line(tuple(current), prefix)
            current = [Span(text, span.style, span.url)]
    yield Line(tuple(current), prefix)


def contents(paragraphs: Iterable[Paragraph], most: int = CONTENT) -> list[str]:
    """The paragraphs as message contents, cut between paragraphs, else lines, else words, else characters."""
    parts: list[str] = []
    current = ""
    for paragraph in paragraphs:
        lines = [piece for line in paragraph.lines for piece in _fitting(line, most)]
        whole = "\n".join(lines)
        if units(whole) <= most:
            lines = [whole]
        separator = "\n\n"
        for line in lines:
            longer = f"{current}{separator}{line}" if current else line
            if units(longer) <= most:
                current = longer
            else:
                parts.append(current)
                current = line
            separator = "\n"
    parts.append(current)
    return [part for part in (part.strip("\n") for part in parts) if part.strip()]


def _fitting(line: Line, most: int) -> list[str]:
    """The line itself, or its pieces if it is too long for one message."""
    text = line.set
    if units(text) <= most:
        return [text]
    pieces: list[str] = []
    current: list[Span] = []
    for word in _words(line.spans, most):
        longer = Line((*current, word), line.prefix).set
        if current and units(longer) > most:
            pieces.append(Line(tuple(current), line.prefix).set)
            current = []
        current.append(word)
    return [*pieces, Line(tuple(current), line.prefix).set]


def _words(spans: Iterable[Span], most: int) -> Iterator[Span]:
    """Words with the space behind them; a word too long for a message is cut. Escaping can double a length."""
    for span in spans:
        room = max((most - 16 - units(span.url) * 3) // 2, 50)
        for word in re.findall(r"\S*\s*", span.text):
            rest = word
            while rest:
                piece = front(rest, room)
                yield Span(piece, span.style, span.url)
                rest = rest[len(piece) :]
