"""Run the local Telegram by itself: `python -m adapters.playground.telegram [port]`, played through `/control`."""

from __future__ import annotations

import asyncio
import signal
import sys

from adapters.playground.telegram.server import TelegramServer


async def run(port: int) -> None:
    """Say the address, then serve until told to stop."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    server = TelegramServer()
    sys.stdout.write(f"{await server.start(port)}\n")
    sys.stdout.flush()
    await stopped.wait()
    await server.stop()


asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
