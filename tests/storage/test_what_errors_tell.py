"""What the database says of a failed statement holds nothing that a person wrote: it ends up in the log."""

import traceback
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import Store
from storage.work import Work

SECRET = "Aino lives in Valo street"


def story(store: Store, statement: str, **values: Any) -> str:
    """The error as a log tells it, with its causes."""

    def job(work: Work) -> None:
        work.connection.execute(text(statement), values)

    with pytest.raises(SQLAlchemyError) as caught:
        store.now_run(job)
    return "".join(traceback.format_exception(caught.value))


def test_the_parameters_of_a_statement_are_not_told(store: Store) -> None:
    told = story(store, "INSERT INTO person (name, no_such_column) VALUES (:name, 1)", name=SECRET)
    assert "no_such_column" in told
    assert SECRET not in told


def test_the_row_that_breaks_a_rule_is_not_told(store: Store) -> None:
    wrong = "INSERT INTO person (id, name, language, zone, created_at) VALUES (1, :name, :language, NULL, '2026-01-01')"
    told = story(store, wrong, name=SECRET, language=SECRET)
    assert "person" in told
    assert SECRET not in told


def test_a_value_of_a_wrong_type_is_not_told(store: Store, database_url: str) -> None:
    if database_url.startswith("sqlite"):
        return  # it takes a value of any type
    assert SECRET not in story(store, "SELECT CAST(CAST(:name AS TEXT) AS BIGINT)", name=SECRET)
