"""The figures of a course: who is counted, what is counted, and each person once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, event

from community.chat.address import Account, Platform
from community.prompts import SlotState
from community.roles import Grant, Role
from storage.figures import ParticipantRow, PromptRow
from storage.work import Work
from tests.valo import DAY, HOUR, MONDAY, Valo

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
CARLA = Account(Platform.TELEGRAM, "70003333")
WEEK = 7 * DAY


def participants(valo: Valo, now: datetime = MONDAY + DAY) -> list[ParticipantRow]:
    return valo.do(lambda work: list(work.figures.participants(valo.course.id, now)))


def learners(valo: Valo, now: datetime = MONDAY + DAY) -> list[ParticipantRow]:
    return [row for row in participants(valo, now) if row.role == "learner"]


def prompts(valo: Valo) -> list[PromptRow]:
    return valo.do(lambda work: list(work.figures.prompts(valo.course.id)))


def test_a_learner_is_shown_by_what_they_did_and_not_by_name(valo: Valo) -> None:
    aino, ben = valo.joins("Aino", AINO, MONDAY - 2 * DAY), valo.joins("Ben", BEN, MONDAY - DAY)
    first, second = valo.prompt("Eka"), valo.prompt("Toka")
    given = valo.answers(aino, first, "Luin.", MONDAY + HOUR)
    valo.answers(ben, second, "Nukuin.", MONDAY + HOUR)
    valo.replies(ben, given, "Mitä?", MONDAY + 2 * HOUR)
    row = learners(valo)[0]
    assert row == ParticipantRow(
        export_id=row.export_id,
        course_id=valo.course.id,
        group_id=None,
        organisation="Valo Centre",
        country="",
        platform="telegram",
        role="learner",
        joined_on=date(2026, 11, 28),
        left_on=None,
        status="active",
        prompts_received=2,
        prompts_answered=1,
        comments_received=1,
        peer_replies=0,
        last_active_week="2026-W49",
    )
    assert [(each.platform, each.prompts_answered, each.peer_replies) for each in learners(valo)] == [
        ("telegram", 1, 0),
        ("discord", 1, 1),
    ]


def test_a_person_has_one_export_id_in_the_organisation_and_another_elsewhere(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    valo.enrols(aino, Platform.TELEGRAM, MONDAY, evening)
    fjord = valo.do(lambda work: work.organisations.create("Fjord Centre", "nb", "Europe/Oslo", MONDAY))
    evening_rows = valo.do(lambda work: list(work.figures.participants(evening.id, MONDAY)))
    here, same = learners(valo)[0].export_id, next(row for row in evening_rows if row.role == "learner").export_id
    evening.organisation = fjord.id
    valo.do(lambda work: work.courses.save(evening))
    (elsewhere,) = valo.do(lambda work: list(work.figures.participants(evening.id, MONDAY)))
    assert here == same
    assert elsewhere.export_id != here
    assert str(aino.id) != here


def test_somebody_with_linked_accounts_counts_once(valo: Valo) -> None:
    aino, ben = valo.joins("Aino", AINO), valo.joins("Aino", BEN)
    assert len(learners(valo)) == 2
    valo.do(lambda work: work.people.new_link_code(aino.id, "hash", MONDAY + DAY))
    valo.do(lambda work: work.people.link("hash", ben.id, MONDAY))
    assert len(learners(valo)) == 1


@pytest.mark.parametrize(("days", "status"), [(14, "active"), (15, "quiet")])
def test_who_does_nothing_for_more_than_two_weeks_is_quiet(valo: Valo, days: int, status: str) -> None:
    valo.joins("Aino", AINO, MONDAY)
    assert [row.status for row in learners(valo, MONDAY + days * DAY)] == [status]


def test_who_left_is_listed_as_left_with_the_day(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    valo.leaves(aino, datetime.fromisoformat("2026-11-30T22:30:00+00:00"))
    (row,) = learners(valo)
    assert (row.status, row.left_on) == ("left", date(2026, 12, 1))


def test_every_kind_of_own_action_keeps_a_learner_active(valo: Valo) -> None:
    names = ["answers", "replies", "talks", "sleeps"]
    people = {name: valo.joins(name, Account(Platform.TELEGRAM, name), MONDAY - 4 * WEEK) for name in names}
    slot = valo.prompt(at=MONDAY)
    given = valo.answers(people["answers"], slot, "Luin.", MONDAY + HOUR)
    valo.replies(people["replies"], given, None, MONDAY + HOUR)
    valo.do(lambda work: work.courses.talked(valo.course.id, people["talks"].id, MONDAY.date()))
    assert [(row.status, row.last_active_week) for row in learners(valo)] == [
        ("active", "2026-W49"),
        ("active", "2026-W49"),
        ("active", "2026-W49"),
        ("quiet", "2026-W45"),
    ]


def test_weeks_are_those_of_the_course_zone(valo: Valo) -> None:
    valo.joins("Aino", AINO, datetime.fromisoformat("2026-11-29T22:30:00+00:00"))
    assert [(row.last_active_week, row.joined_on) for row in learners(valo)] == [("2026-W49", date(2026, 11, 30))]


def test_only_prompts_that_came_while_somebody_was_there_are_received(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO, MONDAY)
    before = valo.prompt("Ennen", at=MONDAY - DAY)
    valo.prompt("Liian aikaisin", at=MONDAY - 2 * DAY)
    valo.prompt("Nyt", at=MONDAY)
    valo.prompt("Jäi väliin", at=MONDAY, state=SlotState.SKIPPED)
    valo.prompt("Myöhemmin", at=MONDAY + 2 * DAY)
    valo.leaves(aino, MONDAY + DAY)
    assert [row.prompts_received for row in learners(valo)] == [1]
    valo.answers(aino, before, "Silti.", MONDAY + HOUR)
    assert [(row.prompts_received, row.prompts_answered) for row in learners(valo)] == [(2, 1)]


def test_trainers_are_listed_once_and_as_trainers(valo: Valo) -> None:
    carla = valo.joins("Carla", CARLA)
    valo.do(lambda work: work.people.grant(Grant(carla.id, Role.TRAINER, valo.centre.id, valo.course.id), MONDAY))
    valo.do(lambda work: work.people.grant(Grant(carla.id, Role.TRAINER, valo.centre.id), MONDAY))
    valo.leaves(carla, MONDAY)
    aino = valo.arrives("Aino", AINO)
    valo.do(lambda work: work.people.grant(Grant(aino.id, Role.TRAINER, valo.centre.id), MONDAY))
    rows = participants(valo)
    assert [(row.role, row.platform, row.left_on, row.joined_on) for row in rows] == [
        ("trainer", "telegram", None, date(2026, 10, 31)),
        ("trainer", "telegram", None, date(2026, 11, 23)),
    ]


def test_a_trainer_acts_by_writing_prompts(valo: Valo) -> None:
    assert [(row.status, row.last_active_week) for row in participants(valo)] == [("quiet", "2026-W44")]
    valo.plans("Mitä teit tänään?", datetime(2026, 11, 30, 9, 0))  # noqa: DTZ001
    assert [(row.status, row.last_active_week) for row in participants(valo)] == [("quiet", "2026-W47")]


def test_a_prompt_is_shown_by_when_it_came_and_what_came_of_it(valo: Valo) -> None:
    people = [valo.joins(name, Account(Platform.TELEGRAM, name)) for name in ("Aino", "Ben", "Carla", "Emil")]
    slot = valo.prompt()
    given = [
        valo.answers(person, slot, "Luin.", MONDAY + timedelta(hours=hours))
        for person, hours in zip(people[:3], (1, 2.5, 40), strict=True)
    ]
    valo.replies(people[3], given[0], "Mitä?", MONDAY + HOUR)
    valo.replies(people[3], given[1], None, MONDAY + HOUR)
    valo.replies(people[0], given[0], "itselleni", MONDAY + HOUR)
    assert prompts(valo) == [
        PromptRow(
            prompt_id=slot.series,
            course_id=valo.course.id,
            slot_utc=MONDAY,
            local_time=datetime(2026, 11, 30, 9, 0),  # noqa: DTZ001
            zone="Europe/Helsinki",
            state="open",
            posted_at=MONDAY,
            invited=4,
            answered=3,
            peer_replies=2,
            median_hours_to_first_answer=2.5,
        )
    ]


def test_prompts_stand_in_the_order_they_came_with_those_that_did_not(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    late = valo.prompt("Myöhässä", at=MONDAY + DAY, state=SlotState.LATE)
    valo.prompt("Jäi väliin", at=MONDAY, state=SlotState.SKIPPED)
    given = valo.answers(aino, late, "Luin.", MONDAY + DAY + HOUR)
    shown = [(row.state, row.posted_at, row.answered, row.median_hours_to_first_answer) for row in prompts(valo)]
    assert shown == [("skipped", None, 0, None), ("late", MONDAY + DAY, 1, 1.0)]
    valo.takes_back(given, MONDAY + 2 * DAY)
    assert [row.answered for row in prompts(valo)] == [0, 0]


def test_figures_of_one_course_hold_nothing_of_another(valo: Valo) -> None:
    valo.prompt()
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    valo.enrols(valo.arrives("Aino", AINO), Platform.TELEGRAM, MONDAY, evening)
    assert learners(valo) == []
    assert valo.do(lambda work: list(work.figures.prompts(evening.id))) == []


def test_each_file_is_one_statement_however_many_people_there_are(valo: Valo) -> None:
    slot = valo.prompt()
    for number in range(5):
        person = valo.joins(f"Learner {number}", Account(Platform.TELEGRAM, str(number)))
        valo.answers(person, slot, "Luin.", MONDAY + HOUR)

    def counting(work: Work) -> int:
        statements: list[str] = []

        def noticed(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(work.connection, "before_cursor_execute", noticed)
        assert len(list(work.figures.participants(valo.course.id, MONDAY))) == 6
        assert len(list(work.figures.prompts(valo.course.id))) == 1
        event.remove(work.connection, "before_cursor_execute", noticed)
        return len(statements)

    assert valo.do(counting) == 2
