"""Mistakes in the settings: where, which key, why, and what was probably meant; never the value of a secret."""

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.settings.meant import NotQuite
from bot.settings.model import Settings

_REASONS = {
    "extra_forbidden": "is not a setting",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text in quotes",
    "path_type": "must be a text in quotes",
    "float_parsing": "must be a number",
    "model_type": "is a section: write it as [{key}] and its settings below",
    "model_attributes_type": "is a section: write it as [{key}] and its settings below",
    "dict_type": "is a section: write it as [{key}.NAME] and its settings below",
    "timezone_aware": "must say its zone, as in 2026-12-07T09:00:00Z",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: `place` is a file or a variable, `key` the dotted name of the setting, `remedy` a sentence on what to do."""

    place: str
    key: str
    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        subject = f"{self.place}: {self.key}" if self.key else self.place
        return " ".join([f"{subject} {self.reason}.", *([self.remedy] if self.remedy else [])])


class SettingsMistaken(Exception):
    """The settings hold mistakes; all of them are in `faults`."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def explain(error: ValidationError, source: Callable[[tuple[str, ...]], str | None]) -> Iterator[Fault]:
    """What pydantic found, in words. What a further bot merely took over is told once, where it stands."""
    for detail in error.errors(include_input=False, include_url=False):
        key = tuple(str(part) for part in detail["loc"] if part != "[key]")
        place = source(key) if key else "settings"
        if place:
            yield Fault(place, ".".join(key), _reason(detail, key), _remedy(detail, key))


def unknown(place: str, key: tuple[str, ...]) -> Fault:
    """A name that is not among the settings."""
    return Fault(place, ".".join(key), _REASONS["extra_forbidden"], _did_you_mean(key))


def _reason(detail: ErrorDetails, key: tuple[str, ...]) -> str:
    facts = {"key": ".".join(key), **detail.get("ctx", {})}
    if detail["type"] == "value_error":
        return str(facts["error"])
    return _REASONS.get(detail["type"], "is not valid: " + detail["msg"].lower()).format(**facts)


def _remedy(detail: ErrorDetails, key: tuple[str, ...]) -> str:
    if detail["type"] == "extra_forbidden":
        return _did_you_mean(key)
    error = detail.get("ctx", {}).get("error")
    return f"Did you mean {error.meant}?" if isinstance(error, NotQuite) and error.meant else ""


def _did_you_mean(key: tuple[str, ...]) -> str:
    beside = [".".join((*key[:-1], name)) for name in _names_in(key[:-1])]
    everywhere = [".".join(known) for known in all_keys()]
    near = get_close_matches(".".join(key), beside, 1, 0.75) or [
        known for known in everywhere if known.rpartition(".")[2] == key[-1]
    ]
    near = near or get_close_matches(".".join(key), everywhere, 1, 0.6)
    return f"Did you mean {' or '.join(near)}?" if near else "See all with: talkoot config example"


def all_keys(section: type[BaseModel] = Settings, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every setting by its name; those of further bots are not repeated."""
    for name, field in section.model_fields.items():
        inner = section_in(field.annotation)
        if inner and not is_by_name(field.annotation):
            yield from all_keys(inner, (*above, name))
        elif not inner:
            yield (*above, name)


def section_in(annotation: Any) -> type[BaseModel] | None:
    """The section that a field holds, by itself or by name."""
    kinds = [annotation, *get_args(annotation)]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def is_by_name(annotation: Any) -> bool:
    return isinstance(annotation, types.GenericAlias)


def _names_in(key: tuple[str, ...]) -> list[str]:
    section: type[BaseModel] | None = Settings
    by_name = False
    for part in key:
        if by_name:
            by_name = False
            continue
        field = section.model_fields.get(part) if section else None
        section = section_in(field.annotation) if field else None
        by_name = bool(field and is_by_name(field.annotation))
    return list(section.model_fields) if section and not by_name else []
