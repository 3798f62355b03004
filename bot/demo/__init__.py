"""The demo course: the real bot on local platforms with invented people, one week in about a minute."""

import importlib.util
import sys
from pathlib import Path

NEEDED = ("simcord", "jsonschema")
LACKING = (
    "The demo course plays on a local Discord, which is not installed here."
    ' Install it with: pip install "talkoot[demo]" (make run does that by itself).'
)


async def show(out: Path, *, fast: bool) -> int:
    """Play the week and leave the exports in `out`; returns the exit code: 1 when something that should come did not."""
    if not all(map(importlib.util.find_spec, NEEDED)):
        print(LACKING, file=sys.stderr)  # noqa: T201 - nothing else is loaded yet
        return 1
    from bot.demo.performance import perform

    return await perform(out, fast=fast)
