"""The people and places of a playground, described in a TOML file."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

PARTNERSHIP = Path(__file__).with_name("partnership.toml")
"""Who plays when no file is named."""


class CommunityMistaken(Exception):
    """The file cannot be used; the text says where and why, a line for each mistake."""


class PersonMistaken(Exception):
    """Somebody new cannot come in like this; `faults` say why, by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


def _zone(name: str) -> str:
    if name not in available_timezones():
        near = get_close_matches(name, available_timezones(), 1, 0.5) or ["Europe/Helsinki"]
        raise ValueError(f"{name or 'nothing'} is not a time zone; write it like {near[0]}")
    return name


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{', '.join(doubled)} stands there twice")
    return names


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Zone = Annotated[str, AfterValidator(_zone)]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Names = Annotated[tuple[str, ...], AfterValidator(_once)]
Platform = Literal["telegram", "discord"]


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Centre(_Described):
    """An organisation that runs courses."""

    name: Name
    language: Language = "en"
    zone: Zone = "Europe/Helsinki"


class Somebody(_Described):
    """A person with an account on one platform or on both."""

    name: Name
    language: Language = "en"
    zone: Zone = "Europe/Helsinki"
    on: Annotated[tuple[Platform, ...], Field(min_length=1)] = ("telegram", "discord")
    role: Literal["coordinator", "trainer", "learner"] = "learner"
    centre: str = ""
    """Of staff: the organisation they are invited to."""
    tells: tuple[str, ...] = ()
    """Of learners of a course that is open: what they answer to its questions, in their language."""

    @classmethod
    def asked(cls, answers: Mapping[str, Any]) -> Self:
        """Somebody who filled in the form of the page. Raises `PersonMistaken`."""
        try:
            return cls.model_validate(answers)
        except ValidationError as error:
            raise PersonMistaken({str(each["loc"][0]): _in_words(each) for each in error.errors()}) from None


class TelegramGroup(_Described):
    """A group on Telegram; the first administrator made it."""

    title: Name
    admins: Annotated[Names, Field(min_length=1)]
    members: Names = ()
    bot: bool = True
    topics: tuple[Name, ...] = ()
    """Names of topics make it a forum."""
    bot_admin: bool = False
    """Whether the bot administers it: it may then make topics."""


class DiscordServer(_Described):
    """A server on Discord."""

    name: Name
    owner: str
    members: Names = ()
    channels: Annotated[tuple[Name, ...], Field(min_length=1)] = ("general",)
    bot: bool = True


class Course(_Described):
    """A course that is open at the beginning, in a group on Telegram, with its learners in it."""

    name: Name
    trainer: str
    group: str
    channel: str = ""
    """On Discord, connected with it."""
    learners: Names = ()


