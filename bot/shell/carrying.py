"""Carrying things out of the house and back in: exports, backups."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.shell.given import Config, Secrets, Yes, folder_made, housed, opened, settings
from bot.shell.speech import Stopped, confirmed, progress, say, told

if TYPE_CHECKING:
    from community.courses import Course
    from storage.work import Work


def export(
    ctx: typer.Context,
    course: Annotated[str, typer.Option(metavar="CODE", help="The course's join code or number.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The directory to write to.")] = Path(),
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Write a course's figures as CSV.

    participants.csv, prompts.csv, pairs.csv and a data dictionary that explains them.
    """
    from bot.clock import Clock
    from bot.exports.csvs import write

    with opened(settings(ctx, config, secrets_dir)) as store:
        number = store.now_read(lambda work: _course(work, course).id)
        told(folder_made(out))
        written = store.now_read(lambda work: write(work, number, out, Clock().now()))
    for path in written:
        say(str(path))


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the archive if it is there already.")] = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Write everything into one file, while the bot runs.

    The key file is not in it: keep a copy of that as well.
    """
    from storage.backup import backup as write

    chosen = settings(ctx, config, secrets_dir)
    _must_be_free(file, force=force)
    with progress() as done:
        write(chosen.database.url, chosen.vault.key_file, file, done)
    say(f"Wrote {file}. It can only be read with {chosen.vault.key_file}: keep a copy of that somewhere else.")


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="The archive to read.")],
    yes: Yes = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Fill an empty database from a backup.

    The backup may come from SQLite or PostgreSQL, whichever the database is.
    """
    from storage.backup import restore as read
    from storage.locks import OnlyWriter

    chosen = settings(ctx, config, secrets_dir)
    confirmed(f"Fill the database from {file}?", yes=yes)
    told(housed(chosen))
    with OnlyWriter(chosen.database.url), progress() as done:
        read(chosen.database.url, chosen.vault.key_file, file, done)
    say(f"Everything in {file} is back. Look whether all is well: talkoot check")


def _must_be_free(file: Path, *, force: bool) -> None:
    """A backup replaces nothing unasked, and makes no folder: one that is missing may be a disk that is not there."""
    if not file.parent.is_dir():
        raise Stopped(f"There is no folder {file.parent}: make it, or name another file. Nothing was written.")
    if file.is_dir():
        raise Stopped(f"{file} is a folder: name a file in it. Nothing was written.")
    if file.exists() and not force:
        raise Stopped(f"{file} is there already: name another file, or say --force to replace it. Nothing was written.")


def _course(work: "Work", named: str) -> "Course":
    from community.ids import read_code

    found = work.courses.by_code(read_code(named)) or (work.courses.get(int(named)) if named.isdecimal() else None)
    if found is None:
        known = ", ".join(f"{course.code} ({course.name})" for course in work.courses.all()) or "none yet"
        raise Stopped(f"There is no course {named}. Courses here: {known}.")
    return found
