"""Peer groups: proposed, looked at, changed by hand, confirmed; and what members read of it."""

from tests.stories.learners import TWELVE, Learners
from tests.stories.school import School


def test_from_twelve_learners_to_three_confirmed_groups(school: School) -> None:
    learners, dina = Learners.of(school, TWELVE), school.dina
    dina.calls("group make", size="4", seed="7")
    assert "I am looking for the best groups" in dina.sees_alone("for 12 people").text
    proposal = dina.sees_alone("12 people in 3 groups")
    assert "Nothing has happened yet" in proposal.text
    assert "Aino, Ben, Carla and Emil" in proposal.text
    assert "All are free: Mon 18:00–21:00, Wed 18:00–21:00 (Helsinki time)" in proposal.text
    assert learners.groups() == {}

    dina.presses("Confirm these groups")
    dina.sees_alone("has 3 new groups")
    assert sorted(learners.groups()) == ["Group 1", "Group 2", "Group 3"]
    told = learners["Aino"].sees_alone("From now on you are in")
    assert "together with Ben, Carla and Emil" in told.text
    assert "Mon 18:00–21:00" in told.text
