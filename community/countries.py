"""Countries and languages as people write them: by their code, or by their name in the reader's language."""

from babel import Locale

from community.errors import Invalid


def country_name(code: str, language: str) -> str:
    return str(Locale.parse(language).territories.get(code, code))


def country_meant(raw: str, language: str) -> str:
    """`FI` for "fi", "Finland", or "Suomi" where Finnish is spoken."""
    return _meant(raw, {code: str(name) for code, name in Locale.parse(language).territories.items() if len(code) == 2})


def languages_meant(raw: str, language: str) -> tuple[str, ...]:
    """`fi sv` for "Finnish, Swedish" or "fi, sv"."""
    known = {code: str(name) for code, name in Locale.parse(language).languages.items() if code.isalpha()}
    parts = [part for part in raw.replace(";", ",").split(",") if part.strip()]
    return tuple(dict.fromkeys(_meant(part, known, "no_such_language") for part in parts))


def _meant(raw: str, known: dict[str, str], wrong: str = "no_such_country") -> str:
    wanted = " ".join(raw.split()).casefold()
    found = [code for code, name in known.items() if wanted in {code.casefold(), name.casefold()}]
    if not found:
        raise Invalid(wrong, given=raw)
    return found[0]
