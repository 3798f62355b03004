"""How one course works: every rule is a setting with a default, and whole modules can be switched off."""

import json
from collections.abc import Iterator
from dataclasses import Field, asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from community.errors import Invalid


class Module(StrEnum):
    """A part of a course that can be switched off as a whole."""

    GROUPS = "groups"
    ROLES = "roles"
    PAIRS = "pairs"
    SHARING = "sharing"


def _number(default: int, low: int, high: int) -> int:
    value: int = field(default=default, metadata={"low": low, "high": high})
    return value


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """The settings of one course. Flags are true or false; numbers have bounds; weights are in per cent of a group's score."""

    groups: bool = True
    roles: bool = True
    pairs: bool = True
    sharing: bool = False
    """Whether words may cross to the other platform, item by item, if their author says yes."""
    group_size: int = _number(4, 2, 8)
    roles_from_week: int = _number(3, 1, 12)
    """One new thing at a time: roles begin in this week of a group."""
    not_alone: bool = True
    """Nobody is the only one of a kind in a group."""
    seats: int = _number(0, 0, 5000)
    """How many may take part; 0 is without a limit. Who comes later waits on a list."""
    approval: bool = False
    offer_days: int = _number(3, 1, 30)
    """How long a seat that became free is kept for who was next."""
    ask_languages: bool = True
    ask_hours: bool = True
    ask_interests: bool = True
    ask_goal: bool = False
    ask_level: bool = False
    weight_hours: int = _number(35, 0, 100)
    weight_interests: int = _number(20, 0, 100)
    weight_countries: int = _number(15, 0, 100)
    weight_levels: int = _number(15, 0, 100)
    weight_platforms: int = _number(15, 0, 100)

    def has(self, module: Module) -> bool:
        """Whether a part of the course is switched on."""
        return bool(getattr(self, module))

    def changed(self, name: str, raw: str) -> "CourseSettings":
        """With one setting as somebody wrote it; `Invalid` says what may be written."""
        known = next((each for each in fields(self) if each.name == name), None)
        if known is None:
            raise Invalid("no_such_setting", given=name)
        change: dict[str, Any] = {name: _read(known, raw)}
        return replace(self, **change)

    def written(self) -> str:
        """As JSON, without what is as usual."""
        usual = asdict(CourseSettings())
        return json.dumps({name: value for name, value in asdict(self).items() if value != usual[name]})

    @classmethod
    def read(cls, written: str) -> "CourseSettings":
        """What `written` gave; a setting we no longer know is passed over."""
        known = {each.name for each in fields(cls)}
        found = json.loads(written) if written else {}
        return cls(**{name: value for name, value in found.items() if name in known})

    def __iter__(self) -> Iterator[tuple[str, int | bool]]:
        return iter(asdict(self).items())


def bounds(name: str) -> tuple[int, int] | None:
    """The least and the most of a number; None for a flag."""
    known: Field[Any] = next(each for each in fields(CourseSettings) if each.name == name)
    return (known.metadata["low"], known.metadata["high"]) if known.metadata else None


def _read(known: Field[Any], raw: str) -> int | bool:
    written = raw.strip().casefold()
    if not known.metadata:
        if written not in {"on", "off"}:
            raise Invalid("not_on_or_off", given=raw)
        return written == "on"
    low, high = known.metadata["low"], known.metadata["high"]
    if not written.isdecimal() or not low <= int(written) <= high:
        raise Invalid("number_out_of_range", given=raw, low=low, high=high)
    return int(written)
