"""People are erased, leave, pause and come while a proposal of groups waits: its yes founds nothing that nobody has read."""

import pytest
from sqlalchemy import select

from community.chat.address import Platform
from storage.tables.groups import formation, formation_seat
from storage.work import Work
from tests.stories.learners import EVENINGS, TWELVE, Learners, proposed
from tests.stories.people import Person
from tests.stories.school import School

EIGHT = dict(list(TWELVE.items())[:8])


def another_trainer(school: School) -> Person:
    eila = school.town.newcomer("Eila")
    eila.says(f"/start {school.town.invitation(school.centre)}")
    return eila


def erases_themselves(person: Person) -> None:
    person.calls("forgetme")
    person.presses("Erase everything about me")


def changes(trainer: Person, what: str) -> None:
    trainer.calls("group show")
    trainer.presses("Look at the proposal")
    trainer.presses("Change it")
    trainer.presses(what)


def pauses(person: Person) -> None:
    person.calls("pause", until="2w")
    person.sees_alone("You pause in")


@pytest.mark.on_both_databases
def test_whoever_is_erased_meanwhile_is_missed_before_anything_is_founded(school: School) -> None:
    learners, dina = Learners.of(school, EIGHT), school.dina
    emil = school.person("Emil")
    proposed(dina, size="4")
    erases_themselves(learners["Emil"])

    dina.presses("Confirm these groups")
    told = dina.sees_alone("The groups of English for seniors have not begun yet.")
    assert "Since this proposal was made:\nOne person has left.\nGroup 1 has 3 members now." in told.text
    assert "Aino, Ben and Carla" in told.text
    assert "Filip" not in told.text, "what is as it was is not shown once more"
    assert learners.groups() == {}
    assert _kept_of_proposals(school) == (['{"left": 1, "groups": [0]}'], 7)
    assert emil not in _seated(school)

    dina.presses("Let them begin anyway")
    dina.sees_alone("has 2 new groups")
    assert learners.groups() == {"Group 1": ["Aino", "Ben", "Carla"], "Group 2": ["Filip", "Greta", "Hugo", "Ida"]}


def _kept_of_proposals(school: School) -> tuple[list[str], int]:
    """What has happened since, as it stands in the database, and how many seats there are."""
    since = school.town.keeps(lambda work: list(work.connection.execute(select(formation.c.since)).scalars()))
    return since, len(_seated(school))


def _seated(school: School) -> list[int]:
    def look(work: Work) -> list[int]:
        return list(work.connection.execute(select(formation_seat.c.person_id)).scalars())

    return school.town.keeps(look)


def test_a_yes_counts_only_for_what_was_read_whoever_gives_it(school: School) -> None:
    learners, dina, eila = Learners.of(school, EIGHT), school.dina, another_trainer(school)
    proposed(dina, size="4")
    pauses(learners["Emil"])
    eila.calls("group show")
    eila.presses("Look at the proposal")
    seen = eila.sees_alone("Since this proposal was made:\nOne person has paused.\nGroup 1 has 3 members now.")
    assert "In no group: Emil (takes a pause until" in seen.text

    learners.leaves("Ida")
    eila.presses("Let them begin anyway")
    told = eila.sees_alone("have not begun yet").text
    assert "One person has left.\nOne person has paused.\nGroup 1 has 3 members now.\nGroup 2 has 3 members" in told

    dina.presses("Confirm these groups")
    assert "One person has left.\nOne person has paused." in dina.sees_alone("have not begun yet").text
    learners["Emil"].calls("pause", until="off")
    learners.joins("Nora", EVENINGS)
    dina.presses("Draw again")
    anew = dina.sees_alone("Nothing has happened yet").text
    assert "Since" not in anew, "it is drawn for who is there now"
    dina.presses("Confirm these groups")
    assert learners.groups()["Group 1"] == ["Aino", "Ben", "Carla", "Emil", "Nora"]
    eila.presses("Let them begin anyway")
    eila.sees_alone("is no longer open")


def test_who_is_gone_is_told_beside_changes_by_hand_and_who_pauses_is_not_moved(school: School) -> None:
    learners, dina = Learners.of(school, EIGHT), school.dina
    proposed(dina, size="4")
    erases_themselves(learners["Emil"])
    pauses(learners["Ben"])
    changes(dina, "Move somebody")
    dina.fills_in(person="Ben", number="2")
    dina.sees("Ben takes a pause, and is put into a group when it is over.")
    changes(dina, "Swap two people")
    if school.town.home is Platform.DISCORD:
        dina.fills_in(person="Emil", other="Ida")
    else:
        dina.says("Emil")
    dina.sees('Nobody in the course is called "Emil".')
    changes(dina, "Keep a group as it is")
    dina.fills_in(number="1")
    kept = dina.sees_alone("Group 1 stays as it is when you draw again.").text
    assert "One person has left.\nOne person has paused.\nGroup 1 has 2 members now." in kept
    dina.presses("Let them begin anyway")
    dina.sees_alone("has 2 new groups")
    assert learners.groups()["Group 1"] == ["Aino", "Carla"]


def test_who_was_put_into_a_group_meanwhile_is_not_put_into_a_second_one(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:4])), school.dina
    proposed(dina, size="4")
    dina.presses("Confirm these groups")
    for name in ("Nora", "Olli", "Pia"):
        learners.joins(name, EVENINGS)
    proposed(dina, size="3")
    dina.calls("group move", person="Nora", group="1")
    dina.calls("group swap", person="Olli", other="Aino")
    dina.sees("one of them is in no group")
    dina.calls("group lock", group="1")
    dina.presses("Confirm these groups")
    told = dina.sees_alone("have not begun yet").text
    assert "One person is in another group by now.\nGroup 1 has 2 members now." in told
    dina.presses("Let them begin anyway")
    assert learners.groups() == {"Group 1": ["Aino", "Ben", "Carla", "Emil", "Nora"], "Group 2": ["Olli", "Pia"]}
