"""The playground at the command line: where it is, what it keeps, and that it never meets real chats."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.shell.given import Yes, sources
from bot.shell.speech import Exit, Stopped, confirmed

if TYPE_CHECKING:
    from bot.settings import Sources

Port = Annotated[int, typer.Option(min=0, max=65535, help="Where the page is, on this computer alone.")]
Course = Annotated[Path | None, typer.Option("--course", metavar="FILE", help="Who is there at the beginning.")]
Keep = Annotated[
    Path | None, typer.Option("--keep", metavar="DIR", help="Where everything is kept; else it is thrown away.")
]
Reset = Annotated[bool, typer.Option("--reset", help="Start over: forget what is kept in DIR.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]


def playground(
    ctx: typer.Context,
    *,
    port: Port = 8765,
    course: Course = None,
    folder: Keep = None,
    reset: Reset = False,
    yes: Yes = False,
    show: Open = False,
) -> None:
    """Sit in both chats at once, in a browser.

    It runs on local platforms with invented people; nothing leaves this computer.
    """
    refuse_real_tokens(sources(ctx, None, None))
    if reset:
        _start_over(folder, yes=yes)
    play(port=port, course=course, folder=folder, show=show)


def play(*, port: int = 8765, course: Path | None = None, folder: Path | None = None, show: bool = False) -> None:
    """Serve it until stopped."""
    import asyncio

    from bot.playground import play as serve

    raise typer.Exit(asyncio.run(serve(port=port, folder=folder, course=course, show=show)))


def refuse_real_tokens(read: "Sources") -> None:
    """Whoever has set a token means real chats; the playground has bots of its own and must not be taken for them."""
    from bot.settings import settings_of

    if settings_of(read).has_bot:
        raise Stopped(
            f"The playground never meets real chats, and a bot's token is set in {_holders(read)}."
            " Take it away for this, or start your bots with talkoot run.",
            Exit.SETTINGS,
        )


def _holders(read: "Sources") -> str:
    merged = read.merged()
    keys = [(platform, *rest, "token") for platform in ("telegram", "discord") for rest in _bots(merged, platform)]
    places = dict.fromkeys(place for key in keys if (place := read.of(key)))
    return ", ".join(places)


def _bots(merged: Mapping[str, Any], platform: str) -> list[tuple[str, ...]]:
    return [(), *(("bots", name) for name in merged.get(platform, {}).get("bots", {}))]


def _start_over(folder: Path | None, *, yes: bool) -> None:
    from bot.playground.keeping import forget

    if folder is None:
        raise Stopped("There is nothing to start over: --reset needs --keep DIR.", Exit.WRONG_USE)
    confirmed(f"Forget everything that happened in {folder}?", yes=yes)
    forget(folder)
