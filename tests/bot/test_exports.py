"""The files a coordinator takes away, as a spreadsheet and a person read them."""

import csv
import io
import re
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.cells import FORMULA_STARTS, cell, lines, of_dataclass
from bot.exports.csvs import in_memory, write
from bot.exports.dictionary import DEFINITIONS, FORMATIONS, GROUPS, PAIRS, PARTICIPANTS, PROMPTS
from community.chat.address import Account, Platform
from storage.engine import Store
from storage.figures import ParticipantRow
from storage.group_figures import FormationRow, GroupRow
from storage.pairs import PairRow
from tests.valo import DAY, HOUR, MONDAY, Valo

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")

texts = st.text() | st.builds(str.__add__, st.sampled_from([*FORMULA_STARTS, " =", "\u00a0+", "'="]), st.text())
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
moments = st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.fixture
def valo(store: Store) -> Valo:
    course = Valo(store)
    aino, ben, slot = course.joins("Aino", AINO), course.joins("Ben", BEN), course.prompt()
    answer = course.answers(aino, slot, "Luin lehteä.", MONDAY + HOUR)
    course.replies(ben, answer, "Mitä lehteä?", MONDAY + 2 * HOUR)
    return course


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def files(valo: Valo) -> dict[str, bytes]:
    return valo.do(lambda work: in_memory(work, valo.course.id, MONDAY + DAY))


PROMISED = {
    "participants.csv": (
        "export_id,course_id,group_id,organisation,country,platform,role,joined_on,left_on,status,prompts_received,"
        "prompts_answered,comments_received,peer_replies,last_active_week"
    ),
    "prompts.csv": (
        "prompt_id,course_id,slot_utc,local_time,zone,state,posted_at,invited,answered,peer_replies,"
        "median_hours_to_first_answer"
    ),
    "groups.csv": (
        "group_id,course_id,members,active_members,answers,peer_replies,share_members_replying,"
        "median_hours_to_first_reply,participation_gini"
    ),
    "formations.csv": "formation_id,course_id,state,formed_on,settled_on,export_id,outcome,reasons,group_number",
    "pairs.csv": "course_id,round,began_on,pairs,trios,met,not_met,silent,without",
    "data_dictionary.csv": "file,column,kind,meaning",
}
ROWS = {"groups.csv": GroupRow, "formations.csv": FormationRow, "pairs.csv": PairRow}


def test_the_columns_are_those_that_were_promised(valo: Valo) -> None:
    valo.do(lambda work: work.groups.add(valo.course.id, "Aurora", None, MONDAY))
    headings = {name: ",".join(read(content)[0]) for name, content in files(valo).items()}
    assert headings == {name: PROMISED[name] for name in headings}
    assert set(PROMISED) - set(headings) == {"formations.csv", "pairs.csv"}
    for name, row in ROWS.items():
        assert ",".join(field.name for field in fields(row)) == PROMISED[name]


def test_a_course_without_groups_and_pairs_has_no_files_about_them(valo: Valo) -> None:
    assert set(files(valo)) == {"participants.csv", "prompts.csv", "data_dictionary.csv"}


def test_a_prompt_reads_as_a_line_of_plain_facts(valo: Valo) -> None:
    _, line = read(files(valo)["prompts.csv"])
    when = ["2026-11-30T07:00:00Z", "2026-11-30T09:00", "Europe/Helsinki", "open", "2026-11-30T07:00:00Z"]
    assert line == ["1", "1", *when, "2", "1", "1", "1"]


def test_nobodys_name_account_or_words_are_in_the_files(valo: Valo) -> None:
    everything = b"".join(files(valo).values()).decode()
    secrets = ("Aino", "Ben", "Dina", AINO.id, BEN.id, "70004444", "lehteä", "teit")
    assert [each for each in secrets if each in everything] == []


