"""The command `talkoot`: its groups, what all commands share, and how it ends."""

from typing import Annotated

import typer

from bot.shell import carrying, configuring, founding, pages, playing, quarantining, service
from bot.shell.given import Config, Given, Secrets
from bot.shell.speech import CODES, Exit, stop

app = typer.Typer(
    name="talkoot",
    help="Peer learning in the chats that adult learners already use.",
    epilog=CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

app.command()(service.run)
app.command()(playing.playground)
app.command()(service.demo)
app.command()(founding.init)
app.command()(founding.invite)
app.add_typer(founding.organisations)
app.command()(service.check)
app.command()(carrying.export)
app.command()(carrying.backup)
app.command()(carrying.restore)
app.command()(service.migrate)
app.add_typer(quarantining.quarantine)
app.add_typer(configuring.config)
app.add_typer(pages.docs)
app.command()(pages.version)


def _version(wanted: bool) -> None:
    if wanted:
        pages.version()
        raise typer.Exit


@app.callback()
def shared(
    ctx: typer.Context,
    config: Config = None,
    secrets_dir: Secrets = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Say which version this is.")
    ] = False,
) -> None:
    del version
    ctx.obj = Given(config, secrets_dir)


def main() -> None:
    """Run one command; every error ends in a sentence and an exit code."""
    try:
        app(prog_name="talkoot")
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except Exception as error:  # noqa: BLE001  the last door: whatever comes becomes a sentence
        stop(error)
