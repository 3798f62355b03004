"""The playground: both chats in a browser, with the real bot between them, on this computer alone."""

import asyncio
import importlib.util
import sys
from pathlib import Path

NEEDED = ("simcord", "jsonschema", "jinja2")
LACKING = (
    "The playground needs a local Discord and its pages, which are not installed here."
    ' Install them with: pip install "talkoot[demo]" (make run does that by itself).'
)


async def play(*, port: int, folder: Path | None, course: Path | None, show: bool = False) -> int:
    """Serve the playground until stopped; returns the exit code."""
    if _lacks_something():
        return 1
    from bot.playground.serving import serve

    return await serve(port=port, folder=folder, course=course, show=show)


def write(out: Path, folder: Path, *, chat: str, who: str) -> int:
    """Write a conversation of a kept playground as a page; returns the exit code."""
    if _lacks_something():
        return 1
    from bot.playground.written import page_of

    found, page = asyncio.run(page_of(folder, chat=chat, who=who))
    out.write_text(page, encoding="utf-8")
    print(f"{found.named}, as {found.persona.name} sees it, is written to {out}.")  # noqa: T201 - for the terminal
    return 0


def _lacks_something() -> bool:
    lacks = not all(map(importlib.util.find_spec, NEEDED))
    if lacks:
        print(LACKING, file=sys.stderr)  # noqa: T201 - nothing else is loaded yet
    return lacks
