"""A whole course among people who speak Finnish: nobody reads a word of English."""

import re

import pytest

from community.roles import Role
from storage.engine import Store
from tests.stories.conftest import OpenStore
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import SUGGESTED, Person
from tests.stories.town import Town

ENGLISH = re.compile(
    r"\b(the|you|your|this|is|are|and|of|it|in|for|with|not|what|join|answer|prompt|course|change|please|nothing)\b",
    re.IGNORECASE,
)
COMMAND = re.compile(r"/\w+(?: (?:give|withdraw|new|connect|show|schedule|list|edit|cancel|preview|export|trainer))?")


class FinnishCourse:
    """People who speak Finnish, and what they have read so far."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.dina, self.aino, self.ben = (town.person(name, language="fi") for name in ("Dina", "Aino", "Ben"))
        self._meet()
        self.dina.says(f"/start {town.invitation(town.organisation(), Role.COORDINATOR)}")
        self.dina.sees_alone("Olet nyt koordinaattori organisaatiossa Valo Centre.")
        self.dina.calls_here("course new")
        self.dina.fills_in(name="Suomea yhdessä", language="Suomi", zone=SUGGESTED)
        opened = self.dina.sees_in_chat("Kurssi Suomea yhdessä on avattu (kieli: Suomi, aikavyöhyke: Helsinki)")
        self.code = self.dina.code_in(opened)

    def _meet(self) -> None:
        if not isinstance(self.dina, DiscordPerson):
            self.town.meet(self.dina, self.aino, self.ben, title="Suomea yhdessä")
            return
        members = [person.account for person in (self.aino, self.ben) if isinstance(person, DiscordPerson)]
        self.town.guild = self.town.discord.add_guild(
            "Valo Centre", owner=self.dina.account, members=members, channels=["suomea-yhdessä"], locale="fi"
        )
        self.town.channel = self.town.guild.channel("suomea-yhdessä")
        self.town.settles()

    def joins(self, learner: Person) -> None:
        learner.says(f"/start {self.code}")
        learner.presses("Liity kurssille")
        learner.fills_in(name=SUGGESTED)
        learner.sees_alone(f"Olet mukana, {learner.name}. Tervetuloa kurssille Suomea yhdessä.")

    def prompts(self) -> None:
        """Dina's prompt comes, and Aino answers it."""
        self.dina.calls("prompt schedule", when="huomenna klo 9", text="Mitä opit tällä viikolla?")
        self.dina.presses("Ajasta tehtävä")
        self.dina.sees_alone("Ajastettu kurssin Suomea yhdessä tehtäväksi #1.")
        self.town.passes(hours=23)
        assert "Vastaa tähän viestiin tai paina Vastaa." in self.aino.sees_in_chat("Mitä opit tällä viikolla?").text
        self.aino.presses("Vastaa", under="Mitä opit")
        self.aino.fills_in(text="Opin uuden sanan.")
        self.aino.sees_alone("Kiitos. Vastauksesi on tallennettu")

    def english(self) -> set[str]:
        """Every line and button that somebody reads, with an English word in it."""
        seen = [shown for person in (self.dina, self.aino, self.ben) for shown in person.screen()]
        lines = {line for shown in seen for line in (*shown.text.splitlines(), *shown.buttons)}
        return {line for line in lines if ENGLISH.search(COMMAND.sub("", line))}


@pytest.fixture
def database(sqlite_url: str, open_store: OpenStore) -> Store:
    """One is enough: no sentence depends on where it is kept."""
    return open_store(sqlite_url)


@pytest.fixture
def course(town: Town) -> FinnishCourse:
    return FinnishCourse(town)


def test_learners_are_welcomed_in_finnish(course: FinnishCourse) -> None:
    course.aino.says(f"/start {course.code}")
    course.aino.presses("Mitä tarkalleen tallennetaan?")
    course.aino.sees_alone("Tallennan nimesi")
    course.joins(course.aino)
    course.joins(course.ben)
    course.dina.reads("Aino liittyi kurssille Suomea yhdessä. Nyt mukana on yksi osallistuja.")
    course.town.passes(hours=3)
    course.dina.sees_alone("2 henkilöä on liittynyt kurssille Suomea yhdessä kello 10.00 jälkeen: Aino ja Ben.")
    assert course.english() == set()


def test_a_trainer_writes_times_in_finnish_and_reads_them_so(course: FinnishCourse) -> None:
    dina = course.dina
    dina.calls("prompt schedule", when="joka keskiviikko 31.12. asti", text="Mitä opit tällä viikolla?")
    said = dina.sees_alone("Joka keskiviikko klo 10.00, 31. joulukuuta 2026 asti")
    assert "Ensimmäisen kerran ke 25. marraskuuta klo 10.00 (huomenna). Aikavyöhyke: Helsinki." in said.text
    assert "Kellonaikaa ei annettu, joten tehtävä tulee klo 10.00." in said.text

    dina.presses("Muuta aikaa")
    dina.fills_in(when="huomisena")
    if "Korjaa" in dina.sees_alone('En ymmärrä aikaa "huomisena".').buttons:
        dina.presses("Korjaa")
    dina.fills_in(when="huomenna klo 9")
    dina.sees_alone("Kerran: ke 25. marraskuuta klo 9.00 (huomenna). Aikavyöhyke: Helsinki.")

    dina.presses("Ajasta tehtävä")
    dina.calls("prompt list")
    dina.sees_alone("seuraavaksi ke 25. marraskuuta klo 9.00 (huomenna), ei vastauksia")
    assert course.english() == set()


def test_learners_answer_and_comment_in_finnish(course: FinnishCourse) -> None:
    course.joins(course.aino)
    course.joins(course.ben)
    course.prompts()
    course.ben.calls("todo")
    course.ben.sees_alone("Yksi tehtävä odottaa vastaustasi:")
    course.ben.presses("Kommentoi: Aino")
    course.ben.fills_in(text="Minäkin!")
    course.ben.sees_alone("Kiitos. Aino ja koko ryhmä näkevät kommenttisi")
    course.aino.sees_in_chat("Ben kommentoi vastausta, jonka kirjoitti Aino:")
    course.aino.presses("Peru")
    course.aino.sees_alone("Vastauksesi on peruttu.")
    course.dina.calls("stats export")
    course.dina.sees_alone("Kurssin Suomea yhdessä osallistumistiedot")
    assert course.english() == set()


def test_everything_about_oneself_is_said_in_finnish(course: FinnishCourse) -> None:
    aino = course.aino
    course.joins(aino)
    for path in ("help", "start", "privacy", "language", "mydata", "cancel", "link", "todo"):
        aino.calls(path)
    aino.calls("leave")
    aino.presses("Pysy kurssilla")
    aino.calls("forgetme")
    aino.presses("Poista kaikki tietoni")
    aino.sees_alone("Kaikki tietosi on poistettu.")
    assert course.english() == set()
