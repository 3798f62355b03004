"""Commands that wait for answers, and buttons that carry more than fits into them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from community.chat.address import Account, MessageRef, Place, Platform
from storage.calls import StoredCall
from storage.drafts import Draft
from storage.engine import Store
from storage.tables.system import call as calls
from storage.tables.system import draft as drafts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def aino(store: Store) -> int:
    account = Account(Platform.TELEGRAM, "501")
    return store.now_run(lambda work: work.people.create(account, "Aino", "fi", NOW)).id


def begun(person: int, place: Place) -> Draft:
    return Draft(
        person=person,
        place=place,
        path="prompt schedule",
        args={"text": "What did you try this week?"},
        asking="when",
        expires=NOW + timedelta(days=1),
        ref=MessageRef(place, "31"),
    )


def test_a_draft_comes_back_as_it_was_left_and_lies_sealed(store: Store, group: Place, aino: int) -> None:
    draft = begun(aino, group)
    number = store.now_run(lambda work: work.drafts.save(draft))

    assert number == draft.id
    assert store.now_read(lambda work: work.drafts.get(number)) == draft
    assert store.now_read(lambda work: work.drafts.of(aino, group)) == draft
    assert b"week" not in store.now_read(lambda work: work.connection.execute(select(drafts.c.args)).scalar_one())


def test_a_person_has_one_draft_in_a_place_and_older_buttons_do_not_fit_it(
    store: Store, group: Place, aino: int
) -> None:
    first = store.now_run(lambda work: work.drafts.save(begun(aino, group)))
    elsewhere = store.now_run(lambda work: work.drafts.save(begun(aino, replace(group, thread="topic 4"))))
    second = store.now_run(lambda work: work.drafts.save(begun(aino, group)))

    assert store.now_read(lambda work: work.drafts.get(first)) is None
    assert len({first, second, elsewhere}) == 3
    current = store.now_read(lambda work: work.drafts.of(aino, group))
    assert current is not None
    assert current.id == second


def test_a_dropped_draft_is_gone(store: Store, group: Place, aino: int) -> None:
    number = store.now_run(lambda work: work.drafts.save(begun(aino, group)))
    store.now_run(lambda work: work.drafts.drop(number))

    assert store.now_read(lambda work: work.drafts.of(aino, group)) is None


def test_a_draft_that_nobody_finished_expires(store: Store, group: Place, aino: int) -> None:
    store.now_run(lambda work: work.drafts.save(begun(aino, group)))

    assert store.now_run(lambda work: work.drafts.purge(NOW)) == 0
    assert store.now_run(lambda work: work.drafts.purge(NOW + timedelta(days=1))) == 1


def test_a_stored_call_is_found_by_its_number_until_it_expires(store: Store, aino: int) -> None:
    args = {"prompt": "4", "text": "A longer text of Aino"}
    number = store.now_run(lambda work: work.calls.store("prompt edit", args, aino, NOW))

    assert store.now_read(lambda work: work.calls.find(number)) == StoredCall(number, "prompt edit", args, aino, NOW)
    assert b"Aino" not in store.now_read(lambda work: work.connection.execute(select(calls.c.args)).scalar_one())
    assert store.now_run(lambda work: work.calls.purge(NOW)) == 1
    assert store.now_read(lambda work: work.calls.find(number)) is None
