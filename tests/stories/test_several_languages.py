"""A course in Norwegian with learners from elsewhere: the chat speaks Norwegian, and with each person I speak theirs."""

import re

import pytest

from community.chat.address import Platform
from community.roles import Role
from storage.engine import Store
from tests.stories.conftest import OpenStore
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import SUGGESTED, Person
from tests.stories.town import Town


class NorwegianCourse:
    """Kari teaches, Carla comes from Italy, Rui from Portugal; their phones are set to their own languages."""

    def __init__(self, town: Town) -> None:
        self.town = town
        norwegian = "nb" if town.home is Platform.TELEGRAM else "no"  # as their apps call it
        self.kari = town.person("Kari", language=norwegian)
        self.carla = town.person("Carla", language="it")
        self.rui = town.person("Rui", language="pt-br")
        town.meet(self.kari, self.carla, self.rui, title="Norsk sammen")
        self.kari.says(f"/start {town.invitation(town.organisation(), Role.COORDINATOR)}")
        self.kari.sees_alone("Du er nå koordinator i Valo Centre.")
        self.kari.calls_here("course new")
        self.kari.fills_in(name="Norsk sammen", language="Norsk bokmål", zone=SUGGESTED)
        opened = self.kari.sees_in_chat("Kurset Norsk sammen er åpent (språk: Norsk bokmål, tidssone: Helsingfors)")
        assert "Bli med" in opened.buttons
        self.code = self.kari.code_in(opened)

    def joined(self) -> "NorwegianCourse":
        self.joins(self.carla, "Partecipa al corso", "Ora partecipi, Carla.")
        self.joins(self.rui, "Participar no curso", "Já participa, Rui.")
        return self

    def joins(self, learner: Person, button: str, welcome: str) -> None:
        learner.says(f"/start {self.code}")
        learner.presses(button)
        learner.fills_in(name=SUGGESTED)
        learner.sees_alone(welcome)

    def menu(self, person: Person) -> list[str]:
        """What the commands are said to do where this person types a slash."""
        if isinstance(person, DiscordPerson):
            locale = self.town.discord.world.locales[person.account.id]
            return [each.described(locale) for each in person.account.commands(self.town.channel)]
        return [each["description"] for each in person.account.menu(self.town.telegram_bot)]

    def prompts(self) -> None:
        self.kari.calls("prompt schedule", when="i morgen kl. 9", text="Hva lærte du denne uken?")
        self.kari.sees_alone("Én gang: ons. 25. nov. kl. 09:00 (i morgen). Tidssone: Helsingfors.")
        self.kari.presses("Planlegg oppgaven")
        self.kari.sees_alone("Planlagt som oppgave #1 i kurset Norsk sammen.")
        self.town.passes(hours=23)


@pytest.fixture
def database(sqlite_url: str, open_store: OpenStore) -> Store:
    """One is enough: no sentence depends on where it is kept."""
    return open_store(sqlite_url)


@pytest.fixture
def course(town: Town) -> NorwegianCourse:
    return NorwegianCourse(town)


def test_everybody_is_welcomed_in_their_own_language(course: NorwegianCourse) -> None:
    course.carla.says(f"/start {course.code}")
    course.carla.sees_alone("Ciao Carla. Sono l'assistente del corso Norsk sammen. Organizzazione: Valo Centre.")
    course.carla.presses("Che cosa conservi di preciso?")
    course.carla.sees_alone("Conservo il tuo nome, le tue risposte e quando partecipi.")
    course.joined()
    course.kari.reads("Carla er nå med på kurset Norsk sammen. Nå er én person med.")


def test_the_chat_speaks_norwegian_and_each_learner_reads_their_own_language(course: NorwegianCourse) -> None:
    carla, rui = course.joined().carla, course.rui
    course.prompts()
    assert "Svar på denne meldingen, eller trykk på Svar." in carla.sees_in_chat("Hva lærte du denne uken?").text

    carla.presses("Svar", under="Hva lærte")
    assert "Si leggerà nella chat" in carla.question()
    carla.fills_in(text="Ho imparato una parola.")
    carla.sees_alone("Grazie. La tua risposta è conservata e si legge nella chat del corso Norsk sammen.")
    assert "Svar til Carla" in rui.sees_in_chat("Carla svarte:").buttons

    rui.calls("todo")
    rui.sees_alone("Uma tarefa espera pela sua resposta:")
    rui.presses("Svar til Carla")
    rui.fills_in(text="Eu também!")
    rui.sees_alone("Obrigado. Carla e o grupo veem o seu comentário na conversa.")
    carla.sees_in_chat("Rui til Carla:")


def test_nobody_reads_another_persons_language_in_private(course: NorwegianCourse) -> None:
    carla, rui = course.joined().carla, course.rui
    for path in ("help", "start", "privacy", "mydata", "todo", "link"):
        carla.calls(path)
        rui.calls(path)
    foreign = {carla: r"\b(você|não|tarefa|svar|oppgave|the|your)\b", rui: r"\b(attività|risposta|oppgave|the|your)\b"}
    for person, words in foreign.items():
        read = [shown.text for shown in person.screen() if shown.private]
        assert not [text for text in read if re.search(words, text, re.IGNORECASE)]


def test_an_example_in_help_can_be_typed_as_it_stands(telegram_town: Town) -> None:
    """On Discord the time and the text have fields of their own."""
    course = NorwegianCourse(telegram_town)
    course.kari.says("/help prompt_schedule")
    shown = course.kari.sees_alone("For eksempel: ").text
    course.kari.says(shown.partition("For eksempel: ")[2])
    course.kari.sees_alone("Hver mandag kl. 09:00. Første gang man. 30. nov. kl. 09:00 (om 6 dager).")


def test_who_is_welcomed_in_a_language_they_do_not_read_finds_theirs(course: NorwegianCourse) -> None:
    eleni = course.town.newcomer("Eleni", language="el")
    eleni.says(f"/join {course.code}")
    assert {"Norsk bokmål", "Suomi", "Italiano, Português"} < set(eleni.sees_alone("Hello Eleni.").buttons)
    eleni.presses("Italiano, Português")
    asked = eleni.sees_alone("Which language shall I speak with you?")
    assert asked.buttons == ("English", "Suomi", "Italiano", "Norsk bokmål", "Português")
    eleni.presses("Português", under="Which language")
    eleni.sees_alone("Olá Eleni. Sou o assistente do curso Norsk sammen.")
    eleni.presses("Norsk bokmål")
    eleni.sees_alone("Hei Eleni! Jeg er assistenten i kurset Norsk sammen hos Valo Centre.")
    eleni.presses("Bli med på kurset")
    eleni.fills_in(name=SUGGESTED)
    eleni.sees_alone("Du er med, Eleni.")


def test_the_language_can_be_changed_at_any_time(course: NorwegianCourse) -> None:
    carla = course.joined().carla
    carla.calls("language")
    carla.presses("Norsk bokmål", under="In quale lingua")
    carla.sees_alone("Fra nå av bruker jeg dette språket med deg: Norsk bokmål.")
    carla.calls("todo")
    carla.sees_alone("Ingenting venter på deg.")


def test_each_app_shows_the_commands_in_its_own_language(course: NorwegianCourse) -> None:
    assert "Vis hva som venter på deg" in course.menu(course.kari)
    assert "Mostra che cosa ti aspetta" in course.menu(course.carla)
    assert "Mostrar o que está à sua espera" in course.menu(course.rui)
