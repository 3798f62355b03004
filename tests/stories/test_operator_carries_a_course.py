"""An operator at the shell: exports what the chat exports, and carries a course with all that was said into another house."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from community.chat.address import Platform
from storage.engine import Store
from storage.vault import Vault
from tests.simulation.bot_process import write_config
from tests.stories.conftest import OpenStore, opened
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.town import Town

ANSWERED = {"Aino": "=HYPERLINK(evil)", "Ben": "Saimme pullaa ☕"}

Shell = Callable[..., None]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """`talkoot` with the key file of the stories and the settings file of one database."""

    def command(url: str, *words: str) -> None:
        config = write_config(tmp_path, url, tmp_path / "talkoot.key")
        monkeypatch.setattr(sys, "argv", ["talkoot", "--config", str(config), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code

    return command


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest) -> str:
    """Where the course happened."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def elsewhere(house: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the other kind, without tables."""
    kept_in_a_file = house.startswith("sqlite")
    return str(request.getfixturevalue("empty_postgresql_url")) if kept_in_a_file else f"sqlite:///{tmp_path}/new.db"


@pytest.fixture
def played(house: str, platform: Platform, request: pytest.FixtureRequest, open_store: OpenStore) -> Iterator[School]:
    """A course with one prompt, two answers and a comment."""
    town = Town(open_store(house), platform)
    with opened(town, request.node.name):
        school = School.with_a_course(town)
        school.prompts("Share one link.")
        for person in (school.aino, school.ben):
            person.presses("Answer")
            person.fills_in(text=ANSWERED[person.name])
        school.ben.presses("Reply to Aino")
        school.ben.fills_in(text="Which one?")
        yield school


def sent_to(person: Person) -> dict[str, bytes]:
    """The files that the newest export brought."""
    town = person.town
    person.says("/stats_export")
    if isinstance(person, DiscordPerson):
        return {name: shown.raw.file(name) for shown in person.news() for name in shown.files}
    documents = [shown.raw.document for shown in person.news() if shown.files]
    return {each["file_name"]: town.telegram.world.files[each["file_id"]].content for each in documents}


def test_the_shell_exports_the_same_files_as_the_chat(played: School, house: str, shell: Shell, tmp_path: Path) -> None:
    shell(house, "export", "--course", played.course.code.lower(), "--out", str(tmp_path / "out"))

    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written == sent_to(played.dina)
    assert written["prompts.csv"].count(b"\n") == 2


def test_a_course_that_is_carried_into_another_kind_of_database_is_the_same_course(
    played: School, house: str, elsewhere: str, shell: Shell, tmp_path: Path
) -> None:
    shell(house, "export", "--course", played.course.code, "--out", str(tmp_path / "before"))
    shell(house, "backup", str(tmp_path / "course.talkoot"))
    shell(elsewhere, "restore", str(tmp_path / "course.talkoot"), "--yes")
    shell(elsewhere, "export", "--course", played.course.code, "--out", str(tmp_path / "after"))

    for name in ("participants.csv", "prompts.csv", "data_dictionary.csv"):
        assert (tmp_path / "after" / name).read_bytes() == (tmp_path / "before" / name).read_bytes(), name
    assert answers_in(elsewhere, tmp_path) == set(ANSWERED.values())


def answers_in(url: str, folder: Path) -> set[str]:
    store = Store.open(url, Vault.at(folder / "talkoot.key"))
    try:
        return store.now_read(lambda work: {each.text for each in work.prompts.answers(1)})
    finally:
        store.close()
