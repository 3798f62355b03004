"""Discord's markdown as HTML, safe to show: what people and the bot write comes out with everything escaped."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, groupby, takewhile
from typing import NamedTuple, Protocol

from markupsafe import Markup, escape

DEEPEST = 12
"""Marks within marks; what lies deeper is shown as it was written."""


class Words(Protocol):
    """What the signs in a text stand for, for one reader."""

    def person(self, number: int) -> Markup: ...
    def role(self, number: int) -> Markup: ...
    def channel(self, number: int) -> Markup: ...
    def command(self, path: str) -> Markup: ...
    def moment(self, seconds: int, style: str) -> Markup: ...
    def everybody(self, name: str) -> Markup: ...
    def link(self, url: str, content: Markup) -> Markup: ...


class Item(NamedTuple):
    """A line of a list: how far it stands in, its number, its words."""

    depth: int
    number: str
    text: str


_FENCE = re.compile(r"```(?:[\w+#.-]+\n)?\n*([^\n][\s\S]*?)\n*```")
_HEADING, _SMALL = re.compile(r"(#{1,3}) +(\S.*)"), re.compile(r"-# +(\S.*)")
_ITEM = re.compile(r"( *)(?:[-*]|(\d{1,9})\.) +(\S.*)")


def formatted(text: str, words: Words) -> Markup:
    """A whole message."""
    pieces: list[Markup] = []
    at = 0
    for fence in _FENCE.finditer(text):
        pieces += _paragraphs(text[at : fence.start()].removesuffix("\n"), words)
        pieces.append(Markup("<pre><code>{}</code></pre>").format(fence[1]))
        at = fence.end()
    pieces += _paragraphs(text[at:].removeprefix("\n") if at else text, words)
    return Markup("").join(pieces)


def _paragraphs(text: str, words: Words) -> Iterator[Markup]:
    """Everything between blocks of code; three signs of quotation hold for all that follows."""
    if not text:
        return
    lines = text.split("\n")
    before = list(takewhile(lambda line: not line.startswith(">>> "), lines))
    yield from _blocks(before, words)
    rest = "\n".join(dropwhile(lambda line: not line.startswith(">>> "), lines))
    if rest:
        inner = Markup("").join(_blocks(rest.removeprefix(">>> ").split("\n"), words, quoted=True))
        yield Markup("<blockquote>{}</blockquote>").format(inner)


def _blocks(lines: Sequence[str], words: Words, *, quoted: bool = False) -> Iterator[Markup]:
    """Quotations do not stand within each other."""
    for build, group in groupby(lines, key=_inner_builder if quoted else _builder):
        yield build(list(group), words)


Builder = Callable[[list[str], Words], Markup]


def _builder(line: str) -> Builder:
    return _quote if line.startswith("> ") else _inner_builder(line)


def _inner_builder(line: str) -> Builder:
    found = (build for pattern, build in _BUILDERS if pattern.fullmatch(line))
    return next(found, _plain)


def _plain(lines: list[str], words: Words) -> Markup:
    return inline("\n".join(lines), words)


def _quote(lines: list[str], words: Words) -> Markup:
    inner = Markup("").join(_blocks([line[2:] for line in lines], words, quoted=True))
    return Markup("<blockquote>{}</blockquote>").format(inner)


def _headings(lines: list[str], words: Words) -> Markup:
    """Not of the page's own outline: a paragraph that looks like a heading."""
    found = (match for line in lines if (match := _HEADING.fullmatch(line)))
    made = Markup('<p class="heading{}">{}</p>')
    return Markup("").join(made.format(len(match[1]), inline(match[2], words)) for match in found)


def _small(lines: list[str], words: Words) -> Markup:
    return Markup('<p class="subtext">{}</p>').format(inline("\n".join(line[2:].strip() for line in lines), words))


def _list(lines: list[str], words: Words) -> Markup:
    found = (match for line in lines if (match := _ITEM.fullmatch(line)))
    return _nested([Item(len(match[1]), match[2] or "", match[3]) for match in found], words)


