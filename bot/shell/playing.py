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
Transcript = Annotated[
    Path | None,
    typer.Option(
        "--transcript", metavar="OUT.html", help="Write a conversation kept in DIR as a page of its own, and end."
    ),
]
Chat = Annotated[
    str,
    typer.Option("--chat", metavar="NAME", help="Which one: a group, a channel; else where the last word was said."),
]
Who = Annotated[str, typer.Option("--as", metavar="NAME", help="Whose screen it is; else the first who reads there.")]
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
    transcript: Transcript = None,
    chat: Chat = "",
    who: Who = "",
) -> None:
    """Sit in both chats at once, in a browser.

    It runs on local platforms with invented people; nothing leaves this computer.

    With --transcript it opens nothing: what was said in a playground that is kept, open or closed, becomes a page that
    can be read anywhere. --as Aino --chat Talkoot is Aino's private chat with the bot.
    """
    refuse_real_tokens(sources(ctx, None, None))
    if transcript is not None:
        _write(transcript, folder, chat=chat, who=who, alone=not (reset or course))
    if chat or who:
        raise Stopped(
            "--chat and --as say which conversation to write: they need --transcript OUT.html.", Exit.WRONG_USE
        )
    if reset:
        _start_over(folder, yes=yes)
    play(port=port, course=course, folder=folder, show=show)


def play(*, port: int = 8765, course: Path | None = None, folder: Path | None = None, show: bool = False) -> None:
    """Serve it until stopped."""
    import asyncio

    from bot.playground import play as serve

    raise typer.Exit(asyncio.run(serve(port=port, folder=folder, course=course, show=show)))


def _write(out: Path, folder: Path | None, *, chat: str, who: str, alone: bool) -> None:
    """A conversation that is kept, as a page."""
    from bot.playground import write

    if folder is None:
        raise Stopped(
            "--transcript writes what was said in a playground that is kept: say where with --keep DIR.", Exit.WRONG_USE
        )
    if not alone:
        raise Stopped("--transcript changes nothing: leave --course and --reset away.", Exit.WRONG_USE)
    raise typer.Exit(write(out, folder, chat=chat, who=who))


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
