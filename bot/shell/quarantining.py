"""What could not be dealt with and was set aside: which events, and how they get another chance."""

from typing import Annotated

import typer

from bot.shell import speech
from bot.shell.given import Config, Json, Secrets, opened, settings
from bot.shell.speech import Exit, Stopped, say

quarantine = typer.Typer(name="quarantine", help="Events that were set aside after a fault.", no_args_is_help=True)

NOTHING = "Nothing is set aside."


@quarantine.command("list")
def list_all(ctx: typer.Context, as_json: Json = False, config: Config = None, secrets_dir: Secrets = None) -> None:
    """List what is set aside, by the number that the person was told."""
    with opened(settings(ctx, config, secrets_dir)) as store:
        found = store.now_read(lambda work: work.inbox.quarantined())
    rows: list[dict[str, object]] = [
        {"number": each.incident, "platform": each.bot.platform.value, "since": f"{each.since:%Y-%m-%d %H:%M} UTC"}
        for each in found
    ]
    if as_json:
        speech.as_json(rows)
    elif rows:
        speech.table(rows)
    else:
        say(NOTHING)


@quarantine.command("retry")
def retry(
    ctx: typer.Context,
    numbers: Annotated[list[str] | None, typer.Argument(metavar="NUMBER...", help="What to put back.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Put everything back.")] = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Let events be handled again, once the fault is mended.

    What somebody sent again meanwhile is then handled twice.
    """
    wanted = {number.upper() for number in numbers or []}
    if bool(wanted) == every:
        raise Stopped("Say which: the numbers of what to put back, or --all.", Exit.WRONG_USE)
    with opened(settings(ctx, config, secrets_dir)) as store:
        known = {each.incident for each in store.now_read(lambda work: work.inbox.quarantined())}
        if unknown := wanted - known:
            raise Stopped(f"Nothing is set aside under {', '.join(sorted(unknown))}. What is: talkoot quarantine list")
        back = sorted(wanted or known)
        store.now_run(lambda work: [work.inbox.retry(number) for number in back])
    say(
        f"Put back: {', '.join(back)}. The running bot deals with it within a minute, or when it starts."
        if back
        else NOTHING
    )
