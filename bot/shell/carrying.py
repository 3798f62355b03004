"""Carrying things out of the house and back in: exports, backups."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.shell.given import Config, Secrets, Yes, opened, settings
from bot.shell.speech import Stopped, confirmed, progress, say

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

    participants.csv, prompts.csv and a data dictionary that explains them.
    """
    from bot.clock import Clock
    from bot.exports.csvs import write

    with opened(settings(ctx, config, secrets_dir)) as store:
        written = store.now_read(lambda work: write(work, _course(work, course).id, out, Clock().now()))
    for path in written:
        say(str(path))


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")],
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Write everything into one file, while the bot runs.

    The key file is not in it: keep a copy of that as well.
    """
    from storage.backup import backup as write

    chosen = settings(ctx, config, secrets_dir)
    with progress() as told:
        write(chosen.database.url, chosen.vault.key_file, file, told)
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
    with OnlyWriter(chosen.database.url), progress() as told:
        read(chosen.database.url, chosen.vault.key_file, file, told)
    say(f"Everything in {file} is back. Look whether all is well: talkoot check")


def _course(work: "Work", named: str) -> "Course":
    from community.ids import read_code

    found = work.courses.by_code(read_code(named)) or (work.courses.get(int(named)) if named.isdecimal() else None)
    if found is None:
        known = ", ".join(f"{course.code} ({course.name})" for course in work.courses.all()) or "none yet"
        raise Stopped(f"There is no course {named}. Courses here: {known}.")
    return found
