"""Who made the code for linking hears what became of it, where they made it, and can undo what somebody else did."""

from community.chat.address import Platform
from tests.stories import circles
from tests.stories.doors import asks_to_join, rules
from tests.stories.people import Person
from tests.stories.school import School, join
from tests.stories.town import Town


def link(maker: Person, other: Person) -> None:
    maker.says("/link")
    code = maker.code_in(maker.sees_alone("write this to me from your other account"))
    maker.looks()
    other.says(f"/link {code}")
    other.presses("Link the accounts")


def test_the_account_that_made_the_code_hears_of_the_other_one(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    ada, there = two_towns.newcomer("Ada"), two_towns.person("Ada L.", Platform.DISCORD)
    two_towns.meet(there)
    join(ada, school.course.code)
    link(ada, there)

    told = ada.sees_alone("An account on Discord is now linked with this one")
    assert "you count once" in told.text
    there.does_not_see("is now linked with this one")


def test_an_account_that_was_linked_by_somebody_else_can_be_let_go(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    ada, eve = two_towns.newcomer("Ada"), two_towns.person("Eve", Platform.DISCORD)
    two_towns.meet(eve)
    eve.says("/start")  # she is known longer than Ada
    join(ada, school.course.code)
    link(ada, eve)

    ada.presses("Unlink that account")

    ada.sees_alone("The two accounts are separate again.")
    eve.says("/todo")
    eve.sees_alone("To join a course")
    assert school.members() == ["Ada", "Aino", "Ben"]


def test_nobody_keeps_a_role_that_may_have_been_the_others(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    mallory = two_towns.person("Mallory", Platform.DISCORD)
    two_towns.meet(mallory)
    mallory.says("/start")
    link(mallory, school.dina)

    mallory.presses("Unlink that account")

    assert "ask a coordinator for a new invitation" in mallory.sees_alone("The two accounts are separate again.").text
    roles = two_towns.keeps(lambda work: work.people.coordinators(school.centre.id))
    assert roles == []
    mallory.says("/stats_export")
    mallory.sees_alone("This can be done by")


def test_profile_and_queue_of_both_accounts_come_together(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    ada, there = two_towns.newcomer("Ada"), two_towns.person("Ada L.", Platform.DISCORD)
    two_towns.meet(there, title="English on Discord")
    join(ada, school.course.code)
    ada.says("/me")
    ada.presses("Change the free times")
    ada.fills_in(hours="weekends")
    join(there, school.course.code)
    there.says("/me")
    there.presses("Change the interests")
    there.fills_in(interests="chess")
    rules(school, seats=4)
    emil = two_towns.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    emil.sees_alone("You are number 1 on the waiting list")

    emil.looks()
    link(ada, there)
    emil.sees_alone("is free for you")  # Ada had two seats, and has one now
    there.says("/me")
    shown = there.sees_alone("Name: Ada").text
    assert "Sat, Sun 09:00–21:00" in shown
    assert "Interests: chess" in shown


def test_an_account_that_is_unlinked_goes_out_of_the_place_of_the_group(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    mia, there = (two_towns.person(name, Platform.DISCORD) for name in ("Mia", "Ada L."))
    two_towns.meet(mia, there)
    mia.says(f"/start {two_towns.invitation(school.centre)}")
    mia.calls_here("course connect", code=school.course.code)
    two_towns._admin = school.dina
    circles.is_forum(two_towns)
    circles.gather(two_towns, "Larks", school.aino, school.ben)
    there.says("/start")
    link(school.aino, there)
    assert circles.is_inside(there, "Larks")

    school.aino.presses("Unlink that account")
    assert not circles.is_inside(there, "Larks")
    assert len(two_towns.keeps(lambda work: work.groups.of_members(1))[1]) == 2, "the person stays in the group"


def test_who_was_in_two_groups_leaves_the_second_and_its_place(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    mia, there, kim, lee = (two_towns.person(name, Platform.DISCORD) for name in ("Mia", "Ada L.", "Kim", "Lee"))
    two_towns.meet(mia, there, kim, lee)
    mia.says(f"/start {two_towns.invitation(school.centre)}")
    mia.calls_here("course connect", code=school.course.code)
    for learner in (there, kim, lee):
        join(learner, school.course.code)
    two_towns._admin = school.dina
    circles.is_forum(two_towns)
    circles.gather(two_towns, "Larks", school.aino, school.ben)
    owls = circles.gather(two_towns, "Owls", there, kim, lee)
    assert circles.is_inside(there, "Owls")
    link(school.aino, there)

    assert not circles.is_inside(there, "Owls")
    assert circles.is_inside(there, "Larks"), "the group that they stay in finds them there as well"
    assert len(two_towns.keeps(lambda work: work.groups.members(owls.id))) == 2
    school.dina.sees_alone("has become small")
