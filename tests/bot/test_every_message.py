"""Every message in every language: nothing hard-wired, nothing too long, every error and notice worded."""

import re
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import bot.wording
from adapters.discord.slash import SUBCOMMAND, commands_of
from bot.menus import menus
from bot.suggest import SOURCES
from bot.vocabulary import VOCABULARY
from bot.wording import errors, notices, words
from bot.wording.catalogues import catalogue, languages
from bot.wording.labels import language_name
from community import errors as glossary
from community.chat.message import Buttons, Facts, Message, Text
from community.notices import Kind
from tests.bot import group_messages
from tests.bot.every_message import PAGES, everything
from tests.bot.every_message import words as voice
from tests.bot.every_refusal_message import NOT_UNDERSTOOD, not_understood

COMMUNITY = Path(glossary.__file__).parent
MODULES = [
    import_module(f"bot.wording.{each.name}")
    for each in iter_modules(bot.wording.__path__)
    if each.name not in {"words", "gathering"} and not each.name.endswith("notices")
]
LANGUAGES = pytest.mark.parametrize("language", languages())

PSEUDO = {ord(letter): ord(letter) + 0xFEE0 for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
"""Latin letters to their wide twins, which no fact of ours has."""
OWN_NAMES = {"Telegram", "Discord", *" ".join(map(language_name, languages())).split()}
WORDS_MOST = 60
LONG_BY_NATURE = {
    "what is kept: person",
    "what is kept, by one organisation: person",
    "what is kept: time",
    "what is kept, by one organisation: time",
    "help",
    "help about one topic",
    "prompts",
    "everything I told",
    "learners",
    "many learners",
    "the checklist: to do",
    "the checklist: so it is",
    "a list with every fault",
    "a list with unknown language",
    "a long class list",
    *group_messages.LONG_BY_NATURE,
}
"""Pages that people asked for."""


def labels(message: Message) -> list[str]:
    rows = [row for block in message.having(Buttons) if isinstance(block, Buttons) for row in block.rows]
    return [button.label for row in rows for button in row]


def texts(message: Message) -> list[str]:
    return [block.plain for block in message.blocks if isinstance(block, Text)]


def facts(message: Message) -> list[str]:
    return [f"{label}: {value}" for block in message.blocks if isinstance(block, Facts) for label, value in block.rows]


class Wide(NullTranslations):
    """A language in which every letter of a template looks different."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{\w+\})", message)
        return "".join(part if part.startswith("{") else part.translate(PSEUDO) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def plain_words(text: str) -> set[str]:
    """What is left in ordinary small letters, besides commands and the own names of languages and platforms."""
    without_commands = re.sub(r"/[a-z_]+", "", text)
    return set(re.findall(r"\b[A-Za-z]*[a-z][A-Za-z]*\b", without_commands)) - OWN_NAMES


def test_no_message_has_words_that_no_catalogue_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "catalogue", lambda _: Wide())
    in_greek = voice("el")  # dates and lists in letters that are not Latin, either
    found = {name: plain_words("\n".join([*texts(said), *labels(said)])) for name, said in everything(in_greek).items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_words_that_are_hard_wired_would_be_seen() -> None:
    hello = Wide().gettext("Hello")
    assert plain_words(f"{hello} AINO, press the button /prompt_edit") == {"press", "the", "button"}


def test_every_way_to_say_something_is_looked_at() -> None:
    """Whoever adds a sentence adds it to `every_message`, too."""
    pages = sorted(Path(__file__).parent.glob("*message*.py"))
    read = "".join(page.read_text(encoding="utf-8") for page in pages if not page.name.startswith("test_"))
    for module in MODULES:
        own = [each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__]
        said = [each.__name__ for each in own if not each.__name__.startswith("_") and "return" in each.__annotations__]
        whole = [name for name in said if "Message" in str(getattr(module, name).__annotations__["return"])]
        short = module.__name__.rpartition(".")[2]
        assert [name for name in whole if f"{short}.{name}(" not in read] == [], module.__name__


def test_no_message_hides_another() -> None:
    names = [name for page in PAGES for name in page(voice("en"))]
    assert [name for name in names if names.count(name) > 1] == []


@LANGUAGES
def test_buttons_are_short_enough_for_a_small_phone(language: str) -> None:
    every = {label for said in everything(voice(language)).values() for label in labels(said)}
    assert {label for label in every if len(label) > 34} == set()


@LANGUAGES
def test_a_message_has_six_buttons_at_most(language: str) -> None:
    many = {name: labels(said) for name, said in everything(voice(language)).items() if len(labels(said)) > 6}
    assert many == {}


@LANGUAGES
def test_messages_are_short(language: str) -> None:
    lengths = {
        name: len("\n".join(texts(said)).split())
        for name, said in everything(voice(language)).items()
        if name not in LONG_BY_NATURE
    }
    assert {name: length for name, length in lengths.items() if length > WORDS_MOST} == {}


def test_no_message_counts_nothing_as_0() -> None:
    """Where there is none of something, that is said in words or left out."""
    lines = [line for said in everything(voice("en")).values() for line in (*texts(said), *facts(said), *labels(said))]
    assert [line for line in lines if re.search(r"\b0 \w|: 0$", line)] == []


@LANGUAGES
def test_no_zone_is_named_as_computers_do(language: str) -> None:
    lines = {line for said in everything(voice(language)).values() for line in (*texts(said), *labels(said))}
    assert {line for line in lines if "Europe/" in line} == set()


@LANGUAGES
def test_every_message_says_something(language: str) -> None:
    assert [name for name, said in everything(voice(language)).items() if not any(texts(said))] == []


@LANGUAGES
def test_menus_fit_both_platforms(language: str) -> None:
    entries = menus()["" if language == "en" else language]
    assert [entry.path for entry in entries if not 1 <= len(entry.description) <= 100] == []
    options = [option for entry in entries for option in entry.options]
    assert [option.name for option in options if not 1 <= len(option.description) <= 100] == []


@LANGUAGES
def test_forms_fit_their_frames(language: str) -> None:
    said = catalogue(language).gettext
    titles = [said(command.help) for command in VOCABULARY if command.asked]
    asked = [each.asks for command in VOCABULARY for each in command.asked if each.asks]
    assert [title for title in titles if len(title) > 45] == []
    assert [said(asks.label) for asks in asked if len(said(asks.label)) > 45] == []
    assert [said(asks.hint) for asks in asked if asks.hint and len(said(asks.hint)) > 100] == []


def subclasses(family: type[Exception]) -> Iterator[type[Exception]]:
    for each in family.__subclasses__():
        yield each
        yield from subclasses(each)


def test_everything_that_may_not_be_done_has_a_sentence() -> None:
    assert {each.__name__ for each in subclasses(glossary.Rejected)} == set(errors.REJECTED)


def test_every_choice_that_may_be_empty_has_a_sentence() -> None:
    assert set(errors.NOTHING_TO_CHOOSE) == set(SOURCES)


def test_every_answer_that_cannot_be_read_has_a_sentence() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in COMMUNITY.rglob("*.py"))
    raised = set(re.findall(r'raise (?:Invalid|NotUnderstood)\("(\w+)"', code))
    assert raised <= set(errors.INVALID)
    assert set(re.findall(r'raise NotUnderstood\("(\w+)"', code)) == set(NOT_UNDERSTOOD)


def test_every_notice_has_a_sentence() -> None:
    assert set(notices.WORDING) == set(Kind)


@pytest.mark.parametrize("key", NOT_UNDERSTOOD)
def test_each_time_that_is_none_is_refused_for_its_own_reason(key: str) -> None:
    assert not_understood(key).key == key


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("ambiguous_date", "can mean Saturday, 3 April 2027 or Thursday, 4 March 2027"),
        ("wrong_weekday", "the date is Thursday, 3 December 2026"),
        ("ends_too_early", "the first one comes on Monday, 30 November 2026"),
        ("too_far", "means Thursday, 1 November 2046"),
    ],
)
def test_what_a_time_could_mean_is_said(key: str, sentence: str) -> None:
    assert sentence in errors.invalid(voice("en"), not_understood(key)).plain


def _sent(node: Mapping[str, Any]) -> int:
    """The characters of a command as Discord counts them: names, descriptions and values, with every translation."""
    own = [node["name"], node.get("description", ""), str(node.get("value", ""))]
    own += [each for field in ("name", "description") for each in node.get(f"{field}_localizations", {}).values()]
    return sum(map(len, own)) + sum(map(_sent, (*node.get("options", ()), *node.get("choices", ()))))


def test_all_commands_fit_what_discord_takes() -> None:
    commands = commands_of(menus())
    groups = [each for each in commands if each["options"] and each["options"][0]["type"] == SUBCOMMAND]
    assert len(commands) <= 100
    assert [each["name"] for each in groups if len(each["options"]) > 25] == []
    assert [each["name"] for each in commands if _sent(each) > 8000] == []


def test_all_commands_fit_the_menus_of_telegram_without_one_being_cut_off() -> None:
    entries = menus()[""]
    assert len(entries) <= 100
    assert [each.path for each in entries if len(each.typed or each.path) > 32] == []
