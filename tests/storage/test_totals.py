"""Totals: courses and groups are counted, and of fewer than five people nothing is told."""

from dataclasses import replace

import pytest

from community.chat.address import Account, Platform
from storage.totals import PartnerRow
from tests.valo import HOUR, MONDAY, Valo


def learners(valo: Valo, count: int) -> list[int]:
    accounts = [Account(Platform.TELEGRAM, str(number)) for number in range(1, count + 1)]
    return [valo.joins(f"Learner {account.id}", account).id for account in accounts]


def partner(valo: Valo) -> PartnerRow:
    return valo.do(lambda work: next(iter(list(work.totals.partners(1)))))


@pytest.fixture
def led(valo: Valo) -> Valo:
    """The centre is in a partnership, and has answered one prompt together with its learners."""
    number = valo.do(lambda work: work.organisations.create_partnership("Talkoot", MONDAY).id)
    valo.do(lambda work: work.organisations.save(replace(valo.centre, partnership=number, country="FI")))
    return valo


@pytest.mark.parametrize(("people", "shown"), [(4, None), (5, 5)])
def test_of_fewer_than_five_people_no_figure_leaves_the_organisation(led: Valo, people: int, shown: int | None) -> None:
    slot = led.prompt()
    for number in learners(led, people):
        person = led.do(lambda work, number=number: work.people.get(number))
        assert person is not None
        led.answers(person, slot, "Luin.", MONDAY + HOUR)
    row = partner(led)
    assert (row.organisation, row.country, row.courses, row.open_courses) == ("Valo Centre", "FI", 1, 1)
    assert (row.gross_participations, row.net_participants, row.answers) == (shown, shown, shown)
    assert (row.trainers, row.peer_replies) == (None, None)


def test_who_is_in_two_courses_counts_twice_gross_and_once_net(led: Valo) -> None:
    second = led.another_course("Suomi 2", "SUOM6789")
    for number in learners(led, 5):
        person = led.do(lambda work, number=number: work.people.get(number))
        assert person is not None
        led.enrols(person, Platform.TELEGRAM, MONDAY, second)
    row = partner(led)
    assert (row.courses, row.gross_participations, row.net_participants) == (2, 10, 5)


def test_courses_and_groups_are_counted_beside_each_other(valo: Valo) -> None:
    aino, ben = valo.joins("Aino", Account(Platform.TELEGRAM, "1")), valo.joins("Ben", Account(Platform.TELEGRAM, "2"))
    answer = valo.answers(aino, valo.prompt(), "Luin.", MONDAY)
    valo.replies(ben, answer, "Hyvä!", MONDAY)
    group = valo.do(lambda work: work.groups.add(valo.course.id, "Aurora", None, MONDAY))
    for person in (aino, ben):
        valo.do(lambda work, person=person: work.groups.enter(group.id, person.id, MONDAY))
    [course] = valo.do(lambda work: list(work.totals.courses(valo.centre.id)))
    [counted] = valo.do(lambda work: list(work.group_figures.groups(valo.course.id, MONDAY)))
    assert (course.enrolled, course.prompts, course.answers, course.peer_replies) == (2, 1, 1, 1)
    assert (course.groups, course.mean_group_size, course.trainers) == (1, 2.0, 0)
    assert (counted.members, counted.answers, counted.peer_replies) == (2, 1, 1)
    rows = valo.do(lambda work: list(work.figures.participants(valo.course.id, MONDAY)))
    assert [row.group_id for row in rows if row.role == "learner"] == [group.id, group.id]


def test_the_words_of_an_ended_course_go_and_its_totals_stay(valo: Valo) -> None:
    aino, ben = valo.joins("Aino", Account(Platform.TELEGRAM, "1")), valo.joins("Ben", Account(Platform.TELEGRAM, "2"))
    slot = valo.prompt()
    valo.replies(ben, valo.answers(aino, slot, "Luin.", MONDAY), "Hyvä!", MONDAY)
    other = valo.another_course("Suomi 2", "SUOM6789")
    valo.do(lambda work: work.ended.erase_words(other.id))
    assert valo.do(lambda work: [each.answer for each in work.ended.answers(valo.course.id, aino.id)]) == ["Luin."]
    valo.do(lambda work: work.ended.erase_words(valo.course.id))
    assert valo.do(lambda work: work.ended.answers(valo.course.id, aino.id)) == []
    assert valo.do(lambda work: work.ended.comments(valo.course.id, ben.id)) == []
    assert valo.do(lambda work: work.prompts.recent_answers(aino.id)) == []
    counts = valo.do(lambda work: work.prompts.counts(slot.id))
    assert (counts.answered, counts.peer_replies) == (1, 1)
