"""A course is closed while groups, pairs and roles are under way, and opened again: nothing begins, nothing is lost."""

from community.chat.address import Platform
from community.groups import FormationState, PeerGroup
from storage.group_roles import ROLES
from storage.groups import GREETED, TENDED
from storage.pairs import PAIRS
from storage.work import Work
from tests.stories import circles
from tests.stories.circle import Circle
from tests.stories.learners import TWELVE, Learners, confirmed, proposed
from tests.stories.people import Person
from tests.stories.school import School


def closes(dina: Person) -> None:
    dina.calls("course close")
    dina.presses("Close the course")
    dina.sees_alone("is closed")


def test_a_closed_course_can_be_left_and_staff_are_told_how_to_open_it(school: School) -> None:
    dina, aino, ben = school.dina, school.aino, school.ben
    closes(dina)
    aino.calls_privately("consents")
    assert "English for seniors: taking part, since" in aino.sees_alone("taking part").text
    aino.presses("Leave the course")
    told = aino.sees_alone("Leave English for seniors? It is closed").text
    assert aino.command("mydata") in told
    aino.presses("Leave the course", under="It is closed")
    aino.sees_alone("You have left English for seniors. I write to you about it no more.")
    ben.calls_privately("leave")
    ben.presses("Stay in the course")
    ben.sees_alone("You stay in English for seniors.")
    assert school.members() == ["Ben"]
    aino.calls_privately("leave")
    aino.sees_alone("You take part in no course")

    for path in ("group make", "people list", "prompt list"):
        dina.calls_privately(path)
        told = dina.sees_alone("All courses that you run are closed.").text
        assert f"{dina.command('course reopen')} opens one again." in told


def test_a_proposal_is_over_with_its_course_and_groups_cannot_be_changed(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:8])), school.dina
    circles.is_forum(school.town)
    confirmed(dina, size="4")
    proposed(dina, "group regroup", size="4")
    closes(dina)
    assert not school.town.keeps(lambda work: work.formations.open(1))
    dina.presses("Confirm these groups")
    dina.sees("This proposal of groups is no longer open")
    before = learners.groups()
    for path, options in (
        ("group make", {"course": "#1"}),
        ("group regroup", {"course": "#1"}),
        ("group merge", {"course": "#1", "group": "1", "into": "2"}),
        ("pairs start", {"course": "#1", "when": "every Monday 9:00"}),
    ):
        dina.calls(path, **options)
        dina.sees("is closed already")
    assert learners.groups() == before
    states = school.town.keeps(lambda work: [work.formations.get(number) for number in (1, 2)])
    assert [each.state for each in states if each] == [FormationState.CONFIRMED, FormationState.DROPPED]


def test_groups_read_in_their_new_places_who_meets_there_when_the_course_goes_on(school: School) -> None:
    learners = Learners.of(school, dict(list(TWELVE.items())[:4]))
    circles.is_forum(school.town)
    confirmed(school.dina, size="4")
    closes(school.dina)
    school.dina.calls("course reopen")
    said = learners["Aino"].sees_in_chat("In Group 1 are now: Aino, Ben, Carla and Emil.")
    assert circles.stands_in(said) == "Group 1"


def test_groups_without_places_are_not_listed_in_the_chat_of_all_when_the_course_goes_on(school: School) -> None:
    Learners.of(school, dict(list(TWELVE.items())[:4]))
    if school.town.home is Platform.DISCORD:  # a Telegram group has no topics at first
        school.town.channel.deny(school.town.discord_bot, "create_private_threads")
    confirmed(school.dina, size="4")
    closes(school.dina)
    school.dina.calls("course reopen")
    assert school.in_chat("English for seniors goes on")
    assert school.in_chat("In Group 1 are now") == []


def test_who_is_forgotten_in_a_closed_course_is_missed_when_it_goes_on(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:4])), school.dina
    circles.is_forum(school.town)
    confirmed(dina, size="4")
    closes(dina)
    for name in ("Carla", "Emil"):
        learners[name].says("/forgetme")
        learners[name].presses("Erase everything about me")
    dina.calls("course reopen")
    dina.sees_alone("Group 1 of English for seniors has become small: Aino and Ben.")
    assert learners.groups() == {"Group 1": ["Aino", "Ben"]}


def test_groups_that_had_not_begun_do_not_begin_in_a_closed_course(school: School) -> None:
    town = school.town
    Learners.of(school, dict(list(TWELVE.items())[:4]))
    circles.is_forum(town)
    closes(school.dina)
    now, aino = town.clock.now(), school.person("Aino")

    def found(work: Work) -> PeerGroup:
        group = work.groups.add(1, "Larks", None, now)
        work.groups.enter(group.id, aino, now)
        work.timers.set(GREETED, group.id, now)
        return group

    group = town.keeps(found)
    town.clock.jump(now)
    town.settles()
    assert not town.keeps(lambda work: work.courses.places_of_group(group.id))


def test_pairs_rest_in_a_closed_course_and_go_on_when_it_does(school: School) -> None:
    circle, town = Circle.of(school, "Aino", "Ben"), school.town
    circle.start_pairs()
    closes(school.dina)
    assert [timer.kind for timer in town.keeps(lambda work: work.timers.all()) if timer.kind in {ROLES, TENDED}] == []
    circle["Aino"].calls("pairs mine", course="#1")
    circle["Aino"].sees("Nobody meets in pairs in English for seniors at present")
    town.passes(days=8)
    assert town.keeps(lambda work: work.timers.due(PAIRS, 1)) is None
    school.dina.calls("course reopen")
    town.passes(days=7)
    assert circle.rounds() == [[{"Aino", "Ben"}]]


def test_who_left_is_nobodys_partner_and_is_not_asked_about(school: School) -> None:
    circle, town = Circle.of(school, "Aino", "Ben"), school.town
    circle.start_pairs()
    town.passes(days=7)
    circle["Aino"].reads("Your pair in English for seniors")
    circle["Ben"].calls("leave")
    circle["Ben"].presses("Leave the course")
    circle["Aino"].calls("pairs mine")
    circle["Aino"].sees_alone("You have no pair at present")
    town.passes(days=6)
    circle["Aino"].does_not_see("Did you meet")


def test_pairs_keep_their_hour_when_the_course_moves(school: School) -> None:
    Circle.of(school, "Aino", "Ben").start_pairs()
    school.dina.calls("course edit", what="zone", value="Lisbon")
    school.dina.sees_alone("is changed")
    due = school.town.keeps(lambda work: work.timers.due(PAIRS, 1))
    assert due is not None
    assert f"{due:%A %H:%M}" == "Monday 09:00"


def test_who_leaves_while_groups_are_switched_off_is_let_out_and_missed_later(school: School) -> None:
    learners, dina = Learners.of(school, dict(list(TWELVE.items())[:4])), school.dina
    circles.is_forum(school.town)
    confirmed(dina, size="4")
    dina.calls("course settings", setting="groups", value="off")
    for name in ("Carla", "Emil"):
        learners.leaves(name)
        assert not circles.is_inside(learners[name], "Group 1") or school.town.home is Platform.TELEGRAM
    assert learners.groups() == {"Group 1": ["Aino", "Ben"]}
    dina.does_not_see("has become small")
    dina.calls("course settings", setting="groups", value="on")
    dina.sees_alone("Group 1 of English for seniors has become small: Aino and Ben.")
