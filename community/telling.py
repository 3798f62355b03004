"""What people are asked about themselves: kinds of questions that read languages, free hours, interests and pauses."""

from dataclasses import dataclass
from datetime import datetime

from community.chat.form import Reading
from community.hours import read_hours, written
from community.interests import read_interests
from community.languages import read_languages
from community.pauses import read_pause


@dataclass(frozen=True, slots=True)
class Languages:
    """Those that somebody reads and writes; read as codes."""

    def read(self, raw: str, reading: Reading) -> tuple[str, ...]:
        return read_languages(raw, reading.language)


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is free in a week; read as `community.hours` keeps it."""

    def read(self, raw: str, reading: Reading) -> str:
        return written(read_hours(raw, reading.language))


@dataclass(frozen=True, slots=True)
class Interests:
    """A few words between commas."""

    def read(self, raw: str, reading: Reading) -> tuple[str, ...]:  # noqa: ARG002
        return read_interests(raw)


@dataclass(frozen=True, slots=True)
class Pause:
    """How long somebody pauses; read as the moment at which it ends, or None for at once."""

    def read(self, raw: str, reading: Reading) -> datetime | None:
        return read_pause(raw, reading.now, reading.zone, reading.language)
