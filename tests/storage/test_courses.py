"""What the shelf of courses remembers about places and learners."""

from dataclasses import replace

import pytest

from community.chat.address import Account, Place, Platform
from community.courses import CoursePlace, CourseState
from community.errors import PlaceTaken
from community.roles import Grant, Role
from storage.tables.courses import talk
from tests.valo import BOTS, DAY, GROUPS, MONDAY, Valo

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
GROUP = GROUPS[Platform.TELEGRAM]


def test_a_course_is_found_by_number_and_code(valo: Valo) -> None:
    course = valo.course
    assert valo.do(lambda work: work.courses.get(course.id)) == course
    assert valo.do(lambda work: work.courses.get(course.id, lock=True)) == course
    assert valo.do(lambda work: work.courses.by_code("SUOM2345")) == course
    assert valo.do(lambda work: work.courses.by_code("SUOM2346")) is None
    assert valo.do(lambda work: work.courses.all()) == [course]


def test_a_changed_course_stays_changed(valo: Valo) -> None:
    closed = replace(valo.course, name="Suomi 2", zone="Europe/Oslo", state=CourseState.CLOSED)
    valo.do(lambda work: work.courses.save(closed))
    assert valo.do(lambda work: work.courses.get(closed.id)) == closed


def test_a_course_is_found_by_each_of_its_places(valo: Valo) -> None:
    for place in GROUPS.values():
        assert valo.do(lambda work, place=place: work.courses.of_place(place)) == valo.course
        assert valo.do(lambda work, place=place: work.courses.all_places(place.bot)) == [
            CoursePlace(valo.course.id, place, "Suomi 1")
        ]
    elsewhere = Place(GROUP.bot, "-1002000000009")
    assert valo.do(lambda work: work.courses.of_place(elsewhere)) is None


def test_a_thread_belongs_to_its_own_course_before_that_of_the_chat(valo: Valo) -> None:
    thread, other = replace(GROUP, thread="7"), replace(GROUP, thread="8")
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    valo.do(lambda work: work.courses.connect(CoursePlace(evening.id, thread)))
    assert valo.do(lambda work: work.courses.of_place(thread)) == evening
    assert valo.do(lambda work: work.courses.of_place(other)) == valo.course


def test_a_chat_belongs_to_one_course(valo: Valo) -> None:
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    with pytest.raises(PlaceTaken) as refused:
        valo.do(lambda work: work.courses.connect(CoursePlace(evening.id, GROUP)))
    assert refused.value.facts == {"course": "Suomi 1"}


def test_connecting_a_chat_again_learns_its_new_title(valo: Valo) -> None:
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, GROUP, "Suomi, ryhmä A")))
    titles = {each.place: each.title for each in valo.do(lambda work: work.courses.places(valo.course.id))}
    assert titles == {GROUP: "Suomi, ryhmä A", GROUPS[Platform.DISCORD]: "Suomi 1"}


def test_a_disconnected_chat_belongs_to_no_course(valo: Valo) -> None:
    valo.do(lambda work: work.courses.disconnect(GROUP))
    assert valo.do(lambda work: work.courses.of_place(GROUP)) is None


def test_a_chat_we_were_removed_from_stays_its_course_s_and_is_no_place_to_write_to(valo: Valo) -> None:
    thread = replace(GROUP, thread="7")
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, thread)))
    left = valo.do(lambda work: work.courses.leave_chat(GROUP, MONDAY))
    assert {each.place for each in left} == {GROUP, thread}
    assert valo.do(lambda work: work.courses.leave_chat(GROUP, MONDAY)) == []  # no news any more
    assert [each.place for each in valo.do(lambda work: work.courses.places(valo.course.id))] == [
        GROUPS[Platform.DISCORD]
    ]
    assert len(valo.do(lambda work: work.courses.every_place(valo.course.id))) == 3
    assert valo.do(lambda work: work.courses.of_place(GROUP)) == valo.course
    assert valo.do(lambda work: work.courses.place(left[0].id)) == left[0]
    assert valo.do(lambda work: work.courses.places_in(GROUP.bot, [GROUP.chat, "1"])) == left
    for each in left:
        valo.do(lambda work, number=each.id: work.courses.come_back(number))
    assert len(valo.do(lambda work: work.courses.places(valo.course.id))) == 3


