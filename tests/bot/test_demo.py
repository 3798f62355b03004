"""What a newcomer sees of the demo course, and what is left of it afterwards; played whole, in a process of its own."""

import csv
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import demo
from bot.demo.house import HELSINKI, last_sunday

ROOT = Path(__file__).parents[2]
FILES = {"participants.csv", "prompts.csv", "data_dictionary.csv"}
LEARNERS = {"english-for-seniors": 8, "repair-cafe": 4}
PROMPTS = {"english-for-seniors": 4, "repair-cafe": 3}


def playing(folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TALKOOT_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", *words],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "80", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as content:
        return list(csv.DictReader(content))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which the demo was played, and what stood on the terminal."""
    folder = tmp_path_factory.mktemp("demo")
    out, err = (process := playing(folder, "--fast", NO_COLOR="1")).communicate(timeout=110)
    assert process.returncode == 0, out[-3000:] + err
    assert err == ""
    return folder, out


@pytest.mark.slow
def test_the_exports_and_the_conversation_are_left_and_nothing_else(played: tuple[Path, str]) -> None:
    folder, _ = played
    left = {str(path.relative_to(folder / "demo-out")) for path in folder.rglob("*") if path.is_file()}
    assert left == {"conversation.txt", *(f"{course}/{name}" for course in LEARNERS for name in FILES)}


@pytest.mark.slow
@pytest.mark.parametrize("course", LEARNERS)
def test_the_figures_tell_of_the_week(played: tuple[Path, str], course: str) -> None:
    folder = played[0] / "demo-out" / course
    learners = [row for row in rows(folder / "participants.csv") if row["role"] == "learner"]
    assert len(learners) == LEARNERS[course]
    prompts = rows(folder / "prompts.csv")
    assert [row["state"] for row in prompts] == ["open"] * PROMPTS[course]
    assert sum(int(row["answered"]) for row in prompts) >= 5
    assert sum(int(row["peer_replies"]) for row in prompts) == 1


@pytest.mark.slow
def test_the_week_is_told_from_the_invitation_to_the_figures(played: tuple[Path, str]) -> None:
    _, shown = played
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    found = [shown.index(f"\n{day} ") for day in days]
    assert found == sorted(found)
    for sentence in ("Ben answered:", "Leo to Kari:", "2 prompts wait", "edits the message:", "taken back", "/newbot"):
        assert sentence in shown
    assert "Traceback" not in shown
    assert "later than planned" not in shown
    assert "\x1b" not in shown


@pytest.mark.slow
def test_no_line_is_wider_than_the_terminal(played: tuple[Path, str]) -> None:
    assert max(map(len, played[1].splitlines())) <= 80


@pytest.mark.slow
def test_an_interruption_ends_it_without_a_fault(tmp_path: Path) -> None:
    process = playing(tmp_path)
    assert process.stdout is not None
    while "Telegram, Maria" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "Stopped" in err


@pytest.mark.slow
def test_settings_of_a_real_bot_are_left_alone(tmp_path: Path) -> None:
    process = playing(tmp_path, TALKOOT_DATABASE__URL=f"sqlite:///{tmp_path}/precious.db")
    assert process.stdout is not None
    while "Telegram, Maria" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert not (tmp_path / "precious.db").exists()


async def test_without_the_local_discord_a_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "NEEDED", ("no_such_platform",))
    assert await demo.show(tmp_path, fast=True) == 1
    assert 'pip install "talkoot[demo]"' in capsys.readouterr().err


def test_it_begins_on_the_sunday_before_at_four_in_the_afternoon() -> None:

    for day in range(1, 15):
        now = datetime(2026, 11, day, 9, 0, tzinfo=UTC)
        begin = last_sunday(now).astimezone(HELSINKI)
        assert (begin.weekday(), begin.hour) == (6, 16)
        assert 0 <= (now - begin).total_seconds() < 7 * 86400
