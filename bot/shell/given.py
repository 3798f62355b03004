"""What every command is given: a settings file, secrets, and how to answer; read late, so that help comes at once."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.shell.speech import Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings, Sources
    from storage.engine import Store

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="FILE", help="The settings file [$TALKOOT_CONFIG, or config.toml here]."),
]
Secrets = Annotated[
    Path | None,
    typer.Option("--secrets-dir", metavar="DIR", help="A directory of secrets [$TALKOOT_SECRETS_DIR]."),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether it is meant.")]


@dataclass(frozen=True, slots=True)
class Given:
    """The file and the secrets that were named before the command."""

    config: Path | None = None
    secrets: Path | None = None


def sources(ctx: typer.Context, config: Path | None, secrets: Path | None) -> "Sources":
    """Where settings come from; what is named after the command wins over what is named before it."""
    from bot.settings import Sources

    before = ctx.find_root().obj or Given()
    return Sources.read(config or before.config, secrets or before.secrets)


def settings(ctx: typer.Context, config: Path | None, secrets: Path | None) -> "Settings":
    from bot.settings import settings_of

    return settings_of(sources(ctx, config, secrets))


@contextmanager
def opened(settings: "Settings") -> "Iterator[Store]":
    """The store of this installation, which must exist."""
    from storage import migrate
    from storage.engine import Store
    from storage.vault import Vault

    if not settings.vault.key_file.exists() and migrate.revision_of(settings.database.url) is None:
        raise Stopped(f"Nothing is set up here yet: there is no {settings.vault.key_file}. Run talkoot init.")
    store = Store.open(settings.database.url, Vault.at(settings.vault.key_file))
    try:
        yield store
    finally:
        store.close()


def folder_made(folder: Path) -> list[str]:
    """Make a folder that is missing; says so, since a slip in a path would make one as well."""
    if folder.is_dir():
        return []
    folder.mkdir(parents=True)
    return [f"folder {folder}"]


def housed(settings: "Settings") -> list[str]:
    """The folders of the key file and of an embedded database; says what was made."""
    from storage.database import address, file_of

    database = file_of(address(settings.database.url))
    files = [settings.vault.key_file, *([database] if database else [])]
    return [made for file in files for made in folder_made(file.parent)]


def prepared(settings: "Settings") -> list[str]:
    """A new installation gets its key file and its tables; says what was made. An old one stays as it is."""
    from storage import migrate
    from storage.vault import Vault

    key_file = settings.vault.key_file
    if migrate.revision_of(settings.database.url) is not None:
        return []
    made = [*housed(settings), *([] if key_file.exists() else [f"key file {key_file}"])]
    Vault.at(key_file, create=True)
    migrated(settings.database.url)
    return [*made, "tables in the database"]


def migrated(url: str) -> tuple[str | None, str | None]:
    """Bring the tables up to date while nobody else writes; returns what they were and what they are."""
    from storage import migrate
    from storage.locks import OnlyWriter

    with OnlyWriter(url):
        before = migrate.revision_of(url)
        migrate.upgrade(url)
        return before, migrate.revision_of(url)
