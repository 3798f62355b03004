"""The words that people type as answers to commands: every language has its own, among its other sentences.

A word is read in the person's language, in English, and in any other language where it can mean one thing only.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from bot.wording.catalogues import DEFAULT, catalogue, languages
from bot.wording.words import N_
from community.chat.form import Choice
from community.languages import names

if TYPE_CHECKING:
    from bot.vocabulary import Parameter

Called = Mapping[str, tuple[str, ...]]
"""Codes, each with the words for it as they stand in the catalogues."""

WORDS = (
    # Translators: typed after /wish and /group_wish, before a name: in a group with Ben.
    N_("with"),
    # Translators: typed after /wish and /group_wish, before a name: in a group without Ben.
    N_("without"),
    # Translators: typed after /sharing: ask me each time.
    N_("ask"),
    # Translators: typed after /sharing.
    N_("always"),
    # Translators: typed after /sharing.
    N_("never"),
    # Translators: typed where a setting is switched on, and shown as its value.
    N_("on"),
    # Translators: typed where a setting is switched off, and shown as its value.
    N_("off"),
    # Translators: typed as an answer.
    N_("yes"),
    # Translators: typed as an answer.
    N_("no"),
    # Translators: typed after /pause to end the pause. One word.
    N_("end"),
    # Translators: typed and shown where a number of seats, or how long a code works, has no limit.
    N_("no limit"),
    # Translators: typed after /course_edit and /org_edit, in small letters: what shall change.
    N_("name"),
    # Translators: typed after /course_edit: when the course begins and ends.
    N_("dates"),
    # Translators: typed after /course_edit: for whom the course is.
    N_("target"),
    # Translators: typed after /course_edit: what the course teaches.
    N_("subject"),
    # Translators: typed after /course_edit: the code of the course in the organisation's own system.
    N_("code"),
    # Translators: typed after /course_edit and /org_edit: the time zone. One word.
    N_("zone"),
    # Translators: typed after /course_edit and /org_edit: one language. Another word than that for several.
    N_("language"),
    # Translators: typed after /course_edit: who learns in this course.
    N_("kind"),
    # Translators: typed after /course_edit kind.
    N_("learners"),
    # Translators: typed after /course_edit kind.
    N_("trainers"),
    # Translators: typed after /org_edit.
    N_("country"),
    # Translators: typed after /org_edit: all the languages the organisation teaches in.
    N_("languages"),
    # Translators: typed after /org_edit: days on which the organisation is closed.
    N_("holidays"),
    # Translators: typed after /org_edit: who is answerable for the data. One word.
    N_("controller"),
    # Translators: typed after /org_edit: the address of the privacy notice. One word.
    N_("notice"),
    # Translators: typed after /org_edit: for how many days words are kept. One word.
    N_("retention"),
)
"""Every such word; those for the settings of a course are their names, as they stand in `tuning`."""

FLAGS: Called = {"on": ("on", "yes"), "off": ("off", "no")}
ENDS: Called = {"off": ("off", "end", "no limit")}
"""What ends a pause, or the limit of a code."""
UNLIMITED: Called = {"0": ("no limit",)}


def words(called: Called, language: str) -> dict[str, str]:
    """What may be written for each code in one language: code by word."""
    said = catalogue(language).gettext
    return {plain(said(word)): code for code, each in called.items() for word in each}


def meant(called: Called, typed: str, language: str) -> str | None:
    """The code that somebody who reads this language wrote; None if it is no word for any."""
    return in_their_language({each: words(called, each) for each in languages()}, typed, language)


def code_of(parameter: "Parameter", typed: str, language: str) -> str:
    """The code of what was typed as an answer; what is no word for one stays as it is."""
    codes = _codes(parameter)
    if not codes or typed.strip() in codes:
        return typed
    return in_their_language(_known(parameter), typed, language) or typed


def bite(parameter: "Parameter", line: str, language: str) -> tuple[str, str] | None:
    """The code at the front of a line, by as many words as make a name for one, and what follows it."""
    known, parts = _known(parameter), line.split()
    longest = max((word.count(" ") + 1 for spoken in known.values() for word in spoken), default=0)
    for count in range(min(longest, len(parts)), 0, -1):
        if code := in_their_language(known, " ".join(parts[:count]), language):
            return code, line.split(maxsplit=count)[count] if len(parts) > count else ""
    return None


def plain(word: str) -> str:
    """As words are compared: without capitals, accents, and the mark behind them."""
    letters = unicodedata.normalize("NFKD", word.casefold().replace("_", " "))
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split()).rstrip(".,:;!")


def in_their_language(known: Mapping[str, Mapping[str, str]], typed: str, language: str) -> str | None:
    said = plain(typed)
    for spoken in (language, DEFAULT):
        if code := known.get(spoken, {}).get(said):
            return code
    elsewhere = {each[said] for each in known.values() if said in each}
    return elsewhere.pop() if len(elsewhere) == 1 else None


def _known(parameter: "Parameter") -> dict[str, dict[str, str]]:
    """What answers to a question are called, by language; nothing where they have no words of their own."""
    codes = _codes(parameter)
    if not codes:
        return {}
    itself = {plain(code): code for code in codes}
    if parameter.name == "language":
        return {each: {**itself, **_languages(each, codes)} for each in languages()}
    called = parameter.called.codes if parameter.called else {code: (code,) for code in codes}
    return {each: {**(itself if each == DEFAULT else {}), **words(called, each)} for each in languages()}


@cache
def _languages(language: str, codes: tuple[str, ...]) -> dict[str, str]:
    return {plain(name): code for name, code in names(language).items() if code in codes}


def language_of(typed: str, language: str) -> str:
    """The code of one of our languages by its name, or as it was written."""
    called = {each: _languages(each, languages()) for each in languages()}
    return in_their_language(called, typed, language) or typed.strip().casefold()


def _codes(parameter: "Parameter") -> tuple[str, ...]:
    kind = parameter.question.kind
    if parameter.called:
        return tuple(parameter.called.codes)
    return kind.codes if isinstance(kind, Choice) else ()
