"""The Valo Centre as most stories find it: a trainer, an open course, and learners who have joined it."""

from dataclasses import dataclass

from community.courses import Course
from community.organisations import Organisation
from tests.stories.people import SUGGESTED, Person
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

    @property
    def course(self) -> Course:
        return self.town.keeps(lambda work: work.courses.all()[0])

    def members(self) -> list[str]:
        """The names of who takes part."""
        number = self.course.id
        return self.town.keeps(lambda work: sorted(person.name for _, person in work.courses.members(number)))

    def prompts(self, text: str, when: str = "tomorrow 9:00", days: int = 1) -> None:
        """Dina schedules a prompt, and its time comes."""
        schedule(self.dina, text, when)
        self.town.passes(days=days)


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
