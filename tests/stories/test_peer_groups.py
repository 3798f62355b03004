"""Peer groups: proposed, looked at, changed by hand, confirmed; and what members read of it."""

import csv
import io

import pytest

from community.chat.address import Platform
from community.groups import FormationState
from tests.stories.learners import EVENINGS, TWELVE, Learners, confirmed, proposed, taken
from tests.stories.school import School


@pytest.mark.on_both_databases
def test_from_twelve_learners_to_three_confirmed_groups(school: School) -> None:
    learners, dina = Learners.of(school, TWELVE), school.dina
    proposal = proposed(dina, size="4", seed="7")
    assert "12 people in 3 groups" in proposal.text
    assert "No group lacks a common language or hour." in proposal.text
    assert "Aino, Ben, Carla and Emil" in proposal.text
    assert "All are free: Mon 18:00–21:00, Wed 18:00–21:00 (Helsinki time)" in proposal.text

    dina.presses("Change it")
    assert "Group 1: Aino, Ben, Carla, Emil" in dina.sees_alone("What shall change in the proposal?").text
    dina.presses("Move somebody")
    dina.fills_in(person="Aino", number="2")
    moved = dina.sees_alone("Aino is in Group 2 of the proposal now.").text
    assert "Group 2 then has no common hour." in moved
    assert "Group 1: 6 common hours a week." in moved

    dina.presses("Change more")
    dina.presses("Swap two people")
    dina.fills_in(person="Aino", other="Joni")
    assert "Group 3 then has no common hour." in dina.sees_alone("Aino and Joni have changed places").text

    dina.presses("Change more")
    dina.presses("Keep a group as it is")
    if school.town.home is Platform.TELEGRAM:  # a form shows the proposal behind it
        assert "Group 3: Aino, Kari, Lena,…" in dina.sees_alone("Which group?").buttons
        dina.presses("Stop")
        dina.presses("Back to the proposal")
        dina.presses("Change it")
        dina.presses("Keep a group as it is")
    dina.fills_in(number="3")
    dina.sees_alone("Group 3 stays as it is when you draw again.")
    dina.presses("Draw again")
    again = dina.sees_alone("Nothing has happened yet").text
    assert "Group 3 (stays as it is)\nAino, Kari, Lena and Mira" in again
    assert learners.groups() == {}

    dina.presses("Picture and table")
    assert taken(dina, "groups.png").startswith(b"\x89PNG")
    rows = list(csv.reader(io.StringIO(taken(dina, "groups.csv").decode("utf-8-sig"))))
    assert len(rows) == 13
    assert ["3", "Aino", "Europe/Helsinki"] in [row[:3] for row in rows]

    dina.presses("Confirm these groups")
    dina.sees_alone("has 3 new groups")
    assert learners.groups()["Group 3"] == ["Aino", "Kari", "Lena", "Mira"]
    told = learners["Kari"].reads("From now on you are in Group 3")
    assert "together with Aino, Lena and Mira" in told.text
    in_own_places = school.town.home is Platform.DISCORD
    assert bool(school.in_chat("Welcome to Group")) is in_own_places, "the chat of all is not flooded"
    learners["Kari"].calls("group mine")
    learners["Kari"].sees_alone("You are in Group 3 of English for seniors, together with Aino, Lena and Mira.")


def test_members_read_the_hours_on_their_own_clocks(school: School) -> None:
    learners, dina = Learners.of(school, dict.fromkeys(("Aino", "Ben", "Carla"), EVENINGS)), school.dina
    school.has_zone("Carla", "Europe/Lisbon")
    proposal = proposed(dina, size="3").text
    assert "All are free: Mon 20:00–21:00, Wed 20:00–21:00 (Helsinki time)\nLisbon: Mon 18:00–19:00" in proposal
    dina.presses("Confirm these groups")
    assert "Mon 18:00–19:00, Wed 18:00–19:00 (Lisbon time)" in learners["Carla"].reads("From now on").text
    assert "Mon 20:00–21:00" in learners["Ben"].reads("From now on").text


def test_a_kill_while_groups_are_looked_for_loses_nothing(school: School) -> None:
    Learners.of(school, TWELVE)
    school.dina.calls("group make", size="4")
    school.town.sleeps(minutes=1)
    school.dina.looks()
    school.dina.says("/help")
    school.dina.reads("12 people in 3 groups")
    states = school.town.keeps(lambda work: [each.state for each in work.formations.open(1)])
    assert states == [FormationState.PROPOSED]


