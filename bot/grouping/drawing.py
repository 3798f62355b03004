"""A proposal as a picture that a phone shows whole, and as a table. Files are passed on: no wish stands in them."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.exports.cells import lines
from bot.grouping import proposals
from bot.grouping.proposals import Proposal
from bot.grouping.views import GroupView
from bot.wording.matching import common, heading, plainly_against, why
from bot.wording.words import Words
from community.chat.message import File
from community.matching import State
from storage.work import Work

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
WIDTH = 1080
MARGIN = 40
PADDING = 28
MOST = 30
"""So many groups fit into a picture that can still be read; the table has all."""
PAPER, CARD, EDGE, INK, NOTE = "#f3f1ec", "#ffffff", "#c9c4b8", "#1f2a30", "#8a3b12"
TITLE, NAMES, SMALL = 44, 36, 30
"""Sizes of letters: on a phone that shows the picture a third as large they are still those of a newspaper."""


def files(w: Words, work: Work, proposal: Proposal, now: datetime) -> list[File]:
    """The picture first: it is what is looked at."""
    views = proposals.views(work, proposal, proposal.groups, now)
    return [
        File("groups.png", picture(w, proposal.course.name, views), "image/png"),
        File("groups.csv", table(w, proposal, views), "text/csv"),
    ]


def table(w: Words, proposal: Proposal, views: Sequence[GroupView]) -> bytes:
    """A line for each person, with what concerns their group beside it."""
    columns = (w.s("Group"), w.s("Person"), w.s("Time zone"), w.s("In common"), w.s("To be thought of"))
    return b"\xef\xbb\xbf" + b"".join(lines(columns, _rows(w, proposal, views)))


def _rows(w: Words, proposal: Proposal, views: Sequence[GroupView]) -> Iterator[tuple[str | int, ...]]:
    for group in views:
        shared, notes = "; ".join(common(w, group)), " ".join(plainly_against(w, group))
        for one, name in zip(group.people, group.members, strict=True):
            yield group.number, name, proposal.people[one][1].zone, shared, notes
    for seat in proposal.seats.values():
        if seat.state is not State.PLACED and seat.person in proposal.people:
            person = proposal.people[seat.person][1]
            yield "", person.name, person.zone, "", why(w, seat.reasons)


def picture(w: Words, title: str, views: Sequence[GroupView]) -> bytes:
    """One card for each group, one under the other."""
    from PIL import Image, ImageDraw

    lettering = _Lettering()
    shown = [_card(w, lettering, view) for view in views[:MOST]]
    more = len(views) - len(shown)
    rest = [w.n("One more group is in the table.", "{count} more groups are in the table.", more)] if more > 0 else []
    head = lettering.wrapped(title, TITLE, WIDTH - 2 * MARGIN)
    height = MARGIN + lettering.height(head) + sum(each.height + MARGIN for each in shown) + MARGIN * (1 + len(rest))
    image = Image.new("RGB", (WIDTH, height + lettering.line(SMALL) * len(rest)), PAPER)
    draw = ImageDraw.Draw(image)
    at = lettering.write(draw, (MARGIN, MARGIN), head)
    for each in shown:
        at = each.put(draw, at + MARGIN)
    lettering.write(draw, (MARGIN, at + MARGIN), [(line, SMALL, INK) for line in rest])
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


Line = tuple[str, int, str]
"""Words, the size of their letters, their colour."""


class _Lettering:
    """Text set in lines that fit."""

    def __init__(self) -> None:
        from PIL import ImageFont

        self._fonts: dict[int, FreeTypeFont] = {
            size: ImageFont.truetype(str(FONT), size) for size in (TITLE, NAMES, SMALL)
        }

    @staticmethod
    def line(size: int) -> int:
        return round(size * 1.4)

    def height(self, text: Sequence[Line]) -> int:
        return sum(self.line(size) for _, size, _ in text)

    def wrapped(self, text: str, size: int, width: int, colour: str = INK) -> list[Line]:
        done, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self._fonts[size].getlength(longer) > width:
                done.append(line)
                line = word
            else:
                line = longer
        return [(each, size, colour) for each in [*done, line]]

    def write(self, draw: "ImageDraw", at: tuple[int, int], text: Sequence[Line]) -> int:
        """Write from here downwards; returns where it ends."""
        left, top = at
        for line, size, colour in text:
            draw.text((left, top), line, font=self._fonts[size], fill=colour)
            top += self.line(size)
        return top


class _Card:
    """A group as it is drawn."""

    def __init__(self, lettering: _Lettering, text: list[Line]) -> None:
        self._lettering, self._text = lettering, text
        self.height = lettering.height(text) + 2 * PADDING

    def put(self, draw: "ImageDraw", top: int) -> int:
        box = (MARGIN, top, WIDTH - MARGIN, top + self.height)
        draw.rounded_rectangle(box, radius=18, fill=CARD, outline=EDGE, width=2)
        self._lettering.write(draw, (MARGIN + PADDING, top + PADDING), self._text)
        return top + self.height


def _card(w: Words, lettering: _Lettering, view: GroupView) -> _Card:
    width = WIDTH - 2 * MARGIN - 2 * PADDING
    parts = [(heading(w, view), TITLE, INK), (w.listed(view.members), NAMES, INK)]
    parts += [(line, SMALL, INK) for line in common(w, view)]
    parts += [(f"! {line}", SMALL, NOTE) for line in plainly_against(w, view)]
    return _Card(
        lettering, [line for text, size, colour in parts for line in lettering.wrapped(text, size, width, colour)]
    )
