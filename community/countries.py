"""Countries and languages as people write them: by their code, or by their name in the reader's language."""

from collections.abc import Mapping, Sequence

from babel import Locale

from community.errors import Invalid


def country_name(code: str, language: str) -> str:
    return str(Locale.parse(language).territories.get(code, code))


def country_meant(raw: str, language: str) -> str:
    """`FI` for "fi", "Finland", or "Suomi" where Finnish is spoken."""
    return _meant(raw, [_territories(language), _territories("en")])


def languages_meant(raw: str, language: str) -> tuple[str, ...]:
    """`fi sv` for "Finnish, Swedish" or "fi, sv"."""
    known = [_languages(language), _languages("en")]
    parts = [part for part in raw.replace(";", ",").split(",") if part.strip()]
    return tuple(dict.fromkeys(_meant(part, known, "no_such_language") for part in parts))


def _territories(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in Locale.parse(language).territories.items() if len(code) == 2}


def _languages(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in Locale.parse(language).languages.items() if code.isalpha()}


def _meant(raw: str, known: Sequence[Mapping[str, str]], wrong: str = "no_such_country") -> str:
    """By the names in the first language that has it."""
    wanted = " ".join(raw.split()).casefold()
    for names in known:
        for code, name in names.items():
            if wanted in {code.casefold(), name.casefold()}:
                return code
    raise Invalid(wrong, given=raw)
