"""What a person is asked: typed questions. A platform decides how many fit on a page; nothing else differs."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from community.chat.inbound import Attachment
from community.days import read_day
from community.errors import Invalid
from community.time_phrases import Understood, read_when
from community.zones import zone_meant

DIGITS = 18
"""No number of ours has more; what has might not fit into the database."""

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of writing: a name can look like another with them, and turns what stands behind it."""


def can_be_seen(text: str) -> bool:
    """Whether there is anything in it but spaces and signs that nobody sees."""
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question may need to understand an answer: the moment, the zone and language of the person."""

    now: datetime
    zone: ZoneInfo
    language: str


class Kind(Protocol):
    """A kind of question: `read` turns what was typed or chosen into a value, or raises `Invalid`."""

    def read(self, raw: str, reading: Reading) -> Any: ...


@dataclass(frozen=True, slots=True)
class Line:
    """Words: one line, or several. Lengths in characters."""

    least: int = 1
    most: int = 200
    several_lines: bool = False

    @property
    def is_word(self) -> bool:
        """So short that one word answers it where more follows in the same line."""
        return not self.several_lines and self.most <= 40

    def read(self, raw: str, reading: Reading) -> str:  # noqa: ARG002
        text = "".join(sign for sign in raw if self.several_lines or sign not in TURNS).strip()
        if len(text) < self.least or not can_be_seen(text):
            raise Invalid("text_too_short", least=self.least)
        if len(text) > self.most:
            raise Invalid("text_too_long", most=self.most, length=len(text))
        return text if self.several_lines else " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds."""

    low: int
    high: int

    def read(self, raw: str, reading: Reading) -> int:  # noqa: ARG002
        try:
            value = int(raw.strip())
        except ValueError:
            raise Invalid("not_a_number", given=raw, low=self.low, high=self.high) from None
        if not self.low <= value <= self.high:
            raise Invalid("number_out_of_range", given=value, low=self.low, high=self.high)
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few fixed codes; each is worded by the key `choice.<question>.<code>` or shown as it is."""

    codes: tuple[str, ...]

    def read(self, raw: str, reading: Reading) -> str:  # noqa: ARG002
        code = raw.strip()
        if code not in self.codes:
            raise Invalid("not_a_choice", given=raw, choices=", ".join(self.codes))
        return code


@dataclass(frozen=True, slots=True)
class When:
    """A moment or a rule, as people write it: `Mon 9:00`, `every Monday 9:00 until 12.12.`."""

    def read(self, raw: str, reading: Reading) -> Understood:
        return read_when(raw, reading.now, reading.zone, reading.language)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its IANA name, or by its city alone."""

    def read(self, raw: str, reading: Reading) -> ZoneInfo:
        name = zone_meant(raw, reading.language)
        if name is None:
            raise Invalid("no_such_zone", given=raw)
        return ZoneInfo(name)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its year: `11.1.2027` or `2027-01-11`."""

    def read(self, raw: str, reading: Reading) -> date:  # noqa: ARG002
        return read_day(raw)


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the things this person may choose here; `source` names the list that `bot.suggest` offers. Read as an id."""

    source: str

    def read(self, raw: str, reading: Reading) -> int:  # noqa: ARG002
        digits = raw.strip().lstrip("#")
        if not digits.isdecimal() or len(digits) > DIGITS:
            raise Invalid("not_in_the_list", given=raw)
        return int(digits)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: how its name may end, and how many bytes it may have. Read as an `Attachment` that is not fetched yet."""

    endings: tuple[str, ...]
    most: int

    def read(self, raw: str, reading: Reading) -> Attachment:  # noqa: ARG002
        try:
            file = Attachment.read(raw)
        except ValueError:
            raise Invalid("file_wanted") from None
        if not file.name.casefold().endswith(self.endings):
            raise Invalid("file_of_another_kind", given=file.name, kinds=", ".join(self.endings))
        if file.size > self.most:
            raise Invalid("file_too_large", given=file.name, megabytes=self.most >> 20)
        return file


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the course, by name or `#12`; `source` names the list that `bot.suggest` offers. Who it is, the command finds."""

    source: str
    most: int = 60

    def read(self, raw: str, reading: Reading) -> str:
        return Line(most=self.most).read(raw, reading)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `name` is the parameter it fills and the key of its wording."""

    name: str
    kind: Kind
    required: bool = True
    default: Callable[[Any], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices a person is offered: what comes back, and what is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A question put into words for one person: ready to be rendered as a message or as a field of a modal."""

    name: str
    label: str
    kind: Kind
    required: bool = True
    hint: str = ""
    inside: str = ""
    """What stands in the field until something is written there."""
    value: str = ""
    options: Sequence[Option] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The fields that are asked at once, and the token under which the answers come back."""

    token: str
    title: str
    fields: Sequence[Field]
