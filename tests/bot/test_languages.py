"""The catalogues: complete, faithful to their placeholders, with the plural forms of their language."""

from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages import Catalog, Message

from bot.wording import gathering
from bot.wording.catalogues import LOCALES, best_language, catalogue, languages

FILES = sorted(LOCALES.glob("*/LC_MESSAGES/talkoot.po"))


@pytest.fixture(params=FILES, ids=lambda file: file.parts[-3])
def file(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def translated(file: Path) -> Catalog:
    return gathering.read(file)


def sentences(catalog: Catalog) -> Iterator[Message]:
    return (each for each in catalog if each.id)


def sources(each: Message) -> tuple[str, ...]:
    return (each.id,) if isinstance(each.id, str) else tuple(each.id)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_talkoot_speaks_five_languages() -> None:
    assert languages() == ("en", "fi", "it", "nb", "pt")


def test_every_catalogue_has_just_the_sentences_of_the_code(file: Path) -> None:
    kept = file.read_bytes()
    fresh = gathering.written(gathering.updated(gathering.read(file), gathering.gathered()))
    assert fresh == kept, "the sentences have changed: run `make messages` and translate what is new"


def test_every_sentence_is_translated_and_none_is_a_guess(translated: Catalog) -> None:
    assert [each.id for each in gathering.untranslated(translated)] == []


def test_sentences_that_are_missing_or_guessed_are_found() -> None:
    catalog = Catalog(locale="fi")
    catalog.add("Join", "Liity")
    catalog.add("Leave", "")
    catalog.add("Stay", "Pysy", flags=["fuzzy"])
    catalog.add(("one answer", "{count} answers"), ("yksi vastaus", ""))
    assert [sources(each)[0] for each in gathering.untranslated(catalog)] == ["Leave", "Stay", "one answer"]


def test_a_new_sentence_waits_for_its_translator_and_an_old_one_goes() -> None:
    kept, fresh = Catalog(locale="fi"), Catalog()
    kept.add("Join", "Liity")
    kept.add("Quit", "Lopeta")
    fresh.add("Join")
    fresh.add("Quit it")
    now = gathering.updated(kept, fresh)
    assert {each.id: each.string or "" for each in sentences(now)} == {"Join": "Liity", "Quit it": ""}
    assert not now.obsolete


def test_a_new_language_begins_with_an_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pl" / "LC_MESSAGES" / "talkoot.po"
    file.parent.mkdir(parents=True)
    file.touch()
    monkeypatch.setattr(gathering, "LOCALES", tmp_path)
    gathering.main()
    waiting = gathering.read(file)
    assert len(gathering.untranslated(waiting)) == len(waiting)
    assert waiting.num_plurals == 3
    assert capsys.readouterr().out == f"pl: {len(waiting)} sentences, {len(waiting)} to be translated\n"


def test_translations_fill_in_what_the_english_fills_in(translated: Catalog) -> None:
    for each in sentences(translated):
        known = set.union(*map(placeholders, sources(each)))
        for form in gathering.forms(each):
            missing = placeholders(sources(each)[0]) - placeholders(form)
            assert placeholders(form) <= known, form
            assert not missing, f"{form} lacks {missing}"


def test_a_plural_form_names_its_number(translated: Catalog) -> None:
    """All but the singular, where "one answer" reads better, must have `{count}`."""
    for each in sentences(translated):
        if isinstance(each.id, tuple | list):
            assert all("count" in placeholders(form) for form in gathering.forms(each)[1:]), each.id


def test_what_is_bold_in_english_is_bold_and_closed(translated: Catalog) -> None:
    for each in sentences(translated):
        for form in gathering.forms(each):
            assert form.count("*") == sources(each)[0].count("*"), form
            assert form.count("*") % 2 == 0, form


def test_line_breaks_and_edges_are_those_of_the_english(translated: Catalog) -> None:
    for each in sentences(translated):
        for form in gathering.forms(each):
            assert form.count("\n") == sources(each)[0].count("\n"), form
            assert form == form.strip(), form


def test_plural_forms_are_those_of_the_language(translated: Catalog) -> None:
    assert translated.locale is not None
    rule = translated.locale.plural_form
    counts = range(1001)
    met = set(map(rule, counts))  # people are counted in whole numbers; a form for fractions is not needed
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in met]
    assert translated.num_plurals == len(order)
    chosen = c2py(translated.plural_expr)
    assert [order[chosen(count)] for count in counts] == list(map(rule, counts))


def test_portuguese_counts_nothing_as_many() -> None:
    """In Portugal it is "0 respostas"; in Brazil "0 resposta" is right, too."""
    assert catalogue("pt").ngettext("one answer", "{count} answers", 0) == "{count} respostas"
    assert catalogue("pt").ngettext("one answer", "{count} answers", 1) == "uma resposta"


def test_english_of_europe_is_the_source() -> None:
    assert catalogue("en").gettext("Join the course") == "Join the course"
    assert Locale("en").plural_form.tags == {"one"}


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (("fi",), "fi"),
        (("fi-FI",), "fi"),
        (("sv", "fi"), "fi"),
        (("el-GR", ""), "en"),
        ((), "en"),
        (("EN_us",), "en"),
        (("pt-BR",), "pt"),
        (("pt_PT",), "pt"),
        (("it",), "it"),
        (("nb",), "nb"),
        (("nb-NO",), "nb"),
        (("no",), "nb"),
        (("nn",), "nb"),
    ],
)
def test_the_first_language_that_is_spoken_is_chosen(wanted: tuple[str, ...], spoken: str) -> None:
    assert best_language(*wanted) == spoken


def test_a_language_that_is_not_spoken_is_met_with_english() -> None:
    assert catalogue("tlh").gettext("Join") == "Join"
