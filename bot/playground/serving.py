"""The playground from start to end: its address, its folder, its house, its page."""

import asyncio
import errno
import signal
import socket
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import log
from bot.demo.shell import forget_other_settings
from bot.playground.community import PARTNERSHIP, Community, CommunityMistaken
from bot.playground.house import DISCORD_TOKEN, TELEGRAM_TOKEN
from bot.playground.keeping import claimed, empty
from bot.playground.opening import open_house
from bot.playground.site import Site
from bot.shell.speech import Exit, Stopped, say

OPEN = """\
The playground is open: {address}
You can be everybody there: learners, trainers, coordinators, on Telegram and on Discord. Nothing leaves this computer.
Real chats: put a token into config.toml, as README.md tells, and start again with talkoot run.
{kept}
Ctrl-C closes it."""
THROWN_AWAY = "What happens is forgotten when it closes; talkoot playground --keep DIR keeps it."
KEPT = "What happens is kept in {folder}."


async def serve(*, port: int, folder: Path | None, course: Path | None, show: bool = False) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code."""
    forget_other_settings()
    log.set_up("warning", "auto", (TELEGRAM_TOKEN, DISCORD_TOKEN))
    community, stop = _community(course), _stopping()
    with listening(port) as door, _kept(folder) as place:
        address = f"http://127.0.0.1:{door.getsockname()[1]}/"
        kept = KEPT.format(folder=folder) if folder else THROWN_AWAY
        greeting = OPEN.format(address=address, kept=kept)
        while not stop.is_set():
            async with open_house(place, community, keep=folder is not None) as house, Site(house).open(door.dup()):
                say(greeting)
                if show:
                    await asyncio.to_thread(webbrowser.open, address)
                await _either(stop, house.start_over)
            if not stop.is_set():
                empty(place)
            greeting, show = "The playground starts over.", False
    return 0


def _community(course: Path | None) -> Community:
    try:
        return Community.read(course or PARTNERSHIP)
    except CommunityMistaken as mistake:
        raise Stopped(str(mistake), Exit.WRONG_USE) from None


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """The door of the page, on loopback; taken before anything else is begun."""
    try:
        door = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise Stopped(_taken(port, error.errno)) from None
    with door:
        yield door


def _taken(port: int, why: int) -> str:
    if why == errno.EACCES:
        return f"Port {port} is not for everybody on this computer. Choose one above 1023 with --port."
    return (
        f"Port {port} is in use already, perhaps by another playground: look at http://127.0.0.1:{port}/,"
        " or choose another port with --port."
    )


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        with claimed(folder.resolve()) as place:
            yield place
        return
    with tempfile.TemporaryDirectory(prefix="talkoot-playground-") as made:
        yield Path(made)


def _stopping() -> asyncio.Event:
    """Set by SIGTERM and SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


async def _either(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for each in waiting:
        each.cancel()
