"""Tables from whichever program and country: the same rows come out."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sheets import ROWS_MOST, UNPACKED_MOST, rows_of
from community.chat.inbound import Attachment
from community.errors import Invalid
from tests.sheets import Cell, workbook

ROWS = [["Nimi", "Numero"], ["Sirpa Mäkinen", "450231"], ["", ""], ["Tea Ålund", "S-2"]]


def read(name: str, content: bytes) -> list[list[str]]:
    return rows_of(Attachment(id="1", name=name, mime="", size=len(content)), content)


def text(separator: str) -> str:
    return "".join(separator.join(row) + "\r\n" for row in ROWS)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_are_read_whatever_wrote_them(separator: str, encoding: str) -> None:
    assert read("list.csv", text(separator).encode(encoding)) == ROWS


def test_a_name_with_a_comma_needs_no_other_separator() -> None:
    assert read("list.csv", b'Name;Number\r\n"Laine, Ville";7\r\n') == [["Name", "Number"], ["Laine, Ville", "7"]]
    assert read("list.txt", "Nimi\nAino\nÖrjan\n".encode()) == [["Nimi"], ["Aino"], ["Örjan"]]


def test_workbooks_are_read_and_whole_numbers_stay_whole() -> None:
    cells: list[list[Cell]] = [["Nimi", "Numero"], ["Sirpa Mäkinen", 450231.0], [], ["Tea Ålund", "S-2"]]
    assert read("List.XLSX", workbook(cells)) == ROWS


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00\x01\x02" * 50])
def test_what_cannot_be_read_is_said_so(name: str, content: bytes) -> None:
    with pytest.raises(Invalid, match="list_unreadable"):
        read(name, content)


def test_a_picture_is_no_text() -> None:
    with pytest.raises(Invalid, match="list_unreadable"):
        read("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_an_empty_file_is_no_list() -> None:
    for name, content in {"a.csv": b"", "b.csv": b"\r\n;;\r\n", "c.xlsx": workbook([])}.items():
        with pytest.raises(Invalid, match="list_empty"):
            read(name, content)


def test_a_list_has_an_end() -> None:
    with pytest.raises(Invalid, match="list_too_long"):
        read("a.csv", b"Name\r\n" + b"Aino\r\n" * ROWS_MOST)
    assert len(read("a.csv", b"Name\r\n" + b"Aino\r\n" * (ROWS_MOST - 1))) == ROWS_MOST


def test_a_small_file_that_holds_a_whole_house_is_not_opened() -> None:
    packed = io.BytesIO(workbook([["Nimi"]]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/house.bin", bytes(UNPACKED_MOST + 1))
    with pytest.raises(Invalid, match="file_too_large"):
        read("a.xlsx", packed.getvalue())


@given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods"]))
@settings(max_examples=200, deadline=None)
def test_reading_fails_only_with_a_reason(content: bytes, name: str) -> None:
    with suppress(Invalid):  # anything else would fail the test
        assert read(name, content)
