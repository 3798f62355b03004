"""The languages: gettext catalogues, compiled in memory from their .po files, with English as the source."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from community.languages import locale_of

LOCALES = Path(__file__).parent.parent / "locales"
DEFAULT = "en"

OTHER_CODES = {"no": "nb", "nn": "nb"}
"""Codes under which apps ask for a language that we have under another: Norwegian has three."""


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for, English first."""
    return (DEFAULT, *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/talkoot.po")))


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of a language; English for one we do not speak. Compiled once, on first use."""
    path = LOCALES / language / "LC_MESSAGES" / "talkoot.po"
    if language == DEFAULT or not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=locale_of(language))
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def best_language(*wanted: str) -> str:
    """The first of the wanted languages that we speak ("pt-BR" is met by "pt", "no" by "nb"); English if none."""
    for tag in wanted:
        code = tag.replace("_", "-").partition("-")[0].casefold()
        short = OTHER_CODES.get(code, code)
        if short in languages():
            return short
    return DEFAULT
