"""Files that trainers open, print and hand on: tables that spreadsheets of every country open by a double click."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.exports.cells import cell

TABLE = "text/csv"
PAGE = "text/html"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed: their name, their code, and a link that carries it where there are such links."""

    name: str
    code: str
    link: str = ""
    group: str = ""


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """With semicolons and a mark of its encoding: where a comma divides numbers, spreadsheets want it so."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return page.getvalue().encode("utf-8-sig")


def codes(columns: Sequence[str], slips: Sequence[Slip]) -> bytes:
    """Name, code and link, and the group in front where there are any."""
    grouped = any(slip.group for slip in slips)
    rows = [(*([slip.group] if grouped else []), slip.name, slip.code, slip.link) for slip in slips]
    return table(columns if grouped else columns[1:], rows)


_STYLE = (
    "body{font:16px/1.4 sans-serif;margin:1cm}h2{page-break-after:avoid}"
    ".slip{border-bottom:1px dashed #666;padding:.4cm 0;page-break-inside:avoid}"
    ".code{font:bold 22px monospace;letter-spacing:.1em}.link{font-size:13px;overflow-wrap:anywhere}"
)


def slips_page(language: str, title: str, how: str, slips: Sequence[Slip]) -> bytes:
    """A page to print and cut into slips, one for each person."""
    body, group = [], ""
    for slip in slips:
        if slip.group != group:
            group = slip.group
            body.append(f"<h2>{escape(group)}</h2>")
        link = f'<div class="link">{escape(slip.link)}</div>' if slip.link else ""
        name, code, words = escape(slip.name), escape(slip.code), escape(how.format(code=slip.code))
        body.append(f'<div class="slip"><b>{name}</b><div class="code">{code}</div><div>{words}</div>{link}</div>')
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    whole = (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head>{head}<style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{''.join(body)}</body></html>"
    )
    return whole.encode()
