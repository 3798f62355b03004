"""What Finns read: times, distances, lists and numbers as they are written in Finnish, and understood."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.commands.prompts import WHEN
from bot.vocabulary import VOCABULARY
from bot.wording import errors, joining, prompting
from bot.wording.catalogues import catalogue, languages
from bot.wording.labels import language_name, schedule_line
from community.calendar import Every, Rule
from community.chat.message import Message, Text
from community.errors import Invalid
from community.roles import Role
from community.time_phrases import read_when, split_when_and_text
from tests.bot.every_message import COURSE, HELSINKI, RULES, TUESDAY, series, words
from tests.bot.every_refusal_message import not_understood

FINNISH = words("fi")
NEW_YEAR = datetime(2027, 1, 1, 7, tzinfo=UTC)


def plain(message: Message) -> str:
    return "\n".join(block.plain for block in message.blocks if isinstance(block, Text))


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(days=6, hours=-1), "ma 30. marraskuuta klo 9.00 (6 päivän päästä)"),
        (timedelta(days=1), "ke 25. marraskuuta klo 10.00 (huomenna)"),
        (timedelta(hours=1), "ti 24. marraskuuta klo 11.00 (1 tunnin päästä)"),
        (timedelta(hours=8), "ti 24. marraskuuta klo 18.00 (8 tunnin päästä)"),
        (timedelta(minutes=5), "ti 24. marraskuuta klo 10.05 (5 minuutin päästä)"),
        (timedelta(0), "ti 24. marraskuuta klo 10.00 (nyt)"),
        (timedelta(hours=-2), "ti 24. marraskuuta klo 8.00 (aiemmin tänään)"),
        (timedelta(days=-1), "ma 23. marraskuuta klo 10.00 (eilen)"),
        (timedelta(days=-3), "la 21. marraskuuta klo 10.00 (3 päivää sitten)"),
        (NEW_YEAR - TUESDAY, "pe 1. tammikuuta 2027 klo 9.00 (38 päivän päästä)"),
    ],
)
def test_a_moment_in_finnish(later: timedelta, said: str) -> None:
    assert FINNISH.moment(TUESDAY + later) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("once", "maanantai 30. marraskuuta 2026 klo 9.00"),
        ("daily", "Joka päivä klo 9.00, kerran"),
        ("every third day", "Joka 3. päivä klo 18.30, 5 kertaa"),
        ("weekly", "Joka maanantai ja keskiviikko klo 9.00, 12. joulukuuta 2026 asti"),
        ("weekdays", "Joka arkipäivä klo 9.00"),
        ("every other week", "Joka 2. viikko maanantaina ja perjantaina klo 9.00"),
        ("monthly", "Joka kuukauden 1. päivä klo 9.00"),
        ("quarterly", "Joka 3. kuukauden 15. päivä klo 9.00"),
    ],
)
def test_a_schedule_in_finnish(rule: str, said: str) -> None:
    assert schedule_line(FINNISH, RULES[rule]) == said


def test_a_list_in_finnish() -> None:
    assert FINNISH.listed(["Keittiö", "Puutarha", "Piha"]) == "Keittiö, Puutarha ja Piha"


def test_a_zone_in_finnish() -> None:
    assert FINNISH.zone_name() == "Helsinki"
    assert replace(FINNISH, zone=ZoneInfo("Europe/Lisbon")).zone_name() == "Lissabon"


def test_languages_are_called_by_their_own_names() -> None:
    assert [language_name(code) for code in languages()] == [
        "English",
        "Suomi",
        "Italiano",
        "Norsk bokmål",
        "Português",
    ]


@pytest.mark.parametrize(
    ("count", "said"), [(1, "Nyt mukana on yksi osallistuja."), (12, "Nyt mukana on 12 osallistujaa.")]
)
def test_numbers_of_people_in_finnish(count: int, said: str) -> None:
    assert plain(joining.member_joined(FINNISH, "Aino", COURSE, count)) == f"Aino liittyi kurssille SUOMI 1. {said}"


@pytest.mark.parametrize("role", [Role.TRAINER, Role.COORDINATOR])
def test_an_invitation_names_the_role_in_finnish(role: Role) -> None:
    invited = plain(joining.invitation(FINNISH, role, "Valo Centre", "ABCD2345", [], "maanantai"))
    assert {Role.TRAINER: "kouluttaja", Role.COORDINATOR: "koordinaattori"}[role] in invited


def test_a_rule_without_a_time_is_repeated_with_the_hour_it_got() -> None:
    usual = read_when("joka maanantai", TUESDAY, HELSINKI, "fi")
    said = plain(prompting.proposal(FINNISH, series(usual.schedule), COURSE, 2, usual))
    assert "Kellonaikaa ei annettu, joten tehtävä tulee klo 10.00." in said
    assert "Ensimmäisen kerran ma 30. marraskuuta klo 10.00" in said


def test_a_rule_with_a_time_is_repeated_as_it_was_written() -> None:
    exact = read_when("joka maanantai klo 9", TUESDAY, HELSINKI, "fi")
    assert "Kellonaikaa" not in plain(prompting.proposal(FINNISH, series(exact.schedule), COURSE, 2, exact))


def test_a_date_that_does_not_fit_is_explained_in_finnish() -> None:
    said = errors.invalid(FINNISH, not_understood("wrong_weekday")).plain
    assert "Se päivä on torstai 3. joulukuuta 2026." in said


@pytest.mark.parametrize("language", languages())
def test_the_example_of_a_prompt_is_understood_in_its_language(language: str) -> None:
    example = catalogue(language).gettext(VOCABULARY.at("prompt schedule").example_words)
    understood, text = split_when_and_text(example, TUESDAY, HELSINKI, language)
    assert understood.schedule == Rule(Every.WEEK, time(9), date(2026, 11, 30), weekdays=frozenset({0}))
    begins = {"en": "Share one", "fi": "Jaa yksi", "it": "Condividi un", "nb": "Del en", "pt": "Partilhe uma"}
    assert text.startswith(begins[language])


@pytest.mark.parametrize("language", languages())
def test_the_examples_of_times_are_understood_in_their_language(language: str) -> None:
    shown = errors.invalid(words(language), Invalid("not_a_time", fragment="x")).plain.partition('"x"')[2]
    hint = catalogue(language).gettext(WHEN.hint).partition(": ")[2]
    examples = [*re.findall(r'"([^"]+)"', shown), *hint.split(", ")]
    assert len(examples) == 6
    for example in examples:
        assert read_when(example, TUESDAY, HELSINKI, language).outlook.first.due > TUESDAY
