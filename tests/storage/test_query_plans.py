"""What the shelves ask for every event is found by an index, however much has piled up."""

import sqlite3
from contextlib import closing
from types import ModuleType

import pytest
from sqlalchemy import Delete, Select, Update
from sqlalchemy.dialects import sqlite

from storage import bots, calls, drafts, earlier, inbox, outbox, refs, timers
from storage.database import address
from storage.prepared import Prepared

READ_WHOLE = {
    (bots, "_ALL"): "a handful of accounts of ours",
    (timers, "_ALL"): "asked for by repairs alone",
    (outbox, "_COUNTS"): "asked for by the doctor alone",
    (refs, "_IN_USE"): "asked for once after a lost session",
}


@pytest.mark.parametrize(
    "shelf", [bots, calls, drafts, earlier, inbox, outbox, refs, timers], ids=lambda shelf: shelf.__name__
)
def test_no_statement_reads_a_whole_table_without_a_reason(shelf: ModuleType, sqlite_url: str) -> None:
    scans = []
    with closing(sqlite3.connect(str(address(sqlite_url).database))) as database:
        for name, prepared in vars(shelf).items():
            if not isinstance(prepared, Prepared) or not isinstance(prepared._statement, Select | Update | Delete):
                continue
            sql = str(prepared._statement.compile(dialect=sqlite.dialect()))
            plan = database.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))
            if any(step[3].startswith("SCAN") and "ix_" not in step[3] for step in plan):
                scans.append(name)

    assert [name for name in scans if (shelf, name) not in READ_WHOLE] == []
