"""A proposal as a picture that a phone shows whole, and as a table. Files are passed on: no wish stands in them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot import lettering
from bot.exports.cells import lines
from bot.grouping import proposals
from bot.grouping.gathering import names_of
from bot.grouping.proposals import Proposal
from bot.grouping.views import GroupView
from bot.lettering import Lettering, Line, Style
from bot.wording.matching import common, heading, plainly_against, why
from bot.wording.words import Words
from community.chat.message import File
from community.matching import State
from storage.work import Work

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 1080
MARGIN = 40
PADDING = 28
SEEN = 2000
"""So high a picture may be that is still read when Telegram makes it 1280 high."""
MOST = 30
"""So many groups fit into a picture that can still be read; the table has all."""
COLOURS = 32
"""So many are kept: enough for smooth letters, in a file that is a third as large."""
PAPER, CARD, EDGE, INK, NOTE = "#f3f1ec", "#ffffff", "#c9c4b8", "#1f2a30", "#8a3b12"
TITLE, NAMES, SMALL, AGAINST = Style(48, INK), Style(40, INK), Style(34, INK), Style(34, NOTE)
"""Sizes of letters: on a phone that shows the picture a third as large they are still those of a newspaper."""


def files(w: Words, work: Work, proposal: Proposal, now: datetime) -> list[File]:
    """The picture first: it is what is looked at."""
    views = proposals.views(work, proposal, proposal.groups, now)
    return [
        picture(w, proposal.course.name, views),
        File("groups.csv", table(w, proposal, views), "text/csv"),
    ]


def table(w: Words, proposal: Proposal, views: Sequence[GroupView]) -> bytes:
    """A line for each person, with what concerns their group beside it."""
    columns = (w.s("Group"), w.s("Person"), w.s("Time zone"), w.s("In common"), w.s("To be thought of"))
    return b"\xef\xbb\xbf" + b"".join(lines(columns, _rows(w, proposal, views)))


def _rows(w: Words, proposal: Proposal, views: Sequence[GroupView]) -> Iterator[tuple[str | int, ...]]:
    names = names_of(proposal.people)
    for group in views:
        shared, notes = "; ".join(common(w, group)), " ".join(plainly_against(w, group))
        for one, name in zip(group.people, group.members, strict=True):
            yield group.number, name, proposal.people[one][1].zone, shared, notes
    for seat in proposal.seats.values():
        if seat.state is not State.PLACED and seat.person in proposal.people:
            yield "", names[seat.person], proposal.people[seat.person][1].zone, "", why(w, seat.reasons)


def picture(w: Words, title: str, views: Sequence[GroupView]) -> File:
    """One card for each group, one under the other; looked at in the chat as long as its letters stay large enough."""
    from PIL import Image, ImageDraw

    setting = Lettering()
    shown = [_card(w, setting, view) for view in views[:MOST]]
    more = len(views) - len(shown)
    rest = w.n("One more group is in the table.", "{count} more groups are in the table.", more) if more > 0 else ""
    head = setting.wrapped(title, TITLE, WIDTH - 2 * MARGIN)
    foot = setting.wrapped(rest, SMALL, WIDTH - 2 * MARGIN) if rest else []
    height = MARGIN + lettering.height(head) + sum(each.height + MARGIN for each in shown) + MARGIN
    image = Image.new("RGB", (WIDTH, height + (lettering.height(foot) + MARGIN if foot else 0)), PAPER)
    draw = ImageDraw.Draw(image)
    at = setting.write(draw, (MARGIN, MARGIN), head)
    for each in shown:
        at = each.put(draw, at + MARGIN)
    setting.write(draw, (MARGIN, at + MARGIN), foot)
    content = lettering.png(image.quantize(COLOURS, Image.Quantize.FASTOCTREE))
    return File("groups.png", content, "image/png", seen=height <= SEEN)


class _Card:
    """A group as it is drawn."""

    def __init__(self, setting: Lettering, text: list[Line]) -> None:
        self._setting, self._text = setting, text
        self.height = lettering.height(text) + 2 * PADDING

    def put(self, draw: "ImageDraw", top: int) -> int:
        box = (MARGIN, top, WIDTH - MARGIN, top + self.height)
        draw.rounded_rectangle(box, radius=18, fill=CARD, outline=EDGE, width=2)
        self._setting.write(draw, (MARGIN + PADDING, top + PADDING), self._text)
        return top + self.height


def _card(w: Words, setting: Lettering, view: GroupView) -> _Card:
    width = WIDTH - 2 * MARGIN - 2 * PADDING
    parts = [(heading(w, view), TITLE), (w.listed(view.members), NAMES)]
    parts += [(line, SMALL) for line in common(w, view)]
    parts += [(f"! {line}", AGAINST) for line in plainly_against(w, view)]
    return _Card(setting, [line for text, style in parts for line in setting.wrapped(text, style, width)])
