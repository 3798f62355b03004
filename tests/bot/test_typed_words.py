"""The words that people type after commands are read in every language, and none of them can mean two things."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.commands.tuning import CALLED
from bot.vocabulary import VOCABULARY, Command, Parameter
from bot.wording import tuning, typed
from bot.wording.catalogues import catalogue, languages
from community.chat.form import Choice, Kind, Line, Reading
from community.telling import Pause
from tests.bot.every_message import HELSINKI, TUESDAY

LANGUAGES = pytest.mark.parametrize("language", languages())
TWO_WEEKS = {"en": "2 weeks", "fi": "2 viikkoa", "it": "2 settimane", "nb": "2 uker", "pt": "2 semanas"}


def worded() -> Iterator[tuple[Command, Parameter, dict[str, tuple[str, ...]]]]:
    """Every question that is answered by words of the catalogues, with them."""
    for command in VOCABULARY:
        for each in command.asked:
            kind = each.question.kind
            if each.called:
                yield command, each, dict(each.called.codes)
            elif isinstance(kind, Choice) and each.name != "language":
                yield command, each, {code: (code,) for code in kind.codes}


def question(path: str, name: str) -> Parameter:
    return VOCABULARY.at(path).parameter(name)


def test_every_word_that_a_question_takes_is_a_sentence_of_the_catalogues() -> None:
    labels = {label for label, _ in tuning.MEANINGS.values()}
    taken = {word for _, _, called in worded() for words in called.values() for word in words}
    assert taken - set(typed.WORDS) - labels == set()


@LANGUAGES
def test_no_word_means_two_things_in_one_question(language: str) -> None:
    """Nor does it beside English, which is read everywhere; without accents, as people write on old phones."""
    flags = [*((None, None, dict(each)) for each in (typed.FLAGS, typed.ENDS, typed.UNLIMITED))]
    for _, parameter, called in [*worded(), *flags]:
        found: dict[str, set[str]] = {}
        for code, words in called.items():
            found.setdefault(typed.plain(code), set()).add(code)
            for spoken in (language, "en"):
                for word in words:
                    found.setdefault(typed.plain(catalogue(spoken).gettext(word)), set()).add(code)
        assert {word: codes for word, codes in found.items() if len(codes) > 1} == {}, parameter


@LANGUAGES
def test_every_word_is_read_as_what_it_stands_for(language: str) -> None:
    for _, parameter, called in worded():
        for code, words in called.items():
            for word in words:
                said = catalogue(language).gettext(word)
                assert typed.code_of(parameter, said, language) == code
                assert typed.code_of(parameter, f"{said.upper()}.", language) == code
                assert typed.bite(parameter, f"{said} Ben 5", language) == (code, "Ben 5")


@LANGUAGES
def test_english_is_read_whatever_somebody_speaks(language: str) -> None:
    assert typed.bite(question("wish", "how"), "without Ben", language) == ("without", "Ben")
    assert typed.bite(question("course settings", "setting"), "group_size 5", language) == ("group_size", "5")
    assert typed.bite(question("course settings", "setting"), "Group size 5", language) == ("group_size", "5")
    assert typed.bite(question("org edit", "what"), "holidays 22.2.2027", language) == ("holidays", "22.2.2027")
    assert typed.code_of(question("pause", "until"), "off", language) == "off"


def test_a_word_of_another_language_is_read_where_it_can_mean_one_thing_only() -> None:
    how, zone = question("wish", "how"), question("course settings", "setting")
    assert typed.bite(how, "senza Ben", "fi") == ("without", "Ben")
    assert typed.bite(zone, "ryhmän koko 5", "pt") == ("group_size", "5")
    assert typed.meant(typed.FLAGS, "nao", "pt") == "off"
    assert typed.bite(how, "sisällä Ben", "fi") is None
    ambiguous = {"it": {"no": "off"}, "nb": {"no": "on"}, "en": {}}
    assert typed.in_their_language(ambiguous, "no", "fi") is None
    assert typed.in_their_language(ambiguous, "no", "nb") == "on"


@LANGUAGES
def test_the_example_of_a_command_is_read_as_it_stands(language: str) -> None:
    for command, parameter, _ in worded():
        if isinstance(parameter.question.kind, Choice | Line) and command.example_words:
            example = catalogue(language).gettext(command.example_words)
            assert typed.bite(parameter, example, language), example


@pytest.mark.parametrize("said", ["en", "EN", "English", "englanti", "inglese"])
def test_a_language_is_chosen_by_its_name(said: str) -> None:
    asked = question("language", "language")
    assert typed.code_of(asked, said, "it") in {"en", said}
    assert typed.bite(asked, said, "it") == ("en", "")


@LANGUAGES
def test_settings_are_switched_in_every_language(language: str) -> None:
    for code, words in typed.FLAGS.items():
        for word in words:
            assert typed.meant(typed.FLAGS, catalogue(language).gettext(word), language) == code
    assert typed.meant(CALLED.codes, catalogue(language).gettext("Seats"), language) == "seats"


@LANGUAGES
def test_a_pause_of_two_weeks_is_read_in_every_language_and_ended_in_it(language: str) -> None:
    pause: Kind = Pause()
    for said in ("2w", "2 w", TWO_WEEKS[language], TWO_WEEKS["en"]):
        until = pause.read(said, Reading(TUESDAY, HELSINKI, language))
        assert until.astimezone(HELSINKI).date() == date(2026, 11, 24) + timedelta(weeks=2)
    ends = typed.code_of(question("pause", "until"), catalogue(language).gettext("end"), language)
    assert pause.read(ends, Reading(TUESDAY, HELSINKI, language)) is None
