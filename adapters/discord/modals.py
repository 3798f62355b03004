"""Forms as Discord's modals: a page of fields becomes one, and what was filled in comes back by field name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.discord.limits import (
    CHOICE_LABEL,
    CHOICES,
    FIELD_HINT,
    FIELD_LABEL,
    FIELD_TEXT,
    MODAL_FIELDS,
    MODAL_TITLE,
    front,
    shortened,
)
from community.chat.form import Choice, Field, Line, Option, Page, Upload

LABEL, SELECT, TEXT, UPLOAD = 18, 3, 4, 19
_SHORT, _PARAGRAPH = 1, 2


def modal_of(page: Page) -> dict[str, Any]:
    """The modal for a page: five fields at most, the rest is for the next page."""
    return {
        "title": shortened(page.title, MODAL_TITLE),
        "custom_id": page.token,
        "components": [_labelled(field) for field in page.fields[:MODAL_FIELDS]],
    }


def values_of(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What was filled in, by field name; several choices are joined with commas."""
    leaves = [leaf for leaf in _leaves(components) if leaf.get("type") != UPLOAD]
    return {leaf["custom_id"]: _value(leaf) for leaf in leaves if "custom_id" in leaf}


def uploads_in(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The ids of the files that were put into a form, by field name."""
    leaves = [leaf for leaf in _leaves(components) if leaf.get("type") == UPLOAD]
    return {leaf["custom_id"]: leaf["values"][0] for leaf in leaves if leaf.get("values")}


def _leaves(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "component" in component:
            yield component["component"]
        elif "components" in component:
            yield from _leaves(component["components"])
        else:
            yield component


def _value(leaf: Mapping[str, Any]) -> str:
    if "values" in leaf:
        return ",".join(leaf["values"])
    value = leaf.get("value")
    return "" if value is None else str(value)


def _labelled(field: Field) -> dict[str, Any]:
    options = _options(field)
    label: dict[str, Any] = {"type": LABEL, "label": shortened(field.label, FIELD_LABEL)}
    if field.hint:
        label["description"] = shortened(field.hint, FIELD_HINT)
    if isinstance(field.kind, Upload):
        return {**label, "component": _upload(field)}
    return {**label, "component": _select(field, options) if options else _text(field)}


def _upload(field: Field) -> dict[str, Any]:
    least = 1 if field.required else 0
    return {
        "type": UPLOAD,
        "custom_id": field.name,
        "required": field.required,
        "min_values": least,
        "max_values": 1,
    }


def _options(field: Field) -> Sequence[Option]:
    """What can be chosen from a list; a list too long for one is typed instead."""
    options = field.options
    if not options and isinstance(field.kind, Choice):
        options = [Option(code, code) for code in field.kind.codes]
    return options if len(options) <= CHOICES else ()


def _select(field: Field, options: Sequence[Option]) -> dict[str, Any]:
    return {
        "type": SELECT,
        "custom_id": field.name,
        "required": field.required,
        "min_values": 1 if field.required else 0,
        "max_values": 1,
        "options": [
            {
                "label": shortened(option.label, CHOICE_LABEL),
                "value": option.value,
                "default": option.value == field.value,
            }
            for option in options
        ],
    }


def _text(field: Field) -> dict[str, Any]:
    kind = field.kind
    most = min(kind.most, FIELD_TEXT) if isinstance(kind, Line) else FIELD_TEXT
    text: dict[str, Any] = {
        "type": TEXT,
        "custom_id": field.name,
        "style": _PARAGRAPH if isinstance(kind, Line) and kind.several_lines else _SHORT,
        "required": field.required,
        "max_length": most,
    }
    if isinstance(kind, Line) and 1 < kind.least <= most and field.required:
        text["min_length"] = kind.least
    if field.inside:
        text["placeholder"] = shortened(field.inside, FIELD_HINT)
    if field.value:
        text["value"] = front(field.value, most)
    return text
