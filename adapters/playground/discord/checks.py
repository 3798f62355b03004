"""Is a request what the real service would take: against its OpenAPI document, and beyond it."""

from __future__ import annotations

import copy
import json
import logging
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcord.backend import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import Draft202012Validator
    from referencing import Resource

log = logging.getLogger(__name__)

DOCUMENT = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "discord-openapi-v10.json"
COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
LONGEST_CONTENT, LONGEST_CUSTOM_ID, LONGEST_NONCE, LONGEST_COMMAND = 2000, 100, 25, 8000
LONG = 10_000
"""Characters of a body that was right and is remembered."""
# The document lets further fields pass; ours does not, except this one, which the client sends with every edit.
UNDOCUMENTED_BUT_IGNORED = {"tts"}
PLACEHOLDER = re.compile(r"\{[^}]+\}")


@dataclass(frozen=True, slots=True)
class Violation:
    """A request the real service would not have taken, or that it documents differently."""

    method: str
    path: str
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.where or 'body'}: {self.problem}"


class Operation:
    """One documented request: its body and its query parameters."""

    def __init__(self, document: OpenApi, pointer: str, spec: dict[str, Any], shared: list[dict[str, Any]]) -> None:
        self._document = document
        content = spec.get("requestBody", {}).get("content", {})
        kind = "application/json" if "application/json" in content else "multipart/form-data"
        self._pointer = f"{pointer}/requestBody/content/{kind.replace('/', '~1')}/schema" if kind in content else None
        self._schema = content.get(kind, {}).get("schema")
        self.query = {p["name"]: p["schema"] for p in (*shared, *spec.get("parameters", ())) if p["in"] == "query"}
        self._validator: Draft202012Validator | None = None
        self._names: set[str] | None = None
        self._right: set[bytes] = set()

    def problems(self, body: Any) -> list[tuple[str, str]]:
        """Where the body is not as documented, and why.

        A long one that was right is remembered: every bot that connects registers the same hundred commands.
        """
        written = json.dumps(body, sort_keys=True, default=str)
        if len(written) < LONG:
            return list(self._problems(body))
        known = sha256(written.encode()).digest()
        found = [] if known in self._right else list(self._problems(body))
        if not found:
            self._right.add(known)
        return found

    def _problems(self, body: Any) -> Iterator[tuple[str, str]]:
        if self._pointer is None:
            return
        if self._validator is None:
            self._validator = self._document.validator(self._pointer)
            self._names = self._document.names(self._schema)
        for error in self._validator.iter_errors(body):
            yield _closest(error)
        if isinstance(body, dict) and self._names:
            for name in body.keys() - self._names - UNDOCUMENTED_BUT_IGNORED:
                yield name, "is not a documented field"

    def query_problems(self, query: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in query.items():
            if name not in self.query:
                yield f"?{name}", "is not a documented query parameter"
                continue
            for problem in self._document.value_problems(self.query[name], value):
                yield f"?{name}", problem


def _closest(error: Any) -> tuple[str, str]:
    """Where a value fails: in the branch of a union that fits it best, not in one for another type."""
    leaves = list(_leaves(error))
    of_this_type = [leaf for leaf in leaves if leaf.absolute_path and leaf.absolute_path[-1] != "type"] or leaves
    deepest = max(of_this_type, key=lambda leaf: len(leaf.absolute_path))
    return ".".join(str(part) for part in deepest.absolute_path), deepest.message[:200]


def _leaves(error: Any) -> Iterator[Any]:
    if not error.context:
        yield error
    for inner in error.context:
        yield from _leaves(inner)


class OpenApi:
    """The published description of the REST API."""

    def __init__(self, path: Path = DOCUMENT) -> None:
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        self.document = json.loads(path.read_text(encoding="utf-8"))
        resource: Resource[Any] = DRAFT202012.create_resource(self.document)
        self._registry: Registry[Any] = Registry().with_resource("urn:discord", resource)
        self.operations: dict[str, Operation] = {}
        for template, item in self.document["paths"].items():
            self._add(template, item)

    def _add(self, template: str, item: dict[str, Any]) -> None:
        route = PLACEHOLDER.sub("*", template).lstrip("/")
        escaped = template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
        for method in ("get", "put", "post", "patch", "delete"):
            if method in item:
                pointer = f"/paths/{escaped}/{method}"
                self.operations[f"{method.upper()} {route}"] = Operation(
                    self, pointer, item[method], item.get("parameters", [])
                )

    def validator(self, pointer: str) -> Draft202012Validator:
        from jsonschema import Draft202012Validator

        return Draft202012Validator({"$ref": f"urn:discord#{pointer}"}, registry=self._registry)

    def names(self, schema: dict[str, Any]) -> set[str]:
        """Every field a schema and its parts mention at the top level."""
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        found = set(schema.get("properties", ()))
        for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
            found |= self.names(part)
        return found

    def value_problems(self, schema: dict[str, Any], value: str) -> list[str]:
        from jsonschema import Draft202012Validator

        rooted = {**schema, "components": self.document["components"]} if "$ref" in str(schema) else schema
        readings: list[Any] = [value]
        if value.lstrip("-").isdigit():
            readings.append(int(value))
        if value.lower() in {"true", "false", "1", "0"}:
            readings.append(value.lower() in {"true", "1"})
        problems = [[error.message[:200] for error in Draft202012Validator(rooted).iter_errors(r)] for r in readings]
        return [] if [] in problems else problems[0]


def as_documented(route: str, body: Any, query: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    """Undo the known harmless deviations of discord.py 2.7.1, and no other."""
    kept = dict(query)
    if not isinstance(body, dict):
        return body, kept
    if isinstance(body.get("data"), dict):
        body = {**body, "data": _numbered_uploads(body["data"])}
    body = _numbered_uploads(body)
    reference = body.get("message_reference")
    if isinstance(reference, dict):
        texts = {k: str(v) if k.endswith("_id") and type(v) is int else v for k, v in reference.items()}
        body = {**body, "message_reference": texts}
    if route == "POST users/@me/channels" and type(body.get("recipient_id")) is int:
        body = {**body, "recipient_id": str(body["recipient_id"])}
    if route == "POST channels/*/threads":
        kept.pop("use_nested_fields", None)
    if route in {"POST guilds/*/roles", "PATCH guilds/*/roles/*"} and str(body.get("permissions", "")).isdigit():
        body = {**body, "permissions": int(body["permissions"])}
    return body, kept


def _numbered_uploads(body: dict[str, Any]) -> dict[str, Any]:
    """Uploads are counted 0, 1, 2 as numbers, where the document wants every id as text."""
    uploads = body.get("attachments")
    if not isinstance(uploads, list):
        return body
    texts = [{**u, "id": str(u["id"])} if isinstance(u, dict) and type(u.get("id")) is int else u for u in uploads]
    return {**body, "attachments": texts}


@cache
def _read(document: Path) -> OpenApi:
    """Read once in a process: it is large, and nothing changes it."""
    return OpenApi(document)


class Checks:
    """Refuses what the real service refuses and records every deviation from the document."""

    def __init__(self, *, validate: bool, document: Path = DOCUMENT) -> None:
        self.violations: list[Violation] = []
        self.openapi: OpenApi | None = None
        if validate and document.exists():
            self.openapi = _read(document)
        elif validate:
            log.info("discord-openapi-v10.json is not there: requests are checked by our own rules only")

    def violated(self, method: str, path: str, where: str, problem: str) -> None:
        self.violations.append(Violation(method, path, where, problem))

    def check(self, method: str, path: str, route: str, body: Any, query: Mapping[str, str]) -> None:
        own_rules(route, body)
        if self.openapi is None:
            return
        operation = self.openapi.operations.get(route)
        if operation is None:
            self.violated(method, path, "", "is not a documented request")
            return
        body, query = as_documented(route, copy.copy(body), query)
        found = [*operation.query_problems(query), *(operation.problems(body) if body is not None else ())]
        for where, problem in found:
            self.violated(method, path, where, problem)
        if found:
            raise errors.invalid_form_body("; ".join(f"{where}: {problem}" for where, problem in found[:3]))


def own_rules(route: str, body: Any) -> None:
    """What the document leaves open: characters of content and names, and sums."""
    if route.startswith("PUT applications/") and isinstance(body, list):
        _check_commands(body)
    if not isinstance(body, dict):
        return
    data = body.get("data") if route.startswith("POST interactions/") else body
    if not isinstance(data, dict):
        return
    content = data.get("content")
    # The unit is not documented; counting UTF-16 never lets through what the real service might refuse.
    if isinstance(content, str) and len(content.encode("utf-16-le")) // 2 > LONGEST_CONTENT:
        raise errors.invalid_form_body(f"content: Must be {LONGEST_CONTENT} or fewer in length.")
    if len(str(data.get("nonce") or "")) > LONGEST_NONCE:
        raise errors.invalid_form_body(f"nonce: Must be {LONGEST_NONCE} or fewer in length.")
    for custom_id in _custom_ids(data):
        if not 1 <= len(str(custom_id)) <= LONGEST_CUSTOM_ID:
            raise errors.invalid_form_body(f"custom_id: Must be between 1 and {LONGEST_CUSTOM_ID} in length.")


def _custom_ids(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if "custom_id" in node:
            yield node["custom_id"]
        for key in ("components", "component", "accessory"):
            yield from _custom_ids(node.get(key))
    elif isinstance(node, list):
        for part in node:
            yield from _custom_ids(part)


def _check_commands(commands: list[Any]) -> None:
    seen: set[tuple[Any, Any]] = set()
    for command in commands:
        key = (command.get("name"), command.get("type", 1))
        if key in seen:
            raise errors.invalid_form_body(f"name: the command {key[0]} is there twice")
        seen.add(key)
        if key[1] == 1:
            _check_node(command)
        if sum(_sizes(command)) > LONGEST_COMMAND:
            raise errors.invalid_form_body(f"the command {key[0]} has more than {LONGEST_COMMAND} characters")


def _check_node(node: dict[str, Any]) -> None:
    name = str(node.get("name"))
    if not COMMAND_NAME.match(name) or name != name.lower():
        raise errors.invalid_form_body(f"name: {name!r} is not a lower-case name of 1-32 letters")
    if not 1 <= len(node.get("description") or "") <= 100:
        raise errors.invalid_form_body(f"description: that of {name} must be between 1 and 100 in length")
    options = node.get("options") or []
    if len(options) > 25 or len({option.get("name") for option in options}) < len(options):
        raise errors.invalid_form_body(f"options: {name} has more than 25, or two of one name")
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        raise errors.invalid_form_body(f"options: required ones of {name} must come first")
    for option in options:
        _check_node(option)


def _sizes(node: dict[str, Any]) -> Iterator[int]:
    yield len(str(node.get("name") or "")) + len(str(node.get("description") or ""))
    for choice in node.get("choices") or ():
        yield len(str(choice.get("name"))) + len(str(choice.get("value")))
    for option in node.get("options") or ():
        yield from _sizes(option)
