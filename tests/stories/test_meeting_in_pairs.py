"""People of a course meet in pairs: who wants to, everybody told, once each round, with a way out and a way back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from community.chat.address import Platform
from community.organisations import Holiday
from storage.tables import metadata
from tests.stories.circle import NAMES, Circle
from tests.stories.people import Person
from tests.stories.school import School


def told(person: Person) -> str:
    """What somebody reads of their pair."""
    person.town.settles()
    found = [
        each
        for each in person.screen()
        if each.private and ("Your pair in" in each.text or "You are three" in each.text)
    ]
    return found[-1].text if found else ""


@pytest.mark.on_both_databases
@pytest.mark.slow
def test_five_people_meet_in_four_rounds_and_nobody_is_left_out(school: School) -> None:
    circle = Circle.of(school, *NAMES)
    school.dina.calls("pairs start", when="every Monday 9:00")
    proposal = school.dina.sees_alone(
        "Every Monday at 09:00 (Helsinki time), first on Monday 30 November, 09:00 (in 6 days)"
    )
    assert {"Start it", "Drop it"} <= set(proposal.buttons)
    school.aino.does_not_see("Meet one person")
    school.dina.presses("Start it")
    school.dina.sees_alone("The first pairs of English for seniors come Monday 30 November")
    for person in circle.people.values():
        person.presses("Take part", under="Meet one person of English for seniors at a time")
        person.sees_alone("You take part in the pairs of English for seniors")
    for week in range(4):
        school.town.jumps(datetime(2026, 11, 30, 7, 0, tzinfo=UTC) + timedelta(weeks=week))
        assert len(circle.rounds()) == week + 1
        assert sorted(map(len, circle.rounds()[-1])) == [2, 3]
        for meeting in circle.rounds()[-1]:
            for name in meeting:
                assert all(other in told(circle[name]) for other in meeting - {name}), f"{name} in week {week}"
        school.town.passes(days=5)
        circle[min(circle.rounds()[-1][0])].sees_alone("Did you meet")
        circle.all_met()
    twos = [frozenset(each) for held in circle.rounds() for each in held if len(each) == 2]
    assert len(set(twos)) == 4, "a pair came again although somebody new was left"
    met = {pair for held in circle.rounds() for each in held for pair in combinations(sorted(each), 2)}
    assert met == set(combinations(sorted(NAMES), 2)), "after four rounds everybody has met everybody"


@pytest.mark.slow
def test_three_silent_rounds_and_back(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben")
    circle.start_pairs()
    school.town.passes(days=6)
    assert "Ben" in told(school.aino)
    school.town.passes(days=5)
    school.aino.sees_alone("Did you meet Ben? One press is enough.")
    school.aino.presses("Not yet")
    assert "until Monday 7 December, 09:00" in school.aino.sees_alone("Noted: not yet.").text
    school.aino.presses("We met")
    school.aino.sees_alone("Good that you met!")
    old = school.aino.button("Not this time")
    school.town.passes(days=2)
    school.aino.forges(old, school.aino.token(old, "Not this time"))
    school.aino.sees_alone("The next round has begun")

    for _ in range(3):
        school.ben.does_not_see("leave you in peace")
        school.town.passes(days=5)
        school.town.passes(days=2)
    school.ben.sees_alone("I have not heard from you after the last three pairs")
    assert circle.outcomes() == {"Aino": "paused silent", "Ben": "paused silent"}
    school.dina.calls("pairs show")
    shown = school.dina.sees_alone("Paused, since nothing was heard: Aino and Ben").text
    assert "Nobody takes part now. 4 rounds so far. 4 pairs and trios so far. One of these met." in shown

    school.ben.looks()
    school.town.passes(days=7)
    school.ben.sees_nothing_new()
    school.ben.presses("Take part again")
    school.ben.sees_alone("You take part in the pairs")
    school.aino.presses("Take part again")
    school.town.passes(days=7)
    assert circle.outcomes() == {"Aino": "placed together_again", "Ben": "placed together_again"}
    school.dina.calls("stats export")
    school.dina.sees_alone("figures")


def test_what_a_pair_reads(school: School) -> None:
    """In their own language and on their own clock, with a link to each other and a question to begin with."""
    circle = Circle.of(school, "Aino", "Ben")
    circle.changes("Aino", hours="mo 18:00-21:00,sa 10:00-12:00", languages=("en", "fi"))
    circle.changes("Ben", hours="mo 17:00-19:00,we 10:00-24:00", zone="Europe/Lisbon", languages=("en",))
    circle.start_pairs()
    school.town.passes(days=6)
    aino, ben = told(school.aino), told(school.ben)
    assert "Ben" in aino
    assert "(Lisbon time)" in aino
    assert "All free: Mon 19:00–21:00; Lisbon: Mon 17:00–19:00" in aino
    assert "All free: Mon 17:00–19:00; Helsinki: Mon 19:00–21:00" in ben
    assert "To begin with: " in aino
    assert ("Please write first" in aino) != ("Please write first" in ben)
    assert "I ask on Saturday 5 December whether you met." in aino
    shown = next(each for each in reversed(school.aino.screen()) if "Your pair in" in each.text)
    assert str(school.ben.account.id) in str(
        shown.raw.entities if school.town.home is Platform.TELEGRAM else shown.raw.text
    )


def test_a_round_that_was_due_while_the_bot_was_down_comes_once_and_late(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben")
    circle.start_pairs()
    school.town.sleeps(days=8)
    assert circle.rounds() == [[{"Aino", "Ben"}]]
    assert "Your pair" in told(school.aino)
    school.town.sleeps(hours=1)
    assert len(circle.rounds()) == 1
    school.town.sleeps(days=19)
    assert len(circle.rounds()) == 2, "of the rounds that were missed only the newest comes"


def test_who_pauses_leaves_or_stands_apart_has_an_outcome_of_their_own(school: School) -> None:
    circle = Circle.of(school, *NAMES[:4])
    circle.start_pairs()
    circle.membership("Aino", paused_until=school.town.clock.now() + timedelta(days=14))
    school.ben.calls("leave")
    school.ben.presses("Leave the course")
    wish = circle.apart("Carla", "Emil")
    school.town.keeps(lambda work: work.connection.execute(metadata.tables["wish"].insert(), wish))
    school.town.passes(days=6)
    assert circle.outcomes() == {
        "Aino": "paused asked_for_pause",
        "Ben": "excluded not_in_course",
        "Carla": "waiting no_group_without_apart",
        "Emil": "waiting no_group_without_apart",
    }
    circle["Carla"].sees_alone("This time I found nobody for you in English for seniors.")
    school.aino.does_not_see("You pause")
    school.town.passes(days=14)
    assert circle.outcomes()["Aino"] == "placed"
    assert "Ben" not in circle.outcomes()


def test_who_pauses_reads_so_and_a_new_plan_says_which_one_it_ends(school: School) -> None:
    Circle.of(school, "Aino", "Ben").start_pairs()
    school.aino.calls("pause", until="2 weeks")
    for path in ("pairs in", "pairs mine"):
        school.aino.calls(path)
        shown = school.aino.sees_alone("You pause the course until Tuesday 8 December")
        assert "The next ones come" not in shown.text
        assert {"Come back now", "Take part no more"} <= set(shown.buttons)
        school.aino.looks()
    school.dina.calls("pairs start", when="21.12.2026 9:00")
    shown = school.dina.sees_alone("Monday 21 December, 09:00 (in 27 days), Helsinki time")
    assert "It takes the place of the present plan: Every Monday at 09:00." in shown.text
    assert shown.text.count("21 December") == 1
    school.town.passes(days=6)
    school.dina.calls("pairs show")
    assert "so far" not in school.dina.sees_alone("One takes part.").text  # in the round that was nobody met anybody


def test_stopping_tells_who_took_part_and_nothing_comes_any_more(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben")
    school.aino.calls("pairs in")
    school.aino.sees_alone("Nobody meets in pairs in English for seniors at present.")
    circle.start_pairs()
    school.ben.presses("Take part no more")
    school.ben.sees_alone("You are in no more pairs")
    school.town.passes(days=6)
    school.aino.sees_alone("This time nobody else was there for a pair with you")
    school.aino.calls("pairs mine")
    school.aino.sees_alone("You have no pair at present.")
    school.dina.calls("pairs stop")
    school.aino.sees_alone("There will be no more pairs in English for seniors.")
    school.ben.looks()
    school.ben.sees_nothing_new()
    school.town.passes(days=30)
    assert len(circle.rounds()) == 1
    school.dina.calls("pairs start", when="every Monday 9:00")
    school.dina.presses("Drop it")
    school.dina.sees_alone("Dropped. Nothing has changed")
    school.town.passes(days=30)
    assert len(circle.rounds()) == 1


def test_no_round_begins_on_a_holiday_in_a_closed_course_or_while_pairs_are_off(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben")
    circle.start_pairs()
    holiday = date(2026, 11, 30)
    school.town.keeps(
        lambda work: work.organisations.save(replace(school.centre, holidays=(Holiday(holiday, holiday),)))
    )
    school.town.passes(days=7)
    assert circle.rounds() == []
    course = school.course
    school.town.keeps(lambda work: work.courses.save(replace(course, settings=replace(course.settings, pairs=False))))
    school.aino.calls("pairs mine")
    school.aino.sees_alone("Pairs: switched off in the course English for seniors.")
    school.town.passes(days=7)
    assert circle.rounds() == []
    school.town.keeps(lambda work: work.courses.save(course))
    school.town.passes(days=7)
    assert len(circle.rounds()) == 1


def test_nobody_of_another_organisation_starts_shows_or_joins_pairs(school: School) -> None:
    circle = Circle.of(school, "Aino", "Ben")
    circle.start_pairs()
    tina = school.town.newcomer("Tina")
    other = school.town.organisation("Fjord Centre", "Europe/Oslo")
    tina.says(f"/start {school.town.invitation(other)}")
    for path in ("pairs show", "pairs stop", "pairs in", "pairs mine"):
        tina.calls_privately(path, course="#1")
        tina.sees_alone("I do not find this course")
    school.town.passes(days=6)
    school.town.passes(days=5)
    asked, own = school.ben.button("We met"), school.aino.button("We met")
    school.aino.forges(own, school.ben.token(asked, "We met"))
    school.aino.sees_alone("This button is meant for somebody else")
    assert circle.outcomes() == {"Aino": "placed", "Ben": "placed"}
