"""Templates of the page, filled in with everything escaped."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")


def page(template: str, **facts: Any) -> str:
    """A template as HTML."""
    return _environment().get_template(template).render(facts)


def piece(template: str, macro: str, *facts: Any) -> str:
    """A macro of a template as HTML, for a fragment."""
    return str(getattr(_modules(template), macro)(*facts))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["clock"] = clock
    made.filters["day"] = day
    made.filters["second"] = second
    return made


@cache
def _modules(template: str) -> Any:
    return _environment().get_template(template).module


def clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def second(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M:%S}"


def day(moment: datetime, zone: ZoneInfo) -> str:
    """Such as Mon 30 November."""
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%B}"
