"""Letters for pictures: one font, which comes with us because a server may have none, and lines that fit."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

LEADING = 1.35
"""From one line to the next, in sizes of its letters."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set."""

    size: int
    colour: str = "#000000"
    bold: bool = False

    @property
    def height(self) -> int:
        """Of one line."""
        return round(self.size * LEADING)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side."""

    words: str
    style: Style


class Lettering:
    """Sets text in lines. One for each picture: a font must not be used by two threads at once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bool], FreeTypeFont] = {}

    def wrapped(self, text: str, style: Style, width: int) -> list[Line]:
        """Broken between words, and within a word only if it alone is broader than a line."""
        lines = [""]
        for word in self._words(text, style, width):
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer, style) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return [Line(line, style) for line in lines]

    def _words(self, text: str, style: Style, width: int) -> Iterator[str]:
        for word in text.split():
            part = ""
            for letter in word:
                if part and self.width(part + letter, style) > width:
                    yield part
                    part = ""
                part += letter
            yield part

    def width(self, words: str, style: Style) -> float:
        return self._font(style).getlength(words)

    def write(self, draw: "ImageDraw", at: tuple[int, int], text: Sequence[Line], *, centred: bool = False) -> int:
        """Write from here downwards, around the point or to its right; returns where it ends."""
        across, top = at
        for line in text:
            font = self._font(line.style)
            draw.text((across, top), line.words, font=font, fill=line.style.colour, anchor="ma" if centred else "la")
            top += line.style.height
        return top

    def _font(self, style: Style) -> "FreeTypeFont":
        from PIL import ImageFont

        key = style.size, style.bold
        if key not in self._fonts:
            name = f"SourceSansPro-{'Bold' if style.bold else 'Regular'}.ttf"
            self._fonts[key] = ImageFont.truetype(str(files("font_source_sans_pro") / "files" / name), style.size)
        return self._fonts[key]


def height(text: Sequence[Line]) -> int:
    return sum(line.style.height for line in text)


def png(image: "Image") -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
