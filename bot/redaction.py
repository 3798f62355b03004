"""What must never reach a log: tokens, passwords, and the words and names of people."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any
from urllib.parse import quote

HIDDEN = "[hidden]"

PERSONAL = frozenset(
    {
        "answer",
        "args",
        "body",
        "content",
        "first_name",
        "last_name",
        "name",
        "payload",
        "person_name",
        "raw",
        "text",
        "typed",
        "username",
        "words",
    }
)
"""Keys of log entries under which somebody might pass on what a person wrote or is called."""

_SHAPES = re.compile(
    r"""
      (?<=/bot) \d [^/\s'"]*                              # the token in an address of the Bot API
    | (?<=[/=\s'"(:]) \d{5,} (?: : | %3A ) [\w-]{30,}     # a Telegram token anywhere else
    | ^ \d{5,} : [\w-]{30,}
    | \b [\w-]{23,28} \. [\w-]{6,7} \. [\w-]{27,}         # a Discord token
    | (?<=/webhooks/) \d+ / [^/\s?'"]+                    # the token that answers a press
    | (?<=/interactions/) \d+ / [^/\s?'"]+
    | (?<=://) [^/\s:@'"]+ : [^/\s@'"]+ (?=@)             # user and password in an address
    """,
    re.VERBOSE,
)
_SHORTEST = 6


class Redactor:
    """Takes what is secret out of texts: what it was told, and whatever has the shape of a token."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = set(chain.from_iterable(_forms(secret) for secret in secrets))
        longest_first = sorted((form for form in known if len(form) >= _SHORTEST), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def text(self, text: str) -> str:
        shown = self._known.sub(HIDDEN, text) if self._known else text
        return _SHAPES.sub(HIDDEN, shown)

    def value(self, value: Any) -> Any:
        """The same value without secrets; what is neither plain nor a collection becomes text here, not later."""
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self.text(value)
            case Mapping():
                return {self.text(str(key)): self.value(inner) for key, inner in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self.value(inner) for inner in value]
            case _:
                return self.text(str(value))


def without_words(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A log entry without anything that a person wrote or is called."""
    return {key: value for key, value in entry.items() if key not in PERSONAL}


def _forms(secret: str) -> Iterable[str]:
    """A secret, the part of a token that is secret by itself, and both as they stand in an address."""
    for form in {secret, secret.rpartition(":")[2]}:
        yield from (form, quote(form, safe=""))
