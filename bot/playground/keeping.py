"""The folder in which a playground is kept: nobody else's, and used by one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.shell.speech import Exit, Stopped
from storage.locks import FileLock

LOCK = "playground.lock"
"""Says that the folder is a playground's, and keeps a second one out."""


@contextmanager
def claimed(folder: Path) -> Iterator[Path]:
    """The folder, made if it is missing, as long as nobody else has it."""
    if folder.exists() and not is_playground(folder) and any(folder.iterdir()):
        raise Stopped(f"{folder} holds something else. Name a folder that is empty or not there yet.", Exit.WRONG_USE)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    if not lock.take():
        raise Stopped(f"Another playground uses {folder}: close it first, or keep this one elsewhere.")
    try:
        yield folder
    finally:
        lock.release()


def is_playground(folder: Path) -> bool:
    return (folder / LOCK).exists()


def forget(folder: Path) -> None:
    """Empty the folder of a playground, so that the next start begins anew."""
    if not is_playground(folder):
        raise Stopped(f"No playground is kept in {folder}; nothing was changed.", Exit.WRONG_USE)
    with claimed(folder):
        empty(folder)


def empty(folder: Path) -> None:
    """Take away what a playground made, and nothing else."""
    for file in folder.iterdir():
        if file.is_file() and file.name != LOCK:
            file.unlink()
