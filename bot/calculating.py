"""Long calculations in a process of their own: they take nothing from the answers that people wait for meanwhile.

`python -m bot.calculating` reads one pickled call from its parent, carries it out at low priority, writes the result,
and ends. It ends as well when its parent has gone away.
"""

import asyncio
import os
import pickle
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

NICE = 10
_LENGTH = 8


class CalculationFailed(Exception):
    """The process ended without a result; what happened stands in its own words on the error output."""


async def calculated(call: Callable[[], T]) -> T:
    """What the call returns. It travels to another process: a function of a module, its arguments bound by `partial`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", __name__, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None  # noqa: S101 - asked for above
    assert process.stdout is not None  # noqa: S101
    try:
        parcel = pickle.dumps(call)
        process.stdin.write(len(parcel).to_bytes(_LENGTH, "big") + parcel)
        written = await process.stdout.read()
        if await process.wait():
            raise CalculationFailed(f"it ended with {process.returncode}")
        result: T = pickle.loads(written)  # noqa: S301 - our own process wrote it
        return result
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        process.stdin.close()


def _main() -> None:
    read = sys.stdin.buffer.read
    call = pickle.loads(read(int.from_bytes(read(_LENGTH), "big")))  # noqa: S301 - our own process wrote it
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    sys.stdout.buffer.write(pickle.dumps(call()))


def _end_with_the_parent() -> None:
    """Nobody writes any more: this returns when the other end is closed."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    _main()
