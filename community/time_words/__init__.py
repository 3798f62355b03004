"""The words people use for days and times: a table for each language; names of days and months come from CLDR."""

from dataclasses import fields
from functools import cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from community.languages import locale_of
from community.time_words.english import ENGLISH
from community.time_words.finnish import FINNISH
from community.time_words.italian import ITALIAN
from community.time_words.norwegian import NORWEGIAN
from community.time_words.portuguese import PORTUGUESE
from community.time_words.words import Words

__all__ = ["WORDS", "Words", "words_for"]

WORDS = {"en": ENGLISH, "fi": FINNISH, "it": ITALIAN, "nb": NORWEGIAN, "pt": PORTUGUESE}


@cache
def words_for(language: str) -> Words:
    """The words of a person's language, together with the English ones; where both know a word, the person's counts."""
    code = language.replace("_", "-").partition("-")[0].lower()
    # Europe's names first: what is read of a language before its European form would be taken into that by babel.
    names = [_names(each) for each in (locale_of("en"), "en", locale_of(code), code)]
    spoken = [ENGLISH, *names[:2], WORDS.get(code, Words()), *names[2:]]
    return Words(**{part.name: _merged([getattr(words, part.name) for words in spoken]) for part in fields(Words)})


def _names(code: str) -> Words:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Words()
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    uses: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    days = [get_day_names(width, use, locale) for width in widths for use in uses]
    months = [get_month_names(width, use, locale) for width in widths for use in uses]
    return Words(
        weekdays={name.rstrip("."): number for names in days for number, name in names.items()},
        months={name.rstrip("."): number for names in months for number, name in names.items()},
    )


def _merged(parts: list[Any]) -> Any:
    if isinstance(parts[0], dict):
        return {word.casefold(): number for part in parts for word, number in part.items()}
    return tuple(dict.fromkeys(word for part in parts for word in part))