def test_the_dictionary_explains_every_column_of_every_file(valo: Valo) -> None:
    found = files(valo)
    explained = {(file, column): meaning for file, column, _, meaning in read(found["data_dictionary.csv"])[1:]}
    names = set(PROMISED) - {"data_dictionary.csv"}
    columns = {(name, column) for name in names for column in PROMISED[name].split(",")}
    assert columns <= set(explained)
    assert {(each.file, each.column) for each in (*PARTICIPANTS, *PROMPTS, *GROUPS, *FORMATIONS, *PAIRS)} == columns
    assert all(meaning.endswith(".") for meaning in explained.values())
    assert {each.column for each in DEFINITIONS} >= {"gross", "net", "peer reply", "own action"}


def test_an_organisation_with_a_dangerous_name_is_harmless_in_a_spreadsheet(valo: Valo) -> None:
    risky = valo.do(lambda work: work.organisations.create('=HYPERLINK("x")', "fi", "UTC", MONDAY))
    valo.course.organisation = risky.id
    valo.do(lambda work: work.courses.save(valo.course))
    _, line, *_ = read(files(valo)["participants.csv"])
    assert line[3] == '\'=HYPERLINK("x")'


@given(st.lists(texts, min_size=1, max_size=4))
def test_no_text_is_a_formula_and_none_is_lost(cells: list[str]) -> None:
    content = b"".join(lines([str(number) for number in range(len(cells))], [cells]))
    _, *rows = read(content)
    shown = rows[0] if rows else [""]
    assert not any(text.lstrip().startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) for text in shown)
    assert [text if text == was else text[1:] for text, was in zip(shown, cells, strict=True)] == cells


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0@"])  # noqa: RUF001
def test_every_sign_that_begins_a_formula_is_met_with_an_apostrophe(start: str) -> None:
    assert cell(f"{start}x") == f"'{start}x"


@given(numbers)
def test_numbers_stay_numbers(number: float) -> None:
    shown = str(cell(number))
    assert NUMBER.fullmatch(shown)
    assert float(shown) == pytest.approx(number, rel=1e-5)


@given(moments)
def test_moments_are_iso_8601_in_utc(moment: datetime) -> None:
    shown = str(cell(moment))
    assert shown.endswith("Z")
    assert datetime.fromisoformat(shown) == moment.replace(microsecond=0)


def test_days_and_missing_values_are_plain() -> None:
    assert [cell(date(2026, 11, 30)), cell(None), cell(0), cell(2.5)] == ["2026-11-30", "", 0, "2.5"]


def test_files_are_written_whole_and_for_their_owner_alone(valo: Valo, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    written = valo.do(lambda work: write(work, valo.course.id, tmp_path / "out", MONDAY + DAY))
    assert {path.name: path.read_bytes() for path in written} == files(valo)
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)
    assert all(path.stat().st_mode & 0o077 == 0 for path in written)


def test_an_export_that_breaks_off_leaves_the_earlier_files(
    valo: Valo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = valo.do(lambda work: write(work, valo.course.id, tmp_path, MONDAY))
    before = {path: path.read_bytes() for path in written}
    monkeypatch.setattr("bot.exports.csvs.DICTIONARY", _breaking())
    with pytest.raises(OSError, match="disk"):
        valo.do(lambda work: write(work, valo.course.id, tmp_path, MONDAY + 30 * DAY))
    assert {path: path.read_bytes() for path in tmp_path.glob("*.csv")} == before
    assert {path for path in tmp_path.iterdir() if path.suffix == ".csv" or path.name.startswith(".")} == set(before)


def _breaking() -> Iterable[object]:
    yield PARTICIPANTS[0]
    raise OSError("the disk is full")


def test_a_hundred_thousand_rows_take_little_memory(tmp_path: Path) -> None:
    def people() -> Iterator[ParticipantRow]:
        facts = ("telegram", "learner", date(2026, 11, 30), None, "active", 10, 9, 8, 7, "2026-W49")
        return (ParticipantRow(f"{number:016}", 1, 3, "Valo Centre", "FI", *facts) for number in range(100_000))

    tracemalloc.start()
    with (tmp_path / "participants.csv").open("wb") as file:
        file.writelines(of_dataclass(ParticipantRow, people()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "participants.csv").stat().st_size > 5_000_000
    assert peak < 1_000_000
