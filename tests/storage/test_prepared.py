"""Statements that are handed straight to the driver mean the same as on their usual way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update

from storage.engine import Store
from storage.prepared import Prepared
from storage.tables.people import person
from storage.tables.system import bot, letter
from storage.work import Work

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IN_HELSINKI = datetime.fromisoformat("2026-11-23T11:00:00+02:00")


def test_values_and_cells_are_converted_as_always(store: Store) -> None:
    add = Prepared(insert(person).returning(person.c.id))
    find = Prepared(select(person).where(person.c.created_at == bindparam("at")))

    def job(work: Work) -> tuple[Any, Any]:
        add.value(work, name="Aino", language="fi", zone="", created_at=IN_HELSINKI)
        usual = work.connection.execute(select(person)).mappings().one()
        return find.row(work, at=MORNING), dict(usual)

    prepared, usual = store.now_run(job)
    assert prepared == usual
    assert prepared["created_at"] == MORNING


def test_a_row_with_other_columns_is_another_statement(store: Store) -> None:
    add = Prepared(insert(person))

    def job(work: Work) -> list[Any]:
        add.run(work, name="Aino", language="fi")
        add.run(work, name="Ben", language="en", zone="Europe/Oslo")
        return list(work.connection.scalars(select(person.c.zone).order_by(person.c.id)))

    assert store.now_run(job) == ["", "Europe/Oslo"]


def test_what_it_met_is_counted_and_nothing_found_is_none(store: Store) -> None:
    rename = Prepared(update(person).where(person.c.id == bindparam("row")).values(name=bindparam("new_name")))
    find = Prepared(select(person.c.name).where(person.c.id == bindparam("row")))

    def job(work: Work) -> tuple[Any, ...]:
        return rename.run(work, row=1, new_name="Carla"), find.row(work, row=1), find.value(work, row=1)

    assert store.now_run(job) == (0, None, None)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (insert(bot), {"platform": "telegram", "native": "1"}),
        (select(letter.c.id).where(letter.c.chat.in_(bindparam("lanes", expanding=True))), {"lanes": ["1"]}),
    ],
    ids=["defaults of columns", "lists of values"],
)
def test_what_needs_more_than_the_driver_is_refused(store: Store, statement: Any, values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="cannot be prepared"):
        store.now_run(lambda work: Prepared(statement).run(work, **values))
