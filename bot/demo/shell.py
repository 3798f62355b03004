"""The operator of the demo at the command line: the real commands, with their settings in a file."""

import io
import os
from contextlib import redirect_stdout
from pathlib import Path

import typer
from typer.main import get_command

from bot.demo.house import Missing
from bot.shell import founding


class Shell:
    """Runs `talkoot init`, `organisation add` and `invite` here and now; returns what they print."""

    def __init__(self, config: Path) -> None:
        self._config = config
        commands = typer.Typer()
        commands.command()(founding.init)
        commands.command()(founding.invite)
        commands.add_typer(founding.organisations)
        self._talkoot = get_command(commands)

    def __call__(self, *words: str) -> str:
        printed = io.StringIO()
        try:
            with redirect_stdout(printed):
                self._talkoot.main([*words, "--config", str(self._config)], "talkoot", standalone_mode=False)
        except Exception as fault:
            raise Missing(f"talkoot {' '.join(words)} should do its work, and said: {fault}") from fault
        return printed.getvalue().strip()


def forget_other_settings() -> None:
    """What is set for a real bot in the environment is not for the demo, which writes nowhere but into its own folder."""
    for name in [name for name in os.environ if name.startswith("TALKOOT_") or name == "CREDENTIALS_DIRECTORY"]:
        del os.environ[name]
