"""Gathers every sentence from the code into the catalogues: `make messages`, after a sentence has changed."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.wording.catalogues import LOCALES
from community.languages import locale_of

if TYPE_CHECKING:
    from bot.vocabulary import Command

ROOT = LOCALES.parent.parent
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "s": None, "n": (1, 2), "N_": None}
"""How the code names its sentences: `w.t(...)`, `w.s(...)`, `w.n(one, many, count)`, `N_(...)`."""

WIDTH = 110


def gathered() -> Catalog:
    """Every sentence that a person may read, with the files it stands in."""
    catalog = Catalog(project="Talkoot", version="1", charset="utf-8")
    found = extract_from_dir(ROOT / "bot", [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _, sentence, comments, context in sorted(found, key=lambda each: each[:2]):
        catalog.add(sentence, None, [(f"bot/{file}", 0)], auto_comments=comments, context=context)
    for command in _shown_commands():
        catalog.add(command.help, None, [("bot/commands", 0)], auto_comments=[f"Help of /{command.path}"])
        if " " in command.example_words:
            about = f"Example of /{command.path}, as it would be typed"
            catalog.add(command.example_words, None, [("bot/commands", 0)], auto_comments=[about])
    return catalog


def _shown_commands() -> "list[Command]":
    """The commands in menus and on forms; their docstrings and examples are looked up like any sentence."""
    import bot.commands  # noqa: F401 - declares the vocabulary
    from bot.vocabulary import VOCABULARY

    return [command for command in VOCABULARY if command.in_menus or command.asked]


def read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=locale_of(file.parts[-3]))


def updated(kept: Catalog, fresh: Catalog) -> Catalog:
    """The translations there are, for the sentences there are now. Nothing is guessed from sentences that look alike."""
    kept.update(fresh, no_fuzzy_matching=True, update_header_comment=False)
    kept.obsolete.clear()
    return kept


def written(catalog: Catalog) -> bytes:
    """The file as it is kept: without line numbers and the hour, which would change with every edit of the code."""
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, sort_by_file=True, include_lineno=False)
    return b"".join(line for line in file.getvalue().splitlines(True) if not line.startswith(b'"POT-Creation-Date'))


def untranslated(catalog: Catalog) -> list[Message]:
    return [each for each in catalog if each.id and (each.fuzzy or not all(forms(each)))]


def forms(each: Message) -> tuple[str, ...]:
    """The translation, in as many plural forms as it has."""
    return tuple(map(str, each.string)) if isinstance(each.string, tuple | list) else (each.string or "",)


def main() -> None:
    """Bring every catalogue up to date, and say what waits for its translator."""
    fresh = gathered()
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/talkoot.po")):
        catalog = updated(read(file), fresh)
        file.write_bytes(written(catalog))
        print(f"{file.parts[-3]}: {len(catalog)} sentences, {len(untranslated(catalog))} to be translated")  # noqa: T201


if __name__ == "__main__":
    main()
