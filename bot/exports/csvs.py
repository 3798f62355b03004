"""The files a coordinator takes away: who took part, what came of each prompt, and what the columns mean."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from bot.exports.cells import of_dataclass
from bot.exports.dictionary import DICTIONARY, PARTNERSHIP, WHOLE, Entry
from storage.figures import ParticipantRow, PromptRow
from storage.group_figures import FormationRow, GroupRow
from storage.pairs import PairRow
from storage.totals import CourseRow, PartnerRow
from storage.work import Work


def contents(work: Work, course: int, now: datetime) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file by name, with its lines; to be read while the work is open."""
    yield "participants.csv", of_dataclass(ParticipantRow, work.figures.participants(course, now))
    yield "prompts.csv", of_dataclass(PromptRow, work.figures.prompts(course))
    yield from _with_rows("groups.csv", GroupRow, work.group_figures.groups(course, now))
    yield from _with_rows("formations.csv", FormationRow, work.group_figures.formations(course))
    yield from _with_rows("pairs.csv", PairRow, work.pairs.figures(course))
    yield "data_dictionary.csv", of_dataclass(Entry, DICTIONARY)


def _with_rows(name: str, kind: type, rows: Iterable[Any]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """A file about what not every course has: only where there is something to tell."""
    told = iter(rows)
    if (first := next(told, None)) is not None:
        yield name, of_dataclass(kind, chain([first], told))


def of_organisation(work: Work, organisation: int, now: datetime) -> dict[str, bytes]:
    """The files of all its courses together."""
    courses = [each.id for each in work.courses.of_organisation(organisation)]
    people = chain.from_iterable(work.figures.participants(course, now) for course in courses)
    prompts = chain.from_iterable(map(work.figures.prompts, courses))
    groups = chain.from_iterable(work.group_figures.groups(course, now) for course in courses)
    formations = chain.from_iterable(map(work.group_figures.formations, courses))
    pairs = chain.from_iterable(map(work.pairs.figures, courses))
    files = {
        "participants.csv": of_dataclass(ParticipantRow, people),
        "prompts.csv": of_dataclass(PromptRow, prompts),
        "courses.csv": of_dataclass(CourseRow, work.totals.courses(organisation)),
        **dict(_with_rows("groups.csv", GroupRow, groups)),
        **dict(_with_rows("formations.csv", FormationRow, formations)),
        **dict(_with_rows("pairs.csv", PairRow, pairs)),
        "data_dictionary.csv": of_dataclass(Entry, WHOLE),
    }
    return {name: b"".join(lines) for name, lines in files.items()}


def of_partnership(work: Work, partnership: int) -> dict[str, bytes]:
    """Totals of each organisation, and nobody's row."""
    return {
        "partnership.csv": b"".join(of_dataclass(PartnerRow, work.totals.partners(partnership))),
        "data_dictionary.csv": b"".join(of_dataclass(Entry, PARTNERSHIP)),
    }


def in_memory(work: Work, course: int, now: datetime) -> dict[str, bytes]:
    """The files as they are sent in a chat."""
    return {name: b"".join(lines) for name, lines in contents(work, course, now)}


def write(work: Work, course: int, directory: Path, now: datetime) -> list[Path]:
    """Write the files into a directory. Files of an earlier export are replaced when all new ones are complete."""
    with ExitStack() as unfinished:
        parts = {}
        for name, lines in contents(work, course, now):
            parts[directory / name] = part = _part(directory, name)
            unfinished.callback(part.unlink, missing_ok=True)
            with part.open("wb") as file:
                file.writelines(lines)
        for target, part in parts.items():
            part.replace(target)
    return list(parts)


def _part(directory: Path, name: str) -> Path:
    """A file that nobody but its owner reads: rows about people, even without their names, are personal data."""
    descriptor, path = tempfile.mkstemp(dir=directory, prefix=f".{name}.")
    os.close(descriptor)
    return Path(path)