def _nested(items: Sequence[Item], words: Words) -> Markup:
    made: list[Markup] = []
    first, rest = items[0], items
    while rest:
        head, *rest = rest
        inner = list(takewhile(lambda item, head=head: item.depth > head.depth, rest))  # type: ignore[misc]
        rest = rest[len(inner) :]
        under = _nested(inner, words) if inner else Markup("")
        made.append(Markup("<li>{}{}</li>").format(inline(head.text, words), under))
    shape = Markup('<ol start="{1}">{0}</ol>') if first.number else Markup("<ul>{0}</ul>")
    return shape.format(Markup("").join(made), first.number)


_BUILDERS: Sequence[tuple[re.Pattern[str], Builder]] = (
    (_HEADING, _headings),
    (_SMALL, _small),
    (_ITEM, _list),
)

Maker = Callable[[re.Match[str], Words, int], Markup]


def _wrapped(shape: Markup) -> Maker:
    return lambda match, words, depth: shape.format(inline(match[1], words, depth + 1))


def _code(match: re.Match[str], _: Words, __: int) -> Markup:
    return Markup("<code>{}</code>").format(match[2].strip() or match[2])


def _masked(match: re.Match[str], words: Words, depth: int) -> Markup:
    return words.link(match[2].strip("<>"), inline(match[1], words, depth + 1))


def _address(match: re.Match[str], words: Words, _: int) -> Markup:
    return words.link(match[1], escape(match[1]))


_SPOILER = Markup('<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler, press to read">{}</span>')
_RULES: Sequence[tuple[str, str, Maker]] = (
    ("\\", r"\\([^0-9A-Za-z\s])", lambda match, _, __: escape(match[1])),
    ("`", r"(`+)([\s\S]*?[^`])\1(?!`)", _code),
    ("*", r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)", _wrapped(Markup("<strong>{}</strong>"))),
    (
        "*",
        r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)",
        _wrapped(Markup("<em>{}</em>")),
    ),
    ("_", r"__((?:\\[\s\S]|[^\\])+?)__(?!_)", _wrapped(Markup("<u>{}</u>"))),
    ("_", r"_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)", _wrapped(Markup("<em>{}</em>"))),
    ("~", r"~~([\s\S]+?)~~(?!_)", _wrapped(Markup("<s>{}</s>"))),
    ("|", r"\|\|([\s\S]+?)\|\|", _wrapped(_SPOILER)),
    ("[", r"\[((?:\\.|[^\[\]\\]|\[[^\]]*\])+)\]\((<?https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*>?)\)", _masked),
    ("h", r"(https?://[^\s<]*[^<.,:;\"'\])\s])", _address),
    ("<", r"<(https?://[^\s>]+)>", _address),
    ("<", r"<@!?(\d{1,20})>", lambda match, words, _: words.person(int(match[1]))),
    ("<", r"<@&(\d{1,20})>", lambda match, words, _: words.role(int(match[1]))),
    ("<", r"<#(\d{1,20})>", lambda match, words, _: words.channel(int(match[1]))),
    ("<", r"</([-\w ]{1,100}):\d{1,20}>", lambda match, words, _: words.command(match[1])),
    ("<", r"<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>", lambda match, words, _: words.moment(int(match[1]), match[2] or "f")),
    ("<", r"<a?(:\w{2,32}:)\d{1,20}>", lambda match, _, __: escape(match[1])),
    ("@", r"@(everyone|here)\b", lambda match, words, _: words.everybody(match[1])),
)
_BY_SIGN = {
    sign: [(re.compile(pattern), make) for first, pattern, make in _RULES if first == sign] for sign, _, _ in _RULES
}
_SIGN = re.compile("[" + re.escape("".join(_BY_SIGN)) + "]")


def inline(text: str, words: Words, depth: int = 0) -> Markup:
    """Text without blocks."""
    pieces: list[Markup] = []
    at = start = 0
    while depth < DEEPEST and (sign := _SIGN.search(text, at)):
        at = sign.start()
        match, make = _match(text, at)
        if match is None or make is None:
            at += 1
            continue
        pieces += [escape(text[start:at]), make(match, words, depth)]
        at = start = match.end()
    return Markup("").join([*pieces, escape(text[start:])])


def _match(text: str, at: int) -> tuple[re.Match[str] | None, Maker | None]:
    for pattern, make in _BY_SIGN[text[at]]:
        if match := pattern.match(text, at):
            return match, make
    return None, None
