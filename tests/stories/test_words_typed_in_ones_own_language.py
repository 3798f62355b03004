"""What is typed after a command may be typed in one's own language; English is read all the same."""

import pytest

from bot.wording.catalogues import catalogue
from community.courses import Membership
from community.organisations import Organisation
from storage.work import Work
from tests.stories.school import School
from tests.stories.town import Town

TWO_WEEKS = {"Suomi": "2 viikkoa", "Italiano": "2 settimane", "Norsk": "2 uker", "Português": "2 semanas"}
CODES = {"Suomi": "fi", "Italiano": "it", "Norsk": "nb", "Português": "pt"}


def in_groups(work: Work) -> list[tuple[int, bool]]:
    return [(each.other, each.together) for each in work.wishes.of_learner(1, 2)]


@pytest.mark.parametrize("language", CODES)
def test_somebody_types_in_their_own_language(telegram_town: Town, language: str) -> None:
    said = catalogue(CODES[language]).gettext
    school = School.with_a_course(telegram_town)
    dina, aino = school.dina, school.aino
    for person in (dina, aino):
        person.says(f"/language {language}")
    aino.says(f"/wish {said('without')} Ben")
    aino.says(f"/pause {TWO_WEEKS[language]}")
    assert telegram_town.keeps(in_groups) == [(3, False)]
    assert [each.is_paused(telegram_town.clock.now()) for each in telegram_town.keeps(of_aino)] == [True]
    aino.says(f"/pause {said('end')}")
    aino.says("/wish with Ben")
    assert telegram_town.keeps(in_groups) == [(3, True)]
    assert [each.is_paused(telegram_town.clock.now()) for each in telegram_town.keeps(of_aino)] == [False]

    dina.says(f"/course_settings {said('Group size').lower()} 5")
    dina.says(f"/course_settings {said('Pairs')} {said('no')}")
    dina.says(f"/course_settings {said('Seats')} {said('no limit')}")
    dina.says(f"/course_edit {said('subject')} Kieli")
    dina.says(f"/course_edit {said('language')} {language}")
    dina.says(f"/course_edit {said('kind')} {said('trainers')}")
    dina.says(f"/org_edit {said('holidays')} 22.2.2027")
    settings = school.course.settings
    assert (settings.group_size, settings.pairs, settings.seats) == (5, False, 0)
    assert (school.course.subject, school.course.language, school.course.kind) == ("Kieli", CODES[language], "trainers")
    assert len(telegram_town.keeps(centre).holidays) == 1


def of_aino(work: Work) -> list[Membership]:
    return work.courses.memberships(2)


def centre(work: Work) -> Organisation:
    found = work.organisations.get(1)
    assert found is not None
    return found


def test_a_number_alone_names_the_person_where_the_course_goes_without_saying(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    dina, emil = school.dina, telegram_town.newcomer("Emil")
    dina.says("/trainer_add")
    dina.presses("Make a link for somebody")
    link = dina.sees_alone("a trainer of English for seniors, and of no other course")
    emil.says(f"/start {link.text.split()[-1]}")
    emil.sees_alone("You are now a trainer of English for seniors")
    number = telegram_town.keeps(
        lambda work: next(each.id for each in work.people.trainers(1, 1) if each.name == "Emil")
    )
    dina.says(f"/trainer_handover #{number}")
    dina.sees_alone("Hand English for seniors over to Emil?")
    dina.says(f"/trainer_handover #1 #{number}")
    dina.sees_alone("Hand English for seniors over to Emil?")
