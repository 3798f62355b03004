"""Groups when people come late, leave, and begin a new phase; always with few moves, and never without a yes."""

from dataclasses import replace
from datetime import timedelta

from storage.work import Work
from tests.stories.learners import EVENINGS, MORNINGS, TWELVE, Learners, confirmed, proposed
from tests.stories.school import School
from tests.stories.town import Town

EIGHT = dict(list(TWELVE.items())[:8])


def test_a_late_joiner_goes_to_the_best_group_with_room(school: School) -> None:
    learners, dina = Learners.of(school, EIGHT), school.dina
    confirmed(dina, size="4")
    learners.joins("Nora", MORNINGS)
    assert "Nora" not in str(learners.groups())
    dina.looks()

    school.town.passes(minutes=10)
    assert learners.groups()["Group 2"] == ["Filip", "Greta", "Hugo", "Ida", "Nora"]
    told = dina.sees_alone("Nora has joined English for seniors and is in Group 2 now.")
    assert dina.command("group move") in told.text
    mine = learners["Nora"].reads("From now on you are in Group 2")
    assert "together with Filip, Greta, Hugo and Ida" in mine.text
    assert "Tue 09:00–12:00" in mine.text
    learners["Ida"].reads("In Group 2 are now: Filip, Greta, Hugo, Ida and Nora.")


def test_who_fits_nowhere_waits_with_a_reason_until_there_is_room(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:4])), school.dina
    confirmed(dina, size="4")
    learners.joins("Nora", EVENINGS, languages="pt")
    dina.looks()
    school.town.passes(minutes=10)
    assert "no group with room speaks one of their languages" in dina.sees_alone("Nora waits for a group").text
    learners["Nora"].reads("there is no group for you yet")
    dina.calls("group show")
    assert "Wait for a group: Nora (no group" in dina.sees_alone("The groups of English").text

    dina.calls("group move", person="Nora", group="1")
    assert "There is no language that all of them speak." in dina.sees_alone("Nora is in Group 1 now.").text
    learners["Nora"].reads("From now on you are in Group 1")


def test_a_group_that_loses_three_members_in_a_week_is_mended_with_a_yes(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:7])), school.dina
    confirmed(dina, size="4")
    dina.looks()
    learners.leaves("Aino")
    school.town.passes(days=2)
    dina.does_not_see("has become small")

    learners.leaves("Ben")
    school.town.passes(days=2)
    asked = dina.sees_alone("Group 1 of English for seniors has become small: Carla and Emil.").text
    assert "Nothing happens without your yes." in asked
    assert learners.groups()["Group 1"] == ["Carla", "Emil"]
    dina.presses("Leave it as it is")
    dina.sees_alone("Group 1 stays as it is.")

    dina.looks()
    learners.leaves("Carla")
    alone = dina.sees_alone("has become small: Emil alone.").text
    assert "My proposal: all of Group 1 go to Group 2." in alone
    dina.presses("Merge the two groups")
    assert "Group 2 then has no common hour." in dina.sees_alone("All of Group 1 are in Group 2 now.").text
    assert learners.groups() == {"Group 2": ["Emil", "Filip", "Greta", "Hugo"]}
    learners["Emil"].reads("From now on you are in Group 2")


def test_a_group_that_was_confirmed_small_is_no_question(school: School) -> None:
    few = {name: TWELVE[name] for name in ("Aino", "Ben")}
    learners, dina = Learners.of(school, few), school.dina
    assert "It is smaller than wished." in proposed(dina, size="4").text
    dina.presses("Confirm these groups")
    learners.joins("Nora", EVENINGS, languages="pt")
    school.town.passes(minutes=10)
    dina.sees_alone("Nora waits for a group")
    dina.does_not_see("has become small")
    learners.leaves("Ben")
    dina.sees_alone("Group 1 of English for seniors has become small: Aino alone.")


def test_whoever_is_erased_leaves_no_trace_in_their_group(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:4])), school.dina
    confirmed(dina, size="4")
    learners["Aino"].calls("forgetme")
    learners["Aino"].presses("Erase everything about me")
    assert learners.groups() == {"Group 1": ["Ben", "Carla", "Emil"]}
    learners["Ben"].calls("group mine")
    learners["Ben"].sees("together with Carla and Emil")


def test_a_new_phase_brings_new_people_together(school: School) -> None:
    learners = Learners.of(school, dict.fromkeys(list(TWELVE)[:9], EVENINGS))
    dina = school.dina
    confirmed(dina, size="3", seed="1")
    before = {frozenset(pair) for members in learners.groups().values() for pair in _pairs(members)}
    dina.calls("group lock", group="1")
    dina.sees_alone("Group 1 stays as it is")
    dina.calls("group lock", group="1")
    dina.sees_alone("takes newcomers again")

    proposed(dina, "group regroup", size="3", seed="2")
    assert sorted(learners.groups()) == ["Group 1", "Group 2", "Group 3"]
    dina.presses("Confirm these groups")
    dina.sees_alone("The groups of the phase before have ended.")
    assert sorted(learners.groups()) == ["Group 4", "Group 5", "Group 6"]
    after = {frozenset(pair) for members in learners.groups().values() for pair in _pairs(members)}
    assert before & after == set()