def test_connecting_a_chat_again_brings_it_back(valo: Valo) -> None:
    valo.do(lambda work: work.courses.leave_chat(GROUP, MONDAY))
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, GROUP, "Suomi 1")))
    assert GROUP in [each.place for each in valo.do(lambda work: work.courses.places(valo.course.id))]


def test_a_place_that_takes_nothing_is_news_once_until_it_does_again(valo: Valo) -> None:
    [muted] = valo.do(lambda work: work.courses.mute(GROUP, MONDAY))
    assert not muted.hears
    assert valo.do(lambda work: work.courses.mute(GROUP, MONDAY)) == []
    assert len(valo.do(lambda work: work.courses.places(valo.course.id))) == 2  # it is tried all the same
    valo.do(lambda work: work.courses.unmute(GROUP))
    assert len(valo.do(lambda work: work.courses.mute(GROUP, MONDAY))) == 1


def test_a_course_follows_its_chat_to_a_new_number(valo: Valo) -> None:
    moved = GROUP.moved_to("-1003000000001")
    valo.do(lambda work: work.courses.place_moved(GROUP, moved))
    assert valo.do(lambda work: work.courses.of_place(moved)) == valo.course
    assert valo.do(lambda work: work.courses.of_place(GROUP)) is None


def test_a_move_to_a_chat_that_is_connected_already_leaves_one_place(valo: Valo) -> None:
    moved = GROUP.moved_to("-1003000000001")
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, moved)))
    valo.do(lambda work: work.courses.place_moved(GROUP, moved))
    assert [each.place for each in valo.do(lambda work: work.courses.all_places(BOTS[Platform.TELEGRAM]))] == [moved]


def test_a_learner_is_listed_until_they_leave(valo: Valo) -> None:
    aino, ben = valo.joins("Aino", AINO), valo.joins("Ben", BEN)
    members = valo.do(lambda work: work.courses.members(valo.course.id))
    assert [(membership.platform, person) for membership, person in members] == [
        (Platform.TELEGRAM, aino),
        (Platform.DISCORD, ben),
    ]
    valo.leaves(aino, MONDAY)
    assert [person for _, person in valo.do(lambda work: work.courses.members(valo.course.id))] == [ben]
    past = valo.do(lambda work: work.courses.membership(valo.course.id, aino.id))
    assert past
    assert past.left_at == MONDAY


def test_leaving_twice_keeps_the_day_of_the_first_time(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    valo.leaves(aino, MONDAY)
    valo.leaves(aino, MONDAY + DAY)
    past = valo.do(lambda work: work.courses.membership(valo.course.id, aino.id))
    assert past
    assert past.left_at == MONDAY


def test_who_comes_back_is_one_learner_since_the_first_day(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO, MONDAY - 7 * DAY)
    valo.leaves(aino, MONDAY - DAY)
    back = valo.enrols(aino, Platform.TELEGRAM, MONDAY)
    assert back.is_current
    assert (back.joined_at, back.consented_at) == (MONDAY - 7 * DAY, MONDAY)
    assert len(valo.do(lambda work: work.courses.members(valo.course.id))) == 1


def test_a_person_learns_in_their_open_courses(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    valo.enrols(aino, Platform.TELEGRAM, MONDAY, evening)
    assert valo.do(lambda work: work.courses.learning(aino.id)) == [valo.course, evening]
    valo.do(lambda work: work.courses.save(replace(evening, state=CourseState.CLOSED)))
    valo.leaves(aino, MONDAY)
    assert valo.do(lambda work: work.courses.learning(aino.id)) == []


def test_a_role_covers_one_course_or_all_of_the_organisation(valo: Valo) -> None:
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    aino = valo.arrives("Aino", AINO)
    valo.do(lambda work: work.people.grant(Grant(aino.id, Role.TRAINER, valo.centre.id, evening.id), MONDAY))
    assert valo.do(lambda work: work.courses.staffed(aino.id)) == [evening]
    assert valo.do(lambda work: work.courses.staffed(valo.dina.id)) == [valo.course, evening]


def test_talk_is_counted_by_person_and_day_and_nothing_else(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    today = MONDAY.date()
    for whose in (aino.id, aino.id, None, None, None):
        valo.do(lambda work, whose=whose: work.courses.talked(valo.course.id, whose, today))
    rows = valo.do(lambda work: work.connection.execute(talk.select().order_by(talk.c.person_id)).all())
    assert [tuple(row) for row in rows] == [(valo.course.id, 0, today, 3), (valo.course.id, aino.id, today, 2)]
