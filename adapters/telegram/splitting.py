"""Text as Telegram counts it, in UTF-16 units, and its division into messages that are not too long."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

JOINER: Final = "\u200d"
BORDERS: Final = ("\n\n", "\n", " ")
LEAST: Final = 0.5
"""A border is taken only if it leaves a part at least this full."""


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text in a style of Telegram's; counted in characters, as Python does."""

    start: int
    end: int
    kind: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with the marks on it."""

    text: str
    marks: tuple[Mark, ...] = field(default=())

    def __add__(self, other: "Marked") -> "Marked":
        shift = len(self.text)
        moved = (Mark(mark.start + shift, mark.end + shift, mark.kind, mark.url) for mark in other.marks)
        return Marked(self.text + other.text, (*self.marks, *moved))

    def part(self, start: int, end: int) -> "Marked":
        """The text between two characters without the blanks around it, and what is left of each mark."""
        cut = self.text[start:end]
        if len(cut) == len(self.text) == len(cut.strip()):
            return self
        start += len(cut) - len(cut.lstrip())
        end = start + len(cut.strip())
        clipped = (Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind, m.url) for m in self.marks)
        return Marked(self.text[start:end], tuple(mark for mark in clipped if mark.start < mark.end))

    def stripped(self) -> "Marked":
        return self.part(0, len(self.text))


def split(whole: Marked, limit: int) -> list[Marked]:
    """Parts of at most `limit` units, cut between blocks, else lines, else words, else anywhere but inside a sign."""
    parts = [whole.part(start, end) for start, end in _cuts(whole, limit)]
    return [part for part in parts if part.text]


def shorten(whole: Marked, limit: int) -> Marked:
    """The beginning, with an ellipsis where something was left out."""
    start, end = next(_cuts(whole, limit))
    if end == len(whole.text):
        return whole.part(start, end)
    start, end = next(_cuts(whole, limit - 2))
    return whole.part(start, end) + Marked(" …")


def _cuts(whole: Marked, limit: int) -> Iterator[tuple[int, int]]:
    text, start = whole.text, 0
    while True:
        reach = _reach(text, start, limit)
        if reach == len(text):
            yield start, reach
            return
        end = _border(whole, start, reach)
        yield start, end
        start = end


def _reach(text: str, start: int, limit: int) -> int:
    """The furthest end of a part that begins at `start`."""
    end = min(len(text), start + limit)
    while units(text[start:end]) > limit:
        end -= (units(text[start:end]) - limit + 1) // 2
    return end


def _border(whole: Marked, start: int, reach: int) -> int:
    text, least = whole.text, start + int((reach - start) * LEAST)
    borders = [end for border in BORDERS for end in _ends(text, border, least, reach)]
    clean = next((end for end in borders if not _inside(whole.marks, end)), None)
    if clean is not None:
        return clean
    before = _before_mark(whole.marks, least, reach)
    if before == reach and borders:
        return borders[0]
    return _between_signs(text, before, start)


def _ends(text: str, border: str, least: int, reach: int) -> Iterator[int]:
    end = text.rfind(border, least, reach)
    while end > least:
        yield end
        end = text.rfind(border, least, end)


def _inside(marks: Sequence[Mark], at: int) -> bool:
    """Inside a mark that should stay whole; a quotation may be continued in the next message."""
    return any(mark.start < at < mark.end and mark.kind != "blockquote" for mark in marks)


def _before_mark(marks: Sequence[Mark], least: int, at: int) -> int:
    for mark in marks:
        if least <= mark.start < at < mark.end and mark.kind != "blockquote":
            return mark.start
    return at


def _between_signs(text: str, at: int, start: int) -> int:
    """Not between a letter and its accent, nor within an emoji of several characters."""
    end = at
    while end > start + 1 and end < len(text) and (_leans(text[end]) or text[end - 1] == JOINER):
        end -= 1
    return end if end > start + 1 else at


def _leans(sign: str) -> bool:
    return sign == JOINER or unicodedata.category(sign).startswith("M") or "\U0001f3fb" <= sign <= "\U0001f3ff"
