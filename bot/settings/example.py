"""config.example.toml, written from the settings themselves: descriptions as comments, defaults commented out."""

import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from pydantic.fields import FieldInfo

from bot.settings.faults import is_by_name, section_in
from bot.settings.model import Settings

_HIDDEN = {"clock"}

_HEAD = """\
# Talkoot's settings. Copy this file to config.toml and take the # away where you want another value.
#
# Every setting can also come from the environment (telegram.token is TALKOOT_TELEGRAM__TOKEN) or from a file of its
# name in a directory of secrets (telegram__token; --secrets-dir, $TALKOOT_SECRETS_DIR or $CREDENTIALS_DIRECTORY).
# The environment wins over secrets, and secrets win over this file. See what holds: talkoot config show --sources
"""


def example() -> str:
    sections = (_section((name,), field) for name, field in Settings.model_fields.items() if name not in _HIDDEN)
    return "\n".join([_HEAD, *("\n".join(lines) + "\n" for lines in sections)])


def _section(key: tuple[str, ...], field: FieldInfo) -> Iterator[str]:
    section = section_in(field.annotation)
    if section is None:
        return
    yield from _comment((section.__doc__ or "").strip())
    yield f"[{'.'.join(key)}]"
    for name, inner in section.model_fields.items():
        yield from _named(key, name, inner) if is_by_name(inner.annotation) else _setting(name, inner)


def _setting(name: str, field: FieldInfo) -> Iterator[str]:
    yield from _comment(field.description or "")
    yield f"#{name} = {_toml(field.get_default())}"


def _named(key: tuple[str, ...], name: str, field: FieldInfo) -> Iterator[str]:
    yield ""
    yield from _comment(field.description or "")
    yield f"#[{'.'.join((*key, name))}.NAME]"
    yield '#token = ""'
    yield '#organisation = ""'


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, 110)]


def _toml(value: object) -> str:
    match value:
        case None:
            return '""'
        case Path():
            return json.dumps(str(value))
        case _:
            return json.dumps(value, ensure_ascii=False)
