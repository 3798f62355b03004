"""What people read in Italian, Norwegian and Portuguese: times, distances, lists and numbers as they are written there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import localedata

from adapters.discord.slash import commands_of
from bot.menus import menus
from bot.wording import joining
from bot.wording.labels import schedule_line
from community.time_words import words_for
from tests.bot.every_message import COURSE, RULES, TUESDAY, words
from tests.bot.test_finnish import plain

NEW_YEAR = datetime(2027, 1, 1, 7, tzinfo=UTC)
LATER = {
    "in days": timedelta(days=6, hours=-1),
    "tomorrow": timedelta(days=1),
    "in an hour": timedelta(hours=1),
    "in minutes": timedelta(minutes=5),
    "now": timedelta(0),
    "today": timedelta(hours=-2),
    "yesterday": timedelta(days=-1),
    "days ago": timedelta(days=-3),
    "next year": NEW_YEAR - TUESDAY,
}
MOMENTS = {
    "it": {
        "in days": "lun 30 nov alle 09:00 (tra 6 giorni)",
        "tomorrow": "mer 25 nov alle 10:00 (domani)",
        "in an hour": "mar 24 nov alle 11:00 (tra 1 ora)",
        "in minutes": "mar 24 nov alle 10:05 (tra 5 minuti)",
        "now": "mar 24 nov alle 10:00 (adesso)",
        "today": "mar 24 nov alle 08:00 (oggi, poco prima)",
        "yesterday": "lun 23 nov alle 10:00 (ieri)",
        "days ago": "sab 21 nov alle 10:00 (3 giorni fa)",
        "next year": "ven 1 gen 2027 alle 09:00 (tra 38 giorni)",
    },
    "nb": {
        "in days": "man. 30. nov. kl. 09:00 (om 6 dager)",
        "tomorrow": "ons. 25. nov. kl. 10:00 (i morgen)",
        "in an hour": "tir. 24. nov. kl. 11:00 (om 1 time)",
        "in minutes": "tir. 24. nov. kl. 10:05 (om 5 minutter)",
        "now": "tir. 24. nov. kl. 10:00 (nå)",
        "today": "tir. 24. nov. kl. 08:00 (tidligere i dag)",
        "yesterday": "man. 23. nov. kl. 10:00 (i går)",
        "days ago": "lør. 21. nov. kl. 10:00 (for 3 dager siden)",
        "next year": "fre. 1. jan. 2027 kl. 09:00 (om 38 dager)",
    },
    "pt": {
        "in days": "segunda, 30 de novembro às 09:00 (daqui a 6 dias)",
        "tomorrow": "quarta, 25 de novembro às 10:00 (amanhã)",
        "in an hour": "terça, 24 de novembro às 11:00 (daqui a 1 hora)",
        "in minutes": "terça, 24 de novembro às 10:05 (daqui a 5 minutos)",
        "now": "terça, 24 de novembro às 10:00 (agora)",
        "today": "terça, 24 de novembro às 08:00 (hoje, mais cedo)",
        "yesterday": "segunda, 23 de novembro às 10:00 (ontem)",
        "days ago": "sábado, 21 de novembro às 10:00 (há 3 dias)",
        "next year": "sexta, 1 de janeiro de 2027 às 09:00 (daqui a 38 dias)",
    },
}
SCHEDULES = {
    "it": {
        "once": "lunedì 30 novembre 2026 alle 09:00",
        "daily": "Ogni giorno alle 09:00, una volta",
        "every third day": "Ogni 3 giorni alle 18:30, 5 volte",
        "weekly": "Ogni lunedì e mercoledì alle 09:00, fino al giorno 12 dicembre 2026",
        "weekdays": "Dal lunedì al venerdì alle 09:00",
        "every other week": "Ogni 2 settimane, di lunedì e venerdì alle 09:00",
        "monthly": "Il giorno 1 di ogni mese alle 09:00",
        "quarterly": "Il giorno 15, ogni 3 mesi alle 09:00",
    },
    "nb": {
        "once": "mandag 30. november 2026 kl. 09:00",
        "daily": "Hver dag kl. 09:00, én gang",
        "every third day": "Hver 3. dag kl. 18:30, 5 ganger",
        "weekly": "Hver mandag og onsdag kl. 09:00, til 12. desember 2026",
        "weekdays": "Hver hverdag kl. 09:00",
        "every other week": "Hver 2. uke, mandag og fredag kl. 09:00",
        "monthly": "Den 1. i hver måned kl. 09:00",
        "quarterly": "Den 15. i hver 3. måned kl. 09:00",
    },
    "pt": {
        "once": "segunda-feira, 30 de novembro de 2026 às 09:00",
        "daily": "Todos os dias às 09:00, uma vez",
        "every third day": "A cada 3 dias às 18:30, 5 vezes",
        "weekly": "Todas as semanas, segunda-feira e quarta-feira às 09:00, até 12 de dezembro de 2026",
        "weekdays": "De segunda a sexta-feira às 09:00",
        "every other week": "A cada 2 semanas, segunda-feira e sexta-feira às 09:00",
        "monthly": "No dia 1 de cada mês às 09:00",
        "quarterly": "No dia 15, a cada 3 meses às 09:00",
    },
}


def each(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(language, what, said) for language, said_of in table.items() for what, said in said_of.items()]


@pytest.mark.parametrize(("language", "when", "said"), each(MOMENTS))
def test_a_moment(language: str, when: str, said: str) -> None:
    assert words(language).moment(TUESDAY + LATER[when]) == said


@pytest.mark.parametrize(("language", "rule", "said"), each(SCHEDULES))
def test_a_schedule(language: str, rule: str, said: str) -> None:
    assert schedule_line(words(language), RULES[rule]) == said


@pytest.mark.parametrize(("language", "said"), [("it", "A, B e C"), ("nb", "A, B og C"), ("pt", "A, B e C")])
def test_a_list(language: str, said: str) -> None:
    assert words(language).listed(["A", "B", "C"]) == said


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("it", "Europe/Lisbon", "Lisbona"),
        ("nb", "Europe/Rome", "Roma"),
        ("pt", "Europe/Lisbon", "Lisboa"),
        ("pt", "Europe/Moscow", "Moscovo"),  # in Brazil it is Moscou
    ],
)
def test_a_zone(language: str, zone: str, said: str) -> None:
    assert replace(words(language), zone=ZoneInfo(zone)).zone_name() == said


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("it", 1, "Ora partecipa una persona."),
        ("it", 12, "Ora partecipano 12 persone."),
        ("nb", 1, "Nå er én person med."),
        ("nb", 12, "Nå er 12 personer med."),
        ("pt", 1, "Agora participa uma pessoa."),
        ("pt", 12, "Agora participam 12 pessoas."),
    ],
)
def test_numbers_of_people(language: str, count: int, said: str) -> None:
    assert plain(joining.member_joined(words(language), "Aino", COURSE, count)).endswith(said)


def test_discord_knows_one_norwegian_and_the_portuguese_of_brazil() -> None:
    todo = next(each for each in commands_of(menus()) if each["name"] == "todo")
    assert set(todo["description_localizations"]) == {"fi", "it", "no", "pt-BR"}


def test_a_norwegian_phone_finds_its_menu_under_any_of_its_codes() -> None:
    shown = {code: [entry.description for entry in menus()[code]] for code in ("nb", "no", "nn")}
    assert shown["nb"] == shown["no"] == shown["nn"]
    assert "Vis hva som venter på deg" in shown["nb"]


def test_dates_are_those_of_portugal_also_after_times_were_read_in_portuguese() -> None:
    """Babel takes what was read of Brazil's names into Portugal's, if those are looked up later."""
    localedata._cache.clear()
    words_for.cache_clear()
    words_for("pt")
    assert words("pt").moment(TUESDAY).startswith("terça, 24 de novembro")
