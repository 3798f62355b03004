"""The published schema of the Bot API, compiled into fast checks of requests, answers and updates."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Check: TypeAlias = "Callable[[Any, str], None]"

SCHEMA_PATH = Path(__file__).parents[3].parent / "shared" / "data" / "telegram-bot-api-10.1.min.json"
CONSTANT = re.compile(r"(?:always [\"“](\w+)[\"”]|, must be (\w+)$)")
LATER_FIELDS = {(10, 3): {"ChatMemberAdministrator": {"can_send_welcome_messages": "Boolean"}}}


class SchemaViolationError(AssertionError):
    """Something on the wire that the published schema does not allow."""


def want(kind: type | tuple[type, ...], name: str) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise SchemaViolationError(f"{where} should be {name}, is {type(value).__name__}")

    return check


PLAIN: dict[str, Check] = {
    "Integer": want(int, "a whole number"),
    "Float": want((int, float), "a number"),
    "String": want(str, "a text"),
    "Boolean": want(bool, "true or false"),
    "InputFile": want(str, "a file"),
}


@cache
def load_schema(level: tuple[int, int] = (10, 1), path: Path = SCHEMA_PATH) -> Schema | None:
    """The schema as of an API level, if its file is present."""
    return Schema(json.loads(path.read_text(encoding="utf-8")), level) if path.exists() else None


class Schema:
    """Checks for every method and type, made when first needed."""

    def __init__(self, document: dict[str, Any], level: tuple[int, int]) -> None:
        self._methods = document["methods"]
        self._types = document["types"]
        self._level = level
        self._made: dict[str, Check] = dict(PLAIN)
        self._requests: dict[str, tuple[dict[str, Check], list[str]]] = {}
        self._answers: dict[str, Check] = {}

    def check_request(self, method: str, given: dict[str, Any], uploads: dict[str, Any]) -> None:
        checks, required = self._request(method)
        for name, value in given.items():
            check = checks.get(name)
            if check is None:
                raise SchemaViolationError(f"{method} has no parameter {name}")
            if name not in uploads:
                check(value, f"{method}.{name}")
        for name in required:
            if name not in given and name not in uploads:
                raise SchemaViolationError(f"{method} needs the parameter {name}")

    def check_answer(self, method: str, value: Any) -> None:
        check = self._answers.get(method)
        if check is None:
            check = self._answers[method] = self._any_of(self._methods[method]["returns"])
        check(value, f"answer of {method}")

    def check_update(self, value: Any) -> None:
        self.check_type("Update", value)

    def check_type(self, name: str, value: Any) -> None:
        self._of(name)(value, name)

    def _request(self, method: str) -> tuple[dict[str, Check], list[str]]:
        made = self._requests.get(method)
        if made is None:
            fields = self._methods[method].get("fields", [])
            checks = {field["name"]: self._any_of(field["types"]) for field in fields}
            made = self._requests[method] = (checks, [field["name"] for field in fields if field["required"]])
        return made

    def _any_of(self, names: list[str]) -> Check:
        if len(names) == 1:
            return self._of(names[0])
        checks = [self._of(name) for name in names]

        def check(value: Any, where: str) -> None:
            reasons = []
            for each in checks:
                try:
                    return each(value, where)
                except SchemaViolationError as reason:
                    reasons.append(str(reason))
            raise SchemaViolationError(f"{where} fits none of {', '.join(names)}: {'; '.join(reasons)}")

        return check

    def _of(self, name: str) -> Check:
        if name not in self._made:
            self._made[name] = self._later(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def _later(self, name: str) -> Check:
        """Types contain each other: look the check up when it is run."""

        def check(value: Any, where: str) -> None:
            self._made[name](value, where)

        return check

    def _make(self, name: str) -> Check:
        if name.startswith("Array of "):
            return list_of(self._of(name.removeprefix("Array of ")))
        definition = self._types[name]
        if definition.get("subtypes"):
            return self._any_of(definition["subtypes"])
        return self._object(name, definition.get("fields", []))

    def _object(self, name: str, fields: list[dict[str, Any]]) -> Check:
        checks = {field["name"]: self._field(field) for field in fields}
        required = [field["name"] for field in fields if field["required"]]
        for level, later in LATER_FIELDS.items():
            if self._level >= level:
                checks.update((key, self._of(kind)) for key, kind in later.get(name, {}).items())

        def check(value: Any, where: str) -> None:
            if not isinstance(value, dict):
                raise SchemaViolationError(f"{where} should be a {name}, is {type(value).__name__}")
            for key, item in value.items():
                each = checks.get(key)
                if each is None:
                    raise SchemaViolationError(f"{where}: {name} has no field {key}")
                each(item, key)
            for key in required:
                if key not in value:
                    raise SchemaViolationError(f"{where}: {name} needs the field {key}")

        return check

    def _field(self, field: dict[str, Any]) -> Check:
        constant = CONSTANT.search(field["description"]) if field["required"] else None
        if constant is None or field["name"] not in {"type", "status", "source"}:
            return self._any_of(field["types"])
        return exactly(constant.group(1) or constant.group(2))


def list_of(item: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise SchemaViolationError(f"{where} should be a list, is {type(value).__name__}")
        for each in value:
            item(each, where)

    return check


def exactly(expected: str) -> Check:
    def check(value: Any, where: str) -> None:
        if value != expected:
            raise SchemaViolationError(f"{where} should be {expected!r}, is {value!r}")

    return check
