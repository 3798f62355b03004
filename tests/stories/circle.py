"""More learners of the Valo Centre, for stories in which people meet each other or work in groups."""

from dataclasses import dataclass, replace
from typing import Any

from community.chat.address import Account
from community.matching import GroupRole
from community.pairs import Said
from storage.work import Work
from tests.stories.people import Person
from tests.stories.school import School, join

NAMES = ("Aino", "Ben", "Carla", "Emil", "Filip")


@dataclass
class Circle:
    """Learners of a school by name, what they were told, and what is kept of them."""

    school: School
    people: dict[str, Person]

    @classmethod
    def of(cls, school: School, *names: str) -> "Circle":
        people = {"Aino": school.aino, "Ben": school.ben}
        for name in names:
            if name not in people:
                people[name] = school.town.newcomer(name)
                join(people[name], school.course.code)
        return cls(school, {name: people[name] for name in names})

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def id(self, name: str) -> int:
        account = Account(self.school.town.home, str(self[name].account.id))

        def look(work: Work) -> int:
            person = work.people.of(account)
            assert person is not None
            return person.id

        return self.school.town.keeps(look)

    def start_pairs(self, when: str = "every Monday 9:00") -> None:
        """Dina starts pairs, and everybody takes part."""
        self.school.dina.calls("pairs start", when=when)
        self.school.dina.presses("Start it")
        for person in self.people.values():
            person.presses("Take part")
            person.sees_alone("You take part in the pairs of English for seniors")

    def rounds(self) -> list[list[set[str]]]:
        """Who met whom, round by round."""
        kept = self.school.town.keeps(lambda work: work.pairs.rounds(1))
        names = {self.id(name): name for name in self.people}
        found = []
        for _, seats in kept:
            held = sorted({seat.pair for seat in seats if seat.pair is not None})
            found.append([{names[seat.person] for seat in seats if seat.pair == pair} for pair in held])
        return found

    def all_met(self) -> None:
        """Everybody says of the latest round that they met."""

        def say(work: Work) -> None:
            found, seats = work.pairs.rounds(1)[-1]
            for seat in seats:
                work.pairs.answer(seat.says(Said.MET, found.asks_at))

        self.school.town.keeps(say)

    def outcomes(self) -> dict[str, str]:
        """What the latest round brought everybody who is known."""
        kept = self.school.town.keeps(lambda work: work.pairs.rounds(1))
        names = {self.id(name): name for name in self.people}
        known = [seat for seat in kept[-1][1] if seat.person in names]  # others were forgotten
        return {names[seat.person]: " ".join([seat.state, *seat.reasons]) for seat in known}

    def changes(self, name: str, **news: Any) -> None:
        """Somebody says more of themselves: languages, hours, zone."""
        number = self.id(name)

        def change(work: Work) -> None:
            person = work.people.get(number)
            assert person is not None
            work.people.save(replace(person, **news))

        self.school.town.keeps(change)

    def membership(self, name: str, **news: Any) -> None:
        """Somebody pauses, or comes back."""
        number = self.id(name)

        def change(work: Work) -> None:
            taken = work.courses.membership(1, number)
            assert taken is not None
            work.courses.save_membership(replace(taken, **news))

        self.school.town.keeps(change)

    def apart(self, one: str, other: str) -> dict[str, Any]:
        """A wish not to be with somebody, as it is kept."""
        who = {"person_id": self.id(one), "other_id": self.id(other)}
        return {"course_id": 1, "together": False, "source": "learner", "made_at": self.school.town.clock.now(), **who}

    def group(self, name: str) -> int:
        """They are a group from now on."""
        now, numbers = self.school.town.clock.now(), [self.id(each) for each in self.people]

        def found(work: Work) -> int:
            made = work.groups.add(1, name, None, now)
            for number in numbers:
                work.groups.enter(made.id, number, now)
            return made.id

        number = self.school.town.keeps(found)
        self.school.town.clock.jump(now)  # the bot looks at what is due
        self.school.town.settles()
        return number

    def roles(self) -> dict[GroupRole, str]:
        """Who has which role in the latest week of the first group."""
        names = {self.id(name): name for name in self.people}
        weeks = self.school.town.keeps(lambda work: work.group_roles.weeks(1))
        return {part: names[person] for part, person in weeks[-1].held.items()} if weeks else {}
