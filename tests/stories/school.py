"""The Valo Centre as most stories find it: a trainer, an open course, and learners who have joined it."""

from dataclasses import dataclass, replace

from community.chat.address import Platform
from community.courses import Course
from community.organisations import Organisation
from storage.tables import metadata
from storage.work import Work
from tests.stories.people import SUGGESTED, Person
from tests.stories.screens import Shown
from tests.stories.town import Town


@dataclass
class School:
    """One organisation with one course in one chat, brought about by what people say and press."""

    town: Town
    centre: Organisation
    dina: Person
    """The coordinator, who opened the course."""
    aino: Person
    ben: Person

    @classmethod
    def with_a_course(cls, town: Town) -> "School":
        dina, aino, ben = (town.person(name) for name in ("Dina", "Aino", "Ben"))
        town.meet(dina, aino, ben)
        school = cls(town, town.organisation(), dina, aino, ben)
        dina.says(f"/start {town.invitation(school.centre)}")
        open_course(dina)
        for learner in (aino, ben):
            join(learner, school.course.code)
        return school

    @classmethod
    def in_its_chat(cls, town: Town, dina: Person, aino: Person) -> "School":
        """The course in a chat that is there already, with one learner."""
        school = cls(town, town.organisation(), dina, aino, aino)
        dina.says(f"/start {town.invitation(school.centre)}")
        open_course(dina)
        join(aino, school.course.code)
        return school

    @property
    def course(self) -> Course:
        return self.town.keeps(lambda work: work.courses.all()[0])

    @property
    def title(self) -> str:
        """What the chat of the course is called."""
        return self.town.keeps(lambda work: work.courses.places(1)[0].title)

    def members(self) -> list[str]:
        """The names of who takes part."""
        number = self.course.id
        return self.town.keeps(lambda work: sorted(person.name for _, person in work.courses.members(number)))

    def person(self, name: str) -> int:
        """The number of somebody who takes part."""
        return self.town.keeps(
            lambda work: next(person.id for _, person in work.courses.members(1) if person.name == name)
        )

    def with_settings(self, name: str, value: str) -> Course:
        """The course with one setting changed."""
        return replace(self.course, settings=self.course.settings.changed(name, value))

    def has_zone(self, name: str, zone: str) -> None:
        """Somebody lives elsewhere than the course."""

        def move(work: Work) -> None:
            person = next(person for _, person in work.courses.members(1) if person.name == name)
            person.zone = zone
            work.people.save(person)

        self.town.keeps(move)

    def answers(self) -> dict[str, str]:
        """What is kept of answers that count, by who gave them."""

        def look(work: Work) -> dict[str, str]:
            people = [person for _, person in work.courses.members(1)]
            kept = [(person.name, each) for person in people for each in work.prompts.recent_answers(person.id, 50)]
            return {name: each.text for name, each in kept if each.counts}

        return self.town.keeps(look)

    def replies(self) -> list[str | None]:
        """The words of every reply to a peer that is kept."""
        return self.town.keeps(
            lambda work: [reply.text for number in range(1, 50) if (reply := work.prompts.reply(number))]
        )

    def in_chat(self, text: str) -> list[Shown]:
        """What stands in the chat now and holds this text, as Dina sees it."""
        self.town.settles()
        return [shown for shown in self.dina.screen() if text in shown.text and not shown.private]

    def everything_kept(self) -> str:
        """The whole database as it stands on the disk, read as text."""

        def look(work: Work) -> str:
            tables = sorted(metadata.tables)
            rows = [row for name in tables for row in work.connection.execute(metadata.tables[name].select())]
            return " ".join(map(str, rows))

        return self.town.keeps(look)

    def taken(self, name: str) -> str:
        """What somebody would take away from the course, as text."""
        number = self.course.id

        def look(work: Work) -> str:
            person = next(person.id for _, person in work.courses.members(number) if person.name == name)
            found = [*work.ended.answers(number, person), *work.ended.comments(number, person)]
            return " ".join(map(str, found))

        return self.town.keeps(look)

    def all_at_once(self, **answers: str) -> dict[str, str]:
        """The other answers of a form, where a platform asks everything on one page."""
        return answers if self.town.home is Platform.DISCORD else {}

    def prompts(self, text: str, when: str = "tomorrow 9:00", hours: int = 23) -> None:
        """Dina schedules a prompt, and its time comes."""
        schedule(self.dina, text, when)
        self.town.passes(hours=hours)


def open_course(trainer: Person, name: object = SUGGESTED) -> None:
    trainer.calls_here("course new")
    trainer.fills_in(name=name, language=SUGGESTED, zone=SUGGESTED)
    trainer.sees_in_chat("is open")


def join(learner: Person, code: str) -> None:
    learner.says(f"/start {code}")
    learner.presses("Join the course")
    learner.fills_in(name=SUGGESTED)
    learner.sees_alone("You are in")


def schedule(trainer: Person, text: str, when: str) -> None:
    trainer.calls("prompt schedule", when=when, text=text)
    trainer.presses("Schedule it")
    trainer.sees_alone("Scheduled")