def test_a_proposal_that_is_stale_is_brought_up_to_date_and_shown_once_more(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:8])), school.dina
    proposed(dina, size="4")
    learners.leaves("Emil")
    learners.joins("Nora", EVENINGS)

    dina.presses("Confirm these groups")
    again = dina.sees_alone("Since this proposal was made:").text
    assert "One person has left.\nOne person has joined.\nGroup 1 has 4 members now." in again
    assert "Aino, Ben, Carla and Nora" in again
    assert learners.groups() == {}
    dina.presses("Let them begin anyway")
    assert learners.groups()["Group 1"] == ["Aino", "Ben", "Carla", "Nora"]


def test_an_offer_is_withdrawn_or_lapses_and_the_button_says_so(school: School) -> None:
    Learners.of(school, dict(list(TWELVE.items())[:4]))
    dina = school.dina
    proposed(dina)
    dina.calls("cancel")
    dina.sees_alone("The proposal for English for seniors is dropped.")
    dina.presses("Confirm these groups")
    dina.sees("This is no longer open")

    proposed(dina)
    school.town.passes(days=1, minutes=1)
    dina.presses("Confirm these groups")
    dina.sees("This is no longer open")
    dina.calls("group show")
    dina.presses("Look at the proposal")
    dina.presses("Confirm these groups")
    dina.sees_alone("has one new group")


def test_four_people_without_a_common_language_are_told_apart(school: School) -> None:
    languages = {"Aino": "fi", "Ben": "en", "Carla": "it", "Emil": "pt"}
    Learners.of(school, dict.fromkeys(languages, EVENINGS), **languages)
    proposal = proposed(school.dina).text
    assert "One group has no common language." in proposal
    assert "There is no language that all of them speak." in proposal


def test_too_few_people_are_no_group(school: School) -> None:
    Learners.of(school, {"Aino": EVENINGS})
    ben = school.person("Ben")
    school.town.keeps(lambda work: work.courses.leave(1, ben, school.town.clock.now()))
    school.dina.calls("group make")
    school.dina.sees("has too few people for groups")


def test_where_all_who_are_in_no_group_take_a_pause_nobody_is_said_to_have_one(school: School) -> None:
    learners = Learners.of(school, dict.fromkeys(("Aino", "Ben"), EVENINGS))
    for learner in learners.people.values():
        learner.calls("pause", until="2 weeks")
    school.dina.calls("group make")
    school.dina.sees_alone("has too few people for groups")


def test_who_is_left_out_is_in_no_group_and_the_reason_is_kept(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:5])), school.dina
    proposed(dina, size="4")
    dina.presses("Change it")
    dina.presses("Leave somebody out")
    dina.fills_in(person="Filip")
    dina.sees_alone("Filip is left out of the proposal.")
    dina.presses("Show all groups")
    assert "In no group: Filip (left out by the trainer)." in dina.sees_alone("4 people in one group").text
    dina.presses("Confirm these groups")
    assert learners.groups() == {"Group 1": ["Aino", "Ben", "Carla", "Emil"]}
    learners["Filip"].calls("group mine")
    learners["Filip"].sees("You are in no group of English for seniors now.")


def test_groups_can_be_switched_off(school: School) -> None:
    learners, without = Learners.of(school, dict(list(TWELVE.items())[:4])), school.with_settings("groups", "off")
    school.town.keeps(lambda work: work.courses.save(without))
    for path in ("group make", "group regroup", "group show"):
        school.dina.calls(path)
        school.dina.sees("Peer groups: switched off in the course English for seniors.")
    learners["Aino"].calls("group mine")
    learners["Aino"].sees("Peer groups: switched off in the course English for seniors.")


def test_many_groups_are_shown_some_at_a_time(school: School) -> None:
    learners, dina = Learners.of(school, TWELVE), school.dina
    first = proposed(dina, size="2", seed="3")
    assert "Group 1" in first.text
    assert "Group 4" not in first.text
    dina.presses("Show further groups")
    assert "Group 4" in dina.sees_alone("Nothing has happened yet").text
    dina.presses("Confirm these groups")
    assert sum(map(len, learners.groups().values())) == 12
    dina.calls("group show")
    dina.presses("Show further groups")
    dina.sees_alone("The groups of English for seniors")


def test_confirming_twice_founds_groups_once(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:4])), school.dina
    confirmed(dina)
    dina.calls("group make")
    dina.sees("In English for seniors everybody has a group.")
    assert list(learners.groups()) == ["Group 1"]
