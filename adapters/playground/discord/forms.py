"""A modal as a person sees it, and what is sent when it is submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcord.enums import SELECT_TYPES, ComponentType

from adapters.playground.discord.options import BY_MENU, Resolved, check_count, picked, resolve, upload
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord.backend.models import Channel

    from adapters.playground.discord.exchanges import Exchange
    from adapters.playground.discord.world import World

NOTHING = object()


@dataclass(eq=False)
class Modal:
    """A form on the screen of one person."""

    exchange: Exchange
    spec: dict[str, Any]
    submitted: bool = False

    @property
    def title(self) -> str:
        return str(self.spec["title"])

    @property
    def custom_id(self) -> str:
        return str(self.spec["custom_id"])

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in fields_of(self.spec)]

    @property
    def values(self) -> dict[str, Any]:
        """What is already filled in, by label."""
        return {label: leaf.get("value") for label, leaf in fields_of(self.spec)}

    def as_json(self) -> dict[str, Any]:
        return {"interaction": str(self.exchange.record.id), "title": self.title, "fields": self.labels, **self.spec}


def fields_of(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each question of a form with the label that stands over it."""
    for part in node.get("components") or ():
        if part.get("type") == ComponentType.LABEL:
            yield str(part.get("label")), part["component"]
        elif part.get("type") == ComponentType.ACTION_ROW:
            yield from fields_of(part)
        elif "custom_id" in part:
            yield str(part.get("label") or part["custom_id"]), part


class Filling:
    """Fills in one modal the way its fields allow."""

    def __init__(self, world: World, channel: Channel, modal: Modal, given: dict[str, Any]) -> None:
        self.resolved: Resolved = {}
        self._world = world
        self._channel = channel
        self._modal = modal
        names = {leaf["custom_id"]: leaf["custom_id"] for _, leaf in fields_of(modal.spec)}
        names |= {label: leaf["custom_id"] for label, leaf in fields_of(modal.spec) if label not in names}
        unknown = [name for name in given if name not in names]
        if unknown:
            raise Impossible(f"The form has no field {unknown[0]!r}; it has {modal.labels}.")
        self._given = {names[name]: value for name, value in given.items()}

    def data(self) -> dict[str, Any]:
        data = {"custom_id": self._modal.custom_id, "components": self._nodes(self._modal.spec["components"])}
        return {**data, "resolved": self.resolved} if self.resolved else data

    def _nodes(self, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [self._node(node) for node in nodes]

    def _node(self, node: dict[str, Any]) -> dict[str, Any]:
        kept = {"type": int(node["type"]), "id": node.get("id", 0)}
        if node["type"] == ComponentType.ACTION_ROW:
            return {**kept, "components": self._nodes(node["components"])}
        if node["type"] == ComponentType.LABEL:
            return {**kept, "component": self._node(node["component"])}
        if "custom_id" not in node:
            return kept
        return {**kept, "custom_id": node["custom_id"], **self._leaf(node)}

    def _leaf(self, node: dict[str, Any]) -> dict[str, Any]:
        value = self._given.get(node["custom_id"], NOTHING)
        kind = ComponentType(node["type"])
        if kind == ComponentType.TEXT_INPUT:
            return {"value": _text(node, node.get("value", "") if value is NOTHING else value)}
        if kind == ComponentType.CHECKBOX:
            return {"value": bool(node.get("default", False) if value is NOTHING else value)}
        if kind == ComponentType.RADIO_GROUP:
            return {"value": self._radio(node, value)}
        return {"values": self._several(node, kind, _preset(node) if value is NOTHING else _listed(value))}

    def _radio(self, node: dict[str, Any], value: Any) -> str | None:
        if value is NOTHING or value is None:
            if node.get("required", True):
                raise Impossible(f"{node['custom_id']} has to be answered.")
            return None
        return picked(node, [value])[0]

    def _several(self, node: dict[str, Any], kind: ComponentType, values: list[Any]) -> list[str]:
        if not values and not node.get("required", True):
            return []
        most = len(node.get("options") or ()) if kind == ComponentType.CHECKBOX_GROUP else 1
        check_count(node, len(values), least=1, most=most)
        if kind == ComponentType.FILE_UPLOAD:
            return [upload(self._world, self._channel.id, value, self.resolved) for value in values]
        if kind in SELECT_TYPES and kind in BY_MENU:
            return [resolve(self._world, self._channel, BY_MENU[kind], value, self.resolved) for value in values]
        return picked(node, values)


def _preset(node: dict[str, Any]) -> list[Any]:
    """What is chosen already when the form opens."""
    return [option["value"] for option in node.get("options") or () if option.get("default")]


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _text(node: dict[str, Any], value: Any) -> str:
    name, text = node.get("label") or node["custom_id"], str(value)
    if not text and node.get("required", True):
        raise Impossible(f"{name} has to be filled in.")
    if text and not (node.get("min_length") or 0) <= len(text) <= (node.get("max_length") or 4000):
        raise Impossible(f"{name} takes {node.get('min_length') or 0} to {node.get('max_length') or 4000} characters.")
    return text
