"""Two people of one name: wherever they are offered or listed, one sees which of them is meant."""

from dataclasses import replace

from storage.work import Work
from tests.stories.discord_people import DiscordPerson
from tests.stories.learners import EVENINGS, Learners, confirmed
from tests.stories.people import Person
from tests.stories.school import School


def called(learners: Learners, old: str, new: str) -> int:
    """Somebody is called as another is; the number of the one."""

    def rename(work: Work) -> int:
        person = next(person for _, person in work.courses.members(1) if person.name == old)
        work.people.save(replace(person, name=new))
        return person.id

    return learners.school.town.keeps(rename)


def offered(person: Person) -> list[str]:
    """Who can be chosen where a question asks whom one means: in the list of a form, or as buttons."""
    if isinstance(person, DiscordPerson) and person.form is not None:
        lists = [part["component"] for part in person.form.spec["components"]]
        return [option["label"] for each in lists for option in each.get("options", [])]
    return [label for label in person.sees_alone("Who is it about?").buttons if label != "Stop"]


def test_namesakes_are_told_apart_by_their_groups_else_by_their_numbers(school: School) -> None:
    learners = Learners.of(school, dict.fromkeys(("Aino", "Ben", "Carla", "Emil"), EVENINGS))
    dina, number = school.dina, learners.school.person("Ben")
    second = called(learners, "Carla", "Ben")
    dina.calls("people list")
    seen = dina.sees_alone("since").text
    assert f"Ben #{number} (" in seen
    assert f"Ben #{second} (" in seen
    assert "Aino (" in seen

    dina.calls("people remove")
    assert offered(dina) == ["Aino", f"Ben #{number}", f"Ben #{second}", "Emil"]
    dina.calls("group wish", how="without", person=f"Ben #{number}", other=f"Ben #{second}")
    dina.sees_alone(f"Ben #{number} and Ben #{second} apart.")
    confirmed(dina, size="2")
    one, two = ("Group 1", "Group 2")
    dina.calls("people remove")
    assert sorted(offered(dina)) == ["Aino", f"Ben ({one})", f"Ben ({two})", "Emil"]
    dina.calls("group move", person=f"Ben ({two})", group="1")
    dina.sees_alone(f"Ben ({two}) is in {one} now.")
    assert learners.groups()[one].count("Ben") == 2
    dina.calls("group show")
    seen = dina.sees_alone("The groups of English for seniors").text
    assert all(f"Ben #{each}" in seen for each in (number, second))
