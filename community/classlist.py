"""Reading a class list: which rows are people, which are not, and why. Every row is good, faulty or empty."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from community.chat.form import TURNS, can_be_seen
from community.errors import Invalid
from community.headings import Column, column_of

NAME_MOST = 60
NUMBER_MOST = 40
GROUP_MOST = 40
HEADINGS_WITHIN = 10
"""The headings stand in one of the first rows; above them there may be a title."""

_FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001
_DASHES = frozenset("-–—−_.")  # noqa: RUF001
_MAIL = re.compile(r"\S@\S")
_PHONE = re.compile(r"(?:\d[\s()/.-]*){6}")


class Fault(StrEnum):
    """Why a row is left out."""

    NO_NAME = "no name"
    NAME_TOO_LONG = "name too long"
    MAIL_IN_NAME = "mail in name"
    PHONE_IN_NAME = "phone in name"
    NUMBER_TOO_LONG = "number too long"
    MAIL_IN_NUMBER = "mail in number"
    NUMBER_TWICE = "number twice"
    ON_THE_LIST = "on the list"
    CLAIMED = "claimed"
    UNKNOWN_LANGUAGE = "unknown language"
    GROUP_TOO_LONG = "group too long"
    TOO_MANY_CELLS = "too many cells"
    NO_HEADING = "no heading"
    FORMULA = "formula"
    CONTROL_SIGN = "control sign"
    NO_SEAT_LEFT = "no seat left"


def key_of(name: str, number: str) -> str:
    return f"#{number.casefold()}" if number else name.casefold()


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list."""

    name: str
    number: str = ""
    language: str = ""
    group: str = ""

    @property
    def key(self) -> str:
        """By what the same person is recognised: the number, else the name."""
        return key_of(self.name, self.number)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row that is left out. `given` is what stands in the cell; `row` is counted from 1, as spreadsheets do."""

    row: int
    fault: Fault
    name: str
    given: str = ""
    earlier: int = 0
    """The row that has the same number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Who is on the list of the course already, by their keys; and those of them who came in."""

    keys: Collection[str] = frozenset()
    claimed: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClassList:
    """What was found in a file."""

    good: tuple[tuple[int, Line], ...]
    faulty: tuple[Faulty, ...]
    empty: int
    """So many rows were passed by: empty ones, and what stands above the headings."""
    same_names: tuple[tuple[str, int, int], ...] = ()
    """Names that two rows have, without a number that would tell whether they are two people."""
    not_kept: tuple[str, ...] = ()
    """The headings of columns that we do not keep."""

    @property
    def people(self) -> list[Line]:
        return [line for _, line in self.good]


@dataclass(slots=True)
class _Reading:
    """What has been seen so far, row by row."""

    columns: list[Column | None]
    languages: Mapping[str, str]
    listed: Listed
    room: int | None
    good: list[tuple[int, Line]] = field(default_factory=list)
    faulty: list[Faulty] = field(default_factory=list)
    empty: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    same: list[tuple[str, int, int]] = field(default_factory=list)


def read(
    rows: Sequence[Sequence[str]],
    languages: Mapping[str, str],
    listed: Listed = Listed(),
    room: int | None = None,
) -> ClassList:
    """Sort the rows of a table. `languages` are the names of languages in small letters with their codes.

    `room` is how many seats there are for them; None for any number. `Invalid` if no row tells what the columns mean.
    """
    at, columns = _headings(rows)
    found = _Reading(columns, languages, listed, room)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        _take(found, number, [_tidy(cell) for cell in row])
    others = [cell for cell, column in zip(rows[at], columns, strict=False) if column is Column.OTHER]
    return ClassList(
        good=tuple(found.good),
        faulty=tuple(found.faulty),
        empty=found.empty + at,
        same_names=tuple(found.same),
        not_kept=tuple(dict.fromkeys(_tidy(each) for each in others)),
    )


def still_new(lines: Sequence[Line], listed: Listed, room: int | None) -> list[Line]:
    """Those who are not on the list by now, and for whom there is a seat."""
    new = [line for line in lines if line.key not in listed.keys]
    return new if room is None else new[: max(room, 0)]


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, list[Column | None]]:
    for at, row in enumerate(rows[:HEADINGS_WITHIN]):
        columns = [column_of(cell) for cell in row]
        if _NAMES & set(columns):
            while columns[-1] is None:  # spreadsheets fill every row up to the widest
                columns.pop()
            return at, _settled(columns)
    raise Invalid("list_without_names")


_NAMES = frozenset({Column.NAME, Column.FIRST})


def _settled(columns: list[Column | None]) -> list[Column | None]:
    """`Nome` beside `Cognome` is a first name; a whole name beside both its parts is not needed."""
    if Column.LAST in columns and Column.NAME in columns:
        whole = Column.OTHER if Column.FIRST in columns else Column.FIRST
        columns = [whole if each is Column.NAME else each for each in columns]
    for each in (*_NAMES, Column.LAST, Column.NUMBER, Column.LANGUAGE, Column.GROUP):
        if columns.count(each) > 1:
            raise Invalid("list_column_twice", column=each)
    return columns


def _tidy(cell: str) -> str:
    """Without breaks and needless spaces; dashes alone stand for nothing."""
    text = " ".join(cell.split())
    return "" if _DASHES.issuperset(text) else text


def _take(found: _Reading, number: int, cells: Sequence[str]) -> None:
    if not any(cells):
        found.empty += 1
        return
    line = _line(found, cells)
    faulty = next(_faults(found, number, cells, line), None)
    if faulty is not None:
        found.faulty.append(faulty)
        return
    if line.key in found.rows:
        found.same.append((line.name, found.rows[line.key], number))
    found.rows.setdefault(line.key, number)
    found.good.append((number, line))


def _line(found: _Reading, cells: Sequence[str]) -> Line:
    by_column = {column: cell for column, cell in zip(found.columns, cells, strict=False) if column is not None}
    name = by_column.get(Column.NAME) or " ".join(
        part for part in (by_column.get(Column.FIRST), by_column.get(Column.LAST)) if part
    )
    spoken = by_column.get(Column.LANGUAGE, "")
    return Line(
        name,
        by_column.get(Column.NUMBER, ""),
        found.languages.get(spoken.casefold(), spoken),
        by_column.get(Column.GROUP, ""),
    )


def _faults(found: _Reading, number: int, cells: Sequence[str], line: Line) -> Iterator[Faulty]:
    """Everything that speaks against a row; the first is told."""
    yield from (Faulty(number, fault, line.name, given) for fault, given in _shape(found, cells))
    yield from (Faulty(number, fault, line.name, given) for fault, given in _contents(found, line))
    if line.key in found.listed.claimed:
        yield Faulty(number, Fault.CLAIMED, line.name, line.number)
    if line.key in found.listed.keys:
        yield Faulty(number, Fault.ON_THE_LIST, line.name, line.number)
    if line.number and line.key in found.rows:
        yield Faulty(number, Fault.NUMBER_TWICE, line.name, line.number, found.rows[line.key])
    if found.room is not None and len(found.good) >= found.room:
        yield Faulty(number, Fault.NO_SEAT_LEFT, line.name)


def _shape(found: _Reading, cells: Sequence[str]) -> Iterator[tuple[Fault, str]]:
    for place, cell in enumerate(cells):
        if cell and place >= len(found.columns):
            yield Fault.TOO_MANY_CELLS, cell
        elif cell and found.columns[place] is None:
            yield Fault.NO_HEADING, cell
    for column, cell in zip(found.columns, cells, strict=False):
        if column is None or column is Column.OTHER:
            continue
        if any(unicodedata.category(sign) == "Cc" or sign in TURNS for sign in cell):
            yield Fault.CONTROL_SIGN, ""
        if cell.startswith(_FORMULA):
            yield Fault.FORMULA, cell


def _contents(found: _Reading, line: Line) -> Iterator[tuple[Fault, str]]:
    if not can_be_seen(line.name):
        yield Fault.NO_NAME, line.number
    if _MAIL.search(line.name):
        yield Fault.MAIL_IN_NAME, line.name
    if _PHONE.search(line.name):
        yield Fault.PHONE_IN_NAME, line.name
    if len(line.name) > NAME_MOST:
        yield Fault.NAME_TOO_LONG, line.name
    if _MAIL.search(line.number):
        yield Fault.MAIL_IN_NUMBER, line.number
    if len(line.number) > NUMBER_MOST:
        yield Fault.NUMBER_TOO_LONG, line.number
    if line.language and line.language not in found.languages.values():
        yield Fault.UNKNOWN_LANGUAGE, line.language
    if len(line.group) > GROUP_MOST:
        yield Fault.GROUP_TOO_LONG, line.group
