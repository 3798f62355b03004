"""The lock on a bot account where many machines share a PostgreSQL server."""

import psycopg
from sqlalchemy import URL

from community.chat.address import Bot
from storage.database import KEEPALIVE
from storage.errors import translated


class ServerHold:
    """A lock of a database session, on a connection of its own that belongs to no pool."""

    def __init__(self, url: URL, bot: Bot) -> None:
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._name = f"talkoot sender {bot.platform} {bot.id}"
        self._session: psycopg.Connection | None = None

    def take(self) -> bool:
        self.release()
        options = {**KEEPALIVE, "connect_timeout": 5, "application_name": "talkoot owner"}
        try:
            session = psycopg.connect(self._address, autocommit=True, **options)  # type: ignore[arg-type]
            taken = session.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [self._name]).fetchone()
        except psycopg.Error as error:
            raise translated(error) or error from error
        if taken == (True,):
            self._session = session
            return True
        session.close()
        return False

    def still_held(self) -> bool:
        """A round trip: a session that answers is the one that took the lock."""
        if self._session is None or self._session.closed:
            return False
        try:
            self._session.execute("SELECT 1")
        except psycopg.OperationalError:
            self.release()
            return False
        return True

    def release(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
