"""The poster for the classroom wall: a QR code, the course, its code and one sentence, on a picture that fills an A4 page."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

import segno
from resvg_py import svg_to_bytes

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots to the inch; the code stays sharp in any print, and the file is small enough for a phone."""
MARGIN = 110
QUIET = 4
"""White modules around a QR code, without which some cameras do not see it."""
QR_TOP = 440
QR_SIDE = 920
_TITLE, _SENTENCE, _CODE = 68, 42, 84


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
    return svg_to_bytes(
        svg_string=svg(poster),
        background="#ffffff",
        font_files=_fonts(),
        skip_system_fonts=True,
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )


@cache
def _fonts() -> list[str]:
    """Ours, because a server may have none."""
    folder = files("bot") / "fonts"
    return [str(folder / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]


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


def svg(poster: Poster) -> str:
    title = _lines(poster.course, _TITLE, bold=True)[:2]
    top = 250 if len(title) == 1 else 210
    words = [
        *_text([poster.organisation], 140, 36, colour="#444444"),
        *_text(title, top, _TITLE, bold=True),
        *_text(_lines(poster.sentence, _SENTENCE)[:2], 390, _SENTENCE),
        *_text([poster.code], 1420, _CODE, bold=True, spaced=True),
        *_text(_lines(poster.by_hand, _SENTENCE)[:3], 1500, _SENTENCE),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
    title_tag = f"<title>{escape(poster.course)}</title><desc>{escape(poster.sentence)} {escape(poster.code)}</desc>"
    return "\n".join(
        [head, title_tag, '<rect width="100%" height="100%" fill="#ffffff"/>', _squares(poster), *words, "</svg>"]
    )


def _squares(poster: Poster) -> str:
    size = module_size(poster.target)
    left, top = qr_corner(poster.target)
    dark = [
        f"M{left + x * size} {top + y * size}h{size}v{size}h-{size}z"
        for y, row in enumerate(qr(poster.target).matrix)
        for x, module in enumerate(row)
        if module
    ]
    return f'<path fill="#000000" shape-rendering="crispEdges" d="{"".join(dark)}"/>'


def _text(
    lines: list[str], top: int, size: int, *, bold: bool = False, spaced: bool = False, colour: str = "#000000"
) -> list[str]:
    weight = ' font-weight="bold"' if bold else ""
    wide = ' letter-spacing="10"' if spaced else ""
    return [
        f'<text x="{WIDTH // 2}" y="{top + index * round(size * 1.35)}" text-anchor="middle" font-family="DejaVu Sans" '
        f'font-size="{size}" fill="{colour}"{weight}{wide}>{escape(line)}</text>'
        for index, line in enumerate(lines)
    ]


def _lines(text: str, size: int, *, bold: bool = False) -> list[str]:
    """Broken at words so that each line fits between the margins; letters are counted as broad as most are."""
    most = int((WIDTH - 2 * MARGIN) / (size * (0.66 if bold else 0.58)))
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line if len(line) <= most else line[: most - 1] + "…" for line in lines]
