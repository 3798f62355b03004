"""The shape of the tables: which revision a database has, which one we need, and how it gets there."""

import os
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import address, engine_for, file_of
from storage.errors import SchemaTooNew, SchemaTooOld, translated

FOLDER = Path(__file__).parent / "migrations"


class State(StrEnum):
    """How the tables of a database compare with what this version needs."""

    CURRENT = "current"
    TOO_OLD = "too old"
    TOO_NEW = "too new"


def revisions() -> list[str]:
    """Every revision we know, oldest first: the files are named `<number>_<what>.py`."""
    return sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def state(url: str) -> State:
    """How the tables stand; never creates anything."""
    revision = revision_of(url)
    known = revisions()
    if revision == known[-1]:
        return State.CURRENT
    return State.TOO_OLD if revision is None or revision in known else State.TOO_NEW


def require_current(url: str) -> None:
    match state(url):
        case State.TOO_OLD:
            raise SchemaTooOld("The tables are older than this Talkoot, or not made yet: run `talkoot migrate`.")
        case State.TOO_NEW:
            raise SchemaTooNew("The tables were made by a newer Talkoot: install that version, or restore a backup.")
        case State.CURRENT:
            return


def revision_of(url: str) -> str | None:
    """The revision of the tables; None where there are none yet."""
    parsed = address(url)
    file = file_of(parsed)
    if file is not None and not file.exists():
        return None
    engine = engine_for(parsed, readonly=True)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    except DBAPIError as error:
        raise translated(error) or error from error
    finally:
        engine.dispose()


def upgrade(url: str) -> None:
    """Bring the tables to the newest revision: all of it, or nothing."""
    if state(url) is State.TOO_NEW:
        require_current(url)
    parsed = address(url)
    _create_file(file_of(parsed))
    engine = engine_for(parsed)
    try:
        _upgrade(engine)
    except DBAPIError as error:
        raise translated(error) or error from error
    finally:
        engine.dispose()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _create_file(file: Path | None) -> None:
    """An embedded database holds people's names: nobody but its owner reads it."""
    if file is not None and not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # of two that start together the second finds it done
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('talkoot migrate', 0))"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
