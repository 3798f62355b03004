"""How an operator keeps an installation well: key file, tables, backups, exports, what was set aside."""

import re
from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock
from community.chat.address import Bot, Platform
from community.chat.gateway import Raw
from storage.engine import Store
from tests.bot.shell import Shell
from tests.valo import Valo


def test_a_lost_key_file_is_named_with_what_to_do(founded: Shell, tmp_path: Path) -> None:
    (tmp_path / "talkoot.key").unlink()
    said = founded("organisation", "list")
    assert said.code == 4
    assert said.err.startswith(f"There is no key file {tmp_path}/talkoot.key: put it back")


def test_migrating_says_what_it_did(talkoot: Shell) -> None:
    assert re.match(r"The tables went from 0 to \d+\.", talkoot("migrate").out)
    assert re.match(r"The tables are at \d+ already\.", talkoot("migrate").out)


def test_an_unknown_course_is_answered_with_those_there_are(founded: Shell, tmp_path: Path) -> None:
    said = founded("export", "--course", "ABCD2345", "--out", "figures")
    assert said.code == 1
    assert not (tmp_path / "figures").exists()
    assert said.err == "There is no course ABCD2345. Courses here: none yet.\n"


def test_a_backup_fills_an_empty_installation(founded: Shell, tmp_path: Path) -> None:
    assert founded("backup", "kept.zip").code == 0
    other = tmp_path / "other.toml"
    other.write_text('[database]\nurl = "sqlite:///other.db"\n')
    assert "say --yes if it is meant" in founded("restore", "kept.zip", "--config", "other.toml").err
    assert founded("restore", "kept.zip", "--config", "other.toml", "--yes").code == 0
    assert "Valo Centre" in founded("--config", "other.toml", "organisation", "list").out
    again = founded("restore", "kept.zip", "--config", "other.toml", "--yes")
    assert again.code == 4
    assert "not empty" in again.err


def test_a_backup_replaces_nothing_unasked(founded: Shell, tmp_path: Path) -> None:
    founded("backup", "kept.zip")
    (tmp_path / "kept.zip").write_text("another one")
    said = founded("backup", "kept.zip")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("kept.zip is there already: name another file, or say --force to replace it.")
    assert (tmp_path / "kept.zip").read_text() == "another one"
    assert founded("backup", "kept.zip", "--force").code == 0
    assert (tmp_path / "kept.zip").read_bytes().startswith(b"PK")


def test_a_backup_goes_into_a_folder_that_is_there(founded: Shell, tmp_path: Path) -> None:
    said = founded("backup", "disk/kept.zip")
    assert (said.code, said.out) == (1, "")
    assert said.err == "There is no folder disk: make it, or name another file. Nothing was written.\n"
    assert not (tmp_path / "disk").exists()
    assert "is a folder: name a file in it" in founded("backup", ".").err


def test_a_folder_that_is_made_on_the_way_is_told(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[database]\nurl = "sqlite:///data/valo.db"\n[vault]\nkey_file = "keys/valo.key"\n'
    )
    first, second, third, *_ = talkoot("init", "--organisation", "Valo Centre").out.splitlines()
    assert (first, second) == (f"Made: folder {tmp_path}/keys.", f"Made: folder {tmp_path}/data.")
    assert third == f"Made: key file {tmp_path}/keys/valo.key."
    (tmp_path / "config.toml").write_text('[database]\nurl = "sqlite:///dta/valo.db"\n')
    assert talkoot("migrate").out.startswith(f"Made: folder {tmp_path}/dta.\n")


def test_the_folder_of_an_export_is_made_and_told(
    founded: Shell, installed: Callable[[], Store], tmp_path: Path
) -> None:
    Valo(installed())
    assert founded("export", "--course", "1", "--out", "figures").out.startswith("Made: folder figures.\n")
    assert (tmp_path / "figures" / "participants.csv").exists()
    assert "Made" not in founded("export", "--course", "1", "--out", "figures").out


def test_an_unwritable_place_is_named_without_a_traceback(founded: Shell) -> None:
    said = founded("backup", "/proc/kept.zip")
    assert said.code == 1
    assert said.err.startswith("/proc")
    assert "Traceback" not in said.err


def test_what_was_set_aside_is_listed_and_put_back(founded: Shell, installed: Callable[[], Store]) -> None:
    assert founded("quarantine", "list").out == "Nothing is set aside.\n"
    house, bot = installed(), Bot(Platform.TELEGRAM, "7")
    house.now_run(lambda work: work.bots.ensure(bot, "valo_bot", "https://t.me/valo_bot"))
    raws = [Raw(name, "70001111", b"My secret words") for name in ("1", "2")]
    kept = house.now_run(lambda work: work.inbox.keep(bot, raws, {}, Clock().now()))
    rows = [each.id for each in kept]
    for row, number in zip(rows, ("4F2C", "A1B2"), strict=True):
        house.now_run(lambda work, row=row, number=number: work.inbox.quarantine(row, number, Clock().now()))

    listed = founded("quarantine", "list").out
    assert [line.split("\t")[0] for line in listed.splitlines()] == ["4F2C", "A1B2"]
    assert not re.search("secret|70001111", listed + founded("quarantine", "list", "--json").out)

    unknown = founded("quarantine", "retry", "FFFF")
    assert (unknown.code, unknown.err) == (1, "Nothing is set aside under FFFF. What is: talkoot quarantine list\n")
    said = founded("quarantine", "retry", "a1b2")
    assert said.out == "Put back: A1B2. The running bot deals with it within a minute, or when it starts.\n"
    assert [each.id for each in house.now_read(lambda work: work.inbox.pending(bot, 0, 9))] == [rows[1]]
    assert founded("quarantine", "retry", "--all").out.startswith("Put back: 4F2C.")
    assert founded("quarantine", "retry").code == 2
