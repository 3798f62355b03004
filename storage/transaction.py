"""What every shelf needs of the transaction it is open in."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from community.chat.address import Bot
from storage.database import CURSORS
from storage.vault import Vault


class Transaction:
    """One transaction. Everything in it is kept together, or not at all."""

    def __init__(self, connection: Connection, vault: Vault, known_bots: dict[Bot, int]) -> None:
        self.connection = connection
        self.driver: Any = connection.connection.driver_connection
        self._cursors: dict[str, Any] | None = connection.info.get(CURSORS)
        self.vault = vault
        self.known_bots = known_bots
        """The rows of bots, as the whole process knows them."""
        self.new_bots: dict[Bot, int] = {}
        """The rows of bots that nobody else knows until this is kept."""
        self.afterwards: list[Callable[[], object]] = []
        self.touched: set[str] = set()
        """What was added to and somebody may wait for: `outbox`, `timers`, `released`."""

    def taker(self, sql: str) -> Any:
        """Who executes this statement. psycopg's cursor learns anew for each other one how values are written and read."""
        if self._cursors is None:
            return self.driver
        cursor = self._cursors.get(sql)
        if cursor is None:
            cursor = self._cursors[sql] = self.driver.cursor()
        return cursor

    def after_commit(self, then: Callable[[], object]) -> None:
        """Called once the changes are safe; never when they are not."""
        self.afterwards.append(then)
