"""The poster for the classroom wall: a QR code, the course, its code and one sentence, on a picture that fills an A4 page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

from bot import lettering
from bot.lettering import Lettering, Line, Style

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots to the inch; the code stays sharp in any print, and the file is small enough for a phone."""
MARGIN = 110
QUIET = 4
"""White modules around a QR code, without which some cameras do not see it."""
GAP = 18
"""Between passages."""
QR_TOP = 440
QR_SIDE = 920
_ORGANISATION, _TITLE, _SENTENCE, _CODE = Style(40, "#444444"), Style(76, bold=True), Style(47), Style(94, bold=True)
_SMALLEST = 40
"""Per cent of their size to which letters may shrink before a name is too long."""
_HAIR_SPACE = "\u200a"

Passage = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on the wall. `target` is what a camera reads; the rest is for eyes."""

    organisation: str
    course: str
    sentence: str
    code: str
    by_hand: str
    """How to come in without a camera."""
    target: str


def png(poster: Poster) -> bytes:
    """The poster as a picture."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), "#ffffff")
    draw = ImageDraw.Draw(image)
    _squares(draw, poster.target)
    spaced = _HAIR_SPACE.join(poster.code)
    above = [(poster.organisation, _ORGANISATION), (poster.course, _TITLE), (poster.sentence, _SENTENCE)]
    _set(draw, MARGIN * 2 // 3, QR_TOP, above)
    _set(draw, QR_TOP + QR_SIDE, HEIGHT - MARGIN, [(spaced, _CODE), (poster.by_hand, _SENTENCE)])
    return lettering.png(image)


def qr(target: str) -> segno.QRCode:
    """As forgiving as its length allows: paper on a wall gets torn and dirty."""
    return segno.make_qr(target, error="m", boost_error=True)


def module_size(target: str) -> int:
    """The side of one small square, in dots."""
    return QR_SIDE // (len(qr(target).matrix) + 2 * QUIET)


def qr_corner(target: str) -> tuple[int, int]:
    """Where the first small square begins."""
    side = module_size(target) * len(qr(target).matrix)
    return (WIDTH - side) // 2, QR_TOP + (QR_SIDE - side) // 2


def _squares(draw: "ImageDraw", target: str) -> None:
    size, (left, top) = module_size(target), qr_corner(target)
    for y, row in enumerate(qr(target).matrix):
        for x, module in enumerate(row):
            if module:
                corner = left + x * size, top + y * size
                draw.rectangle((*corner, corner[0] + size - 1, corner[1] + size - 1), fill="#000000")


def _set(draw: "ImageDraw", top: int, bottom: int, passages: list[Passage]) -> None:
    """Write passages into the middle of their space, one under the other."""
    setting = Lettering()
    parts = _fitting(setting, passages, bottom - top)
    at = top + (bottom - top - _height(parts)) // 2
    for part in parts:
        at = setting.write(draw, (WIDTH // 2, at), part, centred=True) + GAP


def _fitting(setting: Lettering, passages: list[Passage], room: int) -> list[list[Line]]:
    """As large as the space allows, so that nothing of a long name is cut off."""
    parts: list[list[Line]] = []
    for percent in range(100, _SMALLEST - 1, -5):
        parts = [setting.wrapped(text, _shrunk(style, percent), WIDTH - 2 * MARGIN) for text, style in passages if text]
        if _height(parts) <= room:
            break
    return parts


def _shrunk(style: Style, percent: int) -> Style:
    return Style(style.size * percent // 100, style.colour, style.bold)


def _height(parts: list[list[Line]]) -> int:
    return sum(map(lettering.height, parts)) + GAP * (len(parts) - 1)
