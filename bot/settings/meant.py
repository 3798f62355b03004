"""Settings that people meet, the language and whom to write to: checked, with what was probably meant."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import urlsplit

_MAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:/]+\.[^\s@<>\"',;:/.]+")
_BARE_PAGE = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")


class NotQuite(ValueError):
    """A value that cannot be used; `meant` is what may have been meant by it."""

    def __init__(self, reason: str, meant: str = "") -> None:
        super().__init__(reason)
        self.meant = meant


def spoken_language(language: str) -> str:
    """A language that Talkoot speaks."""
    from bot.wording.catalogues import languages

    if language in languages():
        return language
    raise NotQuite(f"is not a language that Talkoot speaks ({', '.join(languages())})", _language_meant(language))


def contact_address(written: str) -> str:
    """Where people can write to: an e-mail address or a web page; or nowhere."""
    if not written or _MAIL.fullmatch(written) or _is_page(written):
        return written
    raise NotQuite("must be an e-mail address or a web page, such as privacy@example.org", _contact_meant(written))


def _is_page(written: str) -> bool:
    try:
        parts = urlsplit(written)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", written)
    except ValueError:
        return False


def _contact_meant(written: str) -> str:
    if found := _MAIL.search(written.removeprefix("mailto:")):
        return found[0]
    return f"https://{written}" if _BARE_PAGE.fullmatch(written) else ""


def _language_meant(written: str) -> str:
    """`fi` for `fi-FI`, `Finnish` and `suomi`; `nb` for `no`."""
    names = dict(_names())
    wanted = written.replace("_", "-").casefold()
    near = (
        [wanted.partition("-")[0]] if wanted.partition("-")[0] in names else get_close_matches(wanted, names, 1, 0.75)
    )
    return names[near[0]] if near else ""


def _names() -> Iterator[tuple[str, str]]:
    """Every language by its codes, its own names and its English ones."""
    from babel import Locale

    from bot.wording.catalogues import OTHER_CODES, languages

    for code, language in {**OTHER_CODES, **{each: each for each in languages()}}.items():
        own, english = Locale(code).get_display_name(code), Locale(code).get_display_name("en")
        yield from ((name.casefold(), language) for name in (code, own, english) if name)
