"""Which columns say something about a person, and which rows are somebody's: read from what the tables declare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, false, or_, select

from storage.tables import metadata
from storage.tables.base import Personal
from storage.tables.people import account, contact, person
from storage.tables.system import bot

CHATS = ("chat", "lane", "fallback_chat")
"""Columns that name a chat; that of a private chat is somebody's own."""


def kind_of(column: Column[Any]) -> Personal | None:
    """What a column declares; None when it declares nothing."""
    return column.info.get("personal")


def columns_of(table: Table, *kinds: Personal) -> list[Column[Any]]:
    return [column for column in table.columns if kind_of(column) in kinds]


def people_columns() -> Iterator[Column[Any]]:
    """Every column that holds the number of a person."""
    for table in metadata.sorted_tables:
        linked = columns_of(table, Personal.LINK, Personal.NAMED)
        yield from (column for column in linked if not _names_account(column))


@dataclass(frozen=True, slots=True)
class Whose:
    """Everything by which rows of one person are found."""

    person: int
    accounts: Sequence[int]
    natives: Sequence[str]
    bots: Sequence[int]
    chats: Sequence[str]

    @classmethod
    def of(cls, db: Connection, person_id: int) -> "Whose":
        own = db.execute(select(account).where(account.c.person_id == person_id)).all()
        numbers = [row.id for row in own]
        private = db.execute(select(contact.c.chat).where(contact.c.account_id.in_(numbers))).scalars()
        natives = [row.native for row in own]
        bots = db.execute(select(bot.c.id).where(bot.c.platform.in_({row.platform for row in own}))).scalars()
        return cls(person_id, numbers, natives, list(bots), sorted({*private, *natives}))

    def rows(self, table: Table, *, named: bool = False) -> ColumnElement[bool]:
        """The rows of a table that are this person's; with `named` also those in which others name them."""
        if table is person:
            return person.c.id == self.person
        kinds = (Personal.LINK, Personal.NAMED) if named else (Personal.LINK,)
        linked = [self._linked(column) for column in columns_of(table, *kinds)]
        return or_(false(), *linked, *self._private(table))

    def _linked(self, column: Column[Any]) -> ColumnElement[bool]:
        return column.in_(self.accounts) if _names_account(column) else column == self.person

    def _private(self, table: Table) -> Iterator[ColumnElement[bool]]:
        """The rows that stand in this person's private chats, or are meant for their eyes alone."""
        for column in columns_of(table, Personal.IDENTITY):
            if column.name in CHATS and table is not contact:
                through = table.c[column.name.removesuffix("chat") + "bot_id" if column.name != "lane" else "bot_id"]
                yield and_(through.in_(self.bots), column.in_(self.chats))
            elif column.name == "only_for":
                yield and_(table.c.bot_id.in_(self.bots), column.in_(self.natives))


def _names_account(column: Column[Any]) -> bool:
    return column.references(account.c.id)
