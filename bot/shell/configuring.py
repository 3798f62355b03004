"""Looking at the settings: an example of all, what is mistaken, what holds and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.shell import speech
from bot.shell.given import Config, Json, Secrets, settings, sources
from bot.shell.pages import compare_or_print
from bot.shell.speech import say

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bot.settings import Sources

config = typer.Typer(name="config", help="The settings.", no_args_is_help=True)

Check = Annotated[Path | None, typer.Option("--check", metavar="FILE", help="Only say whether this file is current.")]


@config.command("example")
def example(check: Check = None) -> None:
    """Print a settings file with every setting, its meaning and its default."""
    from bot.settings.example import example as text

    compare_or_print(text(), check, "talkoot config example")


@config.command("check")
def check_all(ctx: typer.Context, config: Config = None, secrets_dir: Secrets = None) -> None:
    """Say every mistake in the settings."""
    chosen = settings(ctx, config, secrets_dir)
    bots = len(chosen.telegram_bots()) + len(chosen.discord_bots())
    say(f"The settings are in order; bots with a token: {bots}.")


@config.command("show")
def show(
    ctx: typer.Context,
    with_sources: Annotated[bool, typer.Option("--sources", help="Also where each value comes from.")] = False,
    as_json: Json = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Show what holds; secrets stay hidden."""
    from bot.settings import settings_of

    read = sources(ctx, config, secrets_dir)
    rows = list(_rows(settings_of(read), read, ()))
    if not with_sources:
        rows = [{name: cell for name, cell in row.items() if name != "source"} for row in rows]
    if as_json:
        speech.as_json(rows)
    else:
        speech.table(rows)


def _rows(section: "BaseModel", read: "Sources", above: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    from pydantic import BaseModel

    for name, value in section:
        key = (*above, name)
        if isinstance(value, BaseModel):
            yield from _rows(value, read, key)
        elif isinstance(value, dict):
            for inner, one in value.items():
                yield from _rows(one, read, (*key, inner))
        else:
            usual = type(section).model_fields[name].get_default()
            yield {"key": ".".join(key), "value": _shown(name, value, usual), "source": read.of(key) or "default"}


def _shown(name: str, value: object, usual: object) -> str:
    from bot.settings.addresses import without_password

    text = "" if value is None else str(value)
    if name == "url":
        return without_password(text)
    if name in {"api_base", "file_base", "gateway", "cdn"} and value != usual:
        return f"{text} (not the public address)"
    return text
