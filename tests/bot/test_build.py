"""What a fresh checkout is built from: locked requirements, the Makefile and the script of the build server."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = [ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"]
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(lock.read_text(encoding="utf-8")):
        found.setdefault(name, set()).add(version)
    return found


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~ ;]", asked)[0].lower().replace(".", "-") for asked in requirements} - {"talkoot"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert len(entries) > 30
    assert all("--hash=sha256:" in entry for entry in entries)
    without_hashes = re.sub(r"--hash=sha256:[0-9a-f]{64}", "", text)
    assert not re.search(r"--|://|file:|@ ", without_hashes)


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], "demo"), (LOCKS[1], "dev")], ids=["run", "dev"])
def test_the_lock_holds_whatever_the_project_asks_for(lock: Path, extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"][extra],
        *project["dependency-groups"]["build"],
        *project["build-system"]["requires"],
    ]
    assert named(asked) <= set(pins(lock))


def test_tests_run_with_the_very_versions_that_serve() -> None:
    run, dev = map(pins, LOCKS)
    assert {name: dev.get(name) for name in run} == run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what builds, and a folder of programs in which tests put their own."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(folder: Path, *words: str, only_ours: bool = False) -> subprocess.CompletedProcess[str]:
    path = str(folder / "bin") + ("" if only_ours else os.pathsep + os.environ["PATH"])
    command = [shutil.which(words[0]) or words[0], *words[1:]]
    return subprocess.run(
        command, cwd=folder, env={"PATH": path}, capture_output=True, text=True, check=False, timeout=60
    )


def test_without_a_suitable_python_make_says_what_to_install(checkout: Path) -> None:
    program(checkout, "python3", "exit 1")
    built = run(checkout, "make", ".venv/run.done", only_ours=True)
    assert built.returncode != 0
    assert "Talkoot needs Python 3.11 or newer with venv, and none was found." in built.stderr


def test_make_sets_up_once_and_again_only_for_new_requirements(checkout: Path) -> None:
    venv = 'mkdir -p .venv/bin && printf "#!/bin/sh\\necho \\"\\$@\\" >> said\\n" > .venv/bin/python'
    program(checkout, "python3", f'case "$*" in "-m venv"*) {venv}; chmod +x .venv/bin/python;; esac')
    for _ in range(2):
        assert run(checkout, "make", ".venv/run.done").returncode == 0
    said = (checkout / "said").read_text().splitlines()
    assert len(said) == 2
    assert said[0].endswith("install --require-hashes -r requirements/run.txt")
    assert said[1].endswith("install --no-deps --no-build-isolation --editable .")

    later = (checkout / ".venv" / "run.done").stat().st_mtime + 10
    os.utime(checkout / "requirements" / "run.txt", (later, later))
    assert run(checkout, "make", ".venv/run.done").returncode == 0
    assert len((checkout / "said").read_text().splitlines()) == 4


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "lock", "fmt"])
def test_every_target_sets_up_what_it_needs(checkout: Path, target: str) -> None:
    planned = run(checkout, "make", "--dry-run", target).stdout
    assert "-m venv" in planned
    assert "--require-hashes" in planned


@pytest.mark.parametrize(
    ("test_script", "code"),
    [
        ('echo "===== 812 passed, 3 skipped in 41.02s ====="', 0),
        ('echo "===== 2 failed, 810 passed in 40.00s ====="; exit 2', 2),
        ('echo "===== no tests ran in 0.01s ====="', 1),
        ("true", 1),
    ],
)
def test_the_build_server_shows_the_closing_lines_and_wants_tests_to_have_run(
    checkout: Path, test_script: str, code: int
) -> None:
    program(checkout, "make", f'case "$*" in *test) {test_script};; *) echo checked;; esac')
    built = run(checkout, "bash", ".ci/run")
    assert built.returncode == code, built.stderr
    assert built.stdout.startswith("checked\n")
    if code == 0:
        assert built.stdout.endswith("In short:\n===== 812 passed, 3 skipped in 41.02s =====\n")


def test_the_build_server_stops_when_the_checks_fail(checkout: Path) -> None:
    program(checkout, "make", 'case "$*" in *check) exit 1;; *) echo "===== 1 passed in 1s =====";; esac')
    built = run(checkout, "bash", ".ci/run")
    assert built.returncode == 1
    assert "passed" not in built.stdout
