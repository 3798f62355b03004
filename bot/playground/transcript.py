"""A conversation as a page of its own: with its looks and pictures inside, without scripts, readable anywhere."""

import base64
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from bot.playground.house import Persona
from bot.playground.pages import page
from bot.playground.window import Upload, Window

STATIC = Path(__file__).with_name("static")
AFTER_ALL = str(2**63)
"""Every message stands before this one."""

Attributes = list[tuple[str, str | None]]

_LEFT_OUT = frozenset({"input", "textarea", "script", "template", "dialog", "option"})
_EMPTY = frozenset({"img", "br", "hr", "input", "meta", "link", "source", "wbr"})
_PLAIN = {"button": "span", "form": "div", "select": "div", "a": "span"}
"""What could be pressed is shown, and does nothing."""
_KEPT = frozenset(
    {
        *("class", "src", "alt", "title", "href", "download", "datetime", "width", "height", "min", "max", "value"),
        *("lang", "dir", "controls", "preload", "aria-label", "aria-hidden", "viewbox", "d", "fill"),
    }
)
_FIRST = re.compile(r'data-order="(-?\d+)"')
_TITLE = re.compile(r'class="talk".*?<h3[^>]*>(.*?)</h3>', re.DOTALL)


def transcript(window: Window, persona: Persona, chat: str) -> tuple[str, str]:
    """The name of the chat that this person has open, and its whole conversation as a page."""
    shown = window.show(persona, chat)
    titled = _TITLE.search(shown)
    if titled is None:
        raise LookupError(f"{persona.name} has no conversation on {window.name.title()}.")
    title = " ".join(unescape(re.sub(r"<[^>]+>", "", titled[1])).split())
    here = re.search(r'data-chat="([^"]*)"', shown)
    lines = "".join(reversed(list(_pages(window, persona, unescape(here[1]) if here else chat))))
    still = Still(lambda key: window.file(persona, key), f"/as/{persona.key}/{window.name}/file/")
    return title, page(
        "transcript.html",
        title=title,
        persona=persona,
        window=window.name,
        looks="\n".join(_looks(window.name)),
        messages=still.of(lines),
    )


def _pages(window: Window, persona: Persona, chat: str) -> Iterator[str]:
    """The newest page of messages first."""
    before: str | None = AFTER_ALL
    while before is not None:
        found = window.earlier(persona, chat, before)
        yield found
        first = _FIRST.search(found)
        before = first[1] if first and "<!-- more -->" in found else None


def _looks(name: str) -> Iterator[str]:
    for sheet in (STATIC / "page.css", STATIC / f"{name}.css"):
        if sheet.exists():
            yield sheet.read_text(encoding="utf-8")


class Still(HTMLParser):
    """Takes away what acts, and puts files where their addresses stood."""

    def __init__(self, file: Callable[[str], Upload], prefix: str) -> None:
        super().__init__(convert_charrefs=True)
        self._file = file
        self._prefix = prefix
        self._made: list[str] = []
        self._open: list[tuple[str, str]] = []
        """Every open element as it was written, and as what it is written now; nothing for what is left out."""

    def of(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self._made)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        left_out = self._leaves_out or tag in _LEFT_OUT or "tools" in _classes(attrs)
        facts = dict(attrs)
        leads = (facts.get("href") or "").startswith(self._prefix)
        name = "" if left_out else tag if tag == "a" and leads else _PLAIN.get(tag, tag)
        if name:
            self._made.append(f"<{name}{''.join(self._kept(tag, attrs))}>")
        if tag not in _EMPTY:
            self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            written, name = self._open.pop()
            if name:
                self._made.append(f"</{name}>")
            if written == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._leaves_out:
            self._made.append(escape(data, quote=False))

    @property
    def _leaves_out(self) -> bool:
        return bool(self._open) and not self._open[-1][1]

    def _kept(self, tag: str, attrs: Attributes) -> Iterator[str]:
        if tag == "button":
            attrs = [("class", " ".join(["button", *_classes(attrs)])), *(each for each in attrs if each[0] != "class")]
        for name, value in attrs:
            if name not in _KEPT or (name == "href" and not (value or "").startswith(self._prefix)):
                continue
            held = self._held(value) if name in {"src", "href"} and value else value
            yield f" {name}" if held is None else f' {name}="{escape(held)}"'

    def _held(self, address: str) -> str:
        """The file itself; nothing else can be fetched from this page."""
        if not address.startswith(self._prefix):
            return "data:,"
        found = self._file(unquote(address.removeprefix(self._prefix)))
        return f"data:{found.mime};base64,{base64.b64encode(found.content).decode()}"


def _classes(attrs: Attributes) -> list[str]:
    return (dict(attrs).get("class") or "").split()
