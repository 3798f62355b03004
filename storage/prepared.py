"""Statements of the hot paths: compiled once for each kind of database, then handed straight to the driver."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Dialect, UpdateBase
from sqlalchemy.sql import Executable

from storage.transaction import Transaction

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler

Process = Callable[[Any], Any]


class Prepared:
    """A statement whose values all come by name when it runs. It is written with SQLAlchemy like any other.

    Measured (docs/decisions.md): a transaction costs a quarter to two fifths less CPU than on the usual way, so what is
    done for every event goes this one. It knows no defaults of columns and no lists of values.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def rows(self, work: Transaction, **values: Any) -> list[dict[str, Any]]:
        """Everything it finds."""
        plan = self._plan(work, values)
        return [plan.read(row) for row in plan.execute(work, values).fetchall()]

    def row(self, work: Transaction, **values: Any) -> dict[str, Any] | None:
        """The first row it finds; None when there is none."""
        plan = self._plan(work, values)
        rows = plan.execute(work, values).fetchall()
        return plan.read(rows[0]) if rows else None

    def each(self, work: Transaction, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any] | None]:
        """Run for each of these, which all name the same; the first row that each of them finds."""
        if not rows:
            return []
        plan = self._plan(work, rows[0])
        return [plan.read(found[0]) if found else None for found in plan.execute_each(work, rows)]

    def value(self, work: Transaction, **values: Any) -> Any:
        """The first cell of the first row; None when there is none."""
        row = self.row(work, **values)
        return None if row is None else next(iter(row.values()))

    def run(self, work: Transaction, **values: Any) -> int:
        """Change something; returns how many rows it met."""
        return int(self._plan(work, values).execute(work, values).rowcount)

    def _plan(self, work: Transaction, values: Mapping[str, Any]) -> "_Plan":
        dialect = work.connection.dialect
        key = (dialect.name, *values)  # a row that names other columns is another statement
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _planned(self._statement, dialect, list(values))
        return plan


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the driver is given, and how values and cells are converted on the way."""

    sql: str
    order: Sequence[str] | None
    constants: Mapping[str, Any]
    writers: Sequence[tuple[str, Process]]
    names: Sequence[str]
    readers: Sequence[tuple[str, Process]]

    def execute(self, work: Transaction, values: Mapping[str, Any]) -> Any:
        return work.taker(self.sql).execute(self.sql, self._given(values))

    def execute_each(self, work: Transaction, every: Sequence[Mapping[str, Any]]) -> list[Any]:
        """The rows found for each; PostgreSQL is not waited for in between."""
        given = [self._given(values) for values in every]
        if self.order is not None:
            return [work.driver.execute(self.sql, values).fetchall() for values in given]
        cursor = work.taker(self.sql)
        cursor.executemany(self.sql, given, returning=True)
        return [result.fetchall() for result in cursor.results()]

    def _given(self, values: Mapping[str, Any]) -> Any:
        given = {**self.constants, **values}
        for name, write in self.writers:
            given[name] = write(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def read(self, cells: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(self.names, cells, strict=True))
        for name, read in self.readers:
            row[name] = read(row[name])
        return row


def _planned(statement: Executable, dialect: Dialect, names: list[str]) -> _Plan:
    keys = names if isinstance(statement, UpdateBase) else None
    compiled = cast("SQLCompiler", statement.compile(dialect=dialect, column_keys=keys))  # type: ignore[attr-defined]
    if compiled.insert_prefetch or compiled.update_prefetch or compiled.post_compile_params:
        raise TypeError(f"this statement cannot be prepared: {compiled}")
    writers = {name: process for name, process in compiled._bind_processors.items() if callable(process)}  # noqa: SLF001
    constants = {name: value for name, value in compiled.construct_params(_check=False).items() if name not in names}
    for name in constants.keys() & writers.keys():
        constants[name] = writers.pop(name)(constants[name])
    found = [(entry.keyname, entry.type) for entry in compiled._result_columns]  # noqa: SLF001
    readers = [(name, kind.dialect_impl(dialect).result_processor(dialect, None)) for name, kind in found]
    return _Plan(
        sql=str(compiled),
        order=compiled.positiontup,
        constants=constants,
        writers=list(writers.items()),
        names=[name for name, _ in found],
        readers=[(name, read) for name, read in readers if read is not None],
    )
