"""In the middle of a round somebody leaves, pauses, or is forgotten: whom they were to meet hears of it, and meets another."""

from community.pairs import silent_rounds
from storage.work import Work
from tests.stories import circles
from tests.stories.circle import Circle
from tests.stories.people import Person
from tests.stories.school import School

FOUR = ("Aino", "Ben", "Carla", "Emil")


def _leaves(person: Person) -> None:
    person.calls("leave")
    person.presses("Leave the course")


def _begun(school: School, *names: str) -> tuple[Circle, list[list[Person]]]:
    """A round has begun; the people of each pair."""
    circle = Circle.of(school, *names)
    circle.start_pairs()
    school.town.passes(days=6)
    return circle, [[circle[name] for name in sorted(pair)] for pair in circle.rounds()[-1]]


def test_who_is_left_comes_to_another_pair_and_a_trio_goes_on_as_two(school: School) -> None:
    circle, [[gone, left], [one, two]] = _begun(school, *FOUR)
    _leaves(gone)
    told = left.sees_alone(f"{gone.name} cannot meet you this time. I found somebody else for you.").text
    assert "You are three in English for seniors" in told
    assert one.name in told
    assert two.name in told
    for each in (one, two):
        told = each.sees_alone(f"{left.name} has nobody to meet this time, and comes to you two.").text
        assert "You are three in English for seniors" in told
    assert circle.rounds() == [[{left.name, one.name, two.name}]]
    assert circle.outcomes()[gone.name] == "excluded not_in_course"

    one.calls("pause", until="2 weeks")
    for each, other in ((left, two), (two, left)):
        told = each.sees_alone(f"{one.name} cannot come this time: you go on as two.").text
        assert f"Your pair in English for seniors:\n\n{other.name}" in told.replace("\n\n\n", "\n\n")
    assert circle.outcomes()[one.name] == "paused asked_for_pause"
    school.town.passes(days=5)
    left.sees_alone(f"Did you meet {two.name}? One press is enough.")


def test_two_who_are_left_meet_each_other(school: School) -> None:
    circle, [[gone, left], [out, other]] = _begun(school, *FOUR)
    numbers = [circle.id(each.name) for each in (gone, out)]

    def leave(work: Work) -> None:
        for number in numbers:
            work.courses.leave(1, number, school.town.clock.now())

    circles.keeps(school.town, leave)  # before the bot has looked at it
    assert circle.rounds() == [[{left.name, other.name}]]
    for each, partner, former in ((left, other, gone), (other, left, out)):
        told = each.sees_alone(f"{former.name} cannot meet you this time. I found somebody else for you.").text
        assert partner.name in told


def test_who_is_left_alone_hears_so_and_that_round_does_not_count(school: School) -> None:
    _begun(school, "Aino", "Ben")
    aino = school.aino
    aino.calls("pairs mine")
    shown = aino.button("We met")
    school.ben.calls("forgetme")
    school.ben.presses("Erase everything about me")
    told = aino.sees_alone("Whom you were to meet in English for seniors cannot come this time.").text
    assert "You need not do anything: this round does not count for you." in told
    assert "You are in the next draw, Monday 7 December, 09:00" in told
    outcomes = Circle(school, {"Aino": aino}).outcomes()
    assert outcomes == {"Aino": "waiting partner_gone"}
    aino.forges(shown, aino.token(shown, "We met"))
    aino.sees_alone("Whom you were to meet in English for seniors cannot come this time.")
    assert outcomes == Circle(school, {"Aino": aino}).outcomes()
    aino.looks()
    school.town.passes(days=5)
    aino.sees_nothing_new()
    assert _silent(school) == [0]


def test_late_in_a_round_nobody_else_is_sought_and_who_has_met_keeps_it(school: School) -> None:
    circle, [[gone, left], [out, other]] = _begun(school, *FOUR)
    school.town.passes(days=4)
    gone.presses("Take part no more")
    told = left.sees_alone(f"{gone.name} cannot meet you in English for seniors this time.").text
    assert "I found nobody else for you now." in told
    assert circle.outcomes()[gone.name] == "paused asked_for_pause"
    other.calls("pairs mine")
    other.presses("We met")
    other.looks()
    _leaves(out)
    other.sees_nothing_new()
    assert circle.outcomes()[other.name] == "placed"


def _silent(school: School) -> list[int]:
    """How many rounds in a row each of those who take part has said nothing."""
    return school.town.keeps(
        lambda work: list(silent_rounds(work.pairs.members(1), work.pairs.rounds(1)).values()),
    )
