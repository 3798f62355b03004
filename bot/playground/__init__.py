"""The playground: both chats in a browser, with the real bot between them, on this computer alone."""

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
    if not all(map(importlib.util.find_spec, NEEDED)):
        print(LACKING, file=sys.stderr)  # noqa: T201 - nothing else is loaded yet
        return 1
    from bot.playground.serving import serve

    return await serve(port=port, folder=folder, course=course, show=show)
