"""People's rights over what is kept of them: nothing undeclared, everything shown, everything forgotten."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, String

from community.chat.address import Account, MessageRef, Platform
from community.chat.gateway import Raw
from community.chat.inbound import Handle
from community.letters import Letter, Priority, Subject
from community.notices import Kind, Notice
from community.people import Person
from community.prompts import EarlierAnswer, SeriesState
from community.roles import Grant, Role
from storage.drafts import Draft
from storage.erasure import KEPT
from storage.personal import columns_of, kind_of
from storage.prompts import SlotCounts
from storage.tables import metadata
from storage.tables.base import Personal
from storage.tables.courses import membership
from storage.tables.people import account, person
from storage.tables.reference import Reference
from storage.tables.system import inbox
from storage.work import Work
from tests.valo import BOTS, DAY, GROUPS, HOUR, MONDAY, Valo, in_group, private

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
TELEGRAM = BOTS[Platform.TELEGRAM]
GROUP = GROUPS[Platform.TELEGRAM]
COLUMNS = [column for table in metadata.sorted_tables for column in table.columns]
TRACES = ("Aino", "70001111", "lehteä", "Kiitos", "puolikas", "Päivän kysymys", "soitto")


def refers_to_somebody(column: Column[Any]) -> bool:
    return any(column.references(target) for target in (person.c.id, account.c.id))


def may_be_personal(column: Column[Any]) -> bool:
    return refers_to_somebody(column) or isinstance(column.type, String | LargeBinary | Reference)


@pytest.mark.parametrize("column", [each for each in COLUMNS if may_be_personal(each)], ids=str)
def test_every_column_that_may_be_personal_says_what_it_is(column: Column[Any]) -> None:
    kind = kind_of(column)
    assert kind, f"{column}: declare info={{'personal': ...}}"
    assert kind is not Personal.NONE or column.info.get("why"), f"{column}: say why it is not personal"
    linked = kind in {Personal.LINK, Personal.NAMED}
    assert linked or not refers_to_somebody(column), f"{column} names a person: declare a LINK"


@pytest.mark.parametrize("table", KEPT, ids=str)
def test_rows_that_outlive_their_person_can_do_without_them(table: Any) -> None:
    personal = columns_of(table, Personal.LINK, Personal.IDENTITY, Personal.WORDS)
    assert all(column.nullable for column in personal)


def letter(**terms: Any) -> Letter:
    return Letter(**{"bot": TELEGRAM, "place": GROUP, "priority": Priority.GROUP, **terms})


def leave_traces(valo: Valo) -> Person:
    """Aino does everything that a person can do, trainer's work included."""
    aino, ben = valo.joins("Aino", AINO), valo.joins("Ben", BEN)
    slot = valo.prompt()
    typed = valo.answers(aino, slot, "Luin lehteä.", MONDAY + HOUR, source=in_group(77))
    pressed = valo.answers(aino, valo.prompt("Entä eilen?"), "En lukenut lehteä.", MONDAY + HOUR)
    valo.replies(aino, valo.answers(ben, slot, "Söin.", MONDAY + HOUR), "Kiitos!", MONDAY + 2 * HOUR)
    valo.replies(aino, typed, "Kiitos itselleni", MONDAY + 2 * HOUR)
    valo.replies(ben, typed, "Hyvä!", MONDAY + 2 * HOUR)
    valo.do(lambda work: _traces_of_a_trainer(work, valo, aino))
    valo.do(
        lambda work: work.earlier.keep(EarlierAnswer(0, typed.id, aino.id, "Luin ensin lehteä.", in_group(76), MONDAY))
    )
    valo.do(lambda work: _traces_on_the_way(work, aino, pressed.id))
    valo.do(lambda work: _traces_of_a_member(work, valo, aino, ben))
    return aino


