"""Several groups become small at once: a question about each, and its buttons work in any order and for any trainer."""

from community.roles import Role
from storage.groups import TENDED
from storage.work import Work
from tests.stories.learners import EVENINGS, TWELVE, Learners, confirmed
from tests.stories.people import Person
from tests.stories.school import School

NAMES = ("Aino", "Ben", "Carla", "Emil", "Filip", "Greta", "Hugo", "Ida")


def in_groups(school: School, size: int, count: int) -> tuple[Learners, Person]:
    """Two trainers, and groups of people who could all meet each other."""
    learners = Learners.of(school, dict.fromkeys(NAMES[:count], EVENINGS))
    eila = school.town.newcomer("Eila")
    eila.says(f"/start {school.town.invitation(school.centre, Role.TRAINER)}")
    school.dina.calls("trainer add")
    school.dina.presses("Eila")
    confirmed(school.dina, size=str(size), seed="1")
    return learners, eila


def leave_at_once(learners: Learners, *names: str) -> None:
    """They leave within the same moment, before anybody looks at their groups."""
    town = learners.school.town
    numbers = [learners.school.person(name) for name in names]

    def leave(work: Work) -> None:
        for number in numbers:
            work.courses.leave(1, number, town.clock.now())
        work.timers.set(TENDED, 1, town.clock.now())

    town.keeps(leave)
    town.clock.jump(town.clock.now())
    town.settles()


def asked(trainer: Person) -> list[str]:
    return sorted(shown.text for shown in trainer.screen() if "has become small" in shown.text)


def test_two_small_groups_are_two_questions_and_one_merger_settles_both(school: School) -> None:
    learners, eila = in_groups(school, size=4, count=8)
    dina, groups = school.dina, learners.groups()
    leave_at_once(learners, *groups["Group 1"][:2], *groups["Group 2"][:2])
    for trainer in (dina, eila):
        one, two = asked(trainer)
        assert "Group 1 of English for seniors has become small" in one
        assert "My proposal: all of Group 1 go to Group 2." in one
        assert "My proposal: all of Group 2 go to Group 1." in two

    eila.presses("Merge the two groups", under="all of Group 2 go to Group 1")
    eila.sees_alone("All of Group 2 are in Group 1 now.")
    after = learners.groups()
    assert list(after) == ["Group 1"]
    for question, said in (
        ("all of Group 1 go", "Group 1 has 4 members now."),
        ("all of Group 2 go", "Group 2 has ended"),
    ):
        dina.presses("Merge the two groups", under=question)
        assert "Nothing more has to be done." in dina.sees_alone(said).text
    eila.presses("Leave it as it is", under="all of Group 1 go")
    eila.sees_alone("All right. Group 1 stays as it is.")
    assert learners.groups() == after


def test_a_move_that_would_make_another_group_small_is_not_made_but_proposed_anew(school: School) -> None:
    learners, _ = in_groups(school, size=4, count=8)
    dina = school.dina
    learners.joins("Nora", EVENINGS)
    school.town.passes(minutes=10)
    groups = sorted(learners.groups().items(), key=lambda each: len(each[1]))
    (small, few), (large, many) = groups
    assert (len(few), len(many)) == (4, 5)
    leave_at_once(learners, *few[:2])
    assert f"goes from {large} to {small}. Nothing happens" in asked(dina)[0]

    leave_at_once(learners, *[name for name in many if name != "Nora"][:2])
    before = learners.groups()
    dina.presses("Move this person")
    assert f"{small} of English" in dina.sees_alone(f"My proposal: all of {small} go to {large}.").text
    assert learners.groups() == before
    dina.presses("Merge the two groups")
    dina.sees_alone(f"All of {small} are in {large} now.")
    assert list(map(len, learners.groups().values())) == [5]


def test_who_is_alone_goes_to_others_rather_than_gets_one_with_whom_they_share_no_hour(school: School) -> None:
    learners, dina = Learners.of(school, TWELVE), school.dina
    confirmed(dina, size="4")
    leave_at_once(learners, "Aino", "Ben", "Carla")
    question = dina.sees_alone("has become small: Emil alone.").text
    assert "My proposal: all of Group 1 go to Group 3." in question
    assert "Group 1: one member; then it ends." in question
    assert "Group 3: 4 members, 4 common hours a week; then 5 members, no common hour." in question
    dina.looks()
    dina.presses("Merge the two groups")
    dina.sees_alone("All of Group 1 are in Group 3 now.")
    dina.does_not_see("has become small")


def test_a_group_that_one_person_does_not_make_large_enough_is_asked_about_again(school: School) -> None:
    learners, eila = in_groups(school, size=4, count=8)
    learners.joins("Nora", EVENINGS)
    school.town.passes(minutes=10)
    (small, few), (large, _) = sorted(learners.groups().items(), key=lambda each: len(each[1]))
    leave_at_once(learners, *few[:3])
    question = asked(school.dina)[0]
    assert f"{small}: one member; then 2 members, 6 common hours a week." in question
    assert f"{large}: 5 members, 6 common hours a week; then 4 members, 6 common hours a week." in question
    assert f"{small} is still small then, and I ask again." in question

    school.dina.presses("Move this person")
    question = eila.sees_alone(f"{small} of English for seniors has become small: {few[3]} and").text
    assert f"{small}: 2 members, 6 common hours a week; then 3 members" in question
    assert "I ask again" not in question
    eila.looks()
    eila.presses("Move this person", under="2 members")
    eila.sees_alone(f"is in {small} now.")
    eila.does_not_see("has become small")
    assert sorted(map(len, learners.groups().values())) == [3, 3]
