"""The tables of a database are brought to what this version needs."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage import migrate
from storage.database import address, engine_for
from storage.engine import Store
from storage.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return str(request.getfixturevalue("empty_postgresql_url"))


def test_an_empty_database_gets_exactly_the_tables_that_the_shelves_use(empty_url: str) -> None:
    migrate.upgrade(empty_url)

    engine = engine_for(address(empty_url), readonly=True)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_is_too_old_until_it_is_migrated(empty_url: str) -> None:
    assert migrate.state(empty_url) is migrate.State.TOO_OLD

    migrate.upgrade(empty_url)

    assert migrate.state(empty_url) is migrate.State.CURRENT


def test_migrating_again_changes_nothing(database_url: str, open_store: Callable[..., Store]) -> None:
    migrate.upgrade(database_url)

    assert open_store(database_url)


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("migrations")
    (folder / "versions").mkdir()
    newest = migrate.revisions()[-1]
    for kept in [migrate.FOLDER / "env.py", *(migrate.FOLDER / "versions").glob("[0-9]*.py")]:
        (folder / kept.relative_to(migrate.FOLDER)).write_text(kept.read_text())
    (folder / "versions" / "9999_broken.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\n\nrevision = '9999'\ndown_revision = '{newest}'\n\n\n"
        "def upgrade():\n    op.create_table('half', sa.Column('id', sa.Integer))\n    raise RuntimeError('power cut')\n"
    )
    migrate.upgrade(empty_url)
    monkeypatch.setattr(migrate, "FOLDER", folder)

    with pytest.raises(RuntimeError, match="power cut"):
        migrate.upgrade(empty_url)

    assert migrate.revision_of(empty_url) == newest
    monkeypatch.undo()
    engine = engine_for(address(empty_url), readonly=True)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_whoever_migrates_waits_for_the_one_who_has_begun(empty_postgresql_url: str) -> None:
    command = "import sys; from storage.migrate import upgrade; upgrade(sys.argv[1])"
    waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    engine = engine_for(address(empty_postgresql_url))
    with engine.begin() as first:
        first.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('talkoot migrate', 0))"))
        second = subprocess.Popen([sys.executable, "-c", command, empty_postgresql_url])
        while not (seen := first.scalar(waits)) and second.poll() is None:
            time.sleep(0.02)
    engine.dispose()

    assert (seen, second.wait()) == (1, 0)
    assert migrate.state(empty_postgresql_url) is migrate.State.CURRENT


def test_the_revisions_form_one_line_in_the_order_of_their_files() -> None:
    script = ScriptDirectory(str(migrate.FOLDER))

    assert [each.revision for each in script.walk_revisions()][::-1] == migrate.revisions()
