"""The commands as menus in every language: what adapters show as slash commands and command lists."""

from bot.vocabulary import VOCABULARY, Command, Parameter, Where
from bot.wording.catalogues import OTHER_CODES, catalogue, languages
from bot.wording.labels import language_name
from community.chat.form import Choice, Line, Option, Pick, Someone, Upload, When, Whole, Zone
from community.chat.gateway import MenuEntry, MenuOption, Menus
from community.roles import Role


def menus() -> Menus:
    """Every command that is in menus, under each code that apps may have for a language; "" is English, the default."""
    entries = {language: _entries(language) for language in languages()}
    others = {code: entries[language] for code, language in OTHER_CODES.items()}
    return {"" if code == "en" else code: each for code, each in {**entries, **others}.items()}


def _entries(language: str) -> list[MenuEntry]:
    return [_entry(command, language) for command in VOCABULARY if command.in_menus]


def _entry(command: Command, language: str) -> MenuEntry:
    where = {Where.GROUP: "group", Where.PRIVATE: "private"}.get(command.where, "anywhere")
    return MenuEntry(
        path=command.path,
        description=catalogue(language).gettext(command.help),
        options=[_option(parameter, language) for parameter in command.asked],
        audience="staff" if command.role >= Role.TRAINER or command.asks_admin else "everyone",
        where=where,
        opens_form=any(parameter.question.required for parameter in command.asked),
        typed=command.alias,
    )


def _option(parameter: Parameter, language: str) -> MenuOption:
    kind, asks = parameter.question.kind, parameter.asks
    label = catalogue(language).gettext(asks.label) if asks else parameter.name
    codes = kind.codes if isinstance(kind, Choice) else ()
    choices = [Option(code, _choice(parameter.name, code, language)) for code in codes]
    return MenuOption(
        name=parameter.name,
        description=label,
        required=False,
        whole_number=isinstance(kind, Whole),
        choices=choices,
        suggests=isinstance(kind, Pick | Someone | When | Zone)
        or (isinstance(kind, Line) and parameter.called is not None),
        file=isinstance(kind, Upload),
    )


def _choice(question: str, code: str, language: str) -> str:
    return language_name(code) if question == "language" else catalogue(language).gettext(code)
