"""What several stories about coming in have in common: the rules of a course, and the picture on the wall."""

import struct
import zlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from storage.work import Work
from tests.stories.people import Person
from tests.stories.school import School


def rules(school: School, *, number: int = 1, **changed: Any) -> None:
    """The trainers have settled how their course works."""

    def settle(work: Work) -> None:
        course = work.courses.get(number)
        assert course is not None
        course.settings = replace(course.settings, **changed)
        work.courses.save(course)

    school.town.keeps(settle)


def ends_with_the_code(school: School, until: datetime | None) -> None:
    def settle(work: Work) -> None:
        course = work.courses.get(1)
        assert course is not None
        course.code_until = until
        work.courses.save(course)

    school.town.keeps(settle)


def asks_to_join(learner: Person, code: str) -> None:
    """Follow the link, agree and give a name: whatever comes of it."""
    learner.says(f"/start {code}")
    learner.presses("Join the course")
    learner.fills_in(name=learner.name)


def pixels(png: bytes) -> list[bytes]:
    """The rows of a picture of ours, three or four bytes for each dot."""
    at, packed, width, depth = 8, b"", 0, 0
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, depth = struct.unpack(">I", body[:4])[0], {2: 3, 6: 4}[body[9]]
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    return _unfiltered(zlib.decompress(packed), width * depth, depth)


def _unfiltered(raw: bytes, row: int, depth: int) -> list[bytes]:
    rows, above = [], bytes(row)
    for at in range(0, len(raw), row + 1):
        kind, line = raw[at], bytearray(raw[at + 1 : at + 1 + row])
        for index in range(row if kind else 0):
            left = line[index - depth] if index >= depth else 0
            corner = above[index - depth] if index >= depth else 0
            line[index] = (line[index] + _guess(kind, left, above[index], corner)) & 255
        above = bytes(line)
        rows.append(above)
    return rows


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        nearest = min(
            (abs(up - corner), 0, left), (abs(left - corner), 1, up), (abs(left + up - 2 * corner), 2, corner)
        )
        return nearest[2]
    return [0, left, up, (left + up) // 2][kind]