def _traces_of_a_member(work: Work, valo: Valo, aino: Person, ben: Person) -> None:
    """What somebody said of themselves for a course, and the groups they were in."""
    work.people.save(replace(aino, languages=("fi", "sv"), hours="mon 18-20"))
    taken = work.courses.membership(valo.course.id, aino.id)
    assert taken is not None
    work.courses.save_membership(
        replace(taken, goal="Luen lehteä", interests=("lehteä", "kuoro"), kind="lehteä lukeva")
    )
    here: dict[str, Any] = {"course_id": valo.course.id, "person_id": aino.id}
    group = work.groups.add(valo.course.id, "Koivu", None, MONDAY)
    work.groups.enter(group.id, aino.id, MONDAY)
    rows: dict[str, dict[str, Any]] = {
        "consent": {**here, "about": "sharing", "version": "1", "given_at": MONDAY},
        "application": {**here, "platform": "telegram", "state": "waiting", "asked_at": MONDAY},
        "seat": {**here, "name": "Aino V", "external": "A-1", "language": "fi", "code_hash": "h", "created_at": MONDAY},
        "code_attempt": {"person_id": aino.id, "since": MONDAY, "wrong": 2},
        "wish": {**here, "other_id": ben.id, "together": True, "source": "learner", "made_at": MONDAY},
        "formation": {
            "course_id": valo.course.id,
            "state": "proposed",
            "seed": 1,
            "rules": "{}",
            "created_by": aino.id,
            "created_at": MONDAY,
        },
        "formation_seat": {
            "formation_id": 1,
            "person_id": aino.id,
            "group_no": 1,
            "locked": False,
            "outcome": "placed",
            "reason": "[]",
        },
        "group_role": {"group_id": group.id, "week": MONDAY.date(), "role": "host", "person_id": aino.id},
        "pairing": {"course_id": valo.course.id, "schedule": "", "zone": "UTC", "state": "on", "created_at": MONDAY},
        "pair_round": {"pairing_id": 1, "key": "k", "opened_at": MONDAY, "asks_at": MONDAY},
        "pair_member": {**here, "state": "in", "since": MONDAY},
        "pair_seat": {"round_id": 1, "person_id": aino.id, "pair": 1, "outcome": "placed"},
    }
    for name, row in rows.items():
        work.connection.execute(metadata.tables[name].insert(), row)


def _traces_of_a_trainer(work: Work, valo: Valo, aino: Person) -> None:
    work.people.grant(Grant(aino.id, Role.TRAINER, valo.centre.id, valo.course.id), MONDAY)
    work.people.new_link_code(aino.id, "hash", MONDAY)
    number = work.organisations.invite(valo.centre.id, Role.TRAINER, None, "hash", MONDAY, MONDAY)
    work.organisations.use(number, aino.id, MONDAY)
    work.courses.add(replace(valo.course, name="Suomi, evenings", code="EVEN2345", created_by=aino.id))
    (first, *_) = work.prompts.of_course(valo.course.id)
    first.id, first.created_by, first.text = 0, aino.id, "Päivän kysymys"
    work.prompts.add(first)
    for whose in (aino.id, aino.id, None):
        work.courses.talked(valo.course.id, whose, MONDAY.date())


def _traces_on_the_way(work: Work, aino: Person, answer: int) -> None:
    home = private(AINO)
    work.drafts.save(
        Draft(person=aino.id, place=GROUP, path="p", args={"text": "puolikas"}, asking="when", expires=MONDAY, ref=None)
    )
    work.calls.store("p", {"text": "soitto"}, aino.id, MONDAY)
    work.outbox.add_all(
        [
            letter(place=home, reader=aino.id, body=b"Hei Aino", handle=Handle("70001111", MONDAY)),
            letter(fallback=home),
            letter(only_for=AINO),
            letter(target=MessageRef(home, "3"), place=home),
            letter(notice=Notice(Kind.ANSWER, {"answer": answer}), subject=Subject("answer", answer)),
            letter(notice=Notice(Kind.NEWCOMERS, {"course": 1})),
        ]
    )
    work.refs.add(MessageRef(home, "12"), Subject("draft", 1))
    work.refs.see(home, "12")
    raws = [Raw(str(number), lane, b"Aino kirjoitti lehteen") for number, lane in ((1, home.chat), (2, home.chat))]
    first, _ = work.inbox.keep(TELEGRAM, [*raws], {}, MONDAY)
    work.inbox.done(first.id, MONDAY)


def cells(valo: Valo) -> list[tuple[str, str]]:
    """Every cell of every table as text, sealed ones opened."""

    def reading(work: Work) -> list[tuple[str, str]]:
        found = []
        for table in metadata.sorted_tables:
            for row in work.connection.execute(table.select()):
                opened = [work.vault.read(cell) if isinstance(cell, bytes) else cell for cell in row]
                found += [(table.name, str(cell)) for cell in opened if cell is not None]
        return found

    return valo.do(reading)


def test_everything_a_person_left_is_in_their_export(valo: Valo) -> None:
    aino = leave_traces(valo)
    shown = json.dumps(valo.do(lambda work: work.privacy.export(aino.id)), ensure_ascii=False)
    assert [trace for trace in TRACES if trace not in shown] == []


def test_every_table_with_traces_is_in_the_export(valo: Valo) -> None:
    aino = leave_traces(valo)
    exported = valo.do(lambda work: work.privacy.export(aino.id))
    about = {table.name for table in metadata.sorted_tables if _tells(table)}
    assert about == set(exported) - {"courses"}
    assert exported["courses"] == [{"id": valo.course.id, "name": "Suomi 1", "organisation": "Valo Centre"}]


def _tells(table: Any) -> bool:
    return bool(columns_of(table, Personal.LINK, Personal.IDENTITY, Personal.WORDS))


