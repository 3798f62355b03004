"""Pages that are made from the code, and which code this is."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import Annotated

import typer

from bot.shell import speech
from bot.shell.given import Json
from bot.shell.speech import Stopped, say

docs = typer.Typer(name="docs", help="Pages that are made from the code.", no_args_is_help=True, hidden=True)


@docs.callback()
def group() -> None:
    """Pages that are made from the code."""


@docs.command("commands")
def commands(
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Only say whether this file is current.")
    ] = None,
) -> None:
    """Print the page of all chat commands."""
    import bot.commands  # noqa: F401 - declares the vocabulary
    from bot.vocabulary import commands_page

    compare_or_print(commands_page(), check, "talkoot docs commands")


def version(as_json: Json = False) -> None:
    """Say which version this is."""
    try:
        number = installed("talkoot")
    except PackageNotFoundError:
        number = "from an uninstalled checkout"
    if as_json:
        speech.as_json({"talkoot": number})
    else:
        say(f"talkoot {number}")


def compare_or_print(page: str, kept: Path | None, maker: str) -> None:
    """Print a page, or stop if the kept copy differs from it."""
    if kept is None:
        typer.echo(page, nl=False)
    elif not kept.exists() or kept.read_text(encoding="utf-8") != page:
        raise Stopped(f"{kept} is not current. Make it anew: {maker} > {kept}")
    else:
        say(f"{kept} is current.")
