"""A trainer without anybody's help: from the link she was given to three groups that read their first prompt."""

from typing import Any

from community.chat.address import Platform
from community.roles import Role
from storage.work import Work
from tests.stories import circles
from tests.stories.learners import EVENINGS, MORNINGS, TWELVE, WEEKEND
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import join
from tests.stories.town import Town

MOST = 25
"""Inputs that a trainer may need for all of it."""
SPOKEN = {EVENINGS: "Mon and Wed 18-21", MORNINGS: "Tue and Thu 9-12", WEEKEND: "Sat 10-14"}


class Counted:
    """Counts what somebody does from now on: each line said, each press, each field filled in."""

    def __init__(self, person: Person) -> None:
        self.inputs: list[str] = []
        self._act, self._fields = person._act, person.fills_in
        person._act = self._counts  # type: ignore[method-assign]
        person.fills_in = self._counts_fields  # type: ignore[method-assign]

    def _counts(self, what: str, act: Any) -> Any:
        self.inputs.append(what)
        return self._act(what, act)

    def _counts_fields(self, **answers: Any) -> None:
        """On a form every field counts, though all of them are sent at once."""
        before = len(self.inputs)
        self._fields(**answers)
        self.inputs += ["a further field"] * (len(answers) - (len(self.inputs) - before))


def test_a_trainer_sets_everything_up_alone(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    circles.is_forum(town)
    invitation = town.invitation(town.organisation(), Role.TRAINER)
    counted = Counted(dina)

    dina.says(f"/start {invitation}")
    dina.sees_alone("You are now a trainer")
    dina.calls_here("course new")
    dina.fills_in(name=SUGGESTED, language=SUGGESTED, zone=SUGGESTED)
    dina.sees_in_chat("is open")
    learners = _twelve_join(town)

    dina.calls("setup")
    dina.presses("Propose groups", under="To do: groups.")
    dina.sees_alone("12 people in 3 groups")
    dina.presses("Confirm these groups")
    dina.sees_alone("Each member reads from me who is with them")
    dina.calls("setup")
    dina.presses("Write the first prompt", under="To do: the first prompt.")
    dina.fills_in(when="tomorrow 9:00", text="Share one link that helped you.")
    dina.presses("Schedule it")
    dina.sees_alone("Scheduled")
    town.passes(days=1)

    groups = _groups(town)
    assert [len(members) for members in groups.values()] == [4, 4, 4]
    for name, members in groups.items():
        for member in members:
            prompt = learners[member].sees_in_chat("Share one link that helped you.")
            assert circles.stands_in(prompt) == name or town.home is Platform.TELEGRAM, "all topics can be read by all"
        everywhere = [shown for shown in learners[members[0]].screen() if "Share one link" in shown.text]
        assert name in map(circles.stands_in, everywhere)
    assert len(counted.inputs) <= MOST, counted.inputs


def _twelve_join(town: Town) -> dict[str, Person]:
    """Twelve people come in by the link, and say when they are free: their own inputs, which nobody counts."""
    code = town.keeps(lambda work: work.courses.all()[0].code)
    learners = {name: town.newcomer(name) for name in TWELVE}
    for name, learner in learners.items():
        join(learner, code)
        learner.presses("Answer them")
        learner.fills_in(languages="English", hours=SPOKEN[TWELVE[name]], interests="cooking")
        learner.sees_alone("Thank you. I noted:")
    return learners


def _groups(town: Town) -> dict[str, list[str]]:
    """The names of who is in each group."""

    def look(work: Work) -> dict[str, list[str]]:
        names = {person.id: person.name for _, person in work.courses.members(1)}
        groups = {group.id: group.name for group in work.groups.of_course(1)}
        return {groups[number]: [names[one] for one in who] for number, who in work.groups.of_members(1).items()}

    return town.keeps(look)
