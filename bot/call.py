"""A command with the arguments it has so far: what a button carries, and what a deep link opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Call:
    """A command by its path with raw arguments; `person` is the only one who may press it."""

    path: str
    args: Mapping[str, str] = field(default_factory=dict)
    person: int | None = None