def test_a_new_phase_says_who_stays_where_groups_are_locked(school: School) -> None:
    learners, dina = Learners.of(school, dict.fromkeys(list(TWELVE)[:9], EVENINGS)), school.dina
    confirmed(dina, size="3", seed="1")
    stay = learners.groups()["Group 1"]
    dina.calls("group lock", group="1")
    dina.calls("group regroup", size="3", seed="2")
    told = dina.sees_alone("I am looking for the best groups of English for seniors for 6 people.").text
    assert "All others get new groups" in told
    assert f"left as they are: Group 1 ({stay[0]}, {stay[1]} and {stay[2]})." in told
    dina.sees_alone("Nothing has happened yet")
    dina.presses("Confirm these groups")
    dina.sees_alone("The other groups of the phase before have ended. Group 1 stayed as it was.")
    assert learners.groups()["Group 1"] == stay
    assert sorted(learners.groups()) == ["Group 1", "Group 4", "Group 5"]


def _pairs(members: list[str]) -> list[tuple[str, str]]:
    return [(one, other) for one in members for other in members if one < other]


def test_confirmed_groups_are_changed_by_hand_and_renamed(school: School) -> None:
    learners, dina = Learners.of(school, EIGHT), school.dina
    confirmed(dina, size="4")
    dina.calls("group swap", person="Aino", other="Ida")
    assert "Group 1 then has no common hour." in dina.sees_alone("Aino and Ida have changed groups.").text
    learners["Aino"].reads("From now on you are in Group 2")
    dina.calls("group move", person="Ai", group="1")
    dina.sees_alone("Aino is in Group 1 now. The members know.")
    dina.calls("group move", person="Aino", group="1")
    dina.sees("That is how it is already")
    dina.calls("group rename", group="2", name="Birches")
    dina.sees_alone("Group 2 is called Birches now.")
    dina.calls("group merge", group="1", into="2")
    dina.sees_alone("All of Group 1 are in Birches now.")
    assert list(learners.groups()) == ["Birches"]
    dina.calls("group move", person="Nobody", group="2")
    assert 'Nobody in the course is called "Nobody".' in dina.question()
    dina.calls("group move", person="Aino", group="9")
    dina.sees("There is no group with this number.")


def test_who_takes_a_pause_is_named_with_the_day_and_finds_a_group_when_it_is_over(school: School) -> None:
    learners, town = Learners.of(school, EIGHT), school.town
    aino = school.person("Aino")

    def pause(work: Work) -> None:
        taken = work.courses.membership(1, aino)
        assert taken is not None
        work.courses.save_membership(replace(taken, paused_until=town.clock.now() + timedelta(days=7)))

    town.keeps(pause)
    proposal = proposed(school.dina, size="4").text
    assert "7 people in 2 groups" in proposal
    assert "In no group: Aino (takes a pause until Tuesday 1 December)." in proposal
    school.dina.presses("Confirm these groups")
    assert "Aino" not in str(learners.groups())
    town.passes(days=7)
    assert "Aino" in learners.groups()["Group 1"]
    learners["Aino"].reads("From now on you are in Group 1")


def test_where_every_group_is_locked_a_new_phase_says_so(school: School) -> None:
    Learners.of(school, dict(list(TWELVE.items())[:8]))
    dina = school.dina
    confirmed(dina, size="4")
    dina.calls("group make")
    dina.sees_alone("In English for seniors everybody has a group.")
    for number in ("1", "2"):
        dina.calls("group lock", group=number)
    dina.looks()
    dina.calls("group regroup")
    told = dina.sees_alone("Every group of English for seniors is locked, so there is nobody for new ones.").text
    assert "everybody has a group" not in told


def test_a_group_is_not_offered_to_itself(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    Learners.of(school, dict(list(TWELVE.items())[:8]))
    dina = school.dina
    confirmed(dina, size="4")
    dina.calls("group merge")
    dina.presses("Group 2")
    assert "Group 2" not in dina.sees_alone("Into which group?").buttons
    dina.presses("Group 1")
    dina.sees_alone("All of Group 2 are in Group 1 now.")


def test_a_size_that_was_asked_for_is_the_size_that_is_wished(school: School) -> None:
    Learners.of(school, dict(list(TWELVE.items())[:6]))
    assert school.course.settings.group_size == 4
    confirmed(school.dina, size="7")
    school.dina.calls("group show", course="#1")
    assert "than wished" not in school.dina.sees_alone("Group 1").text
