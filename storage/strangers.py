"""People who once wrote to us, or asked to be let into a chat, and took part in nothing: forgotten after a while."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Select, Table, and_, exists, select

from community.letters import LetterState
from storage.erasure import erase
from storage.personal import columns_of, people_columns
from storage.tables import metadata
from storage.tables.base import Personal
from storage.tables.people import account, code_attempt, contact, link_code, person
from storage.tables.system import call, draft, letter, message
from storage.transaction import Transaction

KEPT_FOR = timedelta(days=30)
"""As long as a request to be let into a chat waits."""
AT_ONCE = 200
PASSING = frozenset({person, account, contact, code_attempt, link_code, call, draft, letter, message})
"""What somebody leaves behind who only looked in."""


class StrangerShelf:
    """People of whom we know no more than that they were there."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def purge(self, now: datetime) -> int:
        """Forget those who have not been heard of for long; returns how many."""
        found = list(self._db.execute(_strangers(now - KEPT_FOR).limit(AT_ONCE)).scalars())
        for each in found:
            erase(self._db, each, now)
        return len(found)


def _strangers(before: datetime) -> Select[Any]:
    own = select(account.c.id).where(account.c.person_id == person.c.id).correlate(person)
    seen = exists().where(contact.c.account_id.in_(own), contact.c.seen_at > before)
    awaited = exists().where(letter.c.reader_id == person.c.id, letter.c.state == LetterState.WAITING)
    linked = [exists().where(each == person.c.id) for each in people_columns() if each.table not in PASSING]
    by_account = [exists().where(each.in_(own)) for each in _account_columns()]
    nothing = [~each for each in (seen, awaited, *linked, *by_account)]
    return select(person.c.id).where(person.c.created_at < before, and_(*nothing)).order_by(person.c.id)


def _account_columns() -> list[Column[Any]]:
    """Columns outside of what passes that hold the number of an account."""
    every: list[Table] = [table for table in metadata.sorted_tables if table not in PASSING]
    links = (each for table in every for each in columns_of(table, Personal.LINK, Personal.NAMED))
    return [each for each in links if each.references(account.c.id)]
