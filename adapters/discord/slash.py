"""Commands as Discord shows them after a slash: groups, options, suggestions, in every language of the menus."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord import Locale

from adapters.discord.limits import CHOICE_LABEL, CHOICES, COMMAND_DESCRIPTION, COMMANDS, shortened
from community.chat.gateway import MenuEntry, MenuOption, Menus

SUBCOMMAND, GROUP, STRING, INTEGER, ATTACHMENT = 1, 2, 3, 4, 11
IN_GUILDS, IN_PRIVATE = 0, 1
_CONTEXTS = {"anywhere": {IN_GUILDS, IN_PRIVATE}, "private": {IN_PRIVATE}, "group": {IN_GUILDS}}
Node = dict[str, Any]


def commands_of(menus: Menus) -> list[Node]:
    """The application commands for the menus; every option is optional, because a form asks for what is missing."""
    words = _Words(menus)
    roots: dict[str, Node] = {}
    for entry in menus.get("", ()):
        _place(roots, entry, words)
    if len(roots) > COMMANDS:
        raise ValueError(f"Discord shows {COMMANDS} commands, and there are {len(roots)}: put some into a group")
    return [_finished(root) for root in roots.values()]


def digest_of(commands: Sequence[Node]) -> str:
    """A name for exactly these commands: a new one means that they must be shown again."""
    return hashlib.sha256(json.dumps(commands, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


class _Words:
    """What the languages of the menus call things, under Discord's names for the languages."""

    def __init__(self, menus: Menus) -> None:
        self._entries = {
            locale: {entry.path: entry for entry in entries}
            for language, entries in menus.items()
            for locale in _locales(language)
        }

    def of_entry(self, path: str) -> dict[str, str]:
        found = ((locale, entries.get(path)) for locale, entries in self._entries.items())
        return {locale: _description(entry.description) for locale, entry in found if entry is not None}

    def of_option(self, path: str, name: str) -> dict[str, str]:
        return {locale: _description(option.description) for locale, option in self._options(path, name)}

    def of_choice(self, path: str, name: str, value: str) -> dict[str, str]:
        return {
            locale: shortened(choice.label, CHOICE_LABEL)
            for locale, option in self._options(path, name)
            for choice in option.choices
            if choice.value == value
        }

    def _options(self, path: str, name: str) -> Iterator[tuple[str, MenuOption]]:
        for locale, entries in self._entries.items():
            entry = entries.get(path)
            yield from ((locale, option) for option in (entry.options if entry else ()) if option.name == name)


def _locales(language: str) -> list[str]:
    """Discord's codes for a language: `en` is two of them, `fi` is itself; none if Discord does not know it."""
    if not language:
        return []
    wanted = language.replace("_", "-").casefold()
    known = [locale.value for locale in Locale]
    exact = [code for code in known if code.casefold() == wanted]
    return exact or [code for code in known if code.casefold().partition("-")[0] == wanted.partition("-")[0]]


def _place(roots: dict[str, Node], entry: MenuEntry, words: _Words) -> None:
    """Put a command under its group; a path has one to three words."""
    first, *rest = entry.path.split()
    root = roots.setdefault(first, {"name": first, "type": 1, "contexts": set(), "options": []})
    root["contexts"] |= _CONTEXTS[entry.where]
    if len(rest) > 2 or _clashes(root, bool(rest)):
        raise ValueError(f"/{entry.path} cannot stand beside /{first} on Discord: a group is no command itself")
    node = root
    for depth, word in enumerate(rest):
        kind = SUBCOMMAND if depth == len(rest) - 1 else GROUP
        node = _child(node, word, kind)
    node |= {
        "description": _description(entry.description),
        "description_localizations": words.of_entry(entry.path),
        "options": [_option(entry.path, option, words) for option in entry.options],
    }


def _clashes(root: Node, grouped: bool) -> bool:
    return "description" in root or (not grouped and bool(root["options"]))


def _child(node: Node, name: str, kind: int) -> Node:
    children: list[Node] = node["options"]
    for child in children:
        if child["name"] == name:
            return child
    children.append({"name": name, "type": kind, "options": []})
    return children[-1]


def _option(path: str, option: MenuOption, words: _Words) -> Node:
    node: Node = {
        "name": option.name,
        "type": ATTACHMENT if option.file else INTEGER if option.whole_number else STRING,
        "description": _description(option.description),
        "description_localizations": words.of_option(path, option.name),
        "required": False,
    }
    if option.choices and len(option.choices) <= CHOICES:
        node["choices"] = [
            {
                "name": shortened(choice.label, CHOICE_LABEL),
                "name_localizations": words.of_choice(path, option.name, choice.value),
                "value": int(choice.value) if option.whole_number else choice.value,
            }
            for choice in option.choices
        ]
    elif option.suggests:
        node["autocomplete"] = True
    return node


def _finished(node: Node) -> Node:
    """A root as it is sent; a group is described by what is in it, because nobody ever sees more of it."""
    _describe_groups(node)
    return {
        **node,
        "contexts": sorted(node["contexts"]),
        "integration_types": [0],
        "default_member_permissions": None,
    }


def _describe_groups(node: Node) -> None:
    if "description" not in node:
        node["description"] = _description(", ".join(child["name"] for child in node["options"]))
    for child in node["options"]:
        if child["type"] in {SUBCOMMAND, GROUP}:
            _describe_groups(child)


def _description(text: str) -> str:
    return shortened(" ".join(text.split()), COMMAND_DESCRIPTION) or "…"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What an interaction says of a command: the words of its path below the root, and what was given for its options."""

    words: list[str]
    given: dict[str, str]
    files: dict[str, str]
    """The ids of files, by option."""
    typing: str
    """The option being typed."""


def arguments_of(options: Sequence[Mapping[str, Any]]) -> Arguments:
    words: list[str] = []
    while options and options[0].get("type") in {SUBCOMMAND, GROUP}:
        words.append(options[0]["name"])
        options = options[0].get("options") or ()
    values = {option["name"]: _as_text(option.get("value")) for option in options}
    files = {option["name"] for option in options if option.get("type") == ATTACHMENT}
    return Arguments(
        words,
        {name: value for name, value in values.items() if name not in files},
        {name: values[name] for name in files},
        next((option["name"] for option in options if option.get("focused")), ""),
    )


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
