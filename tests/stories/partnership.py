"""Three organisations that work together, with people in each: brought about by what they say and press."""

from dataclasses import dataclass, field

from community.chat.address import Account
from community.courses import Course
from community.organisations import Organisation
from community.roles import Role
from tests.stories.people import SUGGESTED, Person
from tests.stories.town import Town

ZONES = {"Valo Centre": "Europe/Helsinki", "Fjord Centre": "Europe/Oslo", "Ponte": "Europe/Rome"}


@dataclass
class Partners:
    """A partnership, led from the Valo Centre by Dina."""

    town: Town
    centres: dict[str, Organisation] = field(default_factory=dict)

    @classmethod
    def meet(cls, town: Town, *people: Person, admin: Person | None = None) -> "Partners":
        town.meet(*people, admin=admin)
        partners = cls(town)
        number = town.keeps(lambda work: work.organisations.create_partnership("Talkoot", town.clock.now()).id)
        for name, zone in ZONES.items():
            centre = partners.centres[name] = town.organisation(name, zone)
            centre.partnership = number
            town.keeps(lambda work, centre=centre: work.organisations.save(centre))
        return partners

    def welcome(self, person: Person, centre: str, role: Role = Role.COORDINATOR) -> None:
        """Somebody comes in by a one-time link from the shell."""
        person.says(f"/start {self.town.invitation(self.centres[centre], role)}")
        person.sees_alone(centre)

    def course(self, name: str) -> Course:
        return self.town.keeps(lambda work: [each for each in work.courses.all() if each.name == name][-1])

    def number(self, person: Person) -> int:
        """The number of somebody whom the bot knows."""
        account = Account(self.town.home, str(person.account.id))
        found = self.town.keeps(lambda work: work.people.of(account))
        assert found is not None
        return found.id


def opens(person: Person, name: str) -> None:
    """A course without a chat so far."""
    person.calls_privately("course new")
    person.fills_in(name=name, language=SUGGESTED, zone=SUGGESTED)
    person.sees_alone(f"The course {name} is open")