class Community(_Described):
    """Everybody and every place at the beginning."""

    centres: tuple[Centre, ...] = Field(min_length=1)
    people: tuple[Somebody, ...] = Field(min_length=1)
    groups: tuple[TelegramGroup, ...] = ()
    servers: tuple[DiscordServer, ...] = ()
    courses: tuple[Course, ...] = ()

    @classmethod
    def read(cls, file: Path = PARTNERSHIP) -> Self:
        """Raises `CommunityMistaken` with every mistake at once."""
        try:
            written = tomllib.loads(file.read_text(encoding="utf-8-sig"))
            found = cls.model_validate(written)
        except OSError as error:
            raise CommunityMistaken(f"{file} cannot be read: {error.strerror}.") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CommunityMistaken(f"{file} is not TOML: {error}.") from None
        except ValidationError as error:
            faults = [f"{_where(each['loc'], written)}: {_in_words(each)}" for each in _own(error.errors())]
        else:
            faults = list(found.strangers())
        if faults:
            raise CommunityMistaken("\n".join(f"{file}: {fault}" for fault in faults))
        return found

    def strangers(self) -> Iterator[str]:
        """Names that fit to nobody, or to two."""
        yield from _twice("people are called", [person.name for person in self.people])
        yield from _twice("centres are called", [centre.name for centre in self.centres])
        centres = {centre.name for centre in self.centres}
        for person in self.people:
            if person.role != "learner" and person.centre not in centres:
                what = f"is {person.role} of {person.centre}" if person.centre else f"is {person.role} of no centre"
                yield f"{person.name} {what}; write centre = with one of {', '.join(sorted(centres))}."
        for group in self.groups:
            yield from self._absent(group.title, "telegram", *group.admins, *group.members)
        for server in self.servers:
            yield from self._absent(server.name, "discord", server.owner, *server.members)
        for course in self.courses:
            yield from self._unopened(course)

    def _unopened(self, course: Course) -> Iterator[str]:
        """Why a course cannot be open at the beginning."""
        staff, groups = (
            [each.name for each in self.people if each.role != "learner"],
            [each.title for each in self.groups],
        )
        channels = [name for server in self.servers for name in server.channels]
        yield from self._absent(course.name, "telegram", course.trainer)
        yield from self._strange(course.name, *course.learners)
        if course.trainer not in staff:
            yield f"{course.name} has the trainer {course.trainer}, who is trainer of no centre{_perhaps(course.trainer, staff)}."
        if course.group not in groups:
            yield f"{course.name} meets in {course.group}, which is no group{_perhaps(course.group, groups)}."
        if course.channel and course.channel not in channels:
            yield f"{course.name} meets in {course.channel}, which is no channel{_perhaps(course.channel, channels)}."

    def _absent(self, where: str, platform: Platform, *names: str) -> Iterator[str]:
        known = {person.name: person.on for person in self.people}
        yield from self._strange(where, *names)
        for name in dict.fromkeys(names):
            if platform not in known.get(name, platform):
                yield f"{where} names {name}, who has no account on {platform.title()}."

    def _strange(self, where: str, *names: str) -> Iterator[str]:
        known = [person.name for person in self.people]
        for name in dict.fromkeys(names):
            if name not in known:
                yield f"{where} names {name}, who is not among the people{_perhaps(name, known)}."


def _own(errors: Sequence[Any]) -> list[Any]:
    """Without those that come of others: a list whose entries are mistaken is told to be too short as well."""

    def inside(outer: tuple[int | str, ...]) -> bool:
        return any(len(each["loc"]) > len(outer) and each["loc"][: len(outer)] == outer for each in errors)

    return [each for each in errors if each["type"] != "too_short" or not inside(each["loc"])]


def _twice(what: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two {what} {name}; names tell them apart here."


def _where(loc: tuple[int | str, ...], written: Any) -> str:
    """Such as `people 3 (Olav), zone`, counted from 1 as people count."""
    steps: list[str] = []
    for part in loc:
        written = _inside(written, part)
        if isinstance(part, int) and steps:
            called = _inside(written, "name") or _inside(written, "title")
            steps[-1] += f" {part + 1}" + (f" ({called})" if called else "")
        else:
            steps.append(str(part))
    return ", ".join(steps)


def _inside(written: Any, part: int | str) -> Any:
    try:
        return written[part]
    except (LookupError, TypeError):
        return None


_WORDS = {
    "missing": "is missing",
    "string_too_short": "is empty; write something",
    "string_too_long": "is too long; {max_length} letters are the most",
    "string_pattern_mismatch": "is not a language; write it like en or fi",
    "string_type": 'is not text; write it in quotes, like "Aino"',
    "literal_error": "is not known; there is {expected}",
    "too_short": "needs at least one",
    "tuple_type": 'is not a list; write it in brackets, like ["Aino", "Ben"]',
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
    "model_type": "is not a table; write it under [[brackets]]",
}
_KNOWN = {
    name for model in (Community, Centre, Somebody, TelegramGroup, DiscordServer, Course) for name in model.model_fields
}


def _in_words(error: Any) -> str:
    """A mistake as a sentence that says what to write."""
    if error["type"] == "extra_forbidden":
        name = str(error["loc"][-1])
        return f"is not known here{_perhaps(name, _KNOWN)}."
    words: str = _WORDS.get(error["type"], error["msg"].removeprefix("Value error, "))
    return words.format(**error.get("ctx", {})).rstrip(".") + "."


def _perhaps(name: str, known: Any) -> str:
    near = get_close_matches(name, [*known], 1)
    return f"; did you mean {near[0]}" if near else ""
