"""Languages as people name them: in any language that we speak, or in the one that is meant."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

from community.errors import Invalid

_BETWEEN = re.compile(r"[,;/\n]|\band\b|\bja\b|\be\b|\bog\b|&")
_TELLING = 5
"""So many letters of a name are needed to know it by its beginning."""
_TWO_LETTERS = re.compile(r"[a-z]{2}")


WE_SPEAK = ("en", "fi", "it", "nb", "pt")
"""People write in any of these, whichever they read."""

_EUROPEAN = {"en": "en_GB", "pt": "pt_PT"}


def locale_of(language: str) -> str:
    """Whose dates, lists and plurals: of languages that are also spoken overseas, those of Europe."""
    return _EUROPEAN.get(language, language)


@cache
def names(language: str) -> Mapping[str, str]:
    """What languages are called in this one: code by name, in small letters."""
    spoken = Locale.parse(language.replace("-", "_"))
    english = {name: code for code, name in Locale("en").languages.items() if _TWO_LETTERS.fullmatch(code)}
    own = {name: code for code, name in spoken.languages.items() if _TWO_LETTERS.fullmatch(code)}
    called = {**english, **_endonyms(), **own, **_NORWEGIAN}
    return {name.casefold(): code for name, code in called.items()}


_NORWEGIAN = {"norwegian": "nb", "norsk": "nb", "norja": "nb", "norvegese": "nb", "norueguês": "nb"}
"""Two codes have this name; we speak of the written language that most write."""


@cache
def _endonyms() -> Mapping[str, str]:
    codes = sorted({code for code in locale_identifiers() if _TWO_LETTERS.fullmatch(code)})
    return {name: code for code in codes if (name := Locale(code).get_display_name(code))}


def read_languages(text: str, language: str) -> tuple[str, ...]:
    """The languages that somebody wrote, as codes, in their order. `Invalid` names the part that is none."""
    found: list[str] = []
    for part in filter(None, (part.strip(" .") for part in _BETWEEN.split(text))):
        code = _meant(part.casefold(), language)
        if code is None:
            raise Invalid("no_such_language", given=part)
        found.append(code)
    if not found:
        raise Invalid("no_such_language", given=text.strip())
    return tuple(dict.fromkeys(found))


def _meant(part: str, language: str) -> str | None:
    """In the reader's language, in English or in its own; else in any of those we speak, where it can mean one only."""
    elsewhere = {_named(part, names(each)) for each in WE_SPEAK} - {None}
    return _named(part, names(language)) or (elsewhere.pop() if len(elsewhere) == 1 else None)


def _named(part: str, known: Mapping[str, str]) -> str | None:
    """A code, a name, or a name among other words ("a little Finnish")."""
    if part in set(known.values()):
        return part
    words = part.split()
    spans = [(first, length) for length in range(len(words), 0, -1) for first in range(len(words) - length + 1)]
    phrases = [" ".join(words[first : first + length]) for first, length in spans]
    whole = next((known[phrase] for phrase in phrases if phrase in known), None)
    return whole or next((code for word in words if (code := _begun(word, known))), None)


def _begun(word: str, known: Mapping[str, str]) -> str | None:
    """By its beginning: in some languages names have endings ("vähän portugalia")."""
    fits = [name for name in known if len(name) >= _TELLING and word.startswith(name)]
    return known[max(fits, key=len)] if fits else None
