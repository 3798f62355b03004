"""Wishes about groups count, and stay private; and nobody reaches the groups of another organisation."""

from community.roles import Role
from tests.stories.learners import EVENINGS, Learners, confirmed, proposed
from tests.stories.school import School

FOUR = dict.fromkeys(("Aino", "Ben", "Carla", "Emil"), EVENINGS)


def test_a_wish_to_be_apart_is_met_and_never_shown_to_the_other(school: School) -> None:
    learners, dina = Learners.of(school, FOUR), school.dina
    aino, ben = learners["Aino"], learners["Ben"]
    aino.calls("wish", how="without", person="Ben")
    noted = aino.sees_alone("Noted for English for seniors: not in a group with Ben.")
    assert "Ben never sees it." in noted.text
    aino.calls("wish", how="with", person="Carla")
    aino.sees_alone("in a group with Carla.")

    confirmed(dina, size="2")
    assert learners.groups() == {"Group 1": ["Aino", "Carla"], "Group 2": ["Ben", "Emil"]}
    ben.calls("wishes")
    ben.sees_alone("You have no wishes for the groups")
    ben.calls("group mine")
    ben.says("/mydata")
    assert not [shown for shown in ben.screen() if "Aino" in shown.text and shown.private]

    aino.calls("wishes")
    aino.presses("Take back: Ben")
    aino.sees_alone("The wish is taken back.")
    aino.calls("wishes")
    assert "Ben" not in aino.sees_alone("Your wishes for the groups").text


def test_a_wish_that_cannot_be_met_is_told_to_the_trainer_alone(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(FOUR.items())[:3])), school.dina
    learners["Aino"].calls("wish", how="without", person="Ben")
    dina.calls("group wish", how="with", person="Aino", other="Carla")
    dina.sees_alone("Aino and Carla in one group.")
    proposal = proposed(dina, size="3").text
    assert "Aino and Ben are together, though it was wished that they are not." in proposal
    dina.presses("Confirm these groups")
    for name in ("Aino", "Ben", "Carla"):
        learners[name].calls("group mine")
        assert not [shown for shown in learners[name].screen() if "though it was wished" in shown.text]
    learners["Aino"].calls("wish", how="with", person="Aino")
    learners["Aino"].sees("A wish is about two people.")
    dina.calls("wish", how="with", person="Aino")
    dina.sees("You take part in no course")


def test_groups_of_another_organisation_do_not_exist(school: School) -> None:
    """A trainer of Ponte presses what only a trainer of the Valo Centre was shown."""
    Learners.of(school, FOUR)
    dina, town = school.dina, school.town
    vera = town.newcomer("Vera")
    vera.says(f"/start {town.invitation(town.organisation('Ponte'), Role.TRAINER)}")
    shown = proposed(dina, size="2")
    forged = {
        label: dina.token(shown, label) for label in ("Confirm these groups", "Draw again", "Change it", "Drop it")
    }
    mine = vera.sees_alone("You are now a trainer of Ponte")
    before = town.keeps(lambda work: work.formations.open(1))
    for token in forged.values():
        vera.forges(mine, token)
        for shown_to_trainers in ("Proposal for", "What shall change", "I am looking", "is dropped"):
            vera.does_not_see(shown_to_trainers)
        assert town.keeps(lambda work: work.formations.open(1)) == before
    for path, options in (
        ("group show", {}),
        ("group make", {}),
        ("group move", {"person": "Aino", "group": "1"}),
        ("group wish", {"how": "with", "person": "Aino", "other": "Ben"}),
    ):
        vera.calls(path, course="1" if town.home == "discord" else "#1", **options)
        vera.does_not_see("Aino")
    aino = school.aino
    aino.looks()
    aino.calls("group show")
    aino.sees("This can be done by a trainer")
    assert town.keeps(lambda work: work.groups.of_course(1)) == []
