"""Class lists as institutions have them: which rows are people, which are not, and why."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.classlist import ClassList, Fault, Line, Listed, read, still_new
from community.errors import Invalid
from community.headings import Column, column_of

LANGUAGES = {"fi": "fi", "suomi": "fi", "finnish": "fi", "en": "en", "english": "en"}


NOBODY = Listed()


def sorted_out(*rows: Sequence[str], listed: Listed = NOBODY, room: int | None = None) -> ClassList:
    return read(rows, LANGUAGES, listed, room)


def fault_of(*cells: str, heading: Sequence[str] = ("Name", "Number", "Language", "Group")) -> Fault:
    """Why a row is left out that stands under these headings."""
    found = sorted_out(heading, cells)
    assert not found.good
    return found.faulty[0].fault


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (("Name", "Number", "Language", "Group"), ("Aino Virtanen", "7", "Finnish", "B")),
        (("First name", "Surname", "Student ID", "Language", "Class"), ("Aino", "Virtanen", "7", "suomi", "B")),
        (("Sukunimi", "Etunimi", "Opiskelijanumero", "Kieli", "Ryhmä"), ("Virtanen", "Aino", "7", "fi", "B")),
        (("Nome completo", "N.º de aluno", "Língua", "Turma"), ("Aino Virtanen", "7", "FI", "B")),
        (("Nome", "Apelido", "Número", "Idioma", "Grupo"), ("Aino", "Virtanen", "7", "fi", "B")),
        (("Cognome", "Nome", "Matricola", "Lingua", "Gruppo"), ("Virtanen", "Aino", "7", "fi", "B")),
        (("Fornavn", "Etternavn", "Elevnummer", "Språk", "Gruppe"), ("Aino", "Virtanen", "7", "fi", "B")),
        (("NAVN:", "nummer", "Språk", "Klasse"), ("Aino  Virtanen ", "7", "fi", "B")),
    ],
)
def test_columns_are_found_by_their_headings_in_five_languages(headings: Sequence[str], row: Sequence[str]) -> None:
    assert sorted_out(headings, row).people == [Line("Aino Virtanen", "7", "fi", "B")]


def test_headings_may_stand_below_a_title_and_people_keep_the_rows_they_have_in_the_file() -> None:
    found = sorted_out(("English for seniors",), (), ("Name", "E-mail"), ("Aino", "a@x"), ("", ""), ("Ben", "b@x"))
    assert found.good == ((4, Line("Aino")), (6, Line("Ben")))
    assert (found.empty, found.not_kept) == (3, ("E-mail",))


@pytest.mark.parametrize("heading", ["E-mail", "Sähköposti", "Puhelin", "Telemóvel", "Henkilötunnus", "No", "#"])
def test_what_we_do_not_keep_is_passed_by_and_named(heading: str) -> None:
    """Running numbers, too: those of two classes are the same, and would make one person of two."""
    assert column_of(heading) is Column.OTHER


def test_a_column_of_names_is_needed() -> None:
    with pytest.raises(Invalid, match="list_without_names"):
        sorted_out(("Aino", "1"), ("Ben", "2"))


def test_two_columns_of_one_kind_are_not_guessed_at() -> None:
    with pytest.raises(Invalid, match="list_column_twice"):
        sorted_out(("Name", "Number", "Student ID"), ("Aino", "1", "2"))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("", "7"), Fault.NO_NAME),
        (("-", "7"), Fault.NO_NAME),
        (("A" * 61,), Fault.NAME_TOO_LONG),
        (("aino@school.example",), Fault.MAIL_IN_NAME),
        (("Aino 040 123 4567",), Fault.PHONE_IN_NAME),
        (("Aino", "7" * 41), Fault.NUMBER_TOO_LONG),
        (("Aino", "aino@school.example"), Fault.MAIL_IN_NUMBER),
        (("Aino", "7", "klingon"), Fault.UNKNOWN_LANGUAGE),
        (("Aino", "7", "fi", "B" * 41), Fault.GROUP_TOO_LONG),
        (("Aino", "7", "fi", "B", "x"), Fault.TOO_MANY_CELLS),
        (("=1+1",), Fault.FORMULA),
        (("+358",), Fault.FORMULA),
        (("Aino", "@x"), Fault.FORMULA),
        (("Ai\x00no",), Fault.CONTROL_SIGN),
        (("Ai\u202eno",), Fault.CONTROL_SIGN),
    ],
)
def test_each_fault_has_its_reason(cells: Sequence[str], fault: Fault) -> None:
    assert fault_of(*cells) is fault


def test_a_heading_over_two_columns_leaves_one_without() -> None:
    assert fault_of("Aino", "Virtanen", "7", heading=("Name", "", "Number")) is Fault.NO_HEADING


def test_a_number_stands_for_one_person() -> None:
    found = sorted_out(("Name", "Number"), ("Aino", "a7"), ("Ben", "A7"))
    assert [(each.row, each.fault, each.earlier) for each in found.faulty] == [(3, Fault.NUMBER_TWICE, 2)]


def test_two_people_may_have_one_name_and_that_is_said_where_no_number_tells_them_apart() -> None:
    assert sorted_out(("Name", "Number"), ("Aino", "1"), ("Aino", "2")).same_names == ()
    found = sorted_out(("Name",), ("Aino",), ("aino",))
    assert (len(found.good), found.same_names) == (2, (("aino", 2, 3),))


def test_who_is_on_the_list_or_has_come_in_is_not_added_again() -> None:
    listed = Listed(frozenset({"#1", "#2", "carla"}), frozenset({"#2"}))
    found = sorted_out(("Name", "No. ", "Number"), ("Aino", "", "1"), ("Ben", "", "2"), ("Carla",), listed=listed)
    assert [each.fault for each in found.faulty] == [Fault.ON_THE_LIST, Fault.CLAIMED, Fault.ON_THE_LIST]
    lines = [Line("Aino", "1"), Line("Dina", "4"), Line("Ellen", "5")]
    assert still_new(lines, listed, None) == lines[1:]
    assert still_new(lines, listed, 1) == lines[1:2]


def test_those_for_whom_there_is_no_seat_come_last_in_the_order_of_the_list() -> None:
    found = sorted_out(("Name",), ("Aino",), ("",), ("=x",), ("Ben",), ("Carla",), room=2)
    assert [line.name for line in found.people] == ["Aino", "Ben"]
    assert [each.fault for each in found.faulty] == [Fault.FORMULA, Fault.NO_SEAT_LEFT]


CELLS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["", "Name", "Nimi", "Number", "Kieli", "fi", "Aino", "Aino Virtanen", "7", "=1", "a@b", "-", "\x00"]
    ),
)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=30)


@given(rows=ROWS, room=st.none() | st.integers(0, 5), keys=st.frozensets(st.sampled_from(["#7", "aino"])))
@settings(max_examples=300, deadline=None)
def test_every_row_is_good_or_faulty_or_empty(rows: list[list[str]], room: int | None, keys: frozenset[str]) -> None:
    rows = [["Nimi", "Numero", "Kieli"], *rows]
    found = sorted_out(*rows, listed=Listed(keys, keys), room=room)
    assert len(found.good) + len(found.faulty) + found.empty == len(rows) - 1
    numbers = [number for number, _ in found.good] + [each.row for each in found.faulty]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= set(range(2, len(rows) + 1))
    assert room is None or len(found.good) <= room
    for line in found.people:
        assert 1 <= len(line.name) <= 60
        assert line.key not in keys
        assert line.language in {"", *LANGUAGES.values()}
        assert not line.name.startswith(("=", "+", "-", "@"))
        assert line.name == " ".join(line.name.split())


@given(rows=ROWS)
@settings(max_examples=200, deadline=None)
def test_reading_fails_only_with_a_reason(rows: list[list[str]]) -> None:
    with suppress(Invalid):  # anything else would fail the test
        sorted_out(*rows)
