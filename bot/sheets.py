"""Tables that people send as files: rows of texts, whatever program wrote them and in whichever country."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from community.chat.form import Upload
from community.chat.inbound import Attachment
from community.errors import Invalid

TEXTS = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xls", ".ods")
FILE_MOST = 1024 * 1024
UNPACKED_MOST = 32 * FILE_MOST
"""A small file can hold a whole house; what unpacks to more than this is not opened."""
ROWS_MOST = 2000
CELLS_MOST = 60
"""Whatever stands further to the right is not looked at."""
CELL_MOST = 500
SEPARATORS = ";,\t"

TABLE = Upload((*TEXTS, *BOOKS), FILE_MOST)

Rows = list[list[str]]


def rows_of(file: Attachment, content: bytes) -> Rows:
    """Every row from the first on, empty ones as well, so that they can be counted as people see them."""
    if len(content) > FILE_MOST:
        raise Invalid("file_too_large", given=file.name, megabytes=FILE_MOST >> 20)
    rows = _book(file, content) if file.name.casefold().endswith(BOOKS) else _lines(file, content)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Invalid("list_empty", given=file.name)
    if len(rows) > ROWS_MOST:
        raise Invalid("list_too_long", given=file.name, most=ROWS_MOST)
    return rows


def _lines(file: Attachment, content: bytes) -> Rows:
    text = _decoded(file, content)
    try:
        return [_texts(row) for row in _limited(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))]
    except csv.Error as error:
        raise Invalid("list_unreadable", given=file.name) from error


def _decoded(file: Attachment, content: bytes) -> str:
    """UTF-8 if it can be; else what spreadsheets of Western Europe write by themselves."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    elif b"\x00" in content[:4000]:
        raise Invalid("list_unreadable", given=file.name)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("list_unreadable", given=file.name)


def _separator(text: str) -> str:
    """The sign that stands most often, and equally often, in the first lines; a list of names alone needs none."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {sign: [line.count(sign) for line in lines] for sign in SEPARATORS}

    def fits(sign: str) -> tuple[int, int]:
        usual = max(counts[sign], key=counts[sign].count, default=0)
        return counts[sign].count(usual) if usual else 0, usual

    return max(SEPARATORS, key=fits)


def _book(file: Attachment, content: bytes) -> Rows:
    try:
        _must_be_small(file, content)
        return _sheet(content)
    except Invalid:
        raise
    except BaseException as error:  # a panic of the Rust library is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Invalid("list_unreadable", given=file.name) from error


def _must_be_small(file: Attachment, content: bytes) -> None:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_MOST:
                raise Invalid("file_too_large", given=file.name, megabytes=FILE_MOST >> 20)


def _sheet(content: bytes) -> Rows:
    """The first sheet that people see and on which something stands."""
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    for sheet in book.sheets_metadata:
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet:
            found = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False, nrows=ROWS_MOST + 1)
            if found:
                return [_texts(row) for row in _limited(iter(found))]
    return []


def _limited(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """One more than may be, so that too many are noticed."""
    for number, row in enumerate(rows):
        if number > ROWS_MOST:
            return
        yield row


def _texts(row: Sequence[Any]) -> list[str]:
    return [_text(cell) for cell in row[:CELLS_MOST]]


def _text(cell: Any) -> str:
    """A cell as it is read: numbers of people are whole, though spreadsheets keep them as fractions."""
    match cell:
        case bool():
            text = "true" if cell else "false"
        case float() if cell.is_integer():
            text = str(int(cell))
        case datetime() | date():
            text = cell.isoformat()
        case _:
            text = str(cell)
    return text[:CELL_MOST].strip()
