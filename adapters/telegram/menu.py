"""The command menus of Telegram: one per scope and language, sent only where something changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from adapters.telegram.limits import COMMAND_DESCRIPTION, COMMAND_NAME, COMMANDS
from adapters.telegram.splitting import Marked, shorten
from community.chat.gateway import MenuEntry, Menus

SCOPES: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "default": (frozenset({"anywhere"}), frozenset({"everyone"})),
    "all_private_chats": (frozenset({"anywhere", "private"}), frozenset({"everyone"})),
    "all_group_chats": (frozenset({"anywhere", "group"}), frozenset({"everyone"})),
    "all_chat_administrators": (frozenset({"anywhere", "group"}), frozenset({"everyone", "staff"})),
}
"""Each scope with the places and the audiences whose commands it shows."""


def calls_for(menus: Menus, known: str) -> tuple[list[tuple[str, dict[str, Any]]], str]:
    """The calls that bring the menus from `known` up to date, and the new digest."""
    before, calls, after = _read(known), [], {}
    for key, scope, language, commands in _lists(menus):
        if commands:
            after[key] = _digest(commands)
        if before.pop(key, None) != after.get(key):
            calls.append(_call(scope, language, commands))
    calls += [_call(*key.partition(":")[::2], []) for key in before]
    return calls, json.dumps(after, sort_keys=True, separators=(",", ":"))


def _lists(menus: Menus) -> Iterator[tuple[str, str, str, list[dict[str, str]]]]:
    for language, entries in sorted(menus.items()):
        for scope, (places, audiences) in SCOPES.items():
            shown = [entry for entry in entries if entry.where in places and entry.audience in audiences]
            yield f"{scope}:{language}", scope, language, [_command(entry) for entry in shown[:COMMANDS]]


def _command(entry: MenuEntry) -> dict[str, str]:
    name = (entry.typed or entry.path).lower().replace(" ", "_")[:COMMAND_NAME]
    return {"command": name, "description": shorten(Marked(entry.description), COMMAND_DESCRIPTION).text or name}


def _call(scope: str, language: str, commands: list[dict[str, str]]) -> tuple[str, dict[str, Any]]:
    parameters: dict[str, Any] = {"scope": {"type": scope}}
    if language:
        parameters["language_code"] = language
    return ("setMyCommands", parameters | {"commands": commands}) if commands else ("deleteMyCommands", parameters)


def _digest(commands: list[dict[str, str]]) -> str:
    return hashlib.sha256(json.dumps(commands).encode()).hexdigest()[:12]


def _read(known: str) -> dict[str, str]:
    try:
        digests = json.loads(known) if known else {}
    except ValueError:
        return {}
    return digests if isinstance(digests, dict) else {}
