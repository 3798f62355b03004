"""Running Talkoot, and keeping it well."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.shell import speech
from bot.shell.given import Config, Json, Secrets, housed, migrated, prepared, settings, sources
from bot.shell.playing import play
from bot.shell.speech import Exit, Stopped, say, told

if TYPE_CHECKING:
    from bot.settings import Settings, Sources

NO_BOT = "No bot has a token: set telegram.token or discord.token."


def run(ctx: typer.Context, config: Config = None, secrets_dir: Secrets = None) -> None:
    """Serve the configured bots until stopped.

    Without any token and without a named settings file, opens the playground.
    """
    from bot.settings import settings_of

    read = sources(ctx, config, secrets_dir)
    chosen = settings_of(read)
    if chosen.has_bot:
        raise typer.Exit(_serve(chosen))
    if read.named:
        raise Stopped(f"{NO_BOT} Looked in {_looked_in(read)}.", Exit.SETTINGS)
    say(f"{NO_BOT} Until then, this is the playground.")
    play()


def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the exports go.")] = Path("demo-out"),
    fast: Annotated[bool, typer.Option("--fast", help="Do not wait for anybody to read along.")] = False,
) -> None:
    """Show a course with invented learners.

    It runs on local platforms; nothing leaves this computer.
    """
    import asyncio

    from bot.demo import show

    raise typer.Exit(asyncio.run(show(out, fast=fast)))


def migrate(ctx: typer.Context, config: Config = None, secrets_dir: Secrets = None) -> None:
    """Bring the tables of the database to this version."""
    chosen = settings(ctx, config, secrets_dir)
    told(housed(chosen))
    before, after = migrated(chosen.database.url)
    say(f"The tables are at {after} already." if before == after else f"The tables went from {before or 0} to {after}.")


def check(
    ctx: typer.Context,
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended safely.")] = False,
    as_json: Json = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Look whether all is well, and say what to do."""
    import asyncio

    from bot.doctor import examine, worded

    findings = asyncio.run(examine(settings(ctx, config, secrets_dir), repair=repair))
    if as_json:
        speech.as_json([{"key": found.key, "good": found.good, **found.facts} for found in findings])
    else:
        for found in findings:
            say(f"{'ok ' if found.good else '!! '} {worded(found)}")
    if not all(found.good for found in findings):
        raise typer.Exit(Exit.FAILED)


def _serve(chosen: "Settings") -> int:
    import asyncio

    from bot import log
    from bot.app import serve

    log.set_up(chosen.log.level, chosen.log.format, chosen.secrets())
    report = log.logger("talkoot")
    for made in prepared(chosen):
        report.info("made", what=made)
    for facts in _addresses(chosen):
        report.info("bot configured", **facts)
    return asyncio.run(serve(chosen))


def _addresses(chosen: "Settings") -> list[dict[str, Any]]:
    """Where each token will travel: hosts only."""
    from bot.settings.addresses import host_of

    telegram = [{"platform": "telegram", "host": host_of(bot.api_base)} for bot in chosen.telegram_bots()]
    discord = [
        {"platform": "discord", "host": host_of(bot.api_base), "gateway": host_of(bot.gateway)}
        for bot in chosen.discord_bots()
    ]
    return [*telegram, *discord]


def _looked_in(read: "Sources") -> str:
    return ", ".join(source.name for source in read.found)
