"""The playground from start to end: its folder, its house, its page."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.demo.shell import forget_other_settings
from bot.playground.community import PARTNERSHIP, Community, CommunityMistaken
from bot.playground.house import open_house
from bot.playground.site import Site


async def serve(*, port: int, folder: Path | None, course: Path | None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code."""
    forget_other_settings()
    try:
        community = Community.read(course or PARTNERSHIP)
    except CommunityMistaken as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201 - the shell
        return 2
    with _kept(folder) as place:
        async with open_house(place, community) as house, Site(house).open(port) as address:
            print(f"The playground is open: {address}\nCtrl-C closes it.", flush=True)  # noqa: T201 - the shell
            await _until_stopped()
    return 0


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="talkoot-playground-") as made:
        yield Path(made)


async def _until_stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await stop.wait()
