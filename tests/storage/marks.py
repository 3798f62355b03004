"""The smallest thing that a store can be asked to keep: up to which message of a place all was seen."""

from collections.abc import Callable

from sqlalchemy import text

from community.chat.address import Bot, Place
from storage.engine import Store
from storage.work import Work


def see(place: Place, number: str) -> Callable[[Work], None]:
    return lambda work: work.refs.see(place, number)


def seen(store: Store, bot: Bot) -> dict[Place, str]:
    return dict(store.now_read(lambda work: work.refs.newest(bot)))


def wait_for_lock(store: Store, work: Work) -> None:
    """Stand in the way of everybody else who writes."""
    if store.file is None:
        work.connection.execute(text("LOCK TABLE watermark IN ACCESS EXCLUSIVE MODE"))
