"""How the shell answers: sentences, tables, JSON; errors say what, why and what next."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NoReturn

import typer


class Exit(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    SETTINGS = 3
    DATABASE = 4
    INTERRUPTED = 130


CODES = (
    "Exit codes: 0 done; 1 failed, or a check found something; 2 wrong use; 3 mistakes in the settings; "
    "4 the database or the key file; 130 interrupted."
)


class Stopped(Exception):
    """A command cannot go on; the message says what, why and what next."""

    def __init__(self, sentence: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str) -> None:
    typer.echo(text)


def told(made: Iterable[str]) -> None:
    """Say what was made on the way."""
    for each in made:
        say(f"Made: {each}.")


def as_json(answer: Any) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def table(rows: Sequence[Mapping[str, object]]) -> None:
    """Rows for people on a terminal, tabs between the columns elsewhere."""
    if not sys.stdout.isatty():
        say("\n".join("\t".join(str(cell) for cell in row.values()) for row in rows))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(*rows[0], box=None, pad_edge=False) if rows else Table()
    for row in rows:
        shown.add_row(*(str(cell) for cell in row.values()))
    Console().print(shown)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """Tell how far a long job is, on a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("...") as status:
        yield lambda what, done: status.update(f"{what}: {done}")


def confirmed(question: str, *, yes: bool) -> None:
    """Ask before something is destroyed; without a terminal only --yes will do."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Stopped(f"{question} Nobody can be asked here: say --yes if it is meant.", Exit.WRONG_USE)
    if not typer.confirm(question):
        raise Stopped("Nothing was changed.")


def stop(error: Exception) -> NoReturn:
    """End with a sentence and the code that belongs to the error."""
    sentence, code = _worded(error)
    typer.echo(sentence, err=True)
    sys.exit(code)


def _worded(error: Exception) -> tuple[str, Exit]:
    """What to say; the families are looked up late, so that nothing heavy is loaded for a command that goes well."""
    from bot.settings import SettingsMistaken

    if isinstance(error, ExceptionGroup):
        return _worded(error.exceptions[0])
    if isinstance(error, Stopped):
        return str(error), error.code
    if isinstance(error, SettingsMistaken):
        count = len(error.faults)
        return (
            f"{error}\n{count} mistake{'s' if count > 1 else ''} in the settings; nothing was started.",
            Exit.SETTINGS,
        )
    return _from_below(error)


def _from_below(error: Exception) -> tuple[str, Exit]:
    from storage.errors import StorageError

    if isinstance(error, StorageError):
        return str(error), Exit.DATABASE
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The system'}: {error.strerror}. Check the path and who may use it.", Exit.FAILED
    return _our_fault(error), Exit.FAILED


def _our_fault(error: Exception) -> str:
    """A bug: the traceback goes to the log, which hides what is secret."""
    from bot.log import incident

    return (
        f"This is a fault in Talkoot ({type(error).__name__}), not in what you did; try again. "
        f"If it comes back, please report it with what stands under {incident(error)}."
    )
