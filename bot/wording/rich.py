"""Templates of sentences: `*bold*` and `{name}`. What is filled in is never parsed: people's words stay their words."""

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from community.chat.message import Span, Style, Text

_BOLD = re.compile(r"\*(?=\S)(.+?)(?<=\S)\*", re.DOTALL)


def fill(template: str, facts: Mapping[str, Any]) -> Text:
    """The template as text, with its facts filled in."""
    spans: list[Span] = []
    for index, part in enumerate(_BOLD.split(template)):
        style = Style.BOLD if index % 2 else Style.PLAIN
        spans += [Span(text, style) for text in _filled(part, facts) if text]
    return Text(tuple(_joined(spans)))


def _filled(part: str, facts: Mapping[str, Any]) -> list[str]:
    pieces: list[str] = []
    for literal, name, _, _ in Formatter().parse(part):
        pieces.append(literal)
        if name:
            pieces.append(str(facts[name]))
    return pieces


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours of one style as one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].style is span.style:
            joined[-1] = Span(joined[-1].text + span.text, span.style)
        else:
            joined.append(span)
    return joined