def test_an_export_holds_nothing_of_others(valo: Valo) -> None:
    aino = leave_traces(valo)
    shown = json.dumps(valo.do(lambda work: work.privacy.export(aino.id)), ensure_ascii=False)
    assert [trace for trace in ("Ben", BEN.id, "Söin", "Hyvä", "Dina", "Entä eilen") if trace in shown] == []


def test_after_erasure_no_cell_of_the_database_tells_of_the_person(valo: Valo) -> None:
    aino = leave_traces(valo)
    assert {trace for trace in TRACES if any(trace in cell for _, cell in cells(valo))} == set(TRACES)
    valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    assert [(table, cell) for table, cell in cells(valo) if any(trace in cell for trace in TRACES)] == []
    assert valo.do(lambda work: work.privacy.export(aino.id)) == {"courses": []}


def test_a_wish_is_shown_to_who_made_it_alone_and_goes_with_either_of_the_two(valo: Valo) -> None:
    leave_traces(valo)
    ben = valo.do(lambda work: work.people.of(BEN))
    assert ben
    assert "wish" not in valo.do(lambda work: work.privacy.export(ben.id))
    valo.do(lambda work: work.privacy.erase(ben.id, MONDAY + DAY))
    assert [table for table, _ in cells(valo) if table == "wish"] == []


def test_erasure_leaves_totals_as_they_were(valo: Valo) -> None:
    aino = leave_traces(valo)
    before = valo.do(lambda work: list(work.figures.prompts(valo.course.id)))
    valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    assert valo.do(lambda work: list(work.figures.prompts(valo.course.id))) == before
    assert valo.do(lambda work: work.prompts.counts(1)) == SlotCounts(invited=2, answered=2, peer_replies=2)
    said = valo.do(lambda work: work.connection.execute(metadata.tables["talk"].select()).all())
    assert [tuple(row) for row in said] == [(valo.course.id, 0, MONDAY.date(), 3)]


def test_an_erased_person_is_in_no_list(valo: Valo) -> None:
    aino = leave_traces(valo)
    valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    names = [person.name for _, person in valo.do(lambda work: work.courses.members(valo.course.id))]
    assert names == ["Ben"]
    current = membership.select().where(membership.c.left_at.is_(None))
    assert len(valo.do(lambda work: work.connection.execute(current).all())) == 1
    assert [each.text for each in valo.do(lambda work: work.prompts.answers(1))] == ["Söin."]
    roles = [row.role for row in valo.do(lambda work: list(work.figures.participants(valo.course.id, MONDAY + DAY)))]
    assert roles == ["learner", "trainer"]


def test_erasure_names_our_messages_with_the_persons_words(valo: Valo) -> None:
    aino = leave_traces(valo)
    answer = valo.do(lambda work: work.prompts.answer_of(2, aino.id))
    assert answer
    (posted,) = valo.do(lambda work: work.refs.of(Subject("answer", answer.id)))
    erased = valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    assert erased.refs == (posted,)


def test_erasure_cancels_the_prompts_a_trainer_had_planned(valo: Valo) -> None:
    slot = valo.prompt("Dinan kysymys")
    planned = valo.plans("Vielä yksi", datetime(2026, 12, 7, 9, 0))  # noqa: DTZ001
    erased = valo.do(lambda work: work.privacy.erase(valo.dina.id, MONDAY))
    assert planned.id in erased.cancelled
    assert erased.refs == (in_group(1000 + slot.id),)
    left = valo.do(lambda work: work.prompts.get(planned.id))
    assert left
    assert (left.text, left.state, left.created_by) == ("", SeriesState.CANCELLED, 0)
    assert valo.do(lambda work: work.timers.all()) == []
    course = valo.do(lambda work: work.courses.get(valo.course.id))
    assert course
    assert course.created_by == 0


def test_nothing_comes_in_twice_after_erasure(valo: Valo) -> None:
    aino = leave_traces(valo)
    valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    again = [Raw("1", AINO.id, b"again"), Raw("2", AINO.id, b"again")]
    assert valo.do(lambda work: work.inbox.keep(TELEGRAM, again, {}, MONDAY + DAY)) == []
    waiting = valo.do(lambda work: work.connection.execute(inbox.select().where(inbox.c.settled_at.is_(None))).all())
    assert waiting == []


def test_others_lose_nothing_when_somebody_is_erased(valo: Valo) -> None:
    aino = leave_traces(valo)
    ben = valo.do(lambda work: work.people.of(BEN))
    assert ben
    before = valo.do(lambda work: work.privacy.export(ben.id))
    valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    assert valo.do(lambda work: work.privacy.export(ben.id)) == before


def test_who_was_erased_and_writes_again_is_somebody_new(valo: Valo) -> None:
    aino = leave_traces(valo)
    valo.do(lambda work: work.privacy.erase(aino.id, MONDAY + DAY))
    back = valo.arrives("Aino", AINO, MONDAY + 2 * DAY)
    assert back.id != aino.id
    assert valo.do(lambda work: work.courses.learning(back.id)) == []
